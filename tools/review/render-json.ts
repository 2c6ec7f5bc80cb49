/** A review for a machine. */
import { canonicalJson } from "../../components/shared/json";
import { plainJson } from "../facts/build";
import type { ReviewReport } from "./report";

/** The same bytes for the same review, ending in a line feed. */
export function renderJson(report: ReviewReport): string {
    return `${canonicalJson(plainJson(report), 2)}\n`;
}
