/** The tree of a planned environment: components with what each decided, and on request every resource. */
import type { Json } from "../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "./graph";
import { isComponent, type Node, rootsOf } from "./report-nodes";
import { columns, count, pad, wrap } from "./report-text";

/** The colours a report uses; picocolors' `createColors` satisfies it. */
export interface Paint {
    readonly bold: (text: string) => string;
    readonly dim: (text: string) => string;
    readonly cyan: (text: string) => string;
    readonly yellow: (text: string) => string;
}

export interface TreeOptions {
    /** Terminal columns; infinite when the output is no terminal. */
    readonly width: number;
    readonly paint: Paint;
    /** Whether resources are listed one by one or only counted. */
    readonly resources: boolean;
    /** Decisions the head of the report has already, as `component.key`. */
    readonly hidden: readonly string[];
}

/** Values beside their labels need this many columns; with fewer they go below. */
const MIN_VALUE_COLUMNS = 20;
/** A list with a longer item is written one item a line. */
const LONG_ITEM_COLUMNS = 30;

/** Of a longer list of such items the first are shown, and how many follow. */
const MOST_ITEMS = 8;

/** The lines of the tree. */
export function renderTree(graph: PlannedGraph, options: TreeOptions): string[] {
    return rootsOf(graph).flatMap((root) => nodeLines(root, "", "", options));
}

function nodeLines(node: Node, first: string, rest: string, options: TreeOptions): string[] {
    const children = visibleChildren(node, options);
    const below = children.length > 0 ? "│  " : "   ";
    const lines = [
        ...titleLines(node, first, rest + below, options),
        ...(isComponent(node.resource) ? decisionLines(node.resource, rest + below, options) : []),
    ];
    children.forEach((child, i) => {
        const last = i === children.length - 1;
        lines.push(
            ...nodeLines(child, rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "), options),
        );
    });
    return lines;
}

function titleLines(node: Node, first: string, rest: string, options: TreeOptions): string[] {
    const { paint, width } = options;
    const { resource } = node;
    const words = [
        { text: resource.name, paint: isComponent(resource) ? paint.bold : plain },
        { text: resource.type, paint: paint.dim },
        { text: sizeText(node), paint: plain },
    ].filter(({ text }) => text !== "");
    const oneLine = words.map(({ text }) => text).join("  ");
    if (columns(first + oneLine) <= width) {
        return [paint.dim(first) + words.map((word) => word.paint(word.text)).join("  ")];
    }
    return words.flatMap((word, i) =>
        wrap(word.text, width - columns(i === 0 ? first : rest)).map(
            (line, j) => paint.dim(i === 0 && j === 0 ? first : rest) + word.paint(line),
        ),
    );
}

/** Of a remote component nobody knows offline how many there will be. */
function sizeText(node: Node): string {
    if (node.resource.remote) return "resources made by its plugin";
    return isComponent(node.resource) ? count(sizeOf(node), "resource") : "";
}

interface Row {
    readonly label: string;
    readonly values: readonly string[];
}

function decisionLines(resource: PlannedResource, prefix: string, options: TreeOptions): string[] {
    const rows = Object.entries(decisionsOf(resource))
        .filter(([key]) => !options.hidden.includes(`${resource.name}.${key}`))
        .map(([key, value]): Row => ({ label: labelOf(key), values: valuesOf(value) }));
    const labelWidth = Math.max(0, ...rows.map(({ label }) => columns(label))) + 2;
    const beside = options.width - columns(prefix) - labelWidth >= MIN_VALUE_COLUMNS;
    return rows.flatMap((row) =>
        beside ? besideLabel(row, prefix, labelWidth, options) : belowLabel(row, prefix, options),
    );
}

function besideLabel(
    { label, values }: Row,
    prefix: string,
    labelWidth: number,
    options: TreeOptions,
): string[] {
    const { paint, width } = options;
    return values
        .flatMap((value) => wrap(value, width - columns(prefix) - labelWidth))
        .map((line, i) => paint.dim(prefix) + paint.cyan(pad(i === 0 ? label : "", labelWidth)) + line);
}

/** For narrow pages: the value goes below its label, unless both fit one line. */
function belowLabel({ label, values }: Row, prefix: string, { paint, width }: TreeOptions): string[] {
    const tree = paint.dim(prefix);
    const oneLine = `${label}  ${values.join("")}`;
    if (values.length === 1 && columns(prefix + oneLine) <= width) {
        return [`${tree}${paint.cyan(label)}  ${values.join("")}`];
    }
    const lines = values.flatMap((value) => wrap(value, width - columns(prefix) - 2));
    return [tree + paint.cyan(label), ...lines.map((line) => `${tree}  ${line}`)];
}

/** What a component registered as its inputs. */
export function decisionsOf(resource: PlannedResource): Readonly<Record<string, Json>> {
    const { inputs } = resource;
    return isObject(inputs) ? inputs : {};
}

/** `controlPlaneZones` → `control plane zones`, `diskSizeGiB` → `disk size GiB`. */
export function labelOf(key: string): string {
    return key.replace(
        /([a-z0-9])(GiB|[A-Z])/g,
        (_, end: string, start: string) => `${end} ${start === "GiB" ? start : start.toLowerCase()}`,
    );
}

/** The lines of a value, before wrapping. */
function valuesOf(value: Json): string[] {
    if (typeof value === "boolean") return [value ? "yes" : "no"];
    if (!isList(value)) return [typeof value === "string" ? value : JSON.stringify(value)];
    const items = value.flatMap(valuesOf);
    if (items.length === 0) return ["none"];
    if (!items.some((item) => columns(item) > LONG_ITEM_COLUMNS)) return [items.join(", ")];
    if (items.length <= MOST_ITEMS) return items;
    const shown = items.slice(0, MOST_ITEMS - 1);
    return [...shown, `and ${items.length - shown.length} more: --json has them`];
}

/** Resources a node holds at any depth, itself included; components are not counted. */
function sizeOf(node: Node): number {
    return node.children.reduce((sum, child) => sum + sizeOf(child), isComponent(node.resource) ? 0 : 1);
}

/** The children to show: a component below a resource that is not shown moves up. */
function visibleChildren(node: Node, options: TreeOptions): readonly Node[] {
    return node.children.flatMap((child) =>
        options.resources || isComponent(child.resource) ? [child] : visibleChildren(child, options),
    );
}

function plain(text: string): string {
    return text;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
    return value !== null && typeof value === "object" && !isList(value);
}

function isList(value: Json): value is readonly Json[] {
    return Array.isArray(value);
}
