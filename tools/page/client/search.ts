/** The search box: what is found shows below it, reached with the arrow keys. */
import { type Book, find } from "./book";
import { byId, element } from "./element";

const SHOWN = 50;

export function startSearch(book: Book, open: (stack: string, urn: string) => void): void {
    const box = byId("search");
    const found = byId("found");
    if (!(box instanceof HTMLInputElement)) return;
    const close = (): void => {
        found.hidden = true;
    };
    const show = (): void => {
        const entries = find(book, box.value);
        const buttons = entries.slice(0, SHOWN).map(({ resource, stack }) => {
            const button = element(
                "button",
                { type: "button", class: "hit" },
                element("b", {}, resource.name),
                element("span", {}, resource.type),
                element("i", {}, stack),
            );
            button.addEventListener("click", () => {
                close();
                open(stack, resource.urn);
            });
            return element("li", {}, button);
        });
        const rest = entries.length - buttons.length;
        const said = `${String(entries.length)} found${rest > 0 ? `, the first ${String(SHOWN)} are shown` : ""}`;
        found.replaceChildren(
            element("p", { role: "status", class: "quiet" }, said),
            element("ul", {}, ...buttons),
        );
        found.hidden = box.value.trim() === "";
    };
    box.addEventListener("input", show);
    box.addEventListener("focus", show);
    box.parentElement?.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            close();
            box.focus();
        }
        if (event.key === "ArrowDown" || event.key === "ArrowUp") step(box, found, event);
    });
    document.addEventListener("click", (event) => {
        if (event.target instanceof Node && box.parentElement?.contains(event.target) === false) close();
    });
}

function step(box: HTMLInputElement, found: HTMLElement, event: KeyboardEvent): void {
    const stops: HTMLElement[] = [box, ...found.querySelectorAll<HTMLElement>("button")];
    const at = stops.findIndex((one) => one === document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (found.hidden || next === undefined) return;
    event.preventDefault();
    next.focus();
}
