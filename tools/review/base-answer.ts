/** What another version of this kit printed: an older or newer one may have another form. */
import type { Forced } from "../cost/change";
import type { PlannedGraph } from "../plan/graph";
import type { GraphOrReasons } from "../plan/graphs-cli";

export type BasePlan = GraphOrReasons;

/** Why there is no plan. */
export interface Reasons {
    readonly reasons: readonly string[];
}

const NO_JSON: Reasons = { reasons: ["its plan is no JSON"] };
const OTHER_FORM: Reasons = { reasons: ["its plan has another form than this kit's"] };

/** What `plan <stack> --json` printed. */
export function graphIn(text: string): BasePlan {
    const value = parse(text);
    if (value === undefined) return NO_JSON;
    return isGraph(value) ? { graph: value } : OTHER_FORM;
}

/** What `graphs <stack> …` printed, by stack. */
export function plansIn(text: string): (stack: string) => BasePlan {
    const value = parse(text);
    if (value === undefined) return () => NO_JSON;
    const plans = isProperties(value) && value["schemaVersion"] === 1 ? value["plans"] : undefined;
    return (stack) => (isProperties(plans) ? planIn(plans[stack]) : OTHER_FORM);
}

function planIn(plan: unknown): BasePlan {
    if (!isProperties(plan)) return OTHER_FORM;
    const { forced, graph, reasons } = plan;
    if (isTexts(reasons)) return { reasons };
    if (!isGraph(graph)) return OTHER_FORM;
    return isForced(forced) ? { graph, forced } : { graph };
}

function isForced(value: unknown): value is Forced {
    return isProperties(value) && Array.isArray(value["fargate"]) && Array.isArray(value["nodes"]);
}

/** Also of what is kept in a file. */
export function isGraph(value: unknown): value is PlannedGraph {
    return isProperties(value) && value["schemaVersion"] === 1 && Array.isArray(value["resources"]);
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

type Properties = Readonly<Record<string, unknown>>;

function isProperties(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
    return Array.isArray(value) && value.every((item) => typeof item === "string");
}
