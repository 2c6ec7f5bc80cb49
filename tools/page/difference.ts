/** A drawing against an earlier one: what goes stays drawn, and each part says what happens to it. */
import type { Operation } from "../review/change";
import type { EnvironmentReview } from "../review/report";
import type { Drawing } from "./drawn";
import type { Marks } from "./drawing-svg";
import type { PageEnvironment } from "./views";

/** Both, each part once, so that what goes stands where it stood. */
export function unionOf(head: Drawing, base: Drawing | undefined): Drawing {
    if (base === undefined) return head;
    const known = new Set(head.parts.map(({ id }) => id));
    const gone = base.parts.filter(({ id }) => !known.has(id));
    if (gone.length === 0) return head;
    const edges = new Map([...base.edges, ...head.edges].map((edge) => [`${edge.from} ${edge.to}`, edge]));
    return { ...head, parts: [...head.parts, ...gone], edges: [...edges.values()] };
}

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** The worst first: a part is marked by it. */
const WORST: readonly Operation[] = ["delete", "replace", "create", "update", "none"];

/** What happens to each part that stands for a component or a resource: the worst of what happens below it. */
export function differenceMarks({ before, drawing }: Pick<PageEnvironment, "before" | "drawing">): Marks {
    const review = before?.review;
    if (review === undefined || before?.graph === undefined) return new Map();
    const byUrn = operationsIn(review);
    const changes = review.groups.flatMap((group) => group.changes);
    const endpoints = changes.some(({ onlyDefaultTags, type }) => type === ENDPOINT && !onlyDefaultTags)
        ? "update"
        : undefined;
    const marks = drawing.parts.flatMap(({ id, kind, urn }) => {
        if (urn === undefined || kind === "outside" || kind === "account") return [];
        // One box for all of them, which stands for their component: changes of others there are none of it.
        const own = kind === "endpoints" ? endpoints : byUrn.get(urn);
        return own === undefined ? [] : [[id, own] as const];
    });
    return new Map(marks);
}

/** Of a component it is its own end, or that something of it changes. */
function operationsIn({ groups }: EnvironmentReview): ReadonlyMap<string, Operation> {
    const found = new Map<string, Operation>();
    for (const { changes, decisions, operation, urn } of groups) {
        for (const change of changes) if (!change.onlyDefaultTags) found.set(change.urn, change.operation);
        const below = changes
            .filter(({ onlyDefaultTags }) => !onlyDefaultTags)
            .map((change) => change.operation);
        const worst = WORST.find((one) => one !== "none" && below.includes(one));
        const own = operation === "create" || operation === "delete" ? operation : undefined;
        // One resource more in a component that stays is a change of it.
        const said =
            own ??
            (worst === "replace"
                ? "replace"
                : worst !== undefined || decisions.length > 0
                  ? "update"
                  : undefined);
        if (said !== undefined) found.set(urn, said);
    }
    return found;
}
