/** A drawing as SVG: boxes are reached by keyboard and say what they are, arrows are said in each box they leave. */
import type { Operation } from "../review/change";
import type { Drawing, DrawnPart } from "./drawn";
import { PART_KINDS } from "./drawn";
import { escaped, Html, markup, when } from "./html";
import { FONT, type PlacedDrawing, type PlacedEdge, type PlacedPart } from "./layout";

/** What happens to parts, by their id; of those that stay nothing. */
export type Marks = ReadonlyMap<string, Operation>;

export interface Picture {
    readonly drawing: Drawing;
    readonly placed: PlacedDrawing;
    readonly marks: Marks;
}

/** Room below the first line of text. */
const BASELINE = 19;
const CORNER = 6;

export function pictureOf({ drawing, marks, placed }: Picture): Html {
    const { edges, height, parts, width } = placed;
    const reaches = reachesOf(drawing);
    const arrow = `arrow-${drawing.stack}`;
    return markup`<svg
        class="drawing"
        viewBox="0 0 ${width} ${height}"
        width="${width}"
        height="${height}"
        role="group"
        aria-label="${drawing.stack} as a drawing"
    >
        <defs>
            <marker
                id="${arrow}"
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="7"
                markerHeight="7"
                orient="auto"
            >
                <path d="M0 0.5 8 4 0 7.5z" class="arrow-head" />
            </marker>
        </defs>
        ${parts.filter(({ part }) => part.holds === true).map((one) => box(one, reaches, marks))}
        <g aria-hidden="true">${edges.map((edge) => arrowOf(edge, arrow))}</g>
        ${parts.filter(({ part }) => part.holds !== true).map((one) => box(one, reaches, marks))}
    </svg>`;
}

/** Titles of what each part reaches, by id. */
function reachesOf({ edges, parts }: Drawing): ReadonlyMap<string, string> {
    const titles = new Map(
        parts.map(({ id, lines, title }) => [id, [title, lines[0]].filter(Boolean).join(" ")]),
    );
    const said = new Map<string, string[]>();
    for (const { from, to } of edges) said.set(from, [...(said.get(from) ?? []), titles.get(to) ?? to]);
    return new Map([...said].map(([id, all]) => [id, all.join("; ")]));
}

/** What a screen reader says of a part. */
export function labelOf(part: DrawnPart, reaches: string | undefined, mark: Operation | undefined): string {
    const said = [
        // What is read on it comes first and as it stands: who speaks to the machine says that.
        `${[part.title, ...part.lines].join(" ")}, ${PART_KINDS[part.kind]}`,
        ...(reaches === undefined ? [] : [`reaches ${reaches}`]),
        ...(mark === undefined ? [] : [MARKS[mark]]),
    ];
    return said.join(". ");
}

/** What happens to a part, in a word. */
export const MARKS: { readonly [operation in Operation]: string } = {
    create: "new",
    update: "changes",
    replace: "is replaced",
    delete: "goes",
    none: "order or name changes",
};

function box(
    { height, part, width, x, y }: PlacedPart,
    reaches: ReadonlyMap<string, string>,
    marks: Marks,
): Html {
    const mark = marks.get(part.id);
    const label = labelOf(part, reaches.get(part.id), mark);
    const classes = [
        "part",
        `is-${part.kind}`,
        ...(part.holds === true ? ["holds"] : []),
        ...(mark === undefined ? [] : [`op-${mark}`]),
    ].join(" ");
    const role =
        part.urn === undefined
            ? markup`role="img"`
            : markup`role="button" tabindex="0" data-urn="${part.urn}"`;
    return markup`<g class="${classes}" ${role}><title>${label}</title><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${CORNER}"/>
${textLine(part.title, { x, y: y + BASELINE, kind: "title" })}${part.lines.map((line, place) =>
        textLine(line, { x, y: y + BASELINE + FONT.leading * (place + 1), kind: "line" }),
    )}${when(mark !== undefined, () => badge(mark ?? "none", x + width, y))}</g>`;
}

interface At {
    readonly x: number;
    readonly y: number;
    readonly kind: "line" | "title";
}

function textLine(text: string, { kind, x, y }: At): Html {
    return new Html(`<text class="${kind}" x="${round(x + 12)}" y="${round(y)}">${escaped(text)}</text>`);
}

const SIGNS: { readonly [operation in Operation]: string } = {
    create: "+",
    update: "Δ",
    replace: "±",
    delete: "−",
    none: "·",
};

function badge(mark: Operation, right: number, top: number): Html {
    return markup`<g class="badge" aria-hidden="true"
        ><circle cx="${round(right - 4)}" cy="${round(top + 4)}" r="9" /><text
            x="${round(right - 4)}"
            y="${round(top + 8.5)}"
            text-anchor="middle"
            >${SIGNS[mark]}</text
        ></g
    >`;
}

function arrowOf({ edge, points }: PlacedEdge, arrow: string): Html {
    const path = points
        .map(({ x, y }, place) => `${place === 0 ? "M" : "L"}${round(x)} ${round(y)}`)
        .join("");
    const [first] = points;
    const label =
        edge.label === undefined || first === undefined
            ? undefined
            : markup`<text class="edge-label" x="${round(first.x + 3)}" y="${round(first.y - 4)}"
                  >${edge.label}</text
              >`;
    return markup`<path class="edge" d="${path}" marker-end="url(#${arrow})" />${label}`;
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
