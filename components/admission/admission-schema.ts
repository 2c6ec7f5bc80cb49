/** What an environment may say of policies of admission: which objects the API server refuses, warns of, notes, or completes. */
import { z } from "zod";

import { list } from "../shared/schema";

/** Source: Kubernetes API reference, ValidatingAdmissionPolicyBindingSpec, validationActions. */
export const ACTIONS = ["Audit", "Deny", "Warn"] as const;
export type Action = (typeof ACTIONS)[number];

/** What makes pods and has a name of its own. */
export const EXEMPT_KINDS = ["CronJob", "DaemonSet", "Deployment", "Job", "StatefulSet"] as const;

const exemptWorkload = z.strictObject({
    /** What it is. */
    kind: z.enum(EXEMPT_KINDS),
    /** Where it is. */
    namespace: z.string(),
    /** Its name, whole. */
    name: z.string(),
    /** Why it is right, in a sentence. */
    reason: z.string(),
    /** Who answers for it. */
    owner: z.string(),
    /** The last day it counts, as YYYY-MM-DD: `plan -- controls` fails from the day after. The cluster itself knows no day. */
    expires: z.string(),
});

export type ExemptWorkload = z.infer<typeof exemptWorkload>;

/** What every set has. */
const common = {
    /** What becomes of an object that breaks it. `Deny` refuses, `Warn` tells whoever made it, `Audit` notes it. @default ["Deny"] */
    actions: list(z.enum(ACTIONS)).exactOptional(),
    /** Namespaces it does not look at, besides those of admissionPolicies. @default none */
    exempt: list(z.string()).exactOptional(),
};

/** What sets have that look at pods and at what makes them. */
const ofPods = {
    ...common,
    /** Single workloads it lets off, with the pods that Kubernetes makes of them. @default none */
    exemptWorkloads: list(exemptWorkload).exactOptional(),
};

const resource = z.strictObject({
    /** Groups of the API; empty for the core group. `*` is all. */
    apiGroups: list(z.string()),
    /** Versions. @default ["*"] */
    apiVersions: list(z.string()).exactOptional(),
    /** Resources in the plural, such as `deployments`. */
    resources: list(z.string()),
    /** What is done with them. @default ["CREATE", "UPDATE"] */
    operations: list(z.enum(["CONNECT", "CREATE", "DELETE", "UPDATE"])).exactOptional(),
});

export type ResourceWords = z.infer<typeof resource>;

const ownParts = {
    /** Which requests it looks at. */
    resources: list(resource),
    /** Expressions of CEL by name, for the others: `variables.<name>`. @default none */
    variables: z.record(z.string(), z.string()).exactOptional(),
    /** Expressions of CEL by name that must all hold for it to look at all. @default none */
    matchConditions: z.record(z.string(), z.string()).exactOptional(),
};

const ownValidation = z.strictObject({
    ...ofPods,
    ...ownParts,
    /** What must hold. */
    validations: list(
        z.strictObject({
            /** An expression of CEL that is true of a sound object. */
            expression: z.string(),
            /** What whoever made another one reads. */
            message: z.string(),
        }),
    ),
    /** Values that expressions read as `params.data.<key>`, from a ConfigMap the kit makes. @default none */
    params: z.record(z.string(), z.string()).exactOptional(),
});

export type OwnValidation = z.infer<typeof ownValidation>;

const mutation = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Fields that are merged into the object. */
        kind: z.literal("apply"),
        /** An expression of CEL that makes an `Object{…}`. */
        expression: z.string(),
    }),
    z.strictObject({
        /** Steps as JSON Patch. */
        kind: z.literal("json-patch"),
        /** An expression of CEL that makes a list of `JSONPatch{…}`. */
        expression: z.string(),
    }),
]);

const exemptAlone = {
    /** Namespaces it leaves as they are, besides those of admissionPolicies. @default none */
    exempt: common.exempt,
};

const ownMutation = z.strictObject({
    ...exemptAlone,
    ...ownParts,
    /** What becomes of an object, one after the other. */
    mutations: list(mutation),
});

export type OwnMutation = z.infer<typeof ownMutation>;

const mutations = z.strictObject({
    /** Pods that say nothing of it get the seccomp profile of the container runtime. @default off */
    seccomp: z.strictObject(exemptAlone).exactOptional(),
    /** Pods with label `app.kubernetes.io/name` that say nothing of it prefer different zones. @default off */
    zoneSpread: z.strictObject(exemptAlone).exactOptional(),
    /** Further ones, by a name of your choice, in expressions of CEL. @default none */
    own: z.record(z.string(), ownMutation).exactOptional(),
});

