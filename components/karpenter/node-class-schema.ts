/** What a pool may say of its instances, in the words of Karpenter's EC2NodeClass. */
import { z } from "zod";

import { list } from "../shared/schema";

/** Image families whose nodes run Linux and that still get releases; `Custom` brings its own way to join. */
export const AMI_FAMILIES = ["AL2023", "Bottlerocket", "Custom"] as const;
export type AmiFamily = (typeof AMI_FAMILIES)[number];

const VOLUME_TYPES = ["gp3", "gp2", "io1", "io2", "st1", "sc1", "standard"] as const;
export type VolumeType = (typeof VOLUME_TYPES)[number];

const SWITCH = ["enabled", "disabled"] as const;

/** `*` as a value takes every value of the key. */
const tags = z.record(z.string(), z.string());

const amiTerm = z.strictObject({
    /** `ami-…`, alone. */
    id: z.string().exactOptional(),
    /** The image's own name, not its tag `Name`; `*` and `?` are wildcards. */
    name: z.string().exactOptional(),
    /** With `name` or `tags`: an account, `self`, `amazon` or `aws-marketplace`. @default self and amazon */
    owner: z.string().exactOptional(),
    tags: tags.exactOptional(),
    /** Name or ARN of an SSM parameter that holds the id. */
    ssmParameter: z.string().exactOptional(),
});

/** How images are found. */
export type AmiTerm = z.infer<typeof amiTerm>;

const blockDevice = z.strictObject({
    /** `/dev/xvda` is the root of AL2023; Bottlerocket has images and pods on `/dev/xvdb`. */
    deviceName: z.string(),
    /** Whether pods write there, where the image family does not say so. One at most. */
    rootVolume: z.boolean().exactOptional(),
    ebs: z.strictObject({
        /** `100Gi` or `2Ti`. Left out, the snapshot's size. */
        volumeSize: z.string().exactOptional(),
        /** @default gp3 */
        volumeType: z.enum(VOLUME_TYPES).exactOptional(),
        /** Operations a second. Needed with io1 and io2. @default 3000 with gp3 */
        iops: z.number().exactOptional(),
        /** MiB a second, gp3 only. @default 125 */
        throughput: z.number().exactOptional(),
        /** Key of this volume. @default the environment's key of volumes */
        kmsKeyID: z.string().exactOptional(),
        /** @default true */
        deleteOnTermination: z.boolean().exactOptional(),
        /** Snapshot the volume is made of: `snap-…`. */
        snapshotID: z.string().exactOptional(),
        /** MiB a second at which the snapshot is read, 100 to 300, billed. */
        volumeInitializationRate: z.number().exactOptional(),
    }),
});

/** A volume of a node. Always encrypted. */
export type BlockDevice = z.infer<typeof blockDevice>;

const reserved = z.strictObject({
    /** `100m`, `1`. */
    cpu: z.string().exactOptional(),
    /** `500Mi`. */
    memory: z.string().exactOptional(),
    "ephemeral-storage": z.string().exactOptional(),
    pid: z.string().exactOptional(),
});

/** A value for each signal of eviction: an amount, or a share such as `10%`; a time such as `2m` for a grace period. */
const signals = z.strictObject({
    "memory.available": z.string().exactOptional(),
    "nodefs.available": z.string().exactOptional(),
    "nodefs.inodesFree": z.string().exactOptional(),
    "imagefs.available": z.string().exactOptional(),
    "imagefs.inodesFree": z.string().exactOptional(),
    "pid.available": z.string().exactOptional(),
});

const kubelet = z.strictObject({
    /** @default as many as the instance's network interfaces have addresses for */
    maxPods: z.number().exactOptional(),
    /** Pods for each core, up to `maxPods`. AL2023 only. */
    podsPerCore: z.number().exactOptional(),
    /** Kept for the operating system. */
    systemReserved: reserved.exactOptional(),
    /** Kept for kubelet and container runtime. @default computed by Karpenter from cores and pods */
    kubeReserved: reserved.exactOptional(),
    /** Below this pods are evicted at once. */
    evictionHard: signals.exactOptional(),
    /** Below this pods are evicted after their grace period. */
    evictionSoft: signals.exactOptional(),
    /** For each signal of `evictionSoft`. */
    evictionSoftGracePeriod: signals.exactOptional(),
    /** Longest time in seconds that a soft eviction gives a pod to end. */
    evictionMaxPodGracePeriod: z.number().exactOptional(),
    /** Share of the disk above which unused images are removed. @default 85 */
    imageGCHighThresholdPercent: z.number().exactOptional(),
    /** Share of the disk down to which they are removed. @default 80 */
    imageGCLowThresholdPercent: z.number().exactOptional(),
    /** Whether CPU limits are enforced. @default true */
    cpuCFSQuota: z.boolean().exactOptional(),
    /** Addresses of cluster DNS. Bottlerocket takes the first. @default the cluster's */
    clusterDNS: list(z.string()).exactOptional(),
});

/** Settings of the kubelet that Karpenter counts with. */
export type KubeletWords = z.infer<typeof kubelet>;

