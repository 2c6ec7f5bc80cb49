/** The edges of every number of a pool: what the kit takes, and what a real API server does. */
import type { NodePoolArgs } from "../../components/karpenter/node-pool";
import type { NodeClassWords } from "../../components/karpenter/node-class-schema";
import type { Json } from "../../components/shared/json";
import { nodePoolSpec } from "../support/node-pool-spec";
import type { Path } from "./broken";

type Changes = Partial<NodePoolArgs>;
type Range = readonly [min: number, max: number];

const INT32 = 2_147_483_647;

export interface Edge {
    readonly word: string;
    readonly kind: "EC2NodeClass" | "NodePool";
    /** Where the number stands in the object. */
    readonly path: Path;
    readonly written: (number: number) => Json;
    readonly pool: (number: number) => Changes;
    /** What the kit takes. */
    readonly kit: Range;
    /** What the server takes; Infinity where it does not look. */
    readonly server: Range;
}

const asNumber = (number: number): Json => number;
const nodeClass = (words: NodeClassWords): Changes => ({ nodeClass: words });

const DEVICE = {
    deviceName: "/dev/xvda",
    ebs: { snapshotID: "snap-0123456789abcdef0", volumeSize: "9000Gi" },
};
const ROOT: Path = ["spec", "blockDeviceMappings", 0, "ebs"];

function ebs(word: "iops" | "throughput" | "volumeInitializationRate", kit: Range, server: Range): Edge {
    return {
        word: `nodeClass.blockDeviceMappings[].ebs.${word}`,
        kind: "EC2NodeClass",
        path: [...ROOT, word],
        written: asNumber,
        // As many operations as the most MiB/s want.
        pool: (number) =>
            nodeClass({
                blockDeviceMappings: [{ ...DEVICE, ebs: { ...DEVICE.ebs, iops: 80_000, [word]: number } }],
            }),
        kit,
        server,
    };
}

function kubelet(
    word:
        | "evictionMaxPodGracePeriod"
        | "imageGCHighThresholdPercent"
        | "imageGCLowThresholdPercent"
        | "maxPods"
        | "podsPerCore",
    kit: Range,
    server: Range,
): Edge {
    return {
        word: `nodeClass.kubelet.${word}`,
        kind: "EC2NodeClass",
        path: ["spec", "kubelet", word],
        written: asNumber,
        pool: (number) => nodeClass({ kubelet: { [word]: number } }),
        kit,
        server,
    };
}

function tracking(word: "tcpEstablishedTimeout" | "udpStreamTimeout" | "udpTimeout", range: Range): Edge {
    return {
        word: `nodeClass.connectionTracking.${word}`,
        kind: "EC2NodeClass",
        path: ["spec", "connectionTracking", word],
        written: asNumber,
        pool: (number) => nodeClass({ connectionTracking: { [word]: number } }),
        kit: range,
        server: range,
    };
}

function interfaces(word: "deviceIndex" | "networkCardIndex"): Edge {
    const first = { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" } as const;
    const second = { networkCardIndex: 1, deviceIndex: 1, interfaceType: "interface" } as const;
    return {
        word: `nodeClass.networkInterfaces[].${word}`,
        kind: "EC2NodeClass",
        path: ["spec", "networkInterfaces"],
        written: (number) => [first, { ...second, [word]: number }],
        pool: (number) => nodeClass({ networkInterfaces: [first, { ...second, [word]: number }] }),
        kit: [0, INT32],
        server: [0, INT32],
    };
}

export const EDGES: readonly Edge[] = [
    {
        word: "diskSizeGiB",
        kind: "EC2NodeClass",
        path: [...ROOT, "volumeSize"],
        written: (number) => `${number}Gi`,
        pool: (diskSizeGiB) => ({ diskSizeGiB }),
        kit: [20, 59_000],
        server: [1, 59_000],
    },
    {
        word: "weight",
        kind: "NodePool",
        path: ["spec", "weight"],
        written: asNumber,
        pool: (weight) => ({ weight }),
        kit: [1, 100],
        server: [1, 100],
    },
    {
        word: "replicas",
        kind: "NodePool",
        path: ["spec", "replicas"],
        written: asNumber,
        pool: (replicas) => ({ replicas, limits: {}, settings: { featureGates: { staticCapacity: true } } }),
        kit: [0, 100_000],
        server: [0, Infinity],
    },
    {
        word: "requirements[].minValues",
        kind: "NodePool",
        path: ["spec", "template", "spec", "requirements"],
        written: (minValues) => [{ key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues }],
        pool: (minValues) => ({
            requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "Exists", minValues }],
        }),
        kit: [1, 50],
        server: [1, 50],
    },
    {
        word: "disruption.budgets[].nodes",
        kind: "NodePool",
        path: ["spec", "disruption", "budgets", 0, "nodes"],
        written: String,
        pool: (nodes) => ({ disruption: { ...nodePoolSpec().disruption, budgets: [{ nodes }] } }),
        kit: [0, INT32],
        server: [0, Infinity],
    },
    ebs("iops", [3_000, 80_000], [-Infinity, Infinity]),
    ebs("throughput", [125, 2_000], [-Infinity, Infinity]),
    ebs("volumeInitializationRate", [100, 300], [100, 300]),
    kubelet("maxPods", [1, INT32], [0, INT32]),
    kubelet("podsPerCore", [1, INT32], [0, INT32]),
    kubelet("evictionMaxPodGracePeriod", [0, INT32], [-Infinity, INT32]),
    // Above the other's default of 80 and 85.
    kubelet("imageGCHighThresholdPercent", [81, 100], [0, 100]),
    kubelet("imageGCLowThresholdPercent", [0, 84], [0, 100]),
    {
        word: "nodeClass.metadataOptions.httpPutResponseHopLimit",
        kind: "EC2NodeClass",
        path: ["spec", "metadataOptions", "httpPutResponseHopLimit"],
        written: asNumber,
        pool: (value) =>
            nodeClass({
                metadataOptions: { httpPutResponseHopLimit: { value, reason: "an agent without IRSA" } },
            }),
        kit: [2, 64],
        server: [1, 64],
    },
    {
        word: "nodeClass.ipPrefixCount",
        kind: "EC2NodeClass",
        path: ["spec", "ipPrefixCount"],
        written: asNumber,
        pool: (ipPrefixCount) => nodeClass({ ipPrefixCount }),
        kit: [0, INT32],
        server: [0, INT32],
    },
    interfaces("deviceIndex"),
    interfaces("networkCardIndex"),
    tracking("tcpEstablishedTimeout", [60, 432_000]),
    tracking("udpStreamTimeout", [60, 180]),
    tracking("udpTimeout", [30, 60]),
];
