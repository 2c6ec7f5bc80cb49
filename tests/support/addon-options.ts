/** Options of add-ons on either host. */
import type { AddonOptions } from "../../components/addons/workloads";

export const ON_FARGATE: AddonOptions = {
    host: "fargate",
    replicas: 1,
    zoneSpread: false,
    volumeTags: { owner: "tests", environment: "dev" },
};

export const ON_NODES: AddonOptions = {
    host: "managed-nodes",
    replicas: 3,
    zoneSpread: true,
    volumeTags: { owner: "tests", environment: "production" },
};

/** What add-ons that do nothing unasked are asked for where a test goes through all. */
export const OWN_WORDS: Readonly<Record<string, AddonOptions["own"]>> = {
    "amazon-cloudwatch-observability": { containerInsights: true },
    adot: { traces: true, metrics: ["cloudwatch"] },
};

/** These options, and what the add-on is asked for in words of its own. */
export function optionsFor(addon: string, options: AddonOptions): AddonOptions {
    const { [addon]: own } = OWN_WORDS;
    return own === undefined ? options : { ...options, own };
}
