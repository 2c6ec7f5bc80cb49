/** Elements without markup in texts: what is shown is never read as HTML. */

type Content = Node | string | undefined;

export interface Attributes {
    readonly [name: string]: string | undefined;
}

export function element(tag: string, attributes: Attributes, ...contents: readonly Content[]): HTMLElement {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
        if (value !== undefined) made.setAttribute(name, value);
    made.append(...contents.filter((one) => one !== undefined));
    return made;
}

/** A button that opens the details of a resource. */
export function linkTo(urn: string, text: string): HTMLElement {
    return element("button", { type: "button", class: "link", "data-urn": urn }, text);
}

export function byId(id: string): HTMLElement {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`the page has no #${id}`);
    return found;
}
