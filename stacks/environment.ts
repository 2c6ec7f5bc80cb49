/** planEnvironment: settings and shape become a plan, or every problem. Pure: nothing is registered here. */
import { type AccessSpec, checkAccess } from "../components/cluster/access-spec";
import { checkCluster, type ClusterSpec } from "../components/cluster/cluster-spec";
import { checkVpc, type VpcSpec } from "../components/network/vpc-spec";
import { checkKeys, type KeysSpec } from "../components/security/keys-spec";
import { describeProblem, type Problem } from "../components/shared/problems";
import { checkTags, defaultTags } from "../components/shared/tags";
import { shapeOf } from "./environments";
import type { Settings, SettingsReading } from "./settings";
import type { ComponentName, EnvironmentShape } from "./shape";

/** Everything the platform builds, decided: the arguments of every component as plain values. */
export interface Plan {
    readonly environment: string;
    readonly provider: ProviderSpec;
    readonly network: VpcSpec;
    readonly keys: KeysSpec;
    readonly cluster: ClusterSpec;
    readonly access: AccessSpec;
    /** Whether what lives inside the cluster is built. `false` leaves out `kubernetes:*` resources only. */
    readonly inCluster: boolean;
    readonly protection: ProtectionSpec;
}

/** The one AWS provider of the environment. Credentials are the caller's. */
export interface ProviderSpec {
    readonly region: string;
    /** The account everything must land in: other credentials are refused before anything changes. */
    readonly account: string;
    readonly assumeRoleArn?: string;
    readonly tags: Readonly<Record<string, string>>;
}

/** Pulumi's `protect` on everything but single admins, less the components named. */
export interface ProtectionSpec {
    readonly protect: boolean;
    readonly unprotected: readonly ComponentName[];
}

/** A problem with the file it must be mended in. */
export interface LocatedProblem extends Problem {
    readonly file: string;
}

export type PlanResult = { readonly plan: Plan } | { readonly problems: readonly LocatedProblem[] };

/** Turns a problem into the line a person reads: `Pulumi.dev.yaml › platform:zones.a: …`. */
export function describeLocated(problem: LocatedProblem): string {
    return describeProblem(problem, problem.file);
}

/**
 * The plan of an environment, or every problem of its settings and its shape together.
 * A check runs when the settings it reads passed the schema, so that one mistyped key does not hide the rest.
 */
export function planEnvironment(reading: SettingsReading): PlanResult {
    const { valid, file } = reading;
    const shape = valid.environment === undefined ? undefined : shapeOf(valid.environment);
    const problems = [
        ...reading.problems.map((problem): LocatedProblem => ({ ...problem, file })),
        ...(shape === undefined ? [] : checkPart(NETWORK, valid, shape, file)),
        ...(shape === undefined ? [] : checkPart(KEYS, valid, shape, file)),
        ...(shape === undefined ? [] : checkPart(CLUSTER, valid, shape, file)),
        ...checkPart(ACCESS, valid, shape, file),
        ...checkWhole(valid).map((problem): LocatedProblem => ({ ...problem, file })),
    ];
    if (problems.length > 0 || reading.settings === undefined || shape === undefined) return { problems };
    return { plan: buildPlan(reading.settings, shape) };
}

function buildPlan(settings: Settings, shape: EnvironmentShape): Plan {
    const { account, assumeRoleArn, environment, region } = settings;
    return {
        environment,
        provider: {
            region,
            account,
            ...(assumeRoleArn === undefined ? {} : { assumeRoleArn }),
            tags: defaultTags(settings.tags, settings),
        },
        network: NETWORK.spec(settings, shape),
        keys: KEYS.spec(settings, shape),
        cluster: CLUSTER.spec(settings, shape),
        access: ACCESS.spec(settings, shape),
        inCluster: settings.inCluster,
        protection: { protect: settings.protection, unprotected: shape.unprotected ?? [] },
    };
}

/** How one component's arguments come from settings and shape, and how its problems find their way back. */
interface Part<Needed extends keyof Settings, Shape extends EnvironmentShape | undefined, Spec> {
    /** Settings that must have passed the schema before the check makes sense. */
    readonly needs: readonly Needed[];
    readonly spec: (settings: Pick<Settings, Needed> & Partial<Settings>, shape: Shape) => Spec;
    readonly check: (spec: Spec) => readonly Problem[];
    /** Argument → the setting it is written in. An argument not listed comes from the shape. */
    readonly settings: { readonly [argument in keyof Spec & string]?: keyof Settings };
    /** Where the shape holds this part's arguments: `network` in `stacks/dev.ts`. */
    readonly shapePath: string;
}

const NETWORK: Part<
    "clusterName" | "controlPlaneZones" | "region" | "vpcCidr" | "zones",
    EnvironmentShape,
    VpcSpec
