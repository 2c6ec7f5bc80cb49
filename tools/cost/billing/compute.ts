/** Bills of EKS and of the instances that stand from the start. What comes when pods ask for it is in pools.ts. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import { instanceTypeOf } from "../../../components/shared/instance-data";
import { typesOfPolicy } from "../../doctor/zone-needs";
import type { PlannedResource } from "../../plan/graph";
import { standardSupport } from "../../plan/support";
import {
    type Bill,
    type Billed,
    type Bills,
    byUse,
    type Charge,
    free,
    listOf,
    numberOf,
    one,
} from "../charge";
import { volumeCharges } from "../volume";

const EKS =
    "Amazon EKS pricing page: the control plane is billed, and what add-ons, groups and profiles start";

/** Sizes of a provisioned control plane, by their names in EKS's interface. */
const TIERS = {
    "tier-xl": "eks.control-plane.xl",
    "tier-2xl": "eks.control-plane.2xl",
    "tier-4xl": "eks.control-plane.4xl",
    "tier-8xl": "eks.control-plane.8xl",
} as const;

/** Extended support is billed from the day after standard support ends. */
function cluster({ inputs, today }: Billed): ReturnType<Bill> {
    const support = standardSupport(textOf(inputs["version"]), today);
    const isExtended = support !== undefined && support.daysLeft < 0;
    const tier = textOf(objectOf(inputs["controlPlaneScalingConfig"])["tier"]);
    const size = Object.entries(TIERS).find(([name]) => name === tier)?.[1];
    if (size === undefined && tier !== "" && tier !== "standard")
        return { unknown: `no price of control plane ${tier}` };
    return [
        { item: "eks.control-plane", quantity: 1 },
        ...(size === undefined ? [] : [{ item: size, quantity: 1 } as const]),
        ...(isExtended ? [{ item: "eks.control-plane.extended", quantity: 1 } as const] : []),
        ...(objectOf(inputs["remoteNetworkConfig"])["remoteNodeNetworks"] === undefined
            ? []
            : [{ item: "eks.hybrid-node" } as const]),
    ];
}

/** As many nodes as a group begins with, all of its first type. */
function nodeGroup({ behind, inputs }: Billed): ReturnType<Bill> {
    const { capacityType, instanceTypes, diskSize, scalingConfig } = inputs;
    const type = textOf(listOf(instanceTypes)[0]);
    if (type === "") return { unknown: "EKS chooses the instance type, since the group names none" };
    const nodes = { count: numberOf(objectOf(scalingConfig)["desiredSize"]), type };
    const templates = behind("launchTemplate");
    return [
        ...instances(nodes, capacityType === "SPOT" ? "spot" : "on-demand"),
        ...(templates.length > 0
            ? volumesOf(templates, nodes.count)
            : volumeCharges({ volumeType: "gp2", volumeSize: numberOf(diskSize, 20) }, nodes.count)),
    ];
}

/** As if all were of the first type; on demand, unless none are. */
function autoScalingGroup(billed: Billed): ReturnType<Bill> {
    const [type] = typesOfPolicy(billed.resource);
    if (type === undefined) return { unknown: "the group names no instance type" };
    const count = numberOf(billed.inputs["desiredCapacity"]);
    const share = objectOf(objectOf(billed.inputs["mixedInstancesPolicy"])["instancesDistribution"]);
    const isSpot =
        share["onDemandPercentageAboveBaseCapacity"] === 0 && numberOf(share["onDemandBaseCapacity"]) === 0;
    return [
        ...instances({ count, type }, isSpot ? "spot" : "on-demand"),
        ...volumesOf(billed.behind("mixedInstancesPolicy"), count),
    ];
}