const reservationTerm = z.strictObject({
    /** `cr-…`, alone. */
    id: z.string().exactOptional(),
    tags: tags.exactOptional(),
    /** Account that owns the reservation, where it is shared. */
    ownerID: z.string().exactOptional(),
    instanceMatchCriteria: z.enum(["open", "targeted"]).exactOptional(),
});
export type ReservationTerm = z.infer<typeof reservationTerm>;

const networkInterface = z.strictObject({
    networkCardIndex: z.number(),
    deviceIndex: z.number(),
    /** `efa-only` carries no IP traffic. One for each network card. */
    interfaceType: z.enum(["interface", "efa-only"]),
});
export type NetworkInterface = z.infer<typeof networkInterface>;

const securityGroupTerm = z.strictObject({
    /** `sg-…`, alone. */
    id: z.string().exactOptional(),
    /** The group's own name, alone. */
    name: z.string().exactOptional(),
    tags: tags.exactOptional(),
});

const subnetTerm = z.strictObject({
    /** `subnet-…`, alone. */
    id: z.string().exactOptional(),
    tags: tags.exactOptional(),
});

/** A term that selects by id, by name or by tags. */
export type SelectorTerm = z.infer<typeof securityGroupTerm>;

export const nodeClassSchema = z.strictObject({
    /** How images are found, instead of the pool's `amiAlias`. Any of the terms. Needs `amiFamily`. */
    amiSelectorTerms: list(amiTerm).exactOptional(),
    /** How the image reads user data, and where its volumes are. @default the alias's */
    amiFamily: z.enum(AMI_FAMILIES).exactOptional(),
    /**
     * Read by the node at its start, before what Karpenter adds. AL2023: MIME parts, or a NodeConfig; Bottlerocket: TOML;
     * Custom: all a node needs to join.
     */
    userData: z.string().exactOptional(),
    /** Volumes of a node, all of them, instead of the pool's `diskSizeGiB`. */
    blockDeviceMappings: list(blockDevice).exactOptional(),
    /** `RAID0` makes one volume of an instance's own disks, for images, logs and what pods write. @default left unused */
    instanceStorePolicy: z.enum(["RAID0"]).exactOptional(),
    kubelet: kubelet.exactOptional(),
    /** Metrics of each instance every minute, billed. @default false */
    detailedMonitoring: z.boolean().exactOptional(),
    /** Tokens are always required. */
    metadataOptions: z
        .strictObject({
            /** @default enabled */
            httpEndpoint: z.enum(SWITCH).exactOptional(),
            /** @default disabled */
            httpProtocolIPv6: z.enum(SWITCH).exactOptional(),
            /** Past 1, pods may act as their node. @default 1 */
            httpPutResponseHopLimit: z
                .strictObject({
                    /** 2 to 64. */
                    value: z.number(),
                    /** Which pods need it, and why they cannot have an identity of their own. */
                    reason: z.string(),
                })
                .exactOptional(),
        })
        .exactOptional(),
    /** Capacity reserved beforehand, for requirement `karpenter.sh/capacity-type In reserved`. Any of the terms. */
    capacityReservationSelectorTerms: list(reservationTerm).exactOptional(),
    /** Interfaces of a node, all of them. @default one, or one EFA for each card when pods ask for EFA */
    networkInterfaces: list(networkInterface).exactOptional(),
    /** Subnets of the nodes, instead of the environment's. Any of the terms. */
    subnetSelectorTerms: list(subnetTerm).exactOptional(),
    /** Security groups beside the cluster's own. Any of the terms. */
    securityGroupSelectorTerms: list(securityGroupTerm).exactOptional(),
    /** With subnets of one's own. @default what the subnet says */
    associatePublicIPAddress: z.boolean().exactOptional(),
    /** Prefixes of 16 IPv4 addresses given to each interface at its start. */
    ipPrefixCount: z.number().exactOptional(),
    /** Seconds after which an idle connection is forgotten. @default EC2's */
    connectionTracking: z
        .strictObject({
            /** 60 to 432 000. */
            tcpEstablishedTimeout: z.number().exactOptional(),
            /** 60 to 180. */
            udpStreamTimeout: z.number().exactOptional(),
            /** 30 to 60. */
            udpTimeout: z.number().exactOptional(),
        })
        .exactOptional(),
    /** A placement group that exists, by id or by name. */
    placementGroupSelector: z
        .strictObject({ id: z.string().exactOptional(), name: z.string().exactOptional() })
        .exactOptional(),
    /** `nestedVirtualization` leaves only types that can do it. */
    cpuOptions: z.strictObject({ nestedVirtualization: z.enum(SWITCH).exactOptional() }).exactOptional(),
    /** A field of EC2's CreateFleet that AWS hands out. */
    context: z.string().exactOptional(),
    /** Name of a role of one's own. @default the role of the kit's nodes */
    role: z.string().exactOptional(),
    /** Name of an instance profile of one's own. */
    instanceProfile: z.string().exactOptional(),
    /** Further tags of instances, volumes and interfaces. @default the environment's alone */
    tags: tags.exactOptional(),
});

/** What a pool may say of its instances. */
export type NodeClassWords = z.infer<typeof nodeClassSchema>;
