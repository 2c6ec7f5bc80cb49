/** Which arguments of which component come from which setting, so that a problem finds its way back to the file. */
import { type AccessSpec, checkAccess } from "../cluster/access-spec";
import { checkCluster, type ClusterSpec } from "../cluster/cluster-spec";
import { checkVpc, type VpcSpec } from "../network/vpc-spec";
import { checkKeys, type KeysSpec } from "../security/keys-spec";
import type { Problem } from "../shared/problems";
import type { LocatedProblem } from "./located";
import type { Settings } from "./settings/types";
import type { EnvironmentShape } from "./shape";

/** How one component's arguments come from settings and shape, and how its problems find their way back. */
export interface Part<Spec> {
    /** Only copies: with a setting or the shape missing, the arguments made of it are undefined. */
    readonly spec: (settings: Settings, shape: EnvironmentShape) => Spec;
    /** Looks at what was given. */
    readonly check: (spec: Partial<Spec>) => readonly Problem[];
    /** Argument → the setting it is written in. An argument not listed comes from the shape. */
    readonly settings: { readonly [argument in keyof Spec & string]?: keyof Settings };
    /** Where the shape holds this part's arguments: `network` in `stacks/dev.ts`. */
    readonly shapePath: string;
}

export const NETWORK: Part<VpcSpec> = {
    spec: ({ clusterName, controlPlaneZones, region, vpcCidr, zones }, { network }) => ({
        ...network,
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

export const KEYS: Part<KeysSpec> = {
    spec: ({ account, clusterName, region }, { keys }) => ({ ...keys, account, clusterName, region }),
    check: checkKeys,
    settings: { account: "account", clusterName: "clusterName", region: "region" },
    shapePath: "keys",
};

export const CLUSTER: Part<ClusterSpec> = {
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

export const ACCESS: Part<AccessSpec> = {
    spec: ({ account, admins, deployRoleArn, region }) => ({ account, admins, deployRoleArn, region }),
    check: checkAccess,
    settings: { account: "account", admins: "admins", deployRoleArn: "deployRoleArn", region: "region" },
    shapePath: "access",
};

/** Every problem of a part, as far as its settings and the shape could be read. */
export function checkPart<Spec extends object>(
    part: Part<Spec>,
    valid: Partial<Settings>,
    shape: EnvironmentShape | undefined,
    file: string,
): LocatedProblem[] {
    const spec = part.spec(asRead(valid), asRead(shape ?? {}));
    const place = {
        file,
        environment: valid.environment,
        shapePath: part.shapePath,
        settings: part.settings,
    };
    return part.check(given(spec)).map((problem) => locate(problem, place));
}

/** What could not be read is undefined here, and {@link given} leaves it out again before any check looks. */
function asRead<Whole>(read: Partial<Whole>): Whole {
    return read as Whole;
}

function given<Spec extends object>(spec: Spec): Partial<Spec> {
    const entries = Object.entries(spec).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as Partial<Spec>;
}

/** Where a part's arguments are written. */
export interface Place {
    /** The settings file. */
    readonly file: string;
    readonly environment: string | undefined;
    readonly shapePath: string;
    readonly settings: Readonly<Record<string, keyof Settings | undefined>>;
}

/** The problem of an argument, in the file and under the path where a person finds it. */
export function locate(problem: Problem, { environment, file, settings, shapePath }: Place): LocatedProblem {
    const root = /^[^.[]+/.exec(problem.path)?.[0] ?? "";
    const setting = Object.hasOwn(settings, root) ? settings[root] : undefined;
    if (setting !== undefined) {
        return { ...problem, file, path: `platform:${setting}${problem.path.slice(root.length)}` };
    }
    const path = [shapePath, problem.path].filter((part) => part !== "").join(".");
    return { ...problem, file: `stacks/${environment ?? "<environment>"}.ts`, path };
}
