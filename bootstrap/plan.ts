/** planBootstrap: settings become a plan, or every problem. Pure: nothing is registered here. */
import type { Problem } from "../components/shared/problems";
import { partitionOf } from "../components/shared/regions";
import { checkTags, defaultTags } from "../components/shared/tags";
import { checkGithub, type GithubSpec } from "./github-spec";
import type { ServiceLinkedRolesSpec } from "./service-linked-roles";
import { isComplete, type Settings, type SettingsReading } from "./settings";
import { settingPath } from "./settings-problems";
import { bucketName, type StateSpec } from "./state-spec";

/** Everything bootstrap makes in an account, decided. */
export interface BootstrapPlan {
    readonly account: string;
    readonly region: string;
    /** Tags of every AWS resource. */
    readonly tags: Readonly<Record<string, string>>;
    readonly state: StateSpec;
    readonly github: GithubSpec;
    readonly serviceLinkedRoles: ServiceLinkedRolesSpec;
}

/** What stands for an environment in the tags of what bootstrap makes. */
const ENVIRONMENT = "bootstrap";

export type BootstrapResult = { readonly plan: BootstrapPlan } | { readonly problems: readonly Problem[] };

/** The plan of an account, or every problem of its settings together. */
export function planBootstrap(reading: SettingsReading): BootstrapResult {
    const { problems, project, valid } = reading;
    const bucket = isComplete(valid) ? { bucketName: bucketName(valid) } : {};
    const found = [
        ...checkGithub({ ...valid, project, ...bucket }).map((problem) => ({
            ...problem,
            path: settingPath([problem.path]),
        })),
        ...checkRegions(valid),
        ...(valid.tags === undefined
            ? []
            : checkTags(settingPath(["tags"]), valid.tags, valid.organisation?.tags)),
    ];
    if (problems.length + found.length > 0 || !isComplete(valid))
        return { problems: [...problems, ...found] };
    return { plan: buildPlan(valid, project) };
}

function buildPlan({ serviceLinkedRoles, tags, ...rest }: Settings, project: string): BootstrapPlan {
    const { account, name, region } = rest;
    return {
        account,
        region,
        tags: defaultTags(tags, { ...rest, environment: ENVIRONMENT }),
        state: { account, name, region },
        github: { ...rest, project, bucketName: bucketName(rest) },
        serviceLinkedRoles: { services: serviceLinkedRoles },
    };
}

/** An account belongs to one partition, and so does everything in it. */
function checkRegions({ region, regions }: Partial<Settings>): Problem[] {
    if (region === undefined || regions === undefined) return [];
    const partition = partitionOf(region);
    return regions.flatMap((other, index) =>
        partitionOf(other) === partition
            ? []
            : [
                  {
                      path: settingPath(["regions", index]),
                      what: `belongs to partition ${partitionOf(other)}, the account's region to ${partition}`,
                      got: other,
                      remedy: "List regions of one partition",
                  },
              ],
    );
}
