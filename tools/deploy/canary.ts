/** Whether a planned environment is a canary: made to be destroyed, and nobody else's. Pure. */

/** Name of the stack, and what its cluster's name begins with. */
export const CANARY = "platform-canary";

/** What of a planned graph is read. */
export interface CanaryPlan {
    readonly stack?: string;
    readonly resources?: readonly {
        readonly name: string;
        readonly type: string;
        readonly inputs?: { readonly name?: unknown };
        readonly options?: { readonly protect?: boolean; readonly retainOnDelete?: boolean };
    }[];
}

/** Every reason not to deploy and destroy it. */
export function checkCanary({ resources = [], stack }: CanaryPlan): readonly string[] {
    const clusters = resources.filter(({ type }) => type === "aws:eks/cluster:Cluster");
    const foreign = clusters.filter(({ inputs }) => !String(inputs?.name).startsWith(CANARY));
    const named = (which: "protect" | "retainOnDelete"): readonly string[] =>
        resources.filter(({ options }) => options?.[which] === true).map(({ name }) => name);
    return [
        ...(stack === CANARY ? [] : [`stack: not the canary's (got "${stack ?? ""}"). Plan ${CANARY}.`]),
        ...(clusters.length === 1 ? [] : [`platform:clusterName: not one cluster (got ${clusters.length}).`]),
        ...foreign.map(
            ({ inputs }) =>
                `platform:clusterName: may be somebody's (got "${String(inputs?.name)}"). Begin it with ${CANARY}.`,
        ),
        ...saidOf(named("protect"), "protected, so it would not go", "Set platform:protection to false"),
        ...saidOf(named("retainOnDelete"), "kept in AWS for ever, once a run", "Let the canary keep nothing"),
    ];
}

function saidOf(names: readonly string[], what: string, remedy: string): readonly string[] {
    const [first] = names;
    if (first === undefined) return [];
    const others = names.length === 1 ? "" : ` and ${names.length - 1} more`;
    return [`${first}${others}: ${what}. ${remedy}.`];
}
