/** A cluster that the Argo CD of another environment deploys into: what it exports, and what that one reads of a file. */
import { z } from "zod";

import { bridgeSchema } from "./bridge-schema";

/** Version of {@link spokeSchema}, as of the bridge in it: names are only added within one. */
export const SPOKE_VERSION = 1;

/** Stack output that holds it: `pulumi stack output gitops --json`. */
export const SPOKE_OUTPUT = "gitops";

const ROLE = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

export const spokeSchema = z.object({
    schemaVersion: z.literal(SPOKE_VERSION),
    /** Name of the environment, and of the cluster in Argo CD. */
    name: z.string(),
    clusterName: z.string(),
    clusterArn: z.string(),
    /** Address of the API server. */
    server: z.string(),
    /** PEM of its certificate authority, in base64. */
    certificateAuthorityData: z.string(),
    /** Role of the spoke that the hub assumes. @default none: the hub's own is let in */
    roleArn: z.string().regex(ROLE).exactOptional(),
    /** What generators of clusters choose by. */
    labels: z.record(z.string(), z.string()),
    /** The spoke's own bridge. */
    bridge: bridgeSchema,
});

export type Spoke = z.infer<typeof spokeSchema>;
