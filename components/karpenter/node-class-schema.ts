/** What a pool may say of its instances, in the words of Karpenter's EC2NodeClass. */
import { z } from "zod";

import { list } from "../shared/schema";

/** Image families that still get releases; `Custom` brings its own way to join. */
export const AMI_FAMILIES = [
    "AL2023",
    "Bottlerocket",
    "Windows2019",
    "Windows2022",
    "Windows2025",
    "Custom",
] as const;
export type AmiFamily = (typeof AMI_FAMILIES)[number];

const VOLUME_TYPES = ["gp3", "gp2", "io1", "io2", "st1", "sc1", "standard"] as const;
export type VolumeType = (typeof VOLUME_TYPES)[number];

const SWITCH = ["enabled", "disabled"] as const;

const tags = z.record(z.string(), z.string());

const amiTerm = z.strictObject({
    /** The image's id, `ami-…`, alone. @default none */
    id: z.string().exactOptional(),
    /** The image's own name, not its tag `Name`; `*` and `?` are wildcards. @default any */
    name: z.string().exactOptional(),
    /** With `name` or `tags`: an account, `self`, `amazon` or `aws-marketplace`. @default self and amazon */
    owner: z.string().exactOptional(),
    /** Tags of the image; `*` as a value takes every value of the key. @default any */
    tags: tags.exactOptional(),
    /** Name or ARN of an SSM parameter that holds the id, alone. @default none */
    ssmParameter: z.string().exactOptional(),
});

/** How images are found. */
export type AmiTerm = z.infer<typeof amiTerm>;

const blockDevice = z.strictObject({
    /** `/dev/xvda` is the root of AL2023; Bottlerocket has images and pods on `/dev/xvdb`. */
    deviceName: z.string(),
    /** Whether pods write there, where the image family does not say so. One at most. @default false */
    rootVolume: z.boolean().exactOptional(),
    /** The volume itself. */
    ebs: z.strictObject({
        /** Size with its unit: `100Gi` or `2Ti`. @default the snapshot's */
        volumeSize: z.string().exactOptional(),
        /** Kind of EBS volume. @default gp3 */
        volumeType: z.enum(VOLUME_TYPES).exactOptional(),
        /** Operations a second. Needed with io1 and io2. @default 3000 with gp3 */
        iops: z.number().exactOptional(),
        /** MiB a second, gp3 only. @default 125 */
        throughput: z.number().exactOptional(),
        /** Key of this volume. @default the environment's key of volumes */
        kmsKeyID: z.string().exactOptional(),
        /** Whether it goes with its node. @default true */
        deleteOnTermination: z.boolean().exactOptional(),
        /** Snapshot the volume is made of: `snap-…`. @default none */
        snapshotID: z.string().exactOptional(),
        /** MiB a second at which the snapshot is read, 100 to 300, billed. @default EBS's own, not billed */
        volumeInitializationRate: z.number().exactOptional(),
    }),
});

/** A volume of a node. Always encrypted. */
export type BlockDevice = z.infer<typeof blockDevice>;

const reserved = z.strictObject({
    /** Cores, `1`, or thousandths, `100m`. @default the image's own */
    cpu: z.string().exactOptional(),
    /** Memory with its unit: `500Mi`. @default the image's own */
    memory: z.string().exactOptional(),
    /** Disk with its unit: `1Gi`. @default the image's own */
    "ephemeral-storage": z.string().exactOptional(),
    /** Process ids: `1000`. @default the image's own */
    pid: z.string().exactOptional(),
});

/**
 * A value for each signal of eviction: an amount, or a share such as `10%`; a time such as `2m` for a grace period.
 */
const signals = z.strictObject({
    /** Memory that is free. @default the image's own */
    "memory.available": z.string().exactOptional(),
    /** Room on the disk of logs and what pods write. @default the image's own */
    "nodefs.available": z.string().exactOptional(),
    /** Inodes of that disk that are free. @default the image's own */
    "nodefs.inodesFree": z.string().exactOptional(),
    /** Room on the disk of images. @default the image's own */
    "imagefs.available": z.string().exactOptional(),
    /** Inodes of that disk that are free. @default the image's own */
    "imagefs.inodesFree": z.string().exactOptional(),
    /** Process ids that are free. @default the image's own */
    "pid.available": z.string().exactOptional(),
});

