/** AWS's scraper of the environment's metrics. */
import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { type SourceWords, sourcesOf } from "./prometheus-part";
import type { PrometheusWords } from "./prometheus-schema";
import { Scraper } from "./scraper";
import { checkScraper, DEFAULT_INTERVAL_SECONDS, type ScraperSpec } from "./scraper-spec";

type Reads = SourceWords & { readonly prometheus?: PrometheusWords };

export const scraper = part({
    // Last, so that it goes first: its interfaces hold the subnets.
    phase: "releases",
    plan: ({ settings: { clusterName }, shape }: Environment<Reads>): Named<ScraperSpec>[] => {
        const collector = shape.prometheus?.collector;
        if (collector?.kind !== "scraper") return [];
        const { configuration, intervalSeconds = DEFAULT_INTERVAL_SECONDS } = collector;
        const spec = {
            clusterName,
            intervalSeconds,
            sources: sourcesOf(shape),
            ...defined({ configuration }),
        };
        return [{ name: "prometheus-scraper", shapePath: "prometheus", spec }];
    },
    origins: { clusterName: "clusterName", configuration: { shape: "collector.configuration" } },
    check: checkScraper,
    build: ({ name, spec }, { ground: { cluster, prometheus, vpc }, options }) => {
        if (prometheus === undefined) throw new Error("prometheus: built before its workspace");
        const { workspaceArn } = prometheus;
        return new Scraper(name, { ...spec, cluster, vpc, workspaceArn }, options);
    },
});
