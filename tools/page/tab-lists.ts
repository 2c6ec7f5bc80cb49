/** Materials and the calendar, as tables. */
import type { Material, Materials } from "../materials/materials";
import { markup, type Html, when } from "./html";
import { daysText } from "./numbers";
import { notesOf, table } from "./pieces";
import type { CalendarView } from "./views";

const KINDS: { readonly [kind in Material["kind"]]: string } = {
    kubernetes: "control plane",
    chart: "chart",
    image: "image",
    addon: "add-on",
    "node-image": "node image",
    plugin: "plugin of Pulumi",
};

export function materialsTab({ materials }: Materials, before: Materials | undefined): Html {
    const old = new Map((before?.materials ?? []).map((one) => [keyOf(one), one]));
    const now = new Set(materials.map(keyOf));
    const gone = [...old.values()].filter((one) => !now.has(keyOf(one)));
    const versions = before === undefined ? [] : ["before"];
    return markup`${table({
        caption: "Everything with a version, and where it is pulled from",
        head: ["name", "what", "version", ...versions, "from, digest", "used by"],
        numbers: [],
        kind: "materials",
        rows: materials.map((one) => [
            markup`${one.name}`,
            markup`${KINDS[one.kind]}`,
            markup`<code>${one.version}</code>`,
            ...(before === undefined ? [] : [beforeCell(one, old.get(keyOf(one)))]),
            originOf(one),
            markup`${usersOf(one)}${when(one.later, () => markup` <span class="quiet">with the second update</span>`)}`,
        ]),
    })}${when(gone.length > 0, () => markup`<p>No longer used: ${gone.map(({ name, version }) => `${name} ${version}`).join(", ")}.</p>`)}`;
}

function keyOf({ from, kind, name }: Material): string {
    return `${kind} ${name} ${from ?? ""}`;
}

function beforeCell(now: Material, old: Material | undefined): Html {
    if (old === undefined) return markup`<span class="more">new</span>`;
    return old.version === now.version
        ? markup`<span class="quiet">the same</span>`
        : markup`<code class="changed">${old.version}</code>`;
}

function originOf({ digest, from, images, published }: Material): Html {
    return markup`${when(from !== undefined, () => markup`<span class="break">${from}</span>`)}${when(digest !== undefined, () => markup`<code class="digest" title="${digest}">${digest}</code>`)}${when(published !== undefined, () => markup`<span class="quiet">published at ${published}</span>`)}${when(images !== undefined, () => markup`<span class="quiet">images ${images}</span>`)}`;
}

function usersOf({ usedBy }: Material): string {
    return usedBy.length > 4
        ? `${usedBy.slice(0, 3).join(", ")} and ${usedBy.length - 3} more`
        : usedBy.join(", ");
}

export function calendarTab(
    { ages, entries, notes, rhythms, today }: CalendarView,
    before: CalendarView | undefined,
): Html {
    const old = new Set((before?.entries ?? []).map(({ day, what }) => `${day} ${what}`));
    const sorted = [...entries].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    const days = table({
        caption: `What runs out when, seen from ${today}`,
        head: ["day", "from today", "what", "why it matters", "source"],
        numbers: [],
        kind: "calendar",
        rows: sorted.map(({ cost, day, source, what, why }) => [
            markup`<time datetime="${day}">${day}</time>`,
            markup`<span class="${day < today ? "more" : "quiet"}">${daysText(today, day)}</span>`,
            markup`${what}${when(before !== undefined && !old.has(`${day} ${what}`), () => markup` <i class="tag op-create">new</i>`)}`,
            markup`${why}${when(cost !== undefined, () => markup` <b>${cost}</b>`)}`,
            markup`${source}`,
        ]),
    });
    return markup`${days}${notesOf(notes)}${when(
        rhythms.length > 0,
        () =>
            markup`<h3>Again and again</h3>${table({
                caption: "What goes on without a day of its own",
                head: ["every", "what", "why"],
                numbers: [],
                rows: rhythms.map(({ every, what, why }) => [
                    markup`${every}`,
                    markup`${what}`,
                    markup`${why}`,
                ]),
            })}`,
    )}${when(
        ages.length > 0,
        () =>
            markup`<h3>How old it is</h3>${table({
                caption: "Versions that are pinned, by their age",
                head: ["what", "version", "age", "looked after until", "source"],
                numbers: [],
                rows: ages.map(({ age, source, until, version, what }) => [
                    markup`${what}`,
                    markup`<code>${version}</code>`,
                    markup`${age}`,
                    markup`${until}`,
                    markup`${source}`,
                ]),
            })}`,
    )}`;
}
