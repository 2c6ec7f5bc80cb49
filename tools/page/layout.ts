/** A drawing laid out: elkjs decides where boxes stand and arrows run; here is said how large texts are and what is beside what. */
import Elk from "elkjs";
import type { ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api";

import { devDependencies } from "../../package.json";
import type { DrawnEdge, Drawing, DrawnPart } from "./drawn";
import { type Keeper, NOTHING_KEPT } from "./kept";
import { widthOfText } from "./text-width";

export const FONT = { title: 13, line: 11.5, leading: 16 } as const;

export interface PlacedPart {
    readonly part: DrawnPart;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export interface PlacedEdge {
    readonly edge: DrawnEdge;
    readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface PlacedDrawing {
    readonly width: number;
    readonly height: number;
    /** Containers before what stands in them. */
    readonly parts: readonly PlacedPart[];
    readonly edges: readonly PlacedEdge[];
}

const PADDING = 12;

/** What elkjs made of a drawing, as plain data: where it is kept, nothing is laid out again. */
interface LaidOut {
    readonly root: ElkNode;
    /** By the box they stand in. */
    readonly piles: readonly (readonly [string, ElkNode])[];
}

export async function layOut(drawing: Drawing, keeper: Keeper = NOTHING_KEPT): Promise<PlacedDrawing> {
    const nest = nestOf(drawing);
    const outer = drawing.parts.filter(({ id }) => nest.isPile(id)).map((part) => pileOf(part, nest));
    // Of a pile its size alone is asked for, which the first step tells: both are known before anything is laid out.
    const asked = { elkjs: devDependencies.elkjs, piles: outer, whole: wholeOf(drawing, nest, new Map()) };
    const laid = await keeper<LaidOut>(asked, () => layOutAnew(drawing, nest, outer));
    const parts: PlacedPart[] = [];
    const byId = new Map(drawing.parts.map((part) => [part.id, part]));
    collect(laid.root, { x: 0, y: 0 }, { byId, piles: new Map(laid.piles), parts });
    const [width, height] = [Math.ceil(laid.root.width ?? 0), Math.ceil(laid.root.height ?? 0)];
    return { width, height, parts, edges: edgesIn(laid.root, drawing, parts) };
}

async function layOutAnew(drawing: Drawing, nest: Nest, outer: readonly ElkNode[]): Promise<LaidOut> {
    // Loaded here, where something is laid out: modules are when they are first used.
    const elk = new Elk({ algorithms: ["layered", "rectpacking"] });
    const piles: (readonly [string, ElkNode])[] = [];
    // One after another: the library works in this thread, whatever it promises.
    for (const pile of outer) piles.push([pile.id, await elk.layout(pile)]);
    return { piles, root: await elk.layout(wholeOf(drawing, nest, new Map(piles))) };
}

/** What stands in what. */
interface Nest {
    readonly childrenOf: (id: string) => readonly DrawnPart[];
    /** Whether it is the outermost box that no arrow enters: where what stands in it stands is nobody else's matter. */
    readonly isPile: (id: string) => boolean;
}

function nestOf({ edges, parts }: Drawing): Nest {
    const children = new Map<string, DrawnPart[]>();
    const parents = new Map<string, string>();
    for (const part of parts) {
        const inside = part.inside ?? "";
        children.set(inside, [...(children.get(inside) ?? []), part]);
        parents.set(part.id, inside);
    }
    const entered = new Set<string>();
    for (const id of edges.flatMap(({ from, to }) => [from, to])) {
        for (let at = parents.get(id); at !== undefined && at !== ""; at = parents.get(at)) entered.add(at);
    }
    const isClosed = (id: string): boolean => children.has(id) && !entered.has(id);
    return {
        childrenOf: (id) => children.get(id) ?? [],
        isPile: (id) => {
            const parent = parents.get(id) ?? "";
            return isClosed(id) && (parent === "" || !isClosed(parent));
        },
    };
}

/** A box around its texts. */
function sizeOf({ lines, title }: DrawnPart): { readonly width: number; readonly height: number } {
    const widths = [
        widthOfText(title, FONT.title, true),
        ...lines.map((line) => widthOfText(line, FONT.line)),
    ];
    return {
        width: Math.max(...widths) + 2 * PADDING,
        height: (1 + lines.length) * FONT.leading + 2 * 7,
    };
}

/** Around what stands in it, below its own texts. */
function frameOf(part: DrawnPart): LayoutOptions {
    const { height, width } = sizeOf(part);
    return {
        "elk.padding": `[top=${height + 2},left=${PADDING},bottom=${PADDING},right=${PADDING}]`,
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        "elk.nodeSize.minimum": `(${width + PADDING}, ${height})`,
    };
}

const PILE_WIDTH = 270;

const PILE: LayoutOptions = {
    "elk.algorithm": "rectpacking",
    "elk.rectpacking.widthApproximation.strategy": "TARGET_WIDTH",
    "elk.spacing.nodeNode": "8",
};

function pileOf(part: DrawnPart, nest: Nest): ElkNode {
    const build = (one: DrawnPart): ElkNode => {
        const below = nest.childrenOf(one.id);
        if (below.length === 0) return { id: one.id, ...sizeOf(one) };
        return {
            id: one.id,
            children: below.map(build),
            layoutOptions: { ...PILE, ...widthOf(one, nest), ...frameOf(one) },
        };
    };
    return build(part);
}

/** A box around boxes around boxes is wider by their frames. */
function widthOf(part: DrawnPart, nest: Nest): LayoutOptions {
    const isOuter = nest.childrenOf(part.id).some(({ id }) => nest.childrenOf(id).length > 0);
    const width = isOuter ? PILE_WIDTH + 2 * PADDING : PILE_WIDTH;
    return { "elk.rectpacking.widthApproximation.targetWidth": String(width) };
}

const LAYERS: LayoutOptions = {
    "elk.algorithm": "layered",
    "elk.direction": "RIGHT",
    "elk.hierarchyHandling": "INCLUDE_CHILDREN",
    "elk.edgeRouting": "ORTHOGONAL",
    // Further tries cost a third more, and drew none of the kit's environments with fewer crossings.
    "elk.layered.thoroughness": "1",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
    "elk.layered.crossingMinimization.semiInteractive": "true",
    "elk.spacing.nodeNode": "12",
    "elk.layered.spacing.nodeNodeBetweenLayers": "26",
    "elk.spacing.edgeNode": "14",
    "elk.layered.spacing.edgeNodeBetweenLayers": "11",
    "elk.spacing.edgeEdge": "10",
    "elk.spacing.componentComponent": "14",
};

function wholeOf(drawing: Drawing, nest: Nest, piles: ReadonlyMap<string, ElkNode>): ElkNode {
    const build = (part: DrawnPart): ElkNode => {
        const { height, width } = piles.get(part.id) ?? sizeOf(part);
        const below = piles.has(part.id) ? [] : nest.childrenOf(part.id);
        const place = { "elk.position": `(0, ${drawing.parts.indexOf(part) * 100})` };
        if (below.length === 0)
            return {
                id: part.id,
                ...(width === undefined || height === undefined ? {} : { width, height }),
                layoutOptions: place,
            };
        return {
            id: part.id,
            children: below.map(build),
            layoutOptions: { ...LAYERS, ...place, ...frameOf(part) },
        };
    };
    return {
        id: "drawing",
        children: nest.childrenOf("").map(build),
        layoutOptions: { ...LAYERS, "elk.padding": "[top=4,left=4,bottom=4,right=4]" },
        edges: drawing.edges.map(asEdge),
    };
}

function asEdge({ from, to }: DrawnEdge, place: number): ElkExtendedEdge {
    return { id: `edge${place}`, sources: [from], targets: [to] };
}

interface Corner {
    readonly x: number;
    readonly y: number;
}

interface Collected {
    readonly byId: ReadonlyMap<string, DrawnPart>;
    readonly piles: ReadonlyMap<string, ElkNode>;
    readonly parts: PlacedPart[];
}

function collect({ children = [] }: ElkNode, corner: Corner, collected: Collected): void {
    const { byId, parts, piles } = collected;
    for (const node of children) {
        const part = byId.get(node.id);
        if (part === undefined) continue;
        const [x, y] = [corner.x + (node.x ?? 0), corner.y + (node.y ?? 0)];
        parts.push({ part, x, y, width: node.width ?? 0, height: node.height ?? 0 });
        collect(piles.get(node.id) ?? node, { x, y }, collected);
    }
}

/** Points are told from the corner of the container that elkjs kept an edge in. */
function edgesIn(root: ElkNode, { edges }: Drawing, parts: readonly PlacedPart[]): readonly PlacedEdge[] {
    const corners = new Map(parts.map(({ part, x, y }) => [part.id, { x, y }]));
    return (root.edges ?? []).flatMap((laid, place): PlacedEdge[] => {
        const edge = edges[place];
        const container: unknown = Reflect.get(laid, "container");
        const { x, y } = corners.get(String(container)) ?? { x: 0, y: 0 };
        const [section] = laid.sections ?? [];
        if (edge === undefined || section === undefined) return [];
        const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
        return [{ edge, points: points.map((point) => ({ x: point.x + x, y: point.y + y })) }];
    });
}
