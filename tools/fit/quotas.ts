/** What an environment makes, or may make, against AWS's quotas. Pure. */
import { defined } from "../../components/shared/defined";
import type { Quota } from "../facts/quota";
import { type QuotaId, quotaIds, quotaOf } from "../facts/quotas";
import { CLUSTER_COUNTERS } from "./count-cluster";
import { NETWORK_COUNTERS } from "./count-network";
import { NODE_COUNTERS } from "./count-nodes";
import type { Counted, Counter } from "./counted";
import { type Level, levelOf, shareOf } from "./levels";
import type { LiveQuota, LiveQuotas } from "./live-answers";
import type { World } from "./world";

const COUNTERS: { readonly [id in QuotaId]: Counter } = {
    ...CLUSTER_COUNTERS,
    ...NETWORK_COUNTERS,
    ...NODE_COUNTERS,
};

export interface QuotaFit {
    readonly id: QuotaId;
    /** As it is counted, and what is counted together. */
    readonly quota: string;
    readonly per: string;
    readonly code?: string;
    /** What an account starts with, or what this one has; undefined: none was found. */
    readonly limit?: number;
    readonly isDefault: boolean;
    readonly raised?: boolean | number;
    /** Of the group that has most. */
    readonly counted: number;
    /** Which group that is. */
    readonly of?: string;
    readonly usedByOthers?: number;
    readonly share?: number;
    readonly level: Level;
    /** What comes on top and cannot be bounded. */
    readonly unbounded?: string;
    readonly failure?: string;
    readonly source: string;
    readonly seen: string;
}

export function quotasOfWorld(world: World, live: LiveQuotas = {}): readonly QuotaFit[] {
    return quotaIds().map((id) => fitOf(id, COUNTERS[id](world), live[id]));
}

function fitOf(id: QuotaId, counts: readonly Counted[], live: LiveQuota = {}): QuotaFit {
    const { code, limit: usual, per, raised, seen, source, title }: Quota = quotaOf(id);
    const [largest = { count: 0 }] = [...counts].sort((one, other) => other.count - one.count);
    const limit = live.limit ?? usual;
    const counted = Math.round(largest.count * 1000) / 1000;
    const all = counted + (live.usedByOthers ?? 0);
    const share = limit === undefined ? undefined : shareOf(all, limit);
    const isNone = all === 0 && largest.unbounded === undefined;
    return {
        ...{ id, quota: title, per },
        ...defined({ code, limit }),
        isDefault: live.limit === undefined,
        ...defined({ raised }),
        counted,
        ...defined({ of: largest.of === "" ? undefined : largest.of }),
        ...defined({ usedByOthers: live.usedByOthers }),
        ...defined({ share: isNone ? 0 : share }),
        level: isNone ? "fits" : levelOf(share),
        ...defined({ unbounded: largest.unbounded, failure: live.failure }),
        ...{ source, seen },
    };
}
