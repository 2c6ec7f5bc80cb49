/** What pinned Helm charts hold: the images they start, as the published chart states them. */
import type { Fact } from "./facts";

/** An image a chart starts. */
export interface ChartImage {
    /** Registry and path that the chart itself names. */
    readonly repository: string;
    readonly tag: string;
    /** Of the index of all platforms: the chart asks for it, so a mirror must keep it. */
    readonly digest: string;
    /** Key of the chart's values that names another repository. */
    readonly repositoryValue: string;
}

/** One published version of a chart. */
export interface ChartFacts {
    /** Registry and path it is published under. */
    readonly published: string;
    readonly version: string;
    /** Digest of the chart itself. */
    readonly digest: Fact<string>;
    readonly images: Fact<readonly ChartImage[]>;
}

/**
 * Rendered from the published charts. The repository's own values.yaml is no source: at the tag it still has the
 * release before, and on main the digest beside tag 1.14.1 is that of 1.14.0; the release fills it in as it publishes.
 * Source of that: aws/karpenter-provider-aws charts/karpenter/values.yaml at v1.14.1 and 1d92708, hack/release/common.sh.
 */
const RENDERED =
    "tuxpower/opsfleet, validation record of 2026-09-14, helm template of the published charts 1.14.1";

export const CHARTS: readonly ChartFacts[] = [
    {
        published: "public.ecr.aws/karpenter/karpenter",
        version: "1.14.1",
        digest: {
            value: "sha256:91434e00fb102d6ee0d1bd34a4457a32fe01a8fa833fe1a2a37da4f50272079b",
            source: RENDERED,
        },
        images: {
            value: [
                {
                    repository: "public.ecr.aws/karpenter/controller",
                    tag: "1.14.1",
                    digest: "sha256:445baefaaa689029cc12ac1f659b916b0b82fb14308ce536f8521fcf079116fa",
                    repositoryValue: "controller.image.repository",
                },
            ],
            source: `${RENDERED}; MicroTodoSuite/microservice-app-gitops infrastructure/karpenter, rendered from the same chart`,
        },
    },
    {
        published: "public.ecr.aws/karpenter/karpenter-crd",
        version: "1.14.1",
        digest: {
            value: "sha256:c05c566740802506a34f3500b33e2fa3c9254f60469e84e5e294a3bd8adefb9f",
            source: RENDERED,
        },
        images: {
            value: [],
            source: "aws/karpenter-provider-aws charts/karpenter-crd/templates at v1.14.1: definitions only",
        },
    },
];

/** The facts of a chart wherever it is pulled from: a mirror keeps the path below its own name. */
export function chartFacts(reference: string, version: string): ChartFacts | undefined {
    const path = (published: string): string => published.slice(published.indexOf("/"));
    return CHARTS.find(
        (chart) => chart.version === version && `/${reference}`.endsWith(path(chart.published)),
    );
}