export const admissionSchema = z.strictObject({
    /** Namespaces no policy looks at, besides those of Kubernetes and of the kit's own add-ons and charts. @default none */
    exempt: list(z.string()).exactOptional(),
    /** Images come from these registries, or paths in them: `public.ecr.aws/docker`. A name without one is `docker.io`'s. */
    registries: z
        .strictObject({
            ...ofPods,
            /** Registries, each with the path it may end in. */
            allowed: list(z.string()),
        })
        .exactOptional(),
    /** Images are named by a tag other than `latest`, or by a digest. @default off */
    imageTags: z.strictObject(ofPods).exactOptional(),
    /** Containers of pods state what they ask for and are held to. @default off */
    resources: z
        .strictObject({
            ...ofPods,
            /** What they ask for. @default ["cpu", "memory"] */
            requests: list(z.enum(["cpu", "ephemeral-storage", "memory"])).exactOptional(),
            /** What they are held to. @default ["memory"] */
            limits: list(z.enum(["cpu", "ephemeral-storage", "memory"])).exactOptional(),
        })
        .exactOptional(),
    /** Pods share no network, processes, ports or folders with their node. @default off */
    host: z.strictObject(ofPods).exactOptional(),
    /** No container is privileged. @default off */
    privileged: z.strictObject(ofPods).exactOptional(),
    /** Containers add no capability of the kernel. @default off */
    capabilities: z
        .strictObject({
            ...ofPods,
            /** Capabilities they may add, without `CAP_`. @default ["NET_BIND_SERVICE"] */
            allowed: list(z.string()).exactOptional(),
        })
        .exactOptional(),
    /** Containers cannot gain privileges: `allowPrivilegeEscalation: false`. Windows knows none. @default off */
    escalation: z.strictObject(ofPods).exactOptional(),
    /** Containers run as somebody else than root: `runAsNonRoot: true`. @default off */
    nonRoot: z.strictObject(ofPods).exactOptional(),
    /** The root file system of containers is read-only. Windows has none such. @default off */
    readOnlyRoot: z.strictObject(ofPods).exactOptional(),
    /** Containers read Secrets from files, not from variables. @default off */
    secretsAsFiles: z.strictObject(ofPods).exactOptional(),
    /** Pods get no variables of every Service: `enableServiceLinks: false`. @default off */
    serviceLinks: z.strictObject(ofPods).exactOptional(),
    /** Which load balancers Services and Ingresses ask for. @default off */
    loadBalancers: z
        .strictObject({
            ...common,
            /**
             * `none`: no Service of type LoadBalancer. `internal`: internal ones alone. `stated`: Services say which they mean.
             */
            allowed: z.enum(["internal", "none", "stated"]),
        })
        .exactOptional(),
    /** Which target groups a TargetGroupBinding takes over: whoever may make one could take any of the account. @default off */
    targetGroups: z
        .strictObject({
            ...common,
            /** ARNs; one that ends in `*` allows all that begin so. */
            allowed: list(z.string()),
        })
        .exactOptional(),
    /** No pod has the token of its namespace's default service account. @default off */
    defaultAccount: z.strictObject(ofPods).exactOptional(),
    /** A namespace states its level of Pod Security, and no label that Kubernetes does not know. @default off */
    namespaceLevels: z
        .strictObject({
            ...common,
            /** Levels it may state. @default ["baseline", "restricted"] */
            allowed: list(z.enum(["baseline", "privileged", "restricted"])).exactOptional(),
        })
        .exactOptional(),
    /** No workload, Service or Ingress is made in namespace `default`. @default off */
    defaultNamespace: z.strictObject(ofPods).exactOptional(),
    /** No Secret holds a token of a service account, which would never expire. @default off */
    tokenSecrets: z.strictObject(common).exactOptional(),
    /** Roles of namespaces have no `*` and give nothing away, and none is bound to `cluster-admin`. @default off */
    roles: z.strictObject(common).exactOptional(),
    /** Further ones, by a name of your choice, in expressions of CEL. @default none */
    own: z.record(z.string(), ownValidation).exactOptional(),
    /** What the API server adds to objects: from Kubernetes 1.36 on. @default none */
    mutations: mutations.exactOptional(),
});

export type AdmissionWords = z.infer<typeof admissionSchema>;
