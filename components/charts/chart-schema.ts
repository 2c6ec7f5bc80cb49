/** What an environment may say of a Helm chart. */
import { z } from "zod";

import { podSecuritySchema } from "../shared/pod-security";
import { jsonSchema, list } from "../shared/schema";
import { identitySchema, podsSchema } from "../shared/workload-schema";

const namespaceSchema = z.strictObject({
    /** Name of the namespace. */
    name: z.string(),
    /** Whether it is made with the chart, and deleted with it. @default true, but not for `default` and `kube-…` */
    create: z.boolean().exactOptional(),
    /**
     * What pods in it may do, as labels of the namespace: for one that is made with the chart.
     * @default { enforce: "baseline", audit: "restricted", warn: "restricted" }
     */
    podSecurity: podSecuritySchema.exactOptional(),
});

export type NamespaceWords = z.infer<typeof namespaceSchema>;

const chartIdentitySchema = identitySchema.extend({
    /**
     * With kind `irsa`: where the chart's values take the annotations of its service account, such as
     * `serviceAccount.annotations`. Pod Identity needs none.
     * @default none
     */
    annotate: z.string().exactOptional(),
});

const secretValueSchema = z.strictObject({
    /** Name in the stack's encrypted configuration: `pulumi config set --secret <name>`. */
    secret: z.string(),
});

export const chartSchema = z.strictObject({
    /** Name of the chart where it is published. */
    chart: z.string(),
    /**
     * Where that is: `https://<host>/<path>` of a repository with an index, or `oci://<registry>/<path>`.
     * @default the environment's own registry of charts, where it has one
     */
    repository: z.string().exactOptional(),
    /** The exact version: a range would install another one on another day. @default the one of stacks/own/pins.yaml */
    version: z.string().exactOptional(),
    /** Where its objects go. */
    namespace: namespaceSchema,
    /** Settings of the chart. @default the chart's own */
    values: z.record(z.string(), jsonSchema).exactOptional(),
    /**
     * Further values that nobody may read, by their dotted path, which `values` does not hold. A dot inside a key is
     * written as `\.`, as for `helm --set`. @default none
     */
    secretValues: z.record(z.string(), secretValueSchema).exactOptional(),
    /** As whom its pods call AWS. @default they call nothing in AWS */
    identity: chartIdentitySchema.exactOptional(),
    /** Its pods, so that each has a place to run, or `"unknown"`. */
    pods: podsSchema,
    /** Components of the environment it waits for, such as `chart-cert-manager`. @default none of the other charts */
    after: list(z.string()).exactOptional(),
    /** Whether a failed installation is removed, and a failed update taken back. @default false */
    atomic: z.boolean().exactOptional(),
    /** How long Helm waits for what it made to be ready, and to be gone. @default 600 */
    timeoutSeconds: z.number().exactOptional(),
    /** Whether its Jobs must have ended as well. @default false */
    waitForJobs: z.boolean().exactOptional(),
    /** Whether the release counts before its objects are ready. @default false */
    skipAwait: z.boolean().exactOptional(),
    /** Whether the definitions in the chart's folder `crds` are left out. Helm never updates them. @default false */
    skipCrds: z.boolean().exactOptional(),
    /** Whether the chart's hooks do not run, neither when it is installed nor when it is updated. @default false */
    disableHooks: z.boolean().exactOptional(),
});

/** A chart as a shape asks for it. */
export type ChartWords = z.infer<typeof chartSchema>;
