/** What an environment may say of its add-ons. */
import { z } from "zod";

import { jsonSchema } from "../shared/schema";
import { identitySchema, podsSchema } from "../shared/workload-schema";
import { adotWords } from "./adot";
import { cloudWatchWords } from "./amazon-cloudwatch-observability";
import { s3DriverWords } from "./aws-mountpoint-s3-csi-driver";
import { ADDON_NAMES, type ADDONS } from "./catalogue";

const configuration = z.record(z.string(), jsonSchema);

const knownAddon = z.strictObject({
    /**
     * Settings as EKS describes them (DescribeAddonConfiguration), merged over the kit's own: maps key by key, a list or
     * any other value takes the place of the kit's. @default the kit's own
     */
    configuration: configuration.exactOptional(),
});

const otherAddon = z.strictObject({
    /** `v<version>-eksbuild.<number>`, as EKS lists it (DescribeAddonVersions). The kit has no pin for it. */
    version: z.string(),
    /** Settings as EKS describes them (DescribeAddonConfiguration). @default those of the add-on */
    configuration: configuration.exactOptional(),
    /** As whom it calls AWS. @default it calls nothing in AWS */
    identity: identitySchema.exactOptional(),
    /** Its pods, so that each has a place to run, or `"unknown"`. */
    pods: podsSchema,
    /** Namespace of its pods and of its service account. @default "kube-system" */
    namespace: z.string().exactOptional(),
    /** `bootstrap`: before there are nodes, for DaemonSets that nodes wait for. @default "core" */
    phase: z.enum(["bootstrap", "core"]).exactOptional(),
    /** Whose settings win when an update finds others in the cluster. @default "OVERWRITE" */
    onUpdate: z.enum(["OVERWRITE", "PRESERVE"]).exactOptional(),
    /** Whether the software stays when the add-on is deleted. @default false */
    preserve: z.boolean().exactOptional(),
});

export type OtherAddonWords = z.infer<typeof otherAddon>;

export const addonsSchema = z.strictObject({
    /** Pods of CoreDNS, of the EBS CSI controller and of the metrics server each. 1 or more. */
    replicas: z.number(),
    /** Whether those pods prefer different zones. On nodes only. */
    zoneSpread: z.boolean(),
    /**
     * EKS's agent that finds broken nodes: without it, node repair knows what the kubelet reports and nothing else. Pinned
     * on the newest minors only. @default true where managed nodes or Karpenter repair nodes and a version is pinned
     */
    nodeMonitoring: z.boolean().exactOptional(),
    /** Versions other than the pinned ones. @default those of components/versions.ts */
    versions: z.strictObject(byName(z.string().exactOptional())).exactOptional(),
    ...byName(knownAddon.exactOptional()),
    /**
     * Logs, metrics and traces to CloudWatch, each off until asked for. On request.
     * @default none
     * @example
     * "amazon-cloudwatch-observability": { containerLogs: true },
     */
    "amazon-cloudwatch-observability": knownAddon.extend(cloudWatchWords).exactOptional(),
    /**
     * AWS Distro for OpenTelemetry: collectors of traces and metrics that applications send. On request, with cert-manager.
     * @default none
     * @example
     * adot: { traces: true },
     */
    adot: knownAddon.extend(adotWords).exactOptional(),
    /**
     * Objects of buckets that are there, as files. On request.
     * @default none
     * @example
     * "aws-mountpoint-s3-csi-driver": { buckets: [{ name: "amzn-s3-demo-bucket", access: "write" }] },
     */
    "aws-mountpoint-s3-csi-driver": knownAddon.extend(s3DriverWords).exactOptional(),
    /** Add-ons the kit does not know, by the name EKS gives them. @default none */
    others: z.record(z.string(), otherAddon).exactOptional(),
});

/** The same schema for every add-on the kit knows. */
function byName<Schema extends z.ZodType>(schema: Schema): ByName<Schema> {
    return Object.fromEntries(ADDON_NAMES.map((addon) => [addon, schema])) as ByName<Schema>;
}

/** Over the catalogue itself, so that an editor shows what the catalogue says of each. */
type ByName<Schema> = { readonly [addon in keyof typeof ADDONS]: Schema };
