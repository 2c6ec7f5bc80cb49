/** What an environment may say of the account's registry of images: repositories, caches of other registries, scanning. */
import { z } from "zod";

import { list } from "../shared/schema";

const keep = z.strictObject({
    /** Days until an image without a tag goes. @default 14 */
    untaggedDays: z.number().exactOptional(),
    /** Images that stay, the newest. @default all */
    images: z.number().exactOptional(),
});

export type KeepWords = z.infer<typeof keep>;

export const repositorySchema = z.strictObject({
    /** Whether a tag means one image for ever. @default true */
    immutable: z.boolean().exactOptional(),
    /** Tags that may move all the same, such as `latest` or `dev-*`. @default none */
    mutableTags: list(z.string()).exactOptional(),
    /** Key of the images; frozen once set. @default S3's own */
    kmsKeyArn: z.string().exactOptional(),
    /** What goes by itself. @default images without a tag, after 14 days */
    keep: keep.exactOptional(),
    /** Accounts that may pull. @default this one alone */
    readers: list(z.string()).exactOptional(),
    /** Tags besides the environment's. @default none */
    tags: z.record(z.string(), z.string()).exactOptional(),
    /** Whether it is deleted with the images in it. @default false */
    deleteWithImages: z.boolean().exactOptional(),
});

export type RepositoryWords = z.infer<typeof repositorySchema>;

const cache = z.strictObject({
    /** Host of the other registry: `public.ecr.aws`, `registry.k8s.io`, `quay.io`, `registry-1.docker.io`, `ghcr.io`. */
    upstream: z.string(),
    /** ARN of a secret named `ecr-pullthroughcache/…` with user and token, for registries that ask for them. @default none */
    secretArn: z.string().exactOptional(),
    /** What goes by itself of the images it fetched. @default images without a tag, after 14 days */
    keep: keep.exactOptional(),
});

export type CacheWords = z.infer<typeof cache>;

const scanRule = z.strictObject({
    /** Repositories by name, `*` is a wildcard. */
    repositories: list(z.string()),
    /** When images are looked at. */
    frequency: z.enum(["CONTINUOUS_SCAN", "SCAN_ON_PUSH"]),
});

const scanning = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Amazon Inspector: packages of languages as well, on and on. It costs by image. */
        kind: z.literal("enhanced"),
        /** Which images, when. @default [{ repositories: ["*"], frequency: "CONTINUOUS_SCAN" }] */
        rules: list(scanRule).exactOptional(),
        /**
         * Whether the kit switches Inspector on for images of the account, and off again with the environment. What else of it is
         * on in the account and region, for instances or functions, goes off then. @default false: ECR does, and leaves it on
         */
        inspector: z.boolean().exactOptional(),
    }),
    z.strictObject({
        /** ECR's own: packages of the operating system, when an image is pushed. */
        kind: z.literal("basic"),
    }),
]);

export type ScanningWords = z.infer<typeof scanning>;

export const registrySchema = z.strictObject({
    /** Repositories by name: `team-a/web`. @default none */
    repositories: z.record(z.string(), repositorySchema).exactOptional(),
    /** Caches of other registries, by the prefix of the repositories they fill: `quay` for `…amazonaws.com/quay/…`. @default none */
    pullThrough: z.record(z.string(), cache).exactOptional(),
    /** How images of the whole account and region are looked at: one setting for all environments in it. @default left as it is */
    scanning: scanning.exactOptional(),
});

export type RegistryWords = z.infer<typeof registrySchema>;
