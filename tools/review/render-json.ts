/** A review for a machine. */
import { canonicalJson, type Json } from "../../components/shared/json";
import type { ReviewReport } from "./report";

/** The same bytes for the same review, ending in a line feed. */
export function renderJson(report: ReviewReport): string {
    return `${canonicalJson(JSON.parse(JSON.stringify(report)) as Json, 2)}\n`;
}
