/**
 * A drawing as Mermaid, which GitHub draws. Boxes of one kind that stand together are one box with their names, so that it
 * stays tens of boxes; account numbers are left out, and so are networks, since comments and papers are read by many.
 */
import type { Drawing, DrawnPart } from "./drawn";
import { MARKS, type Marks } from "./drawing-svg";

/** Kinds that stand in crowds. */
const CROWDS: readonly DrawnPart["kind"][] = ["beside", "objects", "workload"];

/** Names said of a crowd; the rest is counted. */
const NAMES = 12;

export function mermaidOf(drawing: Drawing, marks: Marks = new Map()): string {
    const marked = ({ id }: DrawnPart): readonly string[] => {
        const mark = marks.get(id);
        return mark === undefined ? [] : [MARKS[mark].toUpperCase()];
    };
    const textsOf = (part: DrawnPart): readonly string[] => [...wordsOf(part), ...marked(part)];
    const namesOf = (crowd: readonly DrawnPart[]): readonly string[] => namesIn(crowd, textsOf);
    const children = new Map<string, DrawnPart[]>();
    for (const part of drawing.parts) {
        const inside = part.inside ?? "";
        children.set(inside, [...(children.get(inside) ?? []), part]);
    }
    const names = new Map(drawing.parts.map(({ id }, place) => [id, `n${place}`]));
    const nameOf = (id: string) => names.get(id) ?? id;
    const lines = (part: DrawnPart, depth: number): readonly string[] => {
        const indent = "    ".repeat(depth);
        const below = children.get(part.id) ?? [];
        const crowd = below.filter(({ id, kind }) => CROWDS.includes(kind) && !children.has(id));
        const others = below.filter((one) => !crowd.includes(one));
        if (others.length === 0) {
            const said = [...textsOf(part), ...namesOf(crowd)];
            return [`${indent}${nameOf(part.id)}["${said.map(safe).join("<br/>")}"]`];
        }
        return [
            `${indent}subgraph ${nameOf(part.id)}["${textsOf(part).map(safe).join("<br/>")}"]`,
            ...others.flatMap((one) => lines(one, depth + 1)),
            ...crowd.map(
                (one) => `${indent}    ${nameOf(one.id)}["${textsOf(one).map(safe).join("<br/>")}"]`,
            ),
            `${indent}end`,
        ];
    };
    const edges = drawing.edges.map(({ from, label, to }) => {
        const arrow = label === undefined ? "-->" : `-->|"${safe(label)}"|`;
        return `    ${nameOf(from)} ${arrow} ${nameOf(to)}`;
    });
    return ["flowchart LR", ...(children.get("") ?? []).flatMap((part) => lines(part, 1)), ...edges].join(
        "\n",
    );
}

/** Whose networks may call the API is the account's own, as its number is. */
function wordsOf({ kind, lines, title }: DrawnPart): readonly string[] {
    if (kind === "outside") return [title];
    return kind === "account" ? ["AWS account", ...lines] : [title, ...lines];
}

function namesIn(
    crowd: readonly DrawnPart[],
    textsOf: (part: DrawnPart) => readonly string[],
): readonly string[] {
    const said = crowd.slice(0, NAMES).map((one) => textsOf(one).join(", "));
    return crowd.length > NAMES ? [...said, `and ${crowd.length - NAMES} more`] : said;
}

/** What Mermaid would read as its own, as entities that it knows. Source: Mermaid documentation, flowchart, entity codes. */
function safe(text: string): string {
    return text.replaceAll(/[^\p{L}\p{N} .,:;/*()+·×_-]/gu, (one) => `#${one.codePointAt(0) ?? 63};`);
}
