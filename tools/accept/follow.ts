/** What has to follow the list of environments, wherever else an environment is named. Pure. */
import { chooseFrom } from "../../components/shared/hints";
import { accountFaults, type Neighbour, type PreparedAccount } from "../plan/neighbours";

/** What the files of a fork say together. */
export interface Whole {
    /** Names of stacks/environments.ts. */
    readonly environments: readonly string[];
    readonly stacks: readonly Neighbour[];
    readonly accounts: readonly PreparedAccount[];
    readonly deployment: Deployment;
    /** Environments that the policy gives a level or lets off something. */
    readonly judged: readonly string[];
}

/** What deploy.yml says. */
export interface Deployment {
    /** The stack of each job. */
    readonly jobs: readonly string[];
    /** Stacks that a run by hand offers. */
    readonly options: readonly string[];
}

/** Where the jobs stand. */
export const DEPLOY_FILE = ".github/workflows/deploy.yml";

const POLICY_FILE = "stacks/own/policy.ts";

/** A run by hand offers all of them as well. */
const ALL = "all";

/** One sentence for each thing that does not follow, with where it stands and what to do. */
export function notFollowing({
    accounts,
    deployment,
    environments,
    judged,
    stacks,
}: Whole): readonly string[] {
    const names = stacks.map(({ stack }) => stack);
    const used = stacks.map(({ settings, stack }) => settings.environment ?? stack);
    const unused = environments.filter((name) => !used.includes(name));
    return [
        ...unused.map((name) => unusedFault(name, stacks)),
        ...[...new Set(judged)]
            .filter((name) => !environments.includes(name))
            .map(
                (name) =>
                    `${POLICY_FILE}: speaks of ${name}, which is no environment. Take its level and its waivers out, if it ` +
                    `is gone. ${chooseFrom(name, environments)}.`,
            ),
        ...deploymentFaults(names, deployment),
        ...stacks.flatMap((stack) => accounts.flatMap((account) => accountFaults(stack, account))),
    ];
}

/** Copied and not changed is what it mostly is, where there is a file of its name. */
function unusedFault(name: string, stacks: readonly Neighbour[]): string {
    const what = `stacks/environments.ts: ${name} is the environment of no settings file`;
    const own = stacks.find(({ stack }) => stack === name);
    return own === undefined
        ? `${what}. Copy the nearest one to Pulumi.${name}.yaml, or take it out.`
        : `${what}: ${own.file} says platform:environment: ${own.settings.environment ?? ""}. Write ${name} there, or take it out here.`;
}

/**
 * GitHub environments that may deploy and are no stack: whoever names one in a job of a branch makes it anew, without
 * rules, and has the deploy role. Another workflow of the fork's may use one, so that this is said and nothing refused.
 */
export function foreignJobs({ accounts, stacks }: Whole): readonly string[] {
    return accounts.flatMap(({ deployFrom = [], file }) =>
        deployFrom
            .flatMap((job) => /^environment:(.+)$/.exec(job)?.[1] ?? [])
            .filter((name) => !stacks.some(({ stack }) => stack === name))
            .map(
                (name) =>
                    `${file}: bootstrap:deployFrom lets jobs of environment:${name} deploy, and there is no Pulumi.${name}.yaml. ` +
                    "Unless a workflow of yours uses it, take it out and run pulumi up in bootstrap/: once GitHub's " +
                    "environment is gone, any branch's job that names it has the deploy role.",
            ),
    );
}

function deploymentFaults(names: readonly string[], { jobs, options }: Deployment): string[] {
    const missing = names.filter((name) => !jobs.includes(name) || !options.includes(name));
    const gone = [...new Set([...jobs, ...options])].filter((name) => name !== ALL && !names.includes(name));
    return [
        ...missing.map(
            (name) =>
                `${DEPLOY_FILE}: does not deploy ${name}. Add a job of that name after the one it follows, and the name ` +
                "to the options.",
        ),
        ...gone.map(
            (name) =>
                `${DEPLOY_FILE}: deploys ${name}, and there is no Pulumi.${name}.yaml. Take out the job and the option; ` +
                "the job after it needs the one before.",
        ),
    ];
}
