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

const BY_NAME = "follows the environment's name alone, with settings and shape the same";
const BY_STACK = "follows the stack's name alone, with settings and shape the same";
const BY_INDEX = "made by index.ts besides what settings and shape say";

/** The environment `one`, planned under the name of `other`, must still be the same. */
export async function undeclaredBetween(
    one: Planned,
    other: Planned,
    experiment: Experiment,
): Promise<readonly Undeclared[]> {
    const { settings, shape } = one.declared;
    const name = other.declared.settings.environment;
    const declared = { settings: { ...settings, environment: name }, shape };
    const byName = await experiment(declared, one);
    const byStack = await experiment(one.declared, other);
    const back = (value: Decision["value"] | undefined) => renamed(value, name, settings.environment);
    return [
        ...(byName === undefined ? [] : undeclaredIn(one.baseline, byName, BY_NAME, back)),
        ...(byStack === undefined ? [] : decisionsBesides(one.baseline, byStack, BY_STACK, (value) => value)),
    ];
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
