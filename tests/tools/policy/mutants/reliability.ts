/** What rules of zones, versions, order and nodes must notice. */
import { TYPES } from "../../../../tools/policy/planned";
import { alter, cut, type Mutants, set, setInText, withResource, without } from "../mutate";

export const RELIABILITY_MUTANTS: Mutants = {
    R01: [
        set(TYPES.subnet, "availabilityZone", "us-east-1a"),
        cut(TYPES.nodeClass, TYPES.subnet),
        without(TYPES.nodeGroup, ({ name }) => name.endsWith("-b")),
    ],
    R04: [set(TYPES.subnet, "cidrBlock", "10.0.0.0/28")],
    R06: [
        set(TYPES.addon, "configurationValues", "[]"),
        withResource("kubernetes:apps/v1:DaemonSet", { metadata: { name: "aws-node" } }),
        withResource("kubernetes:crd.k8s.amazonaws.com/v1alpha1:ENIConfig", { metadata: { name: "a" } }),
    ],
    R07: [
        set(TYPES.vpc, "cidrBlock", "172.20.0.0/16"),
        set(TYPES.vpc, "cidrBlock", "10.0.0.0/8"),
        set(TYPES.cluster, "kubernetesNetworkConfig.serviceIpv4Cidr", "10.0.0.0/8"),
    ],
    R08: [
        alter(TYPES.subnet, "no tags", (one) => ({ ...one, inputs: { cidrBlock: "10.0.0.0/24" } })),
        set(TYPES.nodeClass, "spec.subnetSelectorTerms", [{ tags: { "karpenter.sh/discovery": "x" } }]),
        set(TYPES.nodeClass, "spec.securityGroupSelectorTerms", []),
    ],
    R09: [without(TYPES.endpoint), set(TYPES.endpoint, "vpcEndpointType", "Interface")],
    R10: [set(TYPES.cluster, "version", "1.34")],
    R12: [
        set(TYPES.nodeGroup, "version", "1.37"),
        set(TYPES.nodeGroup, "version", undefined),
        set(TYPES.nodeGroup, "releaseVersion", "1.35.6-20260714"),
        set(TYPES.addon, "addonVersion", "v1.37.0-eksbuild.1"),
    ],
    R13: [
        set(TYPES.addon, "addonVersion", undefined),
        set(TYPES.addon, "addonVersion", "v1.14.3-eksbuild.99"),
        set(TYPES.addon, "addonName", "adot"),
    ],
    R15: [
        set(TYPES.addon, "resolveConflictsOnCreate", "NONE"),
        set(TYPES.addon, "resolveConflictsOnUpdate", "OVERWRITE"),
        set(TYPES.addon, "preserve", false),
    ],
    R16: [TYPES.nodePool, TYPES.release, TYPES.addon, TYPES.fargateProfile, TYPES.nodeGroup].map((type) =>
        alter(type, "waits for nothing", ({ parent: _, ...one }) => ({
            ...one,
            dependencies: [],
            propertyDependencies: {},
        })),
    ),
    R17: [
        set(TYPES.cluster, "bootstrapSelfManagedAddons", undefined),
        set(TYPES.cluster, "computeConfig", { enabled: true }),
        without(TYPES.addon),
    ],
    R19: [
        set(TYPES.nodeGroup, "updateConfig", undefined),
        set(TYPES.nodeGroup, "updateConfig", { maxUnavailablePercentage: 50 }),
        set(TYPES.nodeGroup, "updateConfig", { maxUnavailable: 1, maxUnavailablePercentage: 10 }),
        set(TYPES.nodeGroup, "updateConfig", { maxUnavailable: 2 }),
    ],
    R21: [
        set(TYPES.nodeGroup, "instanceTypes", ["m7g.large", "m7g.4xlarge"]),
        set(TYPES.nodeGroup, "instanceTypes", ["m7g.large", "m7i.large"]),
        set(TYPES.nodeGroup, "capacityType", "SPOT"),
        set(TYPES.nodeGroup, "capacityType", undefined),
    ],
    R39: [TYPES.cluster, TYPES.nodeGroup, TYPES.fargateProfile, TYPES.addon, TYPES.nodePool].map((type) =>
        alter(type, "no time of its own", ({ options: { customTimeouts: _, ...options }, ...one }) => ({
            ...one,
            options,
        })),
    ),
    R40: [
        cut(TYPES.fargateProfile, TYPES.subnet),
        without(TYPES.routeTableAssociation),
        withResource(TYPES.fargateProfile, {}, "unchained"),
    ],
    R41: [set(TYPES.nodeGroup, "subnetIds", ["subnet-a", "subnet-b"])],
    R42: [
        setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Sid", "x".repeat(2048)),
        {
            change: "four attachments of each",
            mutate: (graph) => ({
                ...graph,
                resources: graph.resources.flatMap((one) =>
                    one.type === TYPES.attachment
                        ? [0, 1, 2, 3].map((copy) => ({ ...one, urn: `${one.urn}-${copy}` }))
                        : [one],
                ),
            }),
        },
    ],
};
