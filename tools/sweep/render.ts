/** A sweep as text. Pure. */
import { type Found, KINDS } from "./found";
import { nameOf } from "./deletion";
import type { Kept, Leaked, Selection } from "./select";

export interface Place {
    readonly cluster: string;
    readonly account: string;
    readonly region: string;
    /** Undefined when there is no such cluster. */
    readonly clusterStatus: string | undefined;
}

export function renderSelection({ kept, leaked }: Selection, place: Place): string {
    const { account, cluster, clusterStatus, region } = place;
    const exists =
        clusterStatus === undefined
            ? "does not exist (any more)"
            : `exists (${clusterStatus}): what is listed may be at work`;
    const width = Math.max(...leaked.map(({ item }) => item.kind.length), 0);
    const names = Math.max(...leaked.map(({ item }) => nameOf(item).length), 0);
    const rows = KINDS.flatMap((kind) => leaked.filter(({ item }) => item.kind === kind)).map(
        (one) =>
            `  ${one.item.kind.padEnd(width)}  ${nameOf(one.item).padEnd(names)}  ${one.item.state}, ${tagOf(one)}`,
    );
    return [
        `Cluster ${cluster} in account ${account}, ${region}, ${exists}.`,
        leaked.length === 0 ? "Nothing is left behind." : `Left behind, ${leaked.length}:`,
        ...rows,
        ...keptLines(kept),
        "",
    ].join("\n");
}

function tagOf({ by, item }: Leaked): string {
    const pool = item.tags["karpenter.sh/nodepool"];
    return pool === undefined ? by : `Karpenter's node pool ${pool}`;
}

/** One line a reason and kind. */
function keptLines(kept: readonly Kept[]): readonly string[] {
    if (kept.length === 0) return [];
    const groups = new Map<string, Found[]>();
    for (const { item, why } of kept) {
        const key = `${item.kind}, ${why}`;
        groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return [`Kept, ${kept.length}:`, ...[...groups].map(([key, items]) => `  ${key}: ${listed(items)}`)];
}

const NAMED = 5;

function listed(items: readonly Found[]): string {
    const names = items.slice(0, NAMED).map(nameOf).join(", ");
    return items.length > NAMED ? `${names} and ${items.length - NAMED} more` : names;
}