/** Its smallest stand by themselves, of its first type; what jobs make it grow to is known by its use alone. */
function computeEnvironment({ inputs }: Billed): ReturnType<Bill> {
    const { instanceTypes, minVcpus, type } = objectOf(inputs["computeResources"]);
    const first = textOf(listOf(instanceTypes)[0]);
    // Of a family the size that most of them have.
    const instance = first.includes(".") ? first : `${first}.xlarge`;
    const vcpu = instanceTypeOf(instance)?.vcpu ?? 1;
    const stands = Math.ceil(numberOf(minVcpus) / vcpu);
    const item = { instance, capacity: type === "SPOT" ? "spot" : "on-demand" } as const;
    return stands === 0 ? [{ item }] : [{ item, quantity: stands }];
}

function instances(
    { count, type }: { readonly count: number; readonly type: string },
    capacity: "on-demand" | "spot",
): Charge[] {
    return [{ item: { instance: type, capacity }, quantity: count }];
}

function volumesOf(templates: readonly PlannedResource[], count: number): readonly Charge[] {
    return templates
        .flatMap(({ inputs }) => listOf(objectOf(inputs)["blockDeviceMappings"]))
        .flatMap((mapping: Json) => volumeCharges(objectOf(objectOf(mapping)["ebs"]), count));
}

const CAPABILITIES: Readonly<Record<string, Bill>> = {
    ARGOCD: one("eks.capability.argocd", "eks.capability.argocd.application"),
    ACK: one("eks.capability.ack", "eks.capability.ack.resource"),
    KRO: one("eks.capability.kro", "eks.capability.kro.instance"),
};

export const COMPUTE: Bills = {
    "aws:batch/computeEnvironment:ComputeEnvironment": computeEnvironment,
    ...free(
        "AWS Batch pricing page: the nodes are billed, not queues before them",
        "aws:batch/jobQueue:JobQueue",
    ),
    // A virtual cluster costs nothing, its jobs do. Source: Amazon EMR pricing page, Amazon EMR on Amazon EKS.
    "aws:emrcontainers/virtualCluster:VirtualCluster": () => ({
        unknown: "EMR bills cores and memory that pods of its jobs ask for",
    }),
    "aws:eks/cluster:Cluster": cluster,
    "aws:eks/nodeGroup:NodeGroup": nodeGroup,
    "aws:eks/capability:Capability": (billed) =>
        CAPABILITIES[textOf(billed.inputs["type"])]?.(billed) ?? { unknown: "no price of this capability" },
    "aws:autoscaling/group:Group": autoScalingGroup,
    "aws:ec2/instance:Instance": ({ inputs }) => {
        const type = textOf(inputs["instanceType"]);
        if (type === "") return { unknown: "its launch template names the type" };
        return instances({ count: 1, type }, "on-demand");
    },
    "aws:ebs/volume:Volume": ({ inputs: { iops, size, throughput, type } }) =>
        volumeCharges(
            {
                iops: iops ?? 0,
                throughput: throughput ?? 0,
                volumeSize: size ?? 0,
                volumeType: type ?? "gp2",
            },
            1,
        ),
    "aws:ecr/repository:Repository": byUse("ecr.storage"),
    "aws:eks/addon:Addon": ({ inputs }) =>
        textOf(inputs["addonName"]).includes("_")
            ? { unknown: "sold in AWS Marketplace: its publisher sets the price" }
            : { free: EKS },
    ...free(
        EKS,
        "aws:eks/accessEntry:AccessEntry",
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        "aws:eks/fargateProfile:FargateProfile",
        "aws:eks/identityProviderConfig:IdentityProviderConfig",
        "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    ),
    ...free(
        "Amazon EC2 pricing page: instances and volumes are billed, not what describes them",
        "aws:ec2/keyPair:KeyPair",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/placementGroup:PlacementGroup",
        "aws:resourcegroups/group:Group",
        "aws:resourcegroups/resource:Resource",
    ),
    ...free(
        "Amazon ECR pricing page: storage and transfer are billed",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        "aws:ecr/registryPolicy:RegistryPolicy",
        "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
        "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
    ),
};