> = {
    needs: ["clusterName", "controlPlaneZones", "region", "vpcCidr", "zones"],
    spec: ({ clusterName, controlPlaneZones, region, vpcCidr, zones }, shape) => ({
        ...shape.network,
        cidr: vpcCidr,
        clusterName,
        controlPlaneZones,
        region,
        zones,
    }),
    check: checkVpc,
    settings: {
        cidr: "vpcCidr",
        clusterName: "clusterName",
        controlPlaneZones: "controlPlaneZones",
        region: "region",
        zones: "zones",
    },
    shapePath: "network",
};

const KEYS: Part<"account" | "clusterName" | "region", EnvironmentShape, KeysSpec> = {
    needs: ["account", "clusterName", "region"],
    spec: ({ account, clusterName, region }, shape) => ({ ...shape.keys, account, clusterName, region }),
    check: checkKeys,
    settings: { account: "account", clusterName: "clusterName", region: "region" },
    shapePath: "keys",
};

const CLUSTER: Part<
    | "account"
    | "apiAccess"
    | "clusterName"
    | "inCluster"
    | "kubernetesVersion"
    | "protection"
    | "region"
    | "serviceCidr"
    | "vpcCidr",
    EnvironmentShape,
    ClusterSpec
> = {
    needs: [
        "account",
        "apiAccess",
        "clusterName",
        "inCluster",
        "kubernetesVersion",
        "protection",
        "region",
        "serviceCidr",
        "vpcCidr",
    ],
    spec: (settings, shape) => ({
        ...shape.controlPlane,
        account: settings.account,
        apiAccess: settings.apiAccess,
        clusterName: settings.clusterName,
        deletionProtection: settings.protection && !(shape.unprotected ?? []).includes("cluster"),
        kubernetesVersion: settings.kubernetesVersion,
        region: settings.region,
        serviceCidr: settings.serviceCidr,
        vpcCidr: settings.vpcCidr,
        ...(settings.assumeRoleArn === undefined ? {} : { assumeRoleArn: settings.assumeRoleArn }),
    }),
    check: checkCluster,
    settings: {
        account: "account",
        apiAccess: "apiAccess",
        assumeRoleArn: "assumeRoleArn",
        clusterName: "clusterName",
        deletionProtection: "protection",
        kubernetesVersion: "kubernetesVersion",
        region: "region",
        serviceCidr: "serviceCidr",
        vpcCidr: "vpcCidr",
    },
    shapePath: "controlPlane",
};

const ACCESS: Part<
    "account" | "admins" | "deployRoleArn" | "region",
    EnvironmentShape | undefined,
    AccessSpec
> = {
    needs: ["account", "admins", "deployRoleArn", "region"],
    spec: ({ account, admins, deployRoleArn, region }) => ({ account, admins, deployRoleArn, region }),
    check: checkAccess,
    settings: { account: "account", admins: "admins", deployRoleArn: "deployRoleArn", region: "region" },
    shapePath: "access",
};

function checkPart<Needed extends keyof Settings, Shape extends EnvironmentShape | undefined, Spec>(
    part: Part<Needed, Shape, Spec>,
    valid: Partial<Settings>,
    shape: Shape,
    file: string,
): LocatedProblem[] {
    if (!hasAll(valid, part.needs)) return [];
    const shapeFile = `stacks/${valid.environment ?? "<environment>"}.ts`;
    return part.check(part.spec(valid, shape)).map((problem) => {
        const root = /^[^.[]+/.exec(problem.path)?.[0] ?? "";
        const setting = new Map<string, keyof Settings | undefined>(Object.entries(part.settings)).get(root);
        return setting === undefined
            ? { ...problem, file: shapeFile, path: `${part.shapePath}.${problem.path}` }
            : { ...problem, file, path: `platform:${setting}${problem.path.slice(root.length)}` };
    });
}

/** Rules that join settings of several components. */
function checkWhole(valid: Partial<Settings>): Problem[] {
    const { admins, assumeRoleArn, deployRoleArn, tags } = valid;
    const problems = tags === undefined ? [] : checkTags("platform:tags", tags);
    if (assumeRoleArn !== undefined && admins !== undefined && deployRoleArn !== undefined) {
        if (![...admins, deployRoleArn].includes(assumeRoleArn)) {
            problems.push({
                path: "platform:assumeRoleArn",
                what: "this role reaches the API server but has no access entry, so every call would end in Unauthorized",
                got: assumeRoleArn,
                remedy: "Name it as platform:deployRoleArn or list it in platform:admins",
            });
        }
    }
    return problems;
}

function hasAll<Key extends keyof Settings>(
    settings: Partial<Settings>,
    keys: readonly Key[],
): settings is Pick<Settings, Key> & Partial<Settings> {
    return keys.every((key) => settings[key] !== undefined);
}
