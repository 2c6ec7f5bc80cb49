/** What an environment may say of a namespace of a team's, or of its own. */
import { z } from "zod";

import { podSecuritySchema } from "../shared/pod-security";
import { list } from "../shared/schema";

const amounts = z.strictObject({
    /** Cores, such as `500m`. @default not said */
    cpu: z.string().exactOptional(),
    /** Bytes, such as `256Mi`. @default not said */
    memory: z.string().exactOptional(),
    /** Bytes of the node's disk, such as `1Gi`. @default not said */
    "ephemeral-storage": z.string().exactOptional(),
});

const port = z.union([
    z.number(),
    z.strictObject({
        /** Number of the port. */
        port: z.number(),
        /** What is spoken there. */
        protocol: z.enum(["TCP", "UDP", "SCTP"]),
    }),
]);

const network = z.strictObject({
    /** The network: `10.8.0.0/16`, or `203.0.113.7/32` for one address. */
    cidr: z.string(),
    /** Networks in it that are left out. @default none */
    except: list(z.string()).exactOptional(),
    /** Ports: a number is one of TCP. @default every port */
    ports: list(port).exactOptional(),
});

export type NetworkPeer = z.infer<typeof network>;

const traffic = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Nothing reaches its pods and they reach nothing, but for what is said here: a NetworkPolicy each. */
        kind: z.literal("deny"),
        /** Whether its pods reach each other. @default true */
        within: z.boolean().exactOptional(),
        /** Whether its pods reach the cluster's DNS. @default true */
        dns: z.boolean().exactOptional(),
        /** Whether its pods reach the agent of Pod Identity on their node, for credentials of AWS. @default true */
        podIdentity: z.boolean().exactOptional(),
        /** Namespaces whose pods reach its own. @default none */
        from: list(z.string()).exactOptional(),
        /** Networks that reach its pods, such as subnets of load balancers. @default none */
        fromNetworks: list(network).exactOptional(),
        /** Namespaces whose pods its own reach. @default none */
        to: list(z.string()).exactOptional(),
        /** Networks that its pods reach: `0.0.0.0/0` with port 443 is HTTPS to anywhere. @default none */
        toNetworks: list(network).exactOptional(),
    }),
    z.strictObject({
        /** The kit makes no NetworkPolicy. */
        kind: z.literal("open"),
    }),
]);

export type TrafficWords = z.infer<typeof traffic>;
export type Denial = Extract<TrafficWords, { kind: "deny" }>;

const containers = z.strictObject({
    /** What a container asks for that says nothing of it. @default its limit */
    requests: amounts.exactOptional(),
    /** What a container is held to that says nothing of it. @default `max` */
    limits: amounts.exactOptional(),
    /** Less than this no container asks for. @default no least */
    min: amounts.exactOptional(),
    /** More than this no container is held to. @default no most */
    max: amounts.exactOptional(),
});

export type ContainerWords = z.infer<typeof containers>;

export const namespaceSchema = z.strictObject({
    /** What its pods may do. @default { enforce: "baseline", audit: "restricted", warn: "restricted" } */
    podSecurity: podSecuritySchema.exactOptional(),
    /** Labels besides those of Pod Security. @default none */
    labels: z.record(z.string(), z.string()).exactOptional(),
    /** Annotations. @default none */
    annotations: z.record(z.string(), z.string()).exactOptional(),
    /** What all of it together may take: amounts by Kubernetes' own keys, such as `requests.cpu`. @default no limit */
    quota: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
    /** What containers get and may ask for: a LimitRange. @default nothing is said */
    containers: containers.exactOptional(),
    /** Which traffic reaches its pods and leaves them. @default { kind: "deny" } */
    traffic: traffic.exactOptional(),
    /** Whether pods that name no service account get a token of the API server. @default false */
    defaultToken: z.boolean().exactOptional(),
});

export type NamespaceWords = z.infer<typeof namespaceSchema>;
