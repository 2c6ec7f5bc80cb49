/** What an environment may say of Amazon Managed Prometheus. */
import { z } from "zod";

import { jsonSchema, list } from "../shared/schema";

export const prometheusSchema = z.strictObject({
    /**
     * What brings metrics. `scraper`: AWS's own, without a pod of yours, on Fargate as well; billed by the hour and by the sample.
     * `none`: something of yours writes to the workspace.
     */
    collector: z.discriminatedUnion("kind", [
        z.strictObject({
            /** AWS's own scraper. */
            kind: z.literal("scraper"),
            /** Seconds between two looks: half as many cost twice as much. 30 or more. @default 60 */
            intervalSeconds: z.number().exactOptional(),
            /**
             * A scraper's configuration in place of the kit's, as Prometheus' YAML. Rules of the kit look at series of the kit's jobs.
             * @default the kit's: control plane, kubelets, containers, Karpenter, and exporters that are there
             */
            configuration: z.string().exactOptional(),
        }),
        z.strictObject({
            /** Something of yours. */
            kind: z.literal("none"),
        }),
    ]),
    /** Days metrics are kept, 1 to 1095. @default AWS's own, 150 */
    retentionDays: z.number().exactOptional(),
    /**
     * Where alerts go. `topic`: a topic of SNS that is there, which must let `aps.amazonaws.com` publish. `own-topic`: one of the
     * environment's own. `none`: nowhere; they are seen in Grafana alone.
     */
    alerts: z.discriminatedUnion("kind", [
        z.strictObject({
            /** A topic of SNS that is there. */
            kind: z.literal("topic"),
            /** In the environment's region. */
            arn: z.string(),
        }),
        z.strictObject({
            /** A topic of the environment's own. */
            kind: z.literal("own-topic"),
            /** Who gets a mail; each must confirm it. @default nobody: subscribe whatever pages you */
            emails: list(z.string()).exactOptional(),
        }),
        z.strictObject({
            /** Nowhere. */
            kind: z.literal("none"),
        }),
    ]),
    /** Rules the kit ships: on the control plane, nodes, volumes, and on Karpenter, workloads and certificates where they are. @default true */
    shippedRules: z.boolean().exactOptional(),
    /**
     * Files of rules of your own by the name of their namespace, as Prometheus reads them.
     * @default none
     * @example
     * rules: { checkout: { groups: [{ name: "checkout", rules: [{ record: "checkout:orders:rate5m", expr: "sum(rate(orders_total[5m]))" }] }] } },
     */
    rules: z.record(z.string(), z.record(z.string(), jsonSchema)).exactOptional(),
    /** Key of the workspace, of KMS, by its ARN. Another one replaces the workspace with all that is in it. @default AWS's own key */
    kmsKeyArn: z.string().exactOptional(),
});

export type PrometheusWords = z.infer<typeof prometheusSchema>;
