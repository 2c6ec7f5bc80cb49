/** What an account answered. */
import type { QuotaId } from "../facts/quotas";

export interface LiveQuota {
    /** As it is applied to the account. */
    readonly limit?: number;
    /** What others than this environment use of it. */
    readonly usedByOthers?: number;
    /** Why AWS did not answer: `denied`. */
    readonly failure?: string;
}

export type LiveQuotas = { readonly [id in QuotaId]?: LiveQuota };

/** A subnet of a VPC that is there already. */
export interface LiveSubnet {
    readonly cidr: string;
    /** Addresses that are taken by others than this environment. */
    readonly taken: number;
}

export interface LiveAnswers {
    readonly quotas: LiveQuotas;
    /** By id. */
    readonly subnets: ReadonlyMap<string, LiveSubnet>;
}
