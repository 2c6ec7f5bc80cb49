/** Nodes of an environment, as its plan makes them: those of managed and self-managed groups. */
import type { InstanceType } from "../../components/shared/instance-data";
import type { Taint } from "../../components/shared/pods";
import type { KubernetesObject } from "../apiserver/client";
import { objectOf as kubernetesObject } from "../apiserver/objects";
import { objectOf } from "../facts/build";
import { podsOf } from "../fit/density";
import { groupsOf } from "../fit/node-addresses";
import { subnetsOfWorld } from "../fit/subnets";
import type { Group } from "../fit/pools";
import { inputsOf, siteOf, type World } from "../fit/world";
import { advertisedBy } from "./instance-types";
import type { ClusterClient } from "./objects";

export interface PlannedNode {
    readonly name: string;
    /** `managed nodes system`: what the planner calls the capacity it is of. */
    readonly capacity: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly taints: readonly Taint[];
    readonly allocatable: Readonly<Record<string, string>>;
    readonly total: Readonly<Record<string, string>>;
    readonly kubelet: string;
}

/** How many nodes each group has. */
export type GroupSize = "desired" | "max" | "min";

/**
 * Each of the smallest type of its group, in the zones of its subnets by turns, as EC2 Auto Scaling balances them.
 * @param size @default as many as are always there
 */
export function nodesOf(world: World, size: GroupSize = "min"): readonly PlannedNode[] {
    const zones = new Map(subnetsOfWorld(world).map(({ id, zone }) => [id, zone]));
    const { region } = siteOf(world);
    return groupsOf(world).flatMap(({ group, room }) => {
        const capacity = room?.capacity;
        const type = smallest(group.types);
        if (capacity === undefined || capacity.kind !== "nodes" || type?.allocatable === undefined) return [];
        const ownZones = group.subnetIds.map((id) => zones.get(id) ?? `${region}a`);
        const pods = String(podsOf(type, capacity.addressing) ?? type.allocatable.pods);
        const version = inputsOf(group.resource)["version"];
        return Array.from({ length: sizeOf(group, size) }, (_, index): PlannedNode => {
            const name = `${group.resource.name}-${index + 1}`;
            return {
                ...{ name, capacity: capacity.name, taints: capacity.taints },
                labels: {
                    ...labelsOf(type, region, ownZones[index % ownZones.length] ?? `${region}a`),
                    ...ownLabels(group.resource.type, group.resource.name, group.isSpot),
                    ...capacity.labels,
                    "kubernetes.io/hostname": name,
                },
                allocatable: {
                    cpu: `${type.allocatable?.milliCpu ?? 0}m`,
                    memory: `${type.allocatable?.memoryMib ?? 0}Mi`,
                    ...{ pods, "ephemeral-storage": "50Gi", ...advertisedBy(type) },
                },
                total: {
                    ...{ cpu: String(type.vcpu ?? 0), memory: `${type.memoryMib ?? 0}Mi`, pods },
                    ...{ "ephemeral-storage": "50Gi", ...advertisedBy(type) },
                },
                kubelet: `v${typeof version === "string" ? version : "1"}`,
            };
        });
    });
}

function sizeOf({ max, min, resource }: Group, size: GroupSize): number {
    const inputs = inputsOf(resource);
    const desired = objectOf(inputs["scalingConfig"])["desiredSize"] ?? inputs["desiredCapacity"];
    return { max, min, desired: typeof desired === "number" ? desired : min }[size];
}

function smallest(types: readonly InstanceType[]): InstanceType | undefined {
    return types
        .filter(({ allocatable }) => allocatable !== undefined)
        .sort((one, other) => (one.allocatable?.milliCpu ?? 0) - (other.allocatable?.milliCpu ?? 0))[0];
}

/** What the kubelet and the cloud's controller write. Source: Kubernetes documentation, Well-Known Labels. */
function labelsOf(type: InstanceType, region: string, zone: string): Readonly<Record<string, string>> {
    return {
        "kubernetes.io/arch": type.architecture,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": type.type,
        "topology.kubernetes.io/region": region,
        "topology.kubernetes.io/zone": zone,
    };
}

/** Source: EKS User Guide, managed-node-groups, labels that EKS writes. */
function ownLabels(type: string, name: string, isSpot: boolean): Readonly<Record<string, string>> {
    if (type !== "aws:eks/nodeGroup:NodeGroup") return {};
    return {
        "eks.amazonaws.com/nodegroup": name,
        "eks.amazonaws.com/capacityType": isSpot ? "SPOT" : "ON_DEMAND",
    };
}

/** As the kubelet would register it. Its status is of its own: {@link statusOf}. */
export function nodeObject({ labels, name, taints }: PlannedNode): KubernetesObject {
    return kubernetesObject(name, {
        ...{ apiVersion: "v1", kind: "Node", metadata: { name, labels } },
        spec: {
            providerID: `aws:///${labels["topology.kubernetes.io/zone"] ?? ""}/${name}`,
            ...(taints.length === 0 ? {} : { taints: taints.map((taint) => ({ ...taint })) }),
        },
    });
}

export function statusOf({ allocatable, kubelet, labels, name, total }: PlannedNode): KubernetesObject {
    return {
        ...{ apiVersion: "v1", kind: "Node", metadata: { name } },
        status: {
            ...{ allocatable, capacity: total },
            nodeInfo: {
                ...{ machineID: "", systemUUID: "", bootID: "", kernelVersion: "", osImage: "" },
                ...{ containerRuntimeVersion: "", kubeletVersion: kubelet, kubeProxyVersion: "" },
                operatingSystem: labels["kubernetes.io/os"] ?? "linux",
                architecture: labels["kubernetes.io/arch"] ?? "amd64",
            },
        },
    };
}

/** As a kubelet does, with what it has from the first moment: kwok gives a node that says nothing all there is. */
export async function registerNode(
    client: ClusterClient,
    node: KubernetesObject,
    status: KubernetesObject,
): Promise<void> {
    const found = await client.get("v1", "Node", { name: node.metadata.name });
    if (found === undefined) await client.create({ ...node, status: status["status"] ?? {} });
    else {
        await client.apply(node);
        await client.applyStatus(status);
    }
}
