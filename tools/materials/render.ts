/** Materials as a table, and what to copy where. */
import { createColors } from "picocolors";

import { fittedTable } from "../plan/fitted-table";
import { count, wrap } from "../plan/report-text";
import { clean } from "../review/change-lines";
import { type Material, type MaterialKind, MATERIAL_KINDS, type Materials } from "./materials";
import { commandOf, copiesOf } from "./mirror";

export interface MaterialsTextOptions {
    /** Terminal columns. @default no limit */
    readonly width?: number;
    /** @default false */
    readonly colour?: boolean;
}

interface Page {
    readonly width: number;
    readonly paint: ReturnType<typeof createColors>;
}

const NOUNS: { readonly [kind in MaterialKind]: string } = {
    kubernetes: "control plane",
    chart: "chart",
    image: "image",
    addon: "add-on",
    "node-image": "node image",
    plugin: "plugin",
};

export function renderMaterials(materials: Materials, options: MaterialsTextOptions = {}): string {
    const page: Page = { width: options.width ?? Infinity, paint: createColors(options.colour ?? false) };
    const sections = [
        headline(materials, page),
        [table(materials.materials, page)],
        notes(materials, page),
        mirrorLines(materials, page),
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

function headline({ materials, stack }: Materials, { paint, width }: Page): string[] {
    const counted = MATERIAL_KINDS.map(
        (kind) => [kind, materials.filter((material) => material.kind === kind).length] as const,
    );
    const said = counted.filter(([, n]) => n > 0).map(([kind, n]) => count(n, NOUNS[kind]));
    return wrap(`${clean(stack)}: ${said.join(", ")}.`, width).map(paint.bold);
}

/** Least room of a column before the table runs over the edge. */
const NARROWEST = 10;

function table(materials: readonly Material[], { paint, width }: Page): string {
    const head = ["what", "name", "version", "from and digest", "used by"];
    return fittedTable(head, materials.map(rowOf), { width, narrowest: NARROWEST, bold: paint.bold });
}

function rowOf({ digest, from, images, kind, later, name, usedBy, version }: Material): string[] {
    const origin = [from, digest, images === undefined ? undefined : `images ${images}`].filter(
        (text) => text !== undefined,
    );
    const users = usedBy.length <= 3 ? usedBy : [...usedBy.slice(0, 2), `and ${usedBy.length - 2} more`];
    return [
        NOUNS[kind],
        clean(name),
        clean(version),
        origin.map(clean).join("\n"),
        `${users.map(clean).join("\n")}${later ? "\nwith the second update" : ""}`,
    ];
}

/**
 * What is not listed is counted, so that nobody takes the list for all of it.
 * Source: EKS User Guide, workloads/add-ons-images: each region has EKS's own registry, also through the ECR endpoints.
 */
function notes({ materials }: Materials, { paint, width }: Page): string[] {
    const byEks = materials.filter(({ images }) => images === "resolved by EKS").length;
    const unknown = materials.filter(({ images }) => images === "not recorded");
    const later = materials.filter((material) => material.later).length;
    const sentences = [
        byEks > 0 &&
            `Images of ${count(byEks, "add-on")} are resolved by EKS: nodes pull them from its registry of the region, over the ECR endpoints where there are any. Nothing of them needs a mirror.`,
        unknown.length > 0 &&
            `Images of ${unknown.map(({ name }) => clean(name)).join(", ")} are not recorded in tools/facts/charts.ts: render the chart to see them.`,
        later > 0 &&
            `${count(later, "material")} come with the second update, once platform:inCluster is true. Mirror them before it.`,
    ].filter((sentence) => sentence !== false);
    if (sentences.length === 0) return [];
    return [
        paint.bold("Notes"),
        ...sentences.flatMap((sentence) =>
            wrap(sentence, width - 4).map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`)),
        ),
    ];
}

/** Commands are not wrapped: they are to be copied. */
function mirrorLines(materials: Materials, { paint, width }: Page): string[] {
    const copies = copiesOf(materials);
    if (copies.length === 0) {
        return wrap(
            "Nothing to mirror: charts and images are pulled from where they are published. platform:chartRegistry and platform:imageRegistry name a registry of your own.",
            width,
        );
    }
    return [
        paint.bold("To mirror"),
        ...copies.map(({ source, target }) => `  ${source} → ${target}`),
        "",
        paint.bold("As commands"),
        ...copies.map((copy) => `  ${commandOf(copy)}`),
    ];
}
