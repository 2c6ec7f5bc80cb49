/** Words about workloads the kit does not know: as whom they call AWS, and what placement must know of their pods. */
import { z } from "zod";

import { type KitPod, type Phase, WORKLOAD_IDENTITY_KINDS, type WorkloadIdentityKind } from "./pods";
import { list } from "./schema";
import type { WorkloadGrants } from "./workload-role";

const text = z.union([z.string(), list(z.string())]);

/** One statement of a policy; whom it is about is for whoever writes the policy. */
export const statementSchema = z.strictObject({
    /** So that a person can point at it. */
    Sid: z.string(),
    /** Whether it grants or refuses. */
    Effect: z.enum(["Allow", "Deny"]),
    /** Actions, such as `s3:GetObject`; `*` is a wildcard. */
    Action: text,
    /** ARNs of what it is about; `*` is a wildcard. */
    Resource: text,
    /** When it holds: values by condition key, by operator. @default always */
    Condition: z.record(z.string(), z.record(z.string(), text)).exactOptional(),
});

/** Policies that a role gets beside statements of its own. */
export const policyArns = list(z.string()).exactOptional();

/** What a role may do. */
export const statements = list(statementSchema).exactOptional();

export const identitySchema = z.strictObject({
    /** Service account of its pods. */
    serviceAccount: z.string(),
    /** How its pods get credentials. @default Pod Identity, which works on nodes and not on Fargate */
    kind: z.enum(WORKLOAD_IDENTITY_KINDS).exactOptional(),
    /** Policies that exist already. @default none */
    policyArns,
    /** What its role may do, as IAM spells it. @default nothing */
    statements,
});

/** As whom a workload calls AWS. */
export type IdentityWords = z.infer<typeof identitySchema>;

const toleration = z.strictObject({
    /** Key of the taint. @default every key, with operator `Exists` */
    key: z.string().exactOptional(),
    /** Whether the taint's value must be `value`, or may be any. */
    operator: z.enum(["Equal", "Exists"]),
    /** Value of the taint, with operator `Equal`. @default none */
    value: z.string().exactOptional(),
    /** Effect of the taint. @default every effect */
    effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).exactOptional(),
});

const pod = z.strictObject({
    /** What a message calls it. */
    name: z.string(),
    /** A StatefulSet and a Job are placed as a Deployment is. */
    kind: z.enum(["Deployment", "DaemonSet"]),
    /** Labels that stay the same from version to version: a Fargate profile selects by them. */
    labels: z.record(z.string(), z.string()),
    /** Taints of nodes that it may run on all the same. @default none */
    tolerations: list(toleration).exactOptional(),
    /** Labels a node must have. @default any node */
    nodeSelector: z.record(z.string(), z.string()).exactOptional(),
    /**
     * What each pod asks of its node, in Kubernetes' quantities: a pool must be allowed to grow to as much.
     * @default unknown
     */
    requests: z
        .strictObject({
            /** Cores, `1`, or thousandths, `250m`. @default unknown */
            cpu: z.string().exactOptional(),
            /** Bytes with their unit: `512Mi`. @default unknown */
            memory: z.string().exactOptional(),
        })
        .exactOptional(),
    /** Pods at once, of a Deployment. @default 1 */
    replicas: z.number().exactOptional(),
    /** Whether it calls AWS as the identity beside it; another of its pods may, under a service account of its own. @default true */
    callsAws: z.boolean().exactOptional(),
});

/** Pods as far as placement must know them; `unknown` where nobody looked, which the plan then says. */
export const podsSchema = z.union([z.literal("unknown"), list(pod)]);

export type PodsWords = z.infer<typeof podsSchema>;

/** What {@link podsSchema} says, as placement reads it. */
export function kitPodsOf(
    pods: PodsWords,
    about: {
        readonly phase: Phase;
        readonly namespace: string;
        readonly identity: WorkloadIdentityKind | "none";
    },
): KitPod[] {
    if (pods === "unknown") return [];
    return pods.map((pod) => {
        const { callsAws = true, kind, labels, name, nodeSelector, replicas = 1, requests } = pod;
        return {
            ...about,
            identity: callsAws ? about.identity : "none",
            name,
            kind,
            labels,
            tolerations: pod.tolerations ?? [],
            ...(nodeSelector === undefined ? {} : { nodeSelector }),
            ...(requests === undefined ? {} : { requests }),
            replicas: kind === "DaemonSet" ? 0 : replicas,
            spreadOverNodes: false,
            nodesOnly: false,
            notOnPools: false,
        };
    });
}

/** What {@link identitySchema} grants. */
export function grantsOf({ policyArns = [], statements = [] }: IdentityWords): WorkloadGrants {
    return { policyArns, statements: () => statements };
}
