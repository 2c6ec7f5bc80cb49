/** What differs although the files say the same: two environments are planned from one's files. */
import { compare, same } from "../review/compare";
import { pathText } from "../review/paths";
import type { Planned } from "./attribute";
import { customByUrn, type Decision, decisionsOf, differingDecisions, EXISTS, renamed } from "./decisions";
import type { Environment, Experiment } from "./environment";
import type { PlannedGraph } from "../plan/graph";

/** A difference that nobody declared. */
export interface Undeclared {
    readonly component: string;
    readonly type: string;
    readonly decision: string;
    /** Of a decision of a component. */
    readonly key?: string;
    readonly why: string;
}

const SAME = "with settings and shape the same";
const BY_NAME = `follows the environment's name alone, ${SAME}`;
const BY_STACK = `follows the stack's name alone, ${SAME}`;
const BY_BOTH = `follows the names of environment and stack together, ${SAME}`;
const BY_INDEX = "made by index.ts besides what settings and shape say";

/** Whose names an environment is planned under. */
interface Lenders {
    readonly name: Planned;
    readonly stack: Planned;
}

/**
 * The environment `one`, planned under the names of others, must still be the same. Each of them lends its name once
 * and its stack's name once, in one plan the name of one and the stack of the next: two that differ, so that a decision
 * which compares them shows as well. Only where something moves is it planned with the one, then with the other alone.
 */
export async function undeclaredUnder(
    one: Planned,
    others: readonly Planned[],
    experiment: Experiment,
): Promise<readonly Undeclared[]> {
    const lenders = others.length > 1 ? others : [...others, one];
    const found: Undeclared[] = [];
    for (const [i, name] of lenders.entries()) {
        const stack = lenders[(i + 1) % lenders.length] ?? name;
        const together = await movedUnder({ name, stack }, one, experiment, BY_BOTH);
        // Names that are refused together may still be taken alone.
        if (together?.length === 0) continue;
        const apart = [
            ...((await movedUnder({ name, stack: one }, one, experiment, BY_NAME)) ?? []),
            ...((await movedUnder({ name: one, stack }, one, experiment, BY_STACK)) ?? []),
        ];
        found.push(...(apart.length > 0 ? apart : (together ?? [])));
    }
    return found;
}

/** A place may hold the environment's own name, such as a tag; the stack's is no decision's business. */
async function movedUnder(
    { name, stack }: Lenders,
    one: Planned,
    experiment: Experiment,
    why: string,
): Promise<readonly Undeclared[] | undefined> {
    const { project, declared } = one;
    const { settings, shape } = declared;
    const { environment } = name.declared.settings;
    const graph = await experiment(
        { settings: { ...settings, environment }, shape },
        { project, stack: one.stack, toldStack: stack.stack },
    );
    const back = (value: Decision["value"] | undefined) => renamed(value, environment, settings.environment);
    return graph === undefined ? undefined : undeclaredIn(one.baseline, graph, why, back);
}

/** What the real program makes and the plan of settings and shape does not, or otherwise. */
export function undeclaredByIndex({ baseline, graph }: Planned): readonly Undeclared[] {
    return undeclaredIn(baseline, graph, BY_INDEX, (value) => value);
}

type Back = (value: Decision["value"] | undefined) => Decision["value"] | undefined;

function undeclaredIn(
    before: PlannedGraph,
    after: PlannedGraph,
    why: string,
    back: Back,
): readonly Undeclared[] {
    return [...decisionsBesides(before, after, why, back), ...resourcesBesides(before, after, why, back)];
}

function decisionsBesides(
    before: PlannedGraph,
    after: PlannedGraph,
    why: string,
    back: Back,
): readonly Undeclared[] {
    const [was, is] = [decisionsOf(before), decisionsOf(after)];
    return differingDecisions(was, is)
        .filter(({ key }) => !same(was.get(key)?.value, back(is.get(key)?.value)))
        .map(({ component, type, decision, key }) => ({ component, type, decision, key, why }));
}

/** Same stack, same URNs: whatever differs in a resource is no id. */
function resourcesBesides(
    before: PlannedGraph,
    after: PlannedGraph,
    why: string,
    back: Back,
): readonly Undeclared[] {
    const [was, is] = [before, after].map(customByUrn);
    const all = new Map([...(was ?? []), ...(is ?? [])]);
    return [...all.values()].flatMap((resource) => {
        const { urn, name: component, type } = resource;
        const [old, now] = [was?.get(urn), is?.get(urn)];
        if (old === undefined || now === undefined) return [{ component, type, decision: EXISTS, why }];
        return compare(old.inputs, now.inputs)
            .filter((change) => !same(change.before, back(change.after)))
            .map(({ path }) => ({ component, type, decision: pathText(path), why }));
    });
}

/** Adds the baseline: what the files alone make of an environment. */
export async function withBaseline(environment: Environment, experiment: Experiment): Promise<Planned> {
    const baseline = await experiment(environment.declared, environment);
    return { ...environment, baseline: baseline ?? environment.graph };
}
