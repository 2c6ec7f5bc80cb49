/** What an environment may say of classes of Ingresses. */
import { z } from "zod";

import { list } from "../shared/schema";

const ingressClass = z.strictObject({
    /** Who makes their load balancers: EKS Auto Mode itself, or `aws-load-balancer-controller` of `catalogue`. Another one replaces the class. */
    controller: z.enum(["auto-mode", "load-balancer-controller"]),
    /** Whether Ingresses without a class get this one. @default false */
    default: z.boolean().exactOptional(),
    /** Who reaches them: the VPC, or everybody. Another one replaces every load balancer of the class. @default "internal" */
    scheme: z.enum(["internal", "internet-facing"]).exactOptional(),
    /** Name under which all its Ingresses share one load balancer. @default each has one of its own */
    group: z.string().exactOptional(),
    /** Certificates of `certificates` that its load balancers show, by their key. @default those that ACM has for an Ingress's hosts */
    certificates: list(z.string()).exactOptional(),
    /** Networks that may reach them. @default every one that has a way there */
    inboundCidrs: list(z.string()).exactOptional(),
    /** Addresses they have. @default "ipv4" */
    ipAddressType: z.enum(["dualstack", "dualstack-without-public-ipv4", "ipv4"]).exactOptional(),
    /** Versions and ciphers of TLS, by the name of a policy of load balancers. @default the controller's own */
    sslPolicy: z.string().exactOptional(),
    /** Labels of the namespaces whose Ingresses may use it. @default every namespace */
    namespaces: z.record(z.string(), z.string()).exactOptional(),
    /** Tags of the subnets they stand in, each with the values it may have. @default by the tags that the kit's subnets have */
    subnetTags: z.record(z.string(), list(z.string())).exactOptional(),
    /** Tags of what is made for them. @default the controller's own */
    tags: z.record(z.string(), z.string()).exactOptional(),
    /** Attributes of load balancers: `idle_timeout.timeout_seconds`. @default the controller's own */
    attributes: z.record(z.string(), z.string()).exactOptional(),
});

export const ingressClassesSchema = z.record(z.string(), ingressClass);

export type IngressClassWords = z.infer<typeof ingressClass>;