const kubelet = z.strictObject({
    /** Pods a node takes at most. @default as many as the instance's network interfaces have addresses for */
    maxPods: z.number().exactOptional(),
    /** Pods for each core, up to `maxPods`. AL2023 only. @default no bound by cores */
    podsPerCore: z.number().exactOptional(),
    /** Kept for the operating system. @default the image's own */
    systemReserved: reserved.exactOptional(),
    /** Kept for kubelet and container runtime. @default computed by Karpenter from cores and pods */
    kubeReserved: reserved.exactOptional(),
    /**
     * Below this pods are evicted at once: an amount by signal, or a share such as `10%`.
     * @default the image's own
     */
    evictionHard: signals.exactOptional(),
    /** Below this pods are evicted after their grace period: an amount by signal, or a share. @default none */
    evictionSoft: signals.exactOptional(),
    /** How long, such as `2m`, for each signal of `evictionSoft`. @default none */
    evictionSoftGracePeriod: signals.exactOptional(),
    /** Longest time in seconds that a soft eviction gives a pod to end. @default the image's own */
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
    /** The reservation's id, `cr-…`, alone. @default none */
    id: z.string().exactOptional(),
    /** Tags of the reservation; `*` as a value takes every value of the key. @default any */
    tags: tags.exactOptional(),
    /** Account that owns the reservation, where it is shared. @default any */
    ownerID: z.string().exactOptional(),
    /** Which instances the reservation takes: all that match, or those that name it. @default both */
    instanceMatchCriteria: z.enum(["open", "targeted"]).exactOptional(),
});
export type ReservationTerm = z.infer<typeof reservationTerm>;

export const networkInterface = z.strictObject({
    /** The card it sits on, from 0. */
    networkCardIndex: z.number(),
    /** Its place on the card, from 0. */
    deviceIndex: z.number(),
    /** `efa-only` carries no IP traffic. One for each network card. */
    interfaceType: z.enum(["interface", "efa-only"]),
});
export type NetworkInterface = z.infer<typeof networkInterface>;

export const securityGroupTerm = z.strictObject({
    /** The group's id, `sg-…`, alone. @default none */
    id: z.string().exactOptional(),
    /** The group's own name, alone. @default none */
    name: z.string().exactOptional(),
    /** Tags of the group; `*` as a value takes every value of the key. @default none */
    tags: tags.exactOptional(),
});

export const subnetTerm = z.strictObject({
    /** The subnet's id, `subnet-…`, alone. @default none */
    id: z.string().exactOptional(),
    /** Tags of the subnet; `*` as a value takes every value of the key. @default none */
    tags: tags.exactOptional(),
});

/** A term that selects by id, by name or by tags. */
export type SelectorTerm = z.infer<typeof securityGroupTerm>;

export const placementGroup = z.strictObject({
    /** The group's id, alone. @default none */
    id: z.string().exactOptional(),
    /** The group's name, alone. @default none */
    name: z.string().exactOptional(),
});

