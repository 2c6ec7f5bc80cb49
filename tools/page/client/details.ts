/** What the side panel says of a resource: its decisions with the reason of each, inputs, neighbours, money and time. */
import type { Book } from "./book";
import { byId, element, linkTo } from "./element";
import type { ChangeRecord, JsonValue, ReasonRecord, ResourceRecord } from "./records";

/** Neighbours named one by one; the rest is counted. */
const NEIGHBOURS = 25;

const OPERATIONS: Readonly<Record<string, string>> = {
    create: "new",
    update: "changes",
    replace: "is replaced",
    delete: "goes",
    none: "order or name changes",
};

let returnTo: Element | null = null;

/** Shows a resource, and remembers where the keyboard was. */
export function openDetails(book: Book, stack: string, urn: string): boolean {
    const resource = book.of(stack, urn);
    if (resource === undefined) return false;
    const panel = byId("details");
    if (panel.hidden) returnTo = document.activeElement;
    panel.replaceChildren(...contentsOf(book, stack, resource));
    panel.hidden = false;
    document.body.classList.add("has-details");
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    return true;
}

export function closeDetails(): void {
    const panel = byId("details");
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("has-details");
    if (returnTo instanceof HTMLElement || returnTo instanceof SVGElement)
        returnTo.focus({ preventScroll: true });
}

function contentsOf(book: Book, stack: string, resource: ResourceRecord): readonly Node[] {
    const { change, custom, name, parent, type, urn } = resource;
    const close = element("button", { type: "button", class: "close", "aria-label": "Close details" }, "×");
    close.addEventListener("click", closeDetails);
    return [
        element("div", { class: "details-head" }, element("h2", {}, name), close),
        element("p", { class: "quiet" }, `${type} · ${stack}`),
        element("p", { class: "urn" }, element("code", {}, urn)),
        ...(change === undefined ? [] : changeOf(change)),
        ...factsOf(resource),
        ...(custom ? inputsOf(book, stack, resource) : decisionsOf(book, resource)),
        ...(parent === undefined || book.of(stack, parent) === undefined
            ? []
            : list("Part of", stack, book, [parent])),
        ...list(
            "Made of",
            stack,
            book,
            book.below(stack, urn).map((one) => one.urn),
        ),
        ...list("Waits for", stack, book, resource.waitsFor),
        ...list(
            "Waited for by",
            stack,
            book,
            book.waiting(stack, urn).map((one) => one.urn),
        ),
    ];
}

function factsOf({ billed, hour, isProtected, seconds }: ResourceRecord): readonly Node[] {
    const rows: [string, string][] = [];
    if (hour !== undefined)
        rows.push([
            "USD an hour",
            hour[0] === hour[1] ? hour[0].toFixed(4) : `${hour[0].toFixed(4)} to ${hour[1].toFixed(4)}`,
        ]);
    if (billed !== undefined) rows.push(["billed", billed]);
    if (seconds !== undefined) rows.push(["first deployment", `from ${seconds[0]} s to ${seconds[1]} s`]);
    if (isProtected === true) rows.push(["protected", "pulumi up refuses to delete or replace it"]);
    return rows.length === 0
        ? []
        : [pairs(rows.map(([key, value]) => [key, document.createTextNode(value)]))];
}

function changeOf({ because, operation, properties }: ChangeRecord): readonly Node[] {
    const tag = element("i", { class: `tag op-${operation}` }, OPERATIONS[operation] ?? operation);
    const why = because.length === 0 ? "" : ` because of ${because.join(", ")}`;
    const rows = properties.map(({ after, before, path }): [string, Node] => [
        path,
        element(
            "span",
            {},
            before === undefined ? undefined : element("del", {}, textOf(before)),
            " ",
            after === undefined ? undefined : element("ins", {}, textOf(after)),
        ),
    ]);
    return [element("p", {}, tag, why), ...(rows.length === 0 ? [] : [pairs(rows)])];
}

const BY: Readonly<Record<ReasonRecord["by"], string>> = {
    written: "written",
    default: "nobody says: the default",
    decided: "follows from",
};

function decisionsOf(book: Book, { inputs, reasons = {} }: ResourceRecord): readonly Node[] {
    const entries = Object.entries(inputs);
    if (entries.length === 0) return [];
    const rows = entries.map(([decision, value = null]) => {
        const reason = reasons[decision];
        return element(
            "div",
            { class: "decision" },
            element("dt", {}, decision),
            element("dd", {}, valueNode(value), ...(reason === undefined ? [] : [reasonNode(book, reason)])),
        );
    });
    return [element("h3", {}, "Decisions"), element("dl", { class: "properties" }, ...rows)];
}

function reasonNode({ page }: Book, { by, href, says, where }: ReasonRecord): HTMLElement {
    const source =
        href === undefined
            ? element("code", {}, where)
            : element("a", { href: `${page.linkBase}${href}` }, where);
    return element(
        "p",
        { class: "reason" },
        element("span", { class: `by-${by}` }, BY[by]),
        " ",
        source,
        says === "" ? "" : `. ${says}`,
    );
}

function inputsOf(book: Book, stack: string, { inputs, madeFrom }: ResourceRecord): readonly Node[] {
    const entries = Object.entries(inputs);
    if (entries.length === 0) return [];
    const rows = entries.map(([input, value = null]) => {
        const from = (madeFrom[input] ?? []).flatMap((urn) => {
            const source = book.of(stack, urn);
            return source === undefined ? [] : [linkTo(urn, source.name), document.createTextNode(" ")];
        });
        const reason =
            from.length === 0 ? undefined : element("p", { class: "reason" }, "made from ", ...from);
        return element(
            "div",
            { class: "decision" },
            element("dt", {}, input),
            element("dd", {}, valueNode(value), reason),
        );
    });
    return [element("h3", {}, "Inputs"), element("dl", { class: "properties" }, ...rows)];
}

function list(title: string, stack: string, book: Book, urns: readonly string[]): readonly Node[] {
    if (urns.length === 0) return [];
    const shown = [...new Set(urns)].slice(0, NEIGHBOURS);
    const items = shown.map((urn) =>
        element(
            "li",
            {},
            linkTo(urn, book.of(stack, urn)?.name ?? urn),
            " ",
            element("span", { class: "quiet" }, book.of(stack, urn)?.type ?? ""),
        ),
    );
    const rest = new Set(urns).size - shown.length;
    const more = rest > 0 ? [element("li", { class: "quiet" }, `and ${String(rest)} more`)] : [];
    return [element("h3", {}, title), element("ul", { class: "neighbours" }, ...items, ...more)];
}

function pairs(rows: readonly (readonly [string, Node])[]): HTMLElement {
    return element(
        "dl",
        { class: "properties" },
        ...rows.map(([key, value]) =>
            element("div", { class: "decision" }, element("dt", {}, key), element("dd", {}, value)),
        ),
    );
}

function valueNode(value: JsonValue): HTMLElement {
    const text = textOf(value);
    const isBlock = text.includes("\n") || text.length > 60;
    return isBlock ? element("pre", { tabindex: "0" }, text) : element("code", {}, text);
}

/** Texts that hold JSON are laid out as well: policies and values travel as text. */
function textOf(value: JsonValue): string {
    if (typeof value !== "string") {
        if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join("\n");
        return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : String(value);
    }
    if (!/^\s*[[{]/.test(value)) return value;
    try {
        return JSON.stringify(JSON.parse(value), null, 2);
    } catch {
        return value;
    }
}
