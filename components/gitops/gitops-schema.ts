/** What an environment may say of GitOps: who reads what the platform knows, and what of it. */
import { z } from "zod";

import { accessPolicySchema } from "../shared/access-policies";
import { list } from "../shared/schema";

const fromOwn = z.strictObject({
    /** Name of the resources, as `own` of the shape has it. */
    own: z.string(),
    /** What of their outputs. */
    output: z.string(),
});

const reader = z.strictObject({
    /** Its namespace, of one that the environment does not install. @default that of the capability or the chart */
    namespace: z.string().exactOptional(),
});

const repository = z.strictObject({
    /** Address, with `https` or `ssh`. */
    url: z.string(),
    /** Folder of it that is applied: `clusters/dev`. */
    path: z.string(),
    /** Branch. @default "main" */
    branch: z.string().exactOptional(),
});

const argoCd = reader.extend({
    /**
     * Repositories it follows from the first minute, each as an Application of this cluster, by name. Credentials are Secrets of
     * its own. @default none: its Applications are `objects`, or somebody else's
     */
    repositories: z.record(z.string(), repository).exactOptional(),
});

const flux = reader.extend({
    /**
     * Repositories it follows from the first minute, each as a GitRepository and a Kustomization, by name. The bridge's values
     * stand for `${name}` in them. @default none: its Kustomizations are `objects`, or somebody else's
     */
    repositories: z
        .record(
            z.string(),
            repository.extend({
                /** Secret of its namespace with what Git asks for, as every `ssh` address does. @default everybody may read the repository */
                secret: z.string().exactOptional(),
            }),
        )
        .exactOptional(),
});

export const gitopsSchema = z.strictObject({
    /**
     * Argo CD gets the cluster as a Secret of its own kind, with what the platform knows as annotations. A generator of
     * clusters reads it. @default it does not
     */
    argoCd: argoCd.exactOptional(),
    /** Flux gets a ConfigMap `platform`, which `postBuild.substituteFrom` of a Kustomization reads. @default it does not */
    flux: flux.exactOptional(),
    /**
     * Folders and files of this repository that GitOps applies, by their path from the root: an object that the shape makes as
     * well is refused. @default those that Applications and Kustomizations among `objects` name, as far as they are here
     */
    paths: list(z.string()).exactOptional(),
    /**
     * The Argo CD of another environment that deploys into this one. The stack then exports `gitops`, which that one reads.
     * @default none
     */
    hub: z
        .strictObject({
            /** Its role: `arn:aws:iam::<account>:role/gitops-hub-<its cluster>`; of a capability, that of the capability. */
            roleArn: z.string(),
            /** Whether it assumes a role of this account, as Argo CD of a chart does, or is let in itself, as that of EKS. @default "role" */
            letsIn: z.enum(["role", "principal"]).exactOptional(),
            /** What it may do here, as access policies of EKS. */
            policies: list(accessPolicySchema),
        })
        .exactOptional(),
    /**
     * Clusters of other environments that this one's Argo CD deploys into: files of this repository, each what the stack of a
     * spoke exports as `gitops`. @default its own cluster alone
     */
    spokes: list(z.string()).exactOptional(),
    /** Further labels of the cluster, by which generators choose. @default environment, region and Kubernetes minor */
    labels: z.record(z.string(), z.string()).exactOptional(),
    /** Further values, each a text or an output of resources of your own: `{ own: "database", output: "address" }`. @default none */
    values: z.record(z.string(), z.union([z.string(), fromOwn])).exactOptional(),
});

/** Of either: a Secret is named for Flux alone. */
export type RepositoryWords = NonNullable<z.infer<typeof flux>["repositories"]>[string];

export type GitopsWords = z.infer<typeof gitopsSchema>;
export type BridgeValue = NonNullable<GitopsWords["values"]>[string];
