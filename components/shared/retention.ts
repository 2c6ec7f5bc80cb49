/** How long CloudWatch Logs keeps events: a fixed list of days. */
import type { Problem } from "./problems";

/**
 * Source: Amazon CloudWatch Logs API Reference, PutRetentionPolicy, "retentionInDays". The provider's 0, keep for
 * ever, is left out: logs nobody deletes are a bill that only grows.
 */
export const RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Refuses a number of days CloudWatch Logs does not offer, naming the next longer one. */
export function checkRetention(path: string, retentionDays: number): Problem[] {
    if (RETENTION_DAYS.some((days) => days === retentionDays)) return [];
    const longer = RETENTION_DAYS.find((days) => days > retentionDays) ?? RETENTION_DAYS.at(-1);
    return [
        {
            path,
            what: "CloudWatch Logs does not offer this number of days",
            got: retentionDays,
            remedy: `Write ${String(longer)}, or another of ${RETENTION_DAYS.join(", ")}`,
        },
    ];
}
