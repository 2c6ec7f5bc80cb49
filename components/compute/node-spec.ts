/** Nodes as plain values, whoever makes their group: what they are, what is derived, what EC2 or the kubelet refuse. */
import { NODE_SLOTS, type NodeSlot } from "../network/slots";
import { parseArn } from "../shared/arns";
import { describeBottlerocket } from "../shared/bottlerocket-settings";
import { checkHopLimit, describeHopLimit } from "../shared/hop-limit";
import { defined } from "../shared/defined";
import { type InstanceType, instanceTypeOf } from "../shared/instance-data";
import { checkSizes, describeSizes } from "../shared/instance-sizes";
import { checkInstanceTypes, checkOneArchitecture, commonArchitecture } from "../shared/instance-types";
import { checkNitro } from "../shared/ip-family";
import type { JsonInput } from "../shared/json";
import { describeLabels, describeTaint, kubernetesTaint } from "../shared/kubernetes-names";
import { demandOfGroups } from "../shared/node-addresses";
import type { NodeMaker } from "../shared/node-maker";
import { checkNodeAccess, checkSecurityGroupIds, describeAccess } from "../shared/node-access";
import { describeNodeProxy } from "../shared/node-proxy";
import { checkNodeVolume } from "../shared/node-volume";
import { type Capacity, OS_LABEL } from "../shared/pods";
import { missing, type Problem } from "../shared/problems";
import { checkExtraTags } from "../shared/tags";
import { partitionOf } from "../shared/regions";
import { checkUserData } from "../shared/user-data";
import { isKubernetesMinor, KUBERNETES_MINORS } from "../versions";
import { checkBottlerocketNode, checkShell } from "./node-bottlerocket";
import { decisionsOfDensity, noticesOfBranches, noticesOfDensity } from "./node-density";
import { checkEdgeNodes, noticesOfEdge } from "./node-edge";
import { decisionsOfScarce } from "./node-scarce";
import { checkWindowsNode, isWindows, noticesOfWindows, portOf, readerOf } from "./node-windows";
import type { NodeSpec } from "./node-arguments";

/** Tags of instances, volumes and network interfaces. */
export function instanceTagsOf({ clusterName, extraTags, pool, tags }: NodeSpec): Record<string, string> {
    return { ...tags, ...extraTags, Name: `${clusterName}-${pool}` };
}

/**
 * What pods of later phases may count on.
 * @param noun who makes them: `managed nodes`
 */
export function capacityOfNodes(noun: string, spec: NodeSpec): Capacity {
    const zones = spec.slots.length;
    return {
        kind: "nodes",
        name: `${noun} ${spec.pool}`,
        phase: "capacity",
        taints: (spec.taints ?? []).map(kubernetesTaint),
        labels: { ...spec.labels, [OS_LABEL]: isWindows(spec.amiFamily) ? "windows" : "linux" },
        types: () => allKnown(spec.instanceTypes),
        minNodes: spec.sizePerZone.min * zones,
        addresses: () =>
            demandOfGroups(spec.instanceTypes, spec.sizePerZone.max, spec.slots, spec.podAddressing),
        ...defined({ addressing: spec.podAddressing }),
        ...(spec.isAutoscaled === true
            ? { grows: { phase: "karpenter", maxNodes: spec.sizePerZone.max * zones } }
            : {}),
    };
}

/** None where the lists lack one of them. */
function allKnown(names: readonly string[]): readonly InstanceType[] {
    const known = names.flatMap((name) => instanceTypeOf(name) ?? []);
    return known.length === names.length ? known : [];
}

/**
 * What a reader of the plan sees of any nodes.
 * @param isEks whether EKS writes their user data
 */
export function decisionsOfNodes(spec: NodeSpec, isEks: boolean): Record<string, JsonInput> {
    const { desired, max, min } = spec.sizePerZone;
    return {
        ...decisionsOfDensity(spec, isEks),
        ...decisionsOfOptions(spec),
        ...decisionsOfScarce(spec),
        ...defined({ diskSizeGiB: spec.diskSizeGiB }),
        extraPolicies: [...(spec.extraPolicyArns ?? [])].sort(),
        ...(spec.instanceSizes === undefined ? {} : { instanceSizes: describeSizes(spec.instanceSizes) }),
        instanceTypes: spec.instanceTypes,
        labels: describeLabels(spec.labels ?? {}),
        pool: spec.pool,
        sizePerZone: `${min} to ${max}, at first ${desired}`,
        taints: (spec.taints ?? []).map(describeTaint),
        zones: [...spec.slots].sort(),
    };
}

