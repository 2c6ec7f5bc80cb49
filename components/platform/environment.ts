/** planEnvironment: settings and shape become a plan, or every problem. Pure: nothing is registered here. */
import type { AccessSpec } from "../cluster/access-spec";
import type { ClusterSpec } from "../cluster/cluster-spec";
import type { VpcSpec } from "../network/vpc-spec";
import type { KeysSpec } from "../security/keys-spec";
import type { Problem } from "../shared/problems";
import { problemsOfWords } from "../shared/schema";
import { checkTags, defaultTags } from "../shared/tags";
import { type ComputePlan, computeSettings, planCompute } from "./compute";
import { checkCompute } from "./compute-checks";
import { noticesOfCompute } from "./compute-notices";
import type { LocatedProblem } from "./located";
import { ACCESS, checkPart, CLUSTER, KEYS, locate, NETWORK } from "./parts";
import { chooseFrom } from "../shared/hints";
import type { Settings, SettingsReading } from "./settings/types";
import { type EnvironmentShape, shapeSchema } from "./shape";

/** Logical name of the component that makes the default StorageClass. */
export const STORAGE_CLASS = "storage-class";

/** Everything the platform builds, decided: the arguments of every component as plain values. */
export interface Plan {
    readonly environment: string;
    readonly provider: ProviderSpec;
    readonly network: VpcSpec;
    readonly keys: KeysSpec;
    readonly cluster: ClusterSpec;
    readonly access: AccessSpec;
    readonly compute: ComputePlan;
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
    /** Logical names. */
    readonly unprotected: readonly string[];
}

/** A plan, with what is legal but worth knowing; or every problem. */
export type PlanResult =
    | { readonly plan: Plan; readonly notices: readonly string[] }
    | { readonly problems: readonly LocatedProblem[] };

/**
 * The plan of an environment, or every problem of its settings and its shape together.
 * A check runs when the settings it reads passed the schema, so that one mistyped key does not hide the rest.
 * @param shapes the shape of an environment by name
 */
export function planEnvironment(
    reading: SettingsReading,
    shapes: (environment: string) => EnvironmentShape | undefined,
): PlanResult {
    const { valid, file } = reading;
    const written = valid.environment === undefined ? undefined : shapes(valid.environment);
    const words = written === undefined ? [] : problemsOfWords(shapeSchema, written);
    // Of words that mean nothing no check of the shape can tell more.
    const shape = words.length > 0 ? undefined : written;
    const inShape = { environment: valid.environment, file, settings: {}, shapePath: "" };
    const found = [
        ...words.map((problem) => locate(problem, inShape)),
        ...checkParts(valid, shape, file),
        ...checkWhole(valid).map((problem): LocatedProblem => ({ ...problem, file })),
    ];
    const problems = withoutRepetition(
        reading.problems.map((problem): LocatedProblem => ({ ...problem, file })),
        found,
    );
    if (problems.length > 0 || reading.settings === undefined || shape === undefined) return { problems };
    const plan = buildPlan(reading.settings, shape);
    return { plan, notices: noticesOfCompute(plan.compute, plan.inCluster) };
}

/** What settings and shape decide together. What was not read is a problem already, and hides no other. */
function checkParts(
    valid: Partial<Settings>,
    shape: EnvironmentShape | undefined,
    file: string,
): LocatedProblem[] {
    return [
        ...checkPart(NETWORK, valid, shape, file),
        ...checkPart(KEYS, valid, shape, file),
        ...checkPart(CLUSTER, valid, shape, file),
        ...checkPart(ACCESS, valid, shape, file),
        ...(shape === undefined ? [] : checkShape(valid, shape, file)),
    ];
}

/** Where settings had to be stood in for, only what the shape says itself can be at fault. */
function checkShape(valid: Partial<Settings>, shape: EnvironmentShape, file: string): LocatedProblem[] {
    const { settings, standIns } = computeSettings(valid);
    const compute = planCompute(settings, shape);
    const place = { environment: valid.environment, file, settings: {}, shapePath: "" };
    return [
        ...checkCompute(compute, settings, shape, file).filter(
            (problem) => standIns.length === 0 || problem.file !== file,
        ),
        ...checkUnprotected(shape.unprotected ?? [], componentNames(compute)).map((problem) =>
            locate(problem, place),
        ),
    ];
}

/** Logical names of an environment's components, in the order in which they are built. */
function componentNames({ addons, karpenter, nodes, pools, profiles }: ComputePlan): string[] {
    const compute = [...addons, ...profiles, ...nodes, karpenter, ...pools].map(({ name }) => name);
    return ["keys", "network", "cluster", "access", ...compute, STORAGE_CLASS];
}

/** A misspelt name would leave the protection as it is, and the update after it would fail half-way. */
function checkUnprotected(unprotected: readonly string[], known: readonly string[]): Problem[] {
    return unprotected.flatMap((name, index) =>
        known.includes(name)
            ? []
            : [
                  {
                      path: `unprotected[${index}]`,
                      what: "no component of this environment",
                      got: name,
                      remedy: `Remove it, if its component is gone. ${chooseFrom(name, known)}`,
                  },
              ],
    );
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
        compute: planCompute(settings, shape),
        inCluster: settings.inCluster,
        protection: { protect: settings.protection, unprotected: shape.unprotected ?? [] },
    };
}

/** Where the schema refused a value, not the planners' words for it as well; and what several parts say, once. */
function withoutRepetition(
    schema: readonly LocatedProblem[],
    found: readonly LocatedProblem[],
): LocatedProblem[] {
    const refused = new Set(schema.map(({ file, path }) => `${file} ${path}`));
    const seen = new Set<string>();
    const fresh = found.filter(({ file, path, what }) => {
        const key = `${file} ${path} ${what}`;
        const first = !seen.has(key) && !refused.has(`${file} ${path}`);
        seen.add(key);
        return first;
    });
    return [...schema, ...fresh];
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
