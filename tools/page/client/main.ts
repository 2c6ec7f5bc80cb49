/** The page's script: which environment and tab are shown, the search, the details. Works from a file, asks nobody. */
import { type Book, openBook } from "./book";
import { closeDetails, openDetails } from "./details";
import { byId } from "./element";
import { fillResources } from "./resources";
import { startSearch } from "./search";
import { startTheme } from "./theme";

interface Shown {
    readonly stack: string;
    readonly tab: string;
}

/** `#production/cost`. */
function placeOf(hash: string): Partial<Shown> {
    const [stack, tab] = decodeURIComponent(hash.replace(/^#/, "")).split("/");
    return {
        ...(stack === undefined || stack === "" ? {} : { stack }),
        ...(tab === undefined ? {} : { tab }),
    };
}

class Page {
    private readonly sections = [...document.querySelectorAll<HTMLElement>("section.environment")];
    private book: Book | undefined;
    private shown: Shown;

    public constructor() {
        const [first] = this.sections;
        this.shown = { stack: first?.dataset["environment"] ?? "", tab: "platform" };
        document.documentElement.classList.add("has-script");
        this.show(placeOf(location.hash));
        document.addEventListener("click", (event) => this.clicked(event));
        document.addEventListener("keydown", (event) => this.pressed(event));
        window.addEventListener("hashchange", () => this.show(placeOf(location.hash)));
    }

    public async start(): Promise<void> {
        const packed = JSON.parse(byId("data").textContent) as string;
        const book = await openBook(packed);
        this.book = book;
        startSearch(book, (stack, urn) => {
            this.go({ stack });
            openDetails(book, stack, urn);
        });
        this.fill();
        document.documentElement.dataset["ready"] = "true";
    }

    private go(to: Partial<Shown>): void {
        this.show(to);
        history.replaceState(null, "", `#${encodeURIComponent(this.shown.stack)}/${this.shown.tab}`);
    }

    private show({ stack = this.shown.stack, tab = this.shown.tab }: Partial<Shown>): void {
        const section = this.sections.find((one) => one.dataset["environment"] === stack) ?? this.sections[0];
        if (section === undefined) return;
        const tabs = [...section.querySelectorAll<HTMLElement>("[role=tab]")];
        const known = tabs.some((one) => one.dataset["tab"] === tab) ? tab : (tabs[0]?.dataset["tab"] ?? "");
        this.shown = { stack: section.dataset["environment"] ?? "", tab: known };
        for (const one of this.sections) one.hidden = one !== section;
        for (const one of document.querySelectorAll<HTMLElement>(".environments button")) {
            one.setAttribute("aria-pressed", String(one.dataset["environment"] === this.shown.stack));
        }
        this.showTab(section, tabs);
        this.fill();
    }

    private showTab(section: HTMLElement, tabs: readonly HTMLElement[]): void {
        for (const one of tabs) {
            const isShown = one.dataset["tab"] === this.shown.tab;
            one.setAttribute("aria-selected", String(isShown));
            one.tabIndex = isShown ? 0 : -1;
            if (isShown) one.scrollIntoView({ block: "nearest", inline: "nearest" });
        }
        for (const one of section.querySelectorAll<HTMLElement>("[role=tabpanel]")) {
            one.hidden = one.dataset["tab"] !== this.shown.tab;
        }
    }

    private fill(): void {
        if (this.book === undefined || this.shown.tab !== "resources") return;
        const place = document.querySelector<HTMLElement>(
            `[data-resources="${CSS.escape(this.shown.stack)}"]`,
        );
        if (place !== null) fillResources(place, this.book, this.shown.stack);
    }

    private clicked({ target }: MouseEvent): void {
        if (!(target instanceof Element)) return;
        const environment = target.closest<HTMLElement>(".environments button");
        const tab = target.closest<HTMLElement>("[role=tab]");
        const fact = target.closest<HTMLElement>("[data-go]");
        const stack = environment?.dataset["environment"];
        if (stack !== undefined) {
            closeDetails();
            this.go({ stack });
        } else if (tab?.dataset["tab"] !== undefined) this.go({ tab: tab.dataset["tab"] });
        else if (fact?.dataset["go"] !== undefined) this.go({ tab: fact.dataset["go"] });
        else this.openPart(target);
    }

    /** What a part stands for: a URN, or a component by its name. */
    private openPart(target: Element): void {
        const part = target.closest<HTMLElement | SVGElement>("[data-urn], [data-name]");
        if (part === null || this.book === undefined) return;
        const { name, urn } = part.dataset;
        const found =
            urn ??
            this.book.environment(this.shown.stack)?.resources.find((one) => !one.custom && one.name === name)
                ?.urn;
        if (found !== undefined) openDetails(this.book, this.shown.stack, found);
    }

    private pressed(event: KeyboardEvent): void {
        const { key, target } = event;
        if (key === "Escape") closeDetails();
        if (!(target instanceof Element)) return;
        if (target instanceof SVGElement && (key === "Enter" || key === " ")) {
            event.preventDefault();
            this.openPart(target);
        }
        if (key === "/" && !(target instanceof HTMLInputElement)) {
            event.preventDefault();
            byId("search").focus();
        }
        if (target.getAttribute("role") === "tab") this.steppedTab(event, target);
    }

    /** Arrow keys, Home and End, as the pattern of tabs has it. Source: WAI-ARIA Authoring Practices, tabs. */
    private steppedTab(event: KeyboardEvent, tab: Element): void {
        const tabs = [...(tab.parentElement?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
        const at = tabs.findIndex((one) => one === tab);
        const steps: Readonly<Record<string, number>> = {
            ArrowRight: at + 1,
            ArrowLeft: at - 1,
            Home: 0,
            End: tabs.length - 1,
        };
        const next = tabs[((steps[event.key] ?? -1) + tabs.length) % tabs.length];
        if (steps[event.key] === undefined || next === undefined) return;
        event.preventDefault();
        this.go({ tab: next.dataset["tab"] ?? "" });
        next.focus();
    }
}

startTheme(byId("theme"));
void new Page().start();
