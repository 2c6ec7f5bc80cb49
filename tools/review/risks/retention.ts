/** Records that nobody deletes by name: they are gone because they are kept for a shorter time. */
import { type Around, changesOfType, named, type Risk, sidesOf } from "./risk";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Left out, and 0: for ever. Source: Amazon CloudWatch Logs API Reference, LogGroup, retentionInDays. */
const FOR_EVER = 0;

export function shorterRetention(around: Around): readonly Risk[] {
    return changesOfType(around, LOG_GROUP).flatMap((change): Risk[] => {
        if (change.operation !== "update") return [];
        const { before, after } = sidesOf(change);
        const [was, is] = [daysOf(before["retentionInDays"]), daysOf(after["retentionInDays"])];
        if (is >= was) return [];
        return [
            {
                kind: "deleted",
                severity: "medium",
                urn: change.urn,
                what: `${named("Log group", change)} keeps ${is} days instead of ${textOf(was)}: what is older is deleted.`,
                why: "CloudWatch deletes log events once they are older than the retention, usually within 72 hours, and nothing brings them back.",
                source: "Amazon CloudWatch Logs API Reference, PutRetentionPolicy",
                remedy: "If it is meant, export what you must keep first; otherwise leave the retention as it was",
            },
        ];
    });
}

function daysOf(retention: unknown): number {
    return typeof retention === "number" && retention !== FOR_EVER ? retention : Infinity;
}

function textOf(days: number): string {
    return days === Infinity ? "all" : String(days);
}
