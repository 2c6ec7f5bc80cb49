/** What has to follow the list of environments, wherever else an environment is named. Pure. */
import { PINS_FILE } from "../../components/shared/pins-schema";
import { accountFaults, type Neighbour, type PreparedAccount } from "../plan/neighbours";

/** What the files of a fork say together. */
export interface Whole {
    /** Names of stacks/environments.ts. */
    readonly environments: readonly string[];
    readonly stacks: readonly Neighbour[];
    readonly accounts: readonly PreparedAccount[];
    readonly deployment: Deployment;
    /** Environments with pins of their own. */
    readonly pinned: readonly string[];
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

/** A run by hand offers all of them as well. */
const ALL = "all";

/** One sentence for each thing that does not follow, with where it stands and what to do. */
export function notFollowing({
    accounts,
    deployment,
    environments,
    pinned,
    stacks,
}: Whole): readonly string[] {
    const names = stacks.map(({ stack }) => stack);
    const used = stacks.map(({ settings, stack }) => settings.environment ?? stack);
    const unused = environments.filter((name) => !used.includes(name));
    return [
        ...unused.map(
            (name) =>
                `stacks/environments.ts: ${name} is the environment of no settings file. Copy the nearest one to ` +
                `Pulumi.${name}.yaml, or take it out.`,
        ),
        ...pinned
            .filter((name) => !environments.includes(name))
            .map((name) => `${PINS_FILE}: pins ${name}, which is no environment. Take it out.`),
        ...deploymentFaults(names, deployment),
        ...stacks.flatMap((stack) => accounts.flatMap((account) => accountFaults(stack, account))),
    ];
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
