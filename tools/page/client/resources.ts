/** The list of all resources of an environment: a page of it at a time, so that thousands cost nothing. */
import type { Book } from "./book";
import { element, linkTo } from "./element";
import type { ResourceRecord } from "./records";

const SHOWN = 100;

export function fillResources(place: HTMLElement, book: Book, stack: string): void {
    if (place.dataset["filled"] === "true") return;
    place.dataset["filled"] = "true";
    const all = book.environment(stack)?.resources ?? [];
    const label = element("label", {}, "Only those with ");
    const filter = document.createElement("input");
    filter.type = "search";
    filter.placeholder = "name or type";
    label.append(filter);
    const count = element("p", { class: "quiet", role: "status" });
    const body = element("tbody", {});
    const more = element("button", { type: "button", class: "more-rows" }, `Show ${String(SHOWN)} more`);
    let [kept, shown]: [readonly ResourceRecord[], number] = [all, 0];
    const add = (): void => {
        body.append(...kept.slice(shown, shown + SHOWN).map((one) => rowOf(one)));
        shown = Math.min(kept.length, shown + SHOWN);
        more.hidden = shown >= kept.length;
        count.textContent = `${String(kept.length)} of ${String(all.length)}, ${String(shown)} shown`;
    };
    const again = (): void => {
        const words = filter.value.toLowerCase();
        kept = words === "" ? all : all.filter(({ urn }) => urn.toLowerCase().includes(words));
        body.replaceChildren();
        shown = 0;
        add();
    };
    filter.addEventListener("input", again);
    more.addEventListener("click", add);
    const titles = ["name", "type", "part of", "USD an hour", "change"];
    const head = element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title)));
    const table = element(
        "table",
        { class: "cards" },
        element("caption", {}, `Every resource of ${stack}`),
        element("thead", {}, head),
        body,
    );
    place.replaceChildren(label, count, table, more);
    again();
}

function rowOf({ change, hour, name, parent, type, urn }: ResourceRecord): HTMLElement {
    const cell = (label: string, ...contents: readonly (Node | string)[]) =>
        element("td", { "data-label": label }, ...contents);
    return element(
        "tr",
        {},
        element("th", { scope: "row" }, linkTo(urn, name)),
        cell("type", type),
        cell("part of", parent?.split("::").at(-1) ?? ""),
        cell("USD an hour", hour === undefined ? "" : hour[1].toFixed(4)),
        cell(
            "change",
            change === undefined
                ? ""
                : element("i", { class: `tag op-${change.operation}` }, change.operation),
        ),
    );
}