/** What a pool without them does not show. */
function decisionsOfOptions(spec: NodeSpec): Record<string, JsonInput> {
    const { access, detailedMonitoring, extraTags, iops, metadataHopLimit, proxy, securityGroupIds } = spec;
    const { throughput, userData } = spec;
    return {
        ...(access === undefined ? {} : { access: describeAccess(access, portOf(spec.amiFamily)) }),
        ...(detailedMonitoring === undefined ? {} : { detailedMonitoring }),
        ...(extraTags === undefined ? {} : { extraTags }),
        ...(iops === undefined ? {} : { iops }),
        ...(spec.kmsKeyArn === undefined ? {} : { kmsKeyArn: spec.kmsKeyArn }),
        ...(metadataHopLimit === undefined ? {} : { metadataHopLimit: describeHopLimit(metadataHopLimit) }),
        ...(proxy === undefined ? {} : { proxy: describeNodeProxy(proxy) }),
        ...(securityGroupIds === undefined ? {} : { securityGroupIds }),
        ...(throughput === undefined ? {} : { throughput }),
        ...(spec.bottlerocket === undefined ? {} : { bottlerocket: describeBottlerocket(spec.bottlerocket) }),
        ...(userData === undefined ? {} : { userData: `${Buffer.byteLength(userData)} bytes` }),
    };
}

/** Source: EKS Best Practices Guide, reliability, data plane; Amazon EC2 User Guide, spot-best-practices. */
const SPOT_TYPES = 3;

/**
 * What is legal but worth knowing of any nodes.
 * @param noun who makes them, as a sentence begins: `Managed nodes`
 */
export function noticesOfNodes(noun: string, spec: NodeSpec, isSpot: boolean): string[] {
    const { instanceTypes, metadataHopLimit, pool } = spec;
    const name = `${noun} ${pool}`;
    const sizes = new Set(instanceTypes.map((type) => type.slice(type.indexOf(".") + 1)));
    return [
        ...noticesOfWindows(name, spec),
        ...noticesOfEdge(name, spec),
        ...(metadataHopLimit === undefined
            ? []
            : [
                  `Every pod on ${name.charAt(0).toLowerCase()}${name.slice(1)} can act as its node: hop limit ` +
                      describeHopLimit(metadataHopLimit),
              ]),
        ...(sizes.size > 1
            ? [`${name} mix the sizes ${[...sizes].join(", ")}: autoscaling counts every node as the first`]
            : []),
        ...noticesOfDensity(name, spec),
        ...noticesOfBranches(name, spec),
        ...(isSpot && instanceTypes.length < SPOT_TYPES
            ? [
                  `${name} are Spot with ${instanceTypes.length} of ${SPOT_TYPES} types: with fewer to choose from AWS takes nodes back more often`,
              ]
            : []),
    ];
}

/**
 * Of which types they are.
 * @param max how many a group takes
 * @param maker whose limit that is: `EKS`
 */
export function checkTypes(spec: NodeSpec, max: number, maker: string): Problem[] {
    const { architecture, instanceTypes } = spec;
    const count = instanceTypes.length;
    if (count === 0) return checkSizes(spec);
    return [
        ...checkSizes(spec),
        ...(count <= max
            ? []
            : [
                  {
                      path: "instanceTypes",
                      what: `not a number of them ${maker} takes`,
                      got: count,
                      remedy: `List 1 to ${max}`,
                  },
              ]),
        ...checkInstanceTypes("instanceTypes", instanceTypes, architecture),
        ...checkOneArchitecture("instanceTypes", instanceTypes, architecture),
        ...checkNitro(instanceTypes, spec.ipFamily, (index) =>
            spec.instanceSizes === undefined ? `instanceTypes[${index}]` : "instanceSizes",
        ),
    ];
}

/** What a node that EKS does not set up must be told of services; in an IPv6 cluster the cluster tells. */
export function checkServiceCidr({
    ipFamily,
    serviceCidr,
}: Pick<NodeSpec, "ipFamily" | "serviceCidr">): Problem[] {
    return ipFamily === "ipv6" || serviceCidr !== undefined ? [] : [missing("serviceCidr")];
}

