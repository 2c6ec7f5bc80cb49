/** How much is asked of each environment, and what it is let off, with the reason: docs/environments.md, "Policy". */
import type { Policy } from "../shape";

export const POLICY: Policy = {
    levels: { dev: "dev", staging: "staging", production: "production" },
    waivers: [],
};
