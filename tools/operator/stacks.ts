/** Environments as `Stack` objects of the Pulumi Kubernetes Operator: their order, who approves, where secrets are. Pure. */
import type { Json } from "../../components/shared/json";

/** One settings file, as far as its object depends on it. */
export interface DeployedStack {
    /** `dev`, of `Pulumi.dev.yaml`. */
    readonly name: string;
    readonly environment: string;
    /** Whether nobody deploys it without an approval. */
    readonly isProtected: boolean;
    /** Whether a passphrase keeps its secrets. */
    readonly hasPassphrase: boolean;
}

export interface OperatorWords {
    readonly repository: string;
    readonly branch: string;
    readonly namespace: string;
    /** Where the state is: `s3://…`. @default the one of Pulumi.yaml */
    readonly backend?: string;
    /** Name of the Secret with the key `accessToken`, for a private repository. @default the repository is open */
    readonly gitSecret?: string;
}

/** The Secret of a stack that somebody makes beforehand, with the key `passphrase`. */
export function passphraseSecretOf(stack: string): string {
    return `${stack}-passphrase`;
}

/**
 * One object a stack. Each waits until all of the environment before it have succeeded. A protected one follows a branch of its
 * own, which an approved pull request moves.
 * Source: pulumi/pulumi-kubernetes-operator v2.9.0, operator/api/pulumi/shared/stack_types.go;
 * operator/internal/controller/pulumi/stack_controller.go, isRequirementSatisfied.
 * @param environments in the order in which a change goes through them
 */
export function stackObjects(
    stacks: readonly DeployedStack[],
    environments: readonly string[],
    words: OperatorWords,
): readonly Json[] {
    const of = (environment: string): readonly DeployedStack[] =>
        stacks.filter((stack) => stack.environment === environment);
    const deployed = environments.filter((environment) => of(environment).length > 0);
    return deployed.flatMap((environment, index) => {
        const before = index === 0 ? [] : of(deployed[index - 1] ?? "");
        return of(environment).map((stack) => stackObject(stack, before, words));
    });
}

function stackObject(
    { hasPassphrase, isProtected, name }: DeployedStack,
    before: readonly DeployedStack[],
    { backend, branch, gitSecret, namespace, repository }: OperatorWords,
): Json {
    return {
        ...{ apiVersion: "pulumi.com/v1", kind: "Stack", metadata: { name, namespace } },
        spec: {
            stack: name,
            projectRepo: repository,
            branch: isProtected ? `deploy/${name}` : branch,
            ...(backend === undefined ? {} : { backend }),
            ...(gitSecret === undefined
                ? {}
                : { gitAuth: { accessToken: secret(gitSecret, "accessToken") } }),
            ...(hasPassphrase
                ? { envRefs: { PULUMI_CONFIG_PASSPHRASE: secret(passphraseSecretOf(name), "passphrase") } }
                : {}),
            // Pods of its service account call AWS as the stack's deploy role, by Pod Identity.
            serviceAccountName: `deploy-${name}`,
            ...(before.length === 0 ? {} : { prerequisites: before.map((one) => ({ name: one.name })) }),
            // A stack whose file is missing is a mistake, and one whose object goes stays in AWS.
            ...{ useLocalStackOnly: true, destroyOnFinalize: false },
        },
    };
}

function secret(name: string, key: string): Json {
    return { type: "Secret", secret: { name, key } };
}
