/** AWS's scraper as plain values. Pure. */
import type { Problem } from "../shared/problems";
import type { Sources } from "./rules/rule";
import { scrapeConfiguration } from "./scrape-configuration";

export interface ScraperSpec {
    readonly clusterName: string;
    readonly intervalSeconds: number;
    readonly sources: Sources;
    /** In place of the kit's. */
    readonly configuration?: string;
}

/** A minute is what dashboards and rules of the kit expect at most. */
export const DEFAULT_INTERVAL_SECONDS = 60;

export function configurationOf(spec: ScraperSpec): string {
    return spec.configuration ?? scrapeConfiguration(spec);
}

/** Source: AMP User Guide, AMP-collector-how-to, "Scraper configuration": sections that are taken. */
export function checkScraper({ configuration }: ScraperSpec): Problem[] {
    if (configuration === undefined || /^scrape_configs:/m.test(configuration)) return [];
    return [
        {
            path: "collector.configuration",
            what: "not a configuration of Prometheus with scrape_configs",
            remedy: "Write global and scrape_configs alone, as YAML",
        },
    ];
}

export function decisionsOfScraper({
    configuration,
    intervalSeconds,
    sources,
}: ScraperSpec): Record<string, string | string[]> {
    if (configuration !== undefined) return { configuration: "of your own" };
    const further = Object.entries(sources).filter(([, is]) => is);
    return {
        configuration: "the kit's",
        every: `${String(intervalSeconds)} seconds`,
        sources: ["control plane", "kubelets", "containers", ...further.map(([source]) => source)],
    };
}
