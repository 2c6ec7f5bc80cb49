/** HTML and SVG as values: whatever is put into a template is text, unless it is such a value itself. */

export class Html {
    public constructor(public readonly text: string) {}
}

type Slot = Html | string | number | undefined | readonly Slot[];

/** A piece of markup; texts in it are escaped. Not called `html`: prettier closes the elements of templates of that name. */
export function markup(pieces: TemplateStringsArray, ...slots: readonly Slot[]): Html {
    return new Html(
        pieces.map((piece, place) => (place === 0 ? piece : filled(slots[place - 1]) + piece)).join(""),
    );
}

function filled(slot: Slot): string {
    if (slot === undefined) return "";
    if (slot instanceof Html) return slot.text;
    if (typeof slot === "object") return slot.map(filled).join("");
    return escaped(String(slot));
}

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

export function escaped(text: string): string {
    return text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
}

/** Markup when something holds, else none. */
export function when(holds: boolean, made: () => Html | undefined): Html | undefined {
    return holds ? made() : undefined;
}
