/** The same drawing as boxes in boxes of plain HTML: for narrow screens, for print, and for who reads rather than looks. */
import { type DrawnPart, PART_KINDS } from "./drawn";
import { MARKS, type Picture } from "./drawing-svg";
import { type Html, markup, when } from "./html";

export function outlineOf({ drawing, marks }: Omit<Picture, "placed">): Html {
    const children = new Map<string, DrawnPart[]>();
    for (const part of drawing.parts) {
        const inside = part.inside ?? "";
        const known = children.get(inside);
        if (known === undefined) children.set(inside, [part]);
        else known.push(part);
    }
    const titles = new Map(
        drawing.parts.map(({ id, lines, title }) => [id, `${title} ${lines[0] ?? ""}`.trim()]),
    );
    const reaches = (id: string): string =>
        drawing.edges
            .filter(({ from }) => from === id)
            .map(({ to }) => titles.get(to) ?? to)
            .join("; ");
    const item = (part: DrawnPart): Html => {
        const mark = marks.get(part.id);
        const below = children.get(part.id) ?? [];
        const to = reaches(part.id);
        const classes = `box is-${part.kind}${mark === undefined ? "" : ` op-${mark}`}`;
        const text = markup`<b>${part.title}</b><span class="sr">${PART_KINDS[part.kind]}</span>${part.lines.map((line) => markup`<span>${line}</span>`)}${when(
            to !== "",
            () => markup`<span class="reaches">→ ${to}</span>`,
        )}${when(mark !== undefined, () => markup`<i class="tag op-${mark}">${MARKS[mark ?? "none"]}</i>`)}`;
        const head =
            part.urn === undefined
                ? markup`<div class="box-head">${text}</div>`
                : markup`<button
                      type="button"
                      class="box-head"
                      data-urn="${part.urn}"
                  >
                      ${text}
                  </button>`;
        return markup`<li class="${classes}">
            ${head}${when(
                below.length > 0,
                () =>
                    markup`<ul>
                        ${below.map(item)}
                    </ul>`,
            )}
        </li>`;
    };
    return markup`<ul class="outline">
        ${(children.get("") ?? []).map(item)}
    </ul>`;
}
