/** How bad something is, at a glance. */
import type { Tone } from "./summary";

/** GitHub draws these alike in light and dark. */
export const MARKS: { readonly [tone in Tone]: string } = {
    critical: "🔴",
    high: "🟠",
    medium: "🟡",
    low: "⚪",
    accepted: "🔵",
    good: "🟢",
};
