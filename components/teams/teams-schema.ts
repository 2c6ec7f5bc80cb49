/** What an environment may say of a team: its namespaces, who works there, what its pods may do, what is its own. */
import { z } from "zod";

import { budgetSchema, notifySchema } from "../costs/costs-schema";
import { autoPoolSchema } from "../karpenter/auto-pool-schema";
import { nodePoolSchema } from "../karpenter/node-pool-schema";
import { namespaceSchema } from "../namespaces/namespace-schema";
import { repositorySchema } from "../registry/registry-schema";
import { list } from "../shared/schema";
import { WORKLOAD_IDENTITY_KINDS } from "../shared/pods";
import { secretsFrom, secretsKeys } from "../secrets/secret-stores-schema";
import { grantSchema } from "../shared/grants-schema";

/** ClusterRoles that every cluster has for namespaces. Source: Kubernetes documentation, RBAC, "User-facing roles". */
export const RIGHTS = ["view", "edit", "admin"] as const;
export type Rights = (typeof RIGHTS)[number];

const rule = z.strictObject({
    /** Groups of the API; empty for the core group. */
    apiGroups: list(z.string()),
    /** Resources in the plural, such as `externalsecrets`. */
    resources: list(z.string()),
    /** What may be done: `get`, `list`, `create`. */
    verbs: list(z.string()),
});

const people = z.strictObject({
    /** Who they are. */
    who: z.discriminatedUnion("kind", [
        z.strictObject({
            /** A role or user of IAM: an access entry, in a group of Kubernetes of its own. */
            kind: z.literal("principal"),
            /** `role/<path>/<name>` or `user/<name>` of the environment's account, or a whole ARN. */
            principal: z.string(),
        }),
        z.strictObject({
            /** A role of the kit's making, which may find the cluster in AWS and nothing else there. */
            kind: z.literal("role"),
            /**
             * Principals of the environment's account that may assume it; `*` stands for any characters, as in roles of IAM
             * Identity Center: `role/aws-reserved/sso.amazonaws.com/*_Payments_*`.
             */
            trusted: list(z.string()),
        }),
        z.strictObject({
            /**
             * A pipeline: a role of the kit's making for jobs of GitHub Actions. It pushes images to the team's repositories, may
             * find the cluster, and nothing else in AWS.
             */
            kind: z.literal("pipeline"),
            /** `owner/name` as tokens say it: with the ids after an `@` where the repository's tokens carry them. */
            repository: z.string(),
            /** Environment of GitHub that its jobs name, whose rules say what may run there. */
            environment: z.string(),
        }),
        z.strictObject({
            /** Groups of a provider of `identityProviders`. */
            kind: z.literal("groups"),
            /** Their names, with the provider's prefix: `okta:payments`. */
            groups: list(z.string()),
        }),
    ]),
    /** What they may do in the team's namespaces: Kubernetes' roles of these names. */
    rights: z.enum(RIGHTS),
    /**
     * Who decides it: `rbac`, by RoleBindings; `access-policy`, EKS's policy of the same rights in these namespaces, which needs
     * no object in the cluster and knows Kubernetes' own kinds alone.
     * @default "rbac"
     */
    by: z.enum(["access-policy", "rbac"]).exactOptional(),
    /** What else they may do there, such as with kinds of an operator: rules of a Role. @default nothing */
    rules: list(rule).exactOptional(),
});

export type PeopleWords = z.infer<typeof people>;

/** Who gets a role of the kit's making. */
export type RoleWords = Extract<PeopleWords["who"], { readonly kind: "pipeline" | "role" }>;

const workload = z.strictObject({
    /** Where its pods run. @default the team's only namespace */
    namespace: z.string().exactOptional(),
    /** Service account of its pods. @default the workload's name */
    serviceAccount: z.string().exactOptional(),
    /**
     * How its pods get credentials. With `irsa`, for Fargate, the kit makes the service account; with `pod-identity` whoever
     * deploys the pods does.
     * @default "pod-identity"
     */
    identity: z.enum(WORKLOAD_IDENTITY_KINDS).exactOptional(),
    /** What it may do in AWS, and nothing else. */
    grants: list(grantSchema),
});

const secrets = z.strictObject({
    /** Whose ExternalSecrets may read from it. @default the team's only namespace */
    namespace: z.string().exactOptional(),
    /** Where the values are, and which of them its role may read. */
    from: secretsFrom,
    /** Keys of KMS that the values are encrypted with. @default AWS's own, which need no right */
    keys: secretsKeys,
});

export type SecretsWords = z.infer<typeof secrets>;

const ingress = z.strictObject({
    /** Names its Ingresses, routes and records may answer to; `*.pay.example.com` is any below. */
    hosts: list(z.string()),
    /** IngressClasses and GatewayClasses they may be of. */
    classes: list(z.string()),
    /** Names of groups and load balancers that its Ingresses may ask for. @default the team's name */
    groups: list(z.string()).exactOptional(),
    /** ARNs of target groups its TargetGroupBindings may take over; one may end in `*`. @default none */
    targetGroups: list(z.string()).exactOptional(),
    /** Whether its Services may be of type LoadBalancer. @default false */
    loadBalancers: z.boolean().exactOptional(),
});

export type IngressWords = z.infer<typeof ingress>;

const pool = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Where compute is of kind `karpenter`: in the words of its pools. */
        kind: z.literal("karpenter"),
        ...nodePoolSchema.shape,
    }),
    z.strictObject({
        /** Where compute is of kind `auto-mode`: in the words of its pools. */
        kind: z.literal("auto-mode"),
        ...autoPoolSchema.shape,
    }),
]);

const costs = z.strictObject({
    /** Who is told. */
    notify: notifySchema,
    /** A month's cost. */
    budget: budgetSchema,
});

export const teamSchema = z.strictObject({
    /** Its namespaces, by name: each in the words of `namespaces`. One at least. */
    namespaces: z.record(z.string(), namespaceSchema),
    /** Who works there, by a name of your choice. @default nobody but the platform's admins */
    people: z.record(z.string(), people).exactOptional(),
    /** Pods that call AWS, by name, each with a role of its own. @default none */
    workloads: z.record(z.string(), workload).exactOptional(),
    /** Stores that secrets are read from, by name: `secretStores`, named `<team>-<name>`. @default none */
    secrets: z.record(z.string(), secrets).exactOptional(),
    /** Repositories of images, by name below `<team>/`: in the words of `registry.repositories`. @default none */
    repositories: z.record(z.string(), repositorySchema).exactOptional(),
    /**
     * Nodes of its own: a pool with a label and a taint `team`, which pods of other teams may not tolerate. From Kubernetes 1.36
     * on its pods get both where they say nothing of them.
     * @default it shares what there is
     */
    pool: pool.exactOptional(),
    /** Importance of its pods that name the PriorityClass `team-<team>`; those of other teams may not. @default no class */
    priority: z.number().exactOptional(),
    /** Who is told what it costs: what carries the tag `team`, in all environments of the account. @default nobody */
    costs: costs.exactOptional(),
    /** What leads to its pods from outside. @default nothing may: no Ingress, no route, no load balancer */
    ingress: ingress.exactOptional(),
});

export type TeamWords = z.infer<typeof teamSchema>;

export const teamsByName = z.record(z.string(), teamSchema);