export const nodeClassSchema = z.strictObject({
    /**
     * How images are found, instead of the pool's `amiAlias`. Any of the terms. Needs `amiFamily`.
     * @default by `amiAlias`
     */
    amiSelectorTerms: list(amiTerm).exactOptional(),
    /** How the image reads user data, and where its volumes are. @default the alias's */
    amiFamily: z.enum(AMI_FAMILIES).exactOptional(),
    /**
     * Read by the node at its start, before what Karpenter adds. AL2023: MIME parts, or a NodeConfig; Bottlerocket: TOML;
     * Windows: commands of PowerShell; Custom: all a node needs to join.
     * @default what Karpenter adds alone
     */
    userData: z.string().exactOptional(),
    /**
     * Volumes of a node, all of them, instead of the pool's `diskSizeGiB`.
     * @default one of `diskSizeGiB`, encrypted
     */
    blockDeviceMappings: list(blockDevice).exactOptional(),
    /**
     * `RAID0` makes one volume of an instance's own disks, for images, logs and what pods write.
     * @default left unused
     */
    instanceStorePolicy: z.enum(["RAID0"]).exactOptional(),
    /** Settings of the kubelet that Karpenter counts with. @default the image's own */
    kubelet: kubelet.exactOptional(),
    /** Metrics of each instance every minute, billed. @default false */
    detailedMonitoring: z.boolean().exactOptional(),
    /**
     * The metadata service, as pods and nodes reach it. Tokens are always required.
     * @default the node alone reaches it
     */
    metadataOptions: z
        .strictObject({
            /** Whether there is a metadata service. @default enabled */
            httpEndpoint: z.enum(SWITCH).exactOptional(),
            /** Whether it is reached by IPv6 too. @default disabled */
            httpProtocolIPv6: z.enum(SWITCH).exactOptional(),
            /** Hops an answer may travel. Past 1, pods may act as their node. @default 1 */
            httpPutResponseHopLimit: z
                .strictObject({
                    /** Hops an answer may travel. 2 to 64. */
                    value: z.number(),
                    /** Which pods need it, and why they cannot have an identity of their own. */
                    reason: z.string(),
                })
                .exactOptional(),
        })
        .exactOptional(),
    /**
     * Capacity reserved beforehand, for requirement `karpenter.sh/capacity-type In reserved`. Any of the terms.
     * @default none
     */
    capacityReservationSelectorTerms: list(reservationTerm).exactOptional(),
    /** Interfaces of a node, all of them. @default one, or one EFA for each card when pods ask for EFA */
    networkInterfaces: list(networkInterface).exactOptional(),
    /** Subnets of the nodes. Any of the terms. @default the environment's */
    subnetSelectorTerms: list(subnetTerm).exactOptional(),
    /** Security groups beside the cluster's own. Any of the terms. @default none */
    securityGroupSelectorTerms: list(securityGroupTerm).exactOptional(),
    /** Whether nodes get public addresses, with subnets of one's own. @default what the subnet says */
    associatePublicIPAddress: z.boolean().exactOptional(),
    /** Prefixes of 16 IPv4 addresses given to each interface at its start. @default none: single addresses */
    ipPrefixCount: z.number().exactOptional(),
    /** Seconds after which an idle connection is forgotten. @default EC2's */
    connectionTracking: z
        .strictObject({
            /** Of TCP, in seconds. 60 to 432 000. @default EC2's */
            tcpEstablishedTimeout: z.number().exactOptional(),
            /** Of UDP that goes both ways, in seconds. 60 to 180. @default EC2's */
            udpStreamTimeout: z.number().exactOptional(),
            /** Of UDP that goes one way, in seconds. 30 to 60. @default EC2's */
            udpTimeout: z.number().exactOptional(),
        })
        .exactOptional(),
    /** A placement group that exists, by id or by name. @default none */
    placementGroupSelector: placementGroup.exactOptional(),
    /** How the processor is set up. @default EC2's */
    cpuOptions: z
        .strictObject({
            /** Virtual machines inside a node: leaves only types that can do it. @default EC2's */
            nestedVirtualization: z.enum(SWITCH).exactOptional(),
        })
        .exactOptional(),
    /** A field of EC2's CreateFleet that AWS hands out. @default none */
    context: z.string().exactOptional(),
    /** Name of a role of one's own, as every pool of Windows has. @default the role of the kit's nodes */
    role: z.string().exactOptional(),
    /** Name of an instance profile of one's own. @default Karpenter makes one of the role */
    instanceProfile: z.string().exactOptional(),
    /** Further tags of instances, volumes and interfaces. @default the environment's alone */
    tags: tags.exactOptional(),
});

/** What a pool may say of its instances. */
export type NodeClassWords = z.infer<typeof nodeClassSchema>;