/** What a component used directly must be given as well: a node told nothing of services does not join. */
export function checkClusterInputs(
    { amiId, ipFamily }: Partial<NodeSpec>,
    { serviceIpv6Cidr }: { readonly serviceIpv6Cidr?: unknown },
    isAlone = amiId !== undefined,
): Problem[] {
    if (ipFamily !== "ipv6" || !isAlone || serviceIpv6Cidr !== undefined) return [];
    return [missing("cluster.serviceIpv6Cidr")];
}

/** What EC2 and the node itself are told. */
export function checkNode(spec: NodeSpec, maker: NodeMaker): Problem[] {
    const { access, amiFamily, bottlerocket, extraTags, metadataHopLimit, proxy, tagRules, tags, userData } =
        spec;
    return [
        ...(spec.diskSizeGiB === undefined
            ? []
            : checkNodeVolume("", { ...spec, diskSizeGiB: spec.diskSizeGiB })),
        ...checkKey(spec),
        ...(metadataHopLimit === undefined ? [] : checkHopLimit("metadataHopLimit", metadataHopLimit)),
        ...(userData === undefined
            ? []
            : checkUserData("userData", readerOf(amiFamily), userData, maker, proxy)),
        ...(bottlerocket === undefined ? [] : checkBottlerocketNode(spec, bottlerocket, maker)),
        ...(extraTags === undefined ? [] : checkExtraTags("extraTags", extraTags, tags, tagRules)),
        ...(access === undefined
            ? []
            : [...checkNodeAccess("access", access, portOf(amiFamily)), ...checkShell(spec)]),
        ...checkWindowsNode(spec, spec.architecture ?? commonArchitecture(spec.instanceTypes)),
        ...checkEdgeNodes(spec, maker === "eks" ? "eks" : "kit"),
        ...checkSecurityGroupIds("securityGroupIds", spec.securityGroupIds ?? []),
    ];
}

/** Source: AWS KMS API Reference, key ARN; EBS takes keys of its own region alone. */
function checkKey({ kmsKeyArn, region }: NodeSpec): Problem[] {
    if (kmsKeyArn === undefined) return [];
    const arn = parseArn(kmsKeyArn);
    const remedy = `Write arn:${partitionOf(region)}:kms:${region}:<account>:key/<id>`;
    const path = "kmsKeyArn";
    if (arn?.service !== "kms" || !/^key\/[0-9a-z-]+$/.test(arn.resource)) {
        return [{ path, what: "not the ARN of a key", got: kmsKeyArn, remedy }];
    }
    if (arn.region === region) return [];
    return [{ path, what: `a key of ${arn.region}, and the nodes are in ${region}`, got: kmsKeyArn, remedy }];
}

/** What decides the names of things, and where they are. */
export function checkPlace({ kubernetesVersion, pool, slots }: NodeSpec): Problem[] {
    return [...checkPoolName(pool), ...checkVersion(kubernetesVersion), ...checkSlots(slots)];
}

/** Every slot of the pool in which the network has no node subnet. */
export function checkNodeSlots(
    slots: readonly NodeSlot[],
    subnets: { readonly [slot in NodeSlot]?: unknown },
): Problem[] {
    const known = NODE_SLOTS.filter((slot) => subnets[slot] !== undefined);
    return slots.flatMap((slot, index) => {
        if (known.includes(slot)) return [];
        const what = "the network has no node subnet in this slot";
        return [{ path: `slots[${index}]`, what, got: slot, remedy: `Choose from ${known.join(", ")}` }];
    });
}

function checkPoolName(pool: string): Problem[] {
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(pool)) return [];
    const remedy = "Use small letters, digits and - with a letter or digit at both ends";
    return [{ path: "pool", what: "not a name of a pool", got: pool, remedy }];
}

function checkVersion(version: string): Problem[] {
    if (isKubernetesMinor(version)) return [];
    const remedy = `Choose ${KUBERNETES_MINORS.map((minor) => `"${minor}"`).join(" or ")}`;
    const what = "not a version the kit has pins for";
    return [{ path: "kubernetesVersion", what, got: version, remedy }];
}

function checkSlots(slots: readonly NodeSlot[]): Problem[] {
    if (slots.length === 0) {
        return [{ path: "slots", what: "the pool has no zone", got: [], remedy: "Name at least one slot" }];
    }
    return slots.flatMap((slot, index) => {
        const first = slots.indexOf(slot);
        if (first === index) return [];
        const what = `the same slot as slots[${first}]`;
        return [{ path: `slots[${index}]`, what, got: slot, remedy: "List each slot once" }];
    });
}
