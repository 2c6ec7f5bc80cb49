/** A quota of AWS, as data. */

/** Who says so, and the day it was read. */
export interface Said {
    readonly source: string;
    readonly seen: string;
    readonly url?: string;
}

export interface Quota extends Said {
    /** As it is counted: `Elastic IP addresses`. */
    readonly title: string;
    /** What is counted together: `region`, `VPC`, `role`. */
    readonly per: string;
    /** Code of the service and of the quota at Service Quotas; without one it is not asked there. */
    readonly service?: string;
    readonly code?: string;
    /** What an account starts with. Undefined: none was found, and none is guessed. */
    readonly limit: number | undefined;
    /** Whether AWS raises it; a number is as far as it does. Undefined: not found. */
    readonly raised: boolean | number | undefined;
}

type Row = Pick<Quota, "code" | "limit" | "per" | "raised" | "title">;

/** Rows of one service that one page says. */
export function rowsOf(service: string, said: Said): (row: Row) => Quota {
    return (row) => ({ service, ...row, ...said });
}
