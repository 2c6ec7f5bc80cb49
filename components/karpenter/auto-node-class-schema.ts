/** What a pool of EKS Auto Mode may say of its instances, in the words of EKS's NodeClass. */
import { z } from "zod";

import { list, notYours } from "../shared/schema";
import { networkInterface, placementGroup, securityGroupTerm, subnetTerm } from "./node-class-schema";

const OF_AWS = "AWS decides it for nodes of Auto Mode";

/** Words of Karpenter's EC2NodeClass that EKS's has not. */
const notAutoModes = {
    amiSelectorTerms: notYours(`${OF_AWS}: it keeps their image`),
    amiFamily: notYours(`${OF_AWS}: they run Bottlerocket`),
    userData: notYours(`${OF_AWS}: nothing of yours runs on the host`),
    blockDeviceMappings: notYours("volumes of Auto Mode's nodes are ephemeralStorage"),
    instanceStorePolicy: notYours(`${OF_AWS}: disks of the instance are one volume already`),
    kubelet: notYours(OF_AWS),
    detailedMonitoring: notYours(OF_AWS),
    metadataOptions: notYours(`${OF_AWS}: version 2, which no pod off the host's network reaches`),
    networkInterfaces: notYours("they are advancedNetworking.networkInterfaces"),
    associatePublicIPAddress: notYours("it is advancedNetworking.associatePublicIPAddress"),
    ipPrefixCount: notYours("addresses are advancedNetworking.ipv4PrefixSize"),
    connectionTracking: notYours(OF_AWS),
    cpuOptions: notYours(OF_AWS),
    context: notYours(OF_AWS),
};

const ephemeralStorage = z.strictObject({
    /** Size with its unit: `100Gi`, `200G` or `2Ti`. @default 80Gi */
    size: z.string().exactOptional(),
    /** Operations a second. 3 000 to 16 000. @default 3000 */
    iops: z.number().exactOptional(),
    /** MiB a second. 125 to 1 000. @default 125 */
    throughput: z.number().exactOptional(),
    /** Key of this volume: its id, its ARN or its alias. @default the environment's key of volumes */
    kmsKeyID: z.string().exactOptional(),
});

const autoInterface = z.strictObject({
    ...networkInterface.shape,
    /** Addresses for pods it has at its start. Card 0 only. @default none */
    secondaryIPv4Count: z.number().exactOptional(),
    /** Prefixes of 16 addresses for pods it has at its start, instead of single ones. Card 0 only. @default none */
    secondaryIPv4PrefixCount: z.number().exactOptional(),
});
export type AutoNetworkInterface = z.infer<typeof autoInterface>;

const advancedNetworking = z.strictObject({
    /** Whether nodes get public addresses, with subnets of one's own. @default what the subnet says */
    associatePublicIPAddress: z.boolean().exactOptional(),
    /** Proxy for what nodes ask over HTTPS: `http://<host>:<port>`. @default the organisation's */
    httpsProxy: z.string().exactOptional(),
    /** What nodes reach without the proxy: hosts, `.<end of hosts' names>`. At most 50. @default the organisation's */
    noProxy: list(z.string()).exactOptional(),
    /** Addresses for pods: prefixes of 16, `Auto`, or one by one, `32`. @default Auto */
    ipv4PrefixSize: z.enum(["Auto", "32"]).exactOptional(),
    /** Interfaces of a node, all of them: nothing is added after its start. @default as EKS adds them */
    networkInterfaces: list(autoInterface).exactOptional(),
});

const reservationTerm = z.strictObject({
    /** The reservation's id, `cr-…`, alone. @default none */
    id: z.string().exactOptional(),
    /** Tags of the reservation; `*` as a value takes every value of the key. @default any */
    tags: z.record(z.string(), z.string()).exactOptional(),
    /** Account that owns the reservation, where it is shared. @default any */
    owner: z.string().exactOptional(),
});
export type AutoReservationTerm = z.infer<typeof reservationTerm>;

const certificateBundle = z.strictObject({
    /** A name for it. */
    name: z.string(),
    /** Certificates of authorities in PEM, in base64. */
    data: z.string(),
});

export const autoNodeClassSchema = z.strictObject({
    /** Volume for images, logs and what pods write, billed by its size. Encrypted. @default 80Gi of gp3 */
    ephemeralStorage: ephemeralStorage.exactOptional(),
    /** Subnets of the nodes. Any of the terms. @default the environment's */
    subnetSelectorTerms: list(subnetTerm).exactOptional(),
    /** Security groups beside the cluster's own. Any of the terms. @default none */
    securityGroupSelectorTerms: list(securityGroupTerm).exactOptional(),
    /** Subnets of the pods, one in each zone of the nodes. With podSecurityGroupSelectorTerms. @default the nodes' */
    podSubnetSelectorTerms: list(subnetTerm).exactOptional(),
    /** Security groups of the pods. With podSubnetSelectorTerms. @default the nodes' */
    podSecurityGroupSelectorTerms: list(securityGroupTerm).exactOptional(),
    /** Whether pods leave the VPC by their node's address. `Disabled` where something else translates. @default Random */
    snatPolicy: z.enum(["Random", "Disabled"]).exactOptional(),
    /** What a new pod may do until its NetworkPolicies are known: all, or nothing. @default DefaultAllow */
    networkPolicy: z.enum(["DefaultAllow", "DefaultDeny"]).exactOptional(),
    /** Whether nodes log what NetworkPolicies let through and hold back. @default Disabled */
    networkPolicyEventLogs: z.enum(["Enabled", "Disabled"]).exactOptional(),
    /** Addresses, interfaces and proxy. @default EKS's, and the organisation's proxy */
    advancedNetworking: advancedNetworking.exactOptional(),
    /** What the host is held to. @default EKS's */
    advancedSecurity: z
        .strictObject({
            /** Images with validated cryptography: US, Canada and GovCloud alone. @default false */
            fips: z.boolean().exactOptional(),
            /** `integrity` lets nothing overwrite kernel memory or load unsigned modules. @default EKS's */
            kernelLockdown: z.enum(["integrity", "none"]).exactOptional(),
        })
        .exactOptional(),
    /** The host's kernel. @default EKS's */
    advancedCompute: z
        .strictObject({
            /** The host's kernel. */
            kernel: z.strictObject({
                /** Parameters by name, values as text. A change replaces the nodes. */
                sysctl: z.record(z.string(), z.string()),
            }),
        })
        .exactOptional(),
    /** Authorities that nodes trust besides: containers keep their own. @default none */
    certificateBundles: list(certificateBundle).exactOptional(),
    /**
     * Capacity reserved beforehand, for requirement `karpenter.sh/capacity-type In reserved`. Any of the terms. Once one pool
     * has it, no pool of the cluster uses an open reservation by itself.
     * @default none
     */
    capacityReservationSelectorTerms: list(reservationTerm).exactOptional(),
    /** A placement group that exists, by id or by name. @default none */
    placementGroupSelector: placementGroup.exactOptional(),
    /** Name of a role of one's own. Cannot change. @default the role of the kit's pools of Auto Mode */
    role: z.string().exactOptional(),
    /** Name of an instance profile of one's own; it begins with `eks`. @default EKS makes one of the role */
    instanceProfile: z.string().exactOptional(),
    /** Further tags of instances, volumes and interfaces. @default the environment's alone */
    tags: z.record(z.string(), z.string()).exactOptional(),
    ...notAutoModes,
});

/** What a pool of Auto Mode may say of its instances. */
export type AutoNodeClassWords = z.infer<typeof autoNodeClassSchema>;
