/** How old what an environment is made of is, and until when somebody looks after it. Pure. */
import { NODE_SYSTEMS } from "../facts/lifetimes";
import { type Material, materialsOf } from "../materials/materials";
import type { PlannedGraph } from "../plan/graph";
import { daysBetween, isDate } from "../plan/support";
import { TABLE, type VersionTable } from "../versions/table";
import type { Found } from "./entry";

export interface Age {
    /** `add-on coredns`, `node image al2023`. */
    readonly what: string;
    readonly version: string;
    /** The day it was released, or of the source the kit pins it by; absent where nobody says one. */
    readonly since?: string;
    readonly days?: number;
    readonly meaning?: "released" | "its source";
    readonly source?: string;
    /** Until when it is looked after; absent where nobody says a day. */
    readonly until?: string;
}

type Seen = Pick<Age, "meaning" | "since" | "source">;

const NOUNS = { addon: "add-on", chart: "chart", "node-image": "node image" } as const;

/** Charts, add-ons and node images, the oldest first; those of no known age at the end. */
export function agesOf(graph: PlannedGraph, today: string, table: VersionTable = TABLE): readonly Age[] {
    const { materials } = materialsOf(graph);
    const minor = materials.find(({ kind }) => kind === "kubernetes")?.version ?? "";
    const ages = materials.flatMap((material) => {
        if (!(material.kind in NOUNS)) return [];
        const noun = NOUNS[material.kind as keyof typeof NOUNS];
        const seen = seenOf(material, minor, table);
        const { since } = seen;
        return [
            {
                ...{ what: `${noun} ${material.name}`, version: material.version, ...seen },
                ...(since === undefined ? {} : { days: daysBetween(since, today) }),
                ...untilOf(material),
            },
        ];
    });
    return ages.sort((one, other) => (other.days ?? -Infinity) - (one.days ?? -Infinity));
}

/** A node image has its day in its version; other things are as old as the pin that names the same version. */
function seenOf({ kind, name, version }: Material, minor: string, table: VersionTable): Seen {
    if (kind === "node-image") return released(version);
    const pin =
        kind === "addon"
            ? table.addons[minor]?.[name]
            : name === "karpenter" || name === "karpenter-crd"
              ? table.karpenter
              : table.charts[name]?.version;
    // A fork's own pin is newer, and only the fork knows since when.
    if (pin?.value !== version) return {};
    return { since: pin.seen, meaning: "its source", source: pin.source };
}

/** `v20260930`, `1.36.4-20260930`. */
function released(version: string): Seen {
    const [, year, month, day] = /(\d{4})(\d{2})(\d{2})$/.exec(version) ?? [];
    const since = `${year ?? ""}-${month ?? ""}-${day ?? ""}`;
    return isDate(since) ? { since, meaning: "released", source: "its own version" } : {};
}

function untilOf({ kind, name }: Material): Pick<Age, "until"> {
    if (kind !== "node-image") return {};
    const until = NODE_SYSTEMS.find(({ image }) => image.test(name))?.ends.at(-1)?.day;
    return until === undefined ? {} : { until };
}

/** Ends of the systems that nodes run, each once. */
export function daysOfSystems(graph: PlannedGraph): readonly Found[] {
    const names = materialsOf(graph)
        .materials.filter(({ kind }) => kind === "node-image")
        .map(({ name }) => name);
    return NODE_SYSTEMS.filter(({ image }) => names.some((name) => image.test(name)))
        .flatMap(({ ends }) => ends)
        .map((end) => ({ ...end, id: `node-system/${end.id}`, kind: "node-system" }));
}
