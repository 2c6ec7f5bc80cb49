/** What GitOps is told, and who of it is let in. */
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, isObject, parsed, read, statementsOf, textsOf } from "../reading";

export const GITOPS: readonly Control[] = [
    {
        id: "C140",
        title: "Clusters of GitOps without credentials",
        severity: "high",
        means: "the Secrets by which Argo CD knows clusters hold no token, password or key, and it looks at certificates",
        why: "Whoever reads the namespace would have the rights of Argo CD in another cluster, for as long as nobody changes them.",
        remedy: "Let the kit write them: gitops.spokes, by which Argo CD assumes a role",
        decidedBy: ["gitops", "own", "objects.<name>"],
        source: "Argo CD documentation, operator-manual/declarative-setup, Clusters; EKS User Guide, argocd-register-clusters",
        judge: (planned) =>
            each(planned.ofType("kubernetes:core/v1:Secret").filter(isCluster), {
                path: "stringData",
                holds: (data) => isObject(data) && data["$secret"] === undefined && !hasCredentials(data),
                what: "holds credentials of a cluster, or what nobody can look at",
            }),
    },
    {
        id: "C141",
        title: "One hub a spoke",
        severity: "high",
        means: "a role by which GitOps of another environment is let in trusts that one role, by its whole ARN",
        why: "Anybody else of the hub's account would deploy into this cluster.",
        remedy: "Name the hub's role in gitops.hub.roleArn, and take a transform of its trust out",
        decidedBy: ["gitops.hub", "gitops", "transforms"],
        source: "IAM User Guide, reference_policies_condition-keys, aws:PrincipalArn",
        judge: (planned) =>
            each(rolesOfSpokes(planned), {
                path: "assumeRolePolicy",
                holds: (value) => {
                    const statements = statementsOf(value);
                    return (
                        statements.length > 0 && statements.every(({ condition }) => namesOneRole(condition))
                    );
                },
                what: "lets others in than one role",
            }),
    },
];

function isCluster(secret: PlannedResource): boolean {
    const labels = input(secret, "metadata.labels");
    return isObject(labels) && labels["argocd.argoproj.io/secret-type"] === "cluster";
}

/** Source: Argo CD documentation, operator-manual/declarative-setup, fields of `config`. */
function hasCredentials(data: { readonly [key: string]: Parameters<typeof read>[0] }): boolean {
    const config = parsed(data["config"]);
    const fields = ["bearerToken", "password", "tlsClientConfig.keyData", "execProviderConfig"];
    return (
        fields.some((field) => read(config, field) !== undefined) ||
        read(config, "tlsClientConfig.insecure") === true
    );
}

function rolesOfSpokes(planned: Planned): readonly PlannedResource[] {
    const spokes = new Set(planned.ofType("platform:gitops:GitopsSpoke").map(({ urn }) => urn));
    return planned.ofType(TYPES.role).filter(({ parent = "" }) => spokes.has(parent));
}

function namesOneRole(condition: Parameters<typeof read>[0]): boolean {
    const operators = isObject(condition) ? Object.keys(condition) : [];
    const equals = isObject(condition) ? condition["ArnEquals"] : undefined;
    const arns = isObject(equals) ? textsOf(equals["aws:PrincipalArn"]) : [];
    return (
        operators.length === 1 &&
        arns.length === 1 &&
        /^arn:[\w-]+:iam::\d{12}:role\/[^*?]+$/.test(arns[0] ?? "")
    );
}
