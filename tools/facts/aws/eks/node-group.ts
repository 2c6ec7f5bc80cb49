/** aws:eks/nodeGroup:NodeGroup */
import { DEFAULT_KUBERNETES_MINOR, isKubernetesMinor, NODE_RELEASES } from "../../../../components/versions";
import {
    autoNamed,
    defaults,
    forked,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, Properties, ResourceFacts } from "../../facts";

export const nodeGroup: ResourceFacts = {
    type: "aws:eks/nodeGroup:NodeGroup",
    id: (ctx) => `${textOf(ctx.inputs["clusterName"])}:${ctx.physicalName}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(
            ctx,
            "eks",
            ["nodegroup", textOf(ctx.inputs["clusterName"]), ctx.physicalName, groupId(ctx)].join("/"),
        ),
        nodeGroupNamePrefix: "",
        resources: [
            {
                autoscalingGroups: [{ name: `eks-${ctx.physicalName}-${groupId(ctx)}` }],
                remoteAccessSecurityGroupId: "",
            },
        ],
        status: "ACTIVE",
        ...defaults(ctx, unset(ctx)),
    }),
    outputsEvidence: typings("eks/nodeGroup"),
    unknownAtPreview: {
        value: [
            "arn",
            "nodeGroupNamePrefix",
            "resources",
            "status",
            "amiType",
            "capacityType",
            "diskSize",
            "instanceTypes",
            "nodeRepairConfig",
            "releaseVersion",
            "updateConfig",
            "version",
        ],
        ...typings("eks/nodeGroup"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "amiType",
                "capacityType",
                "clusterName",
                "diskSize",
                "instanceTypes",
                "launchTemplate.id",
                "launchTemplate.name",
                "nodeGroupName",
                "nodeGroupNamePrefix",
                "nodeRoleArn",
                "remoteAccess",
                "subnetIds",
            ],
            forked("eks/node_group", "resourceNodeGroup schema"),
        ),
    ],
    physicalName: autoNamed("nodeGroupName"),
    refusals: [
        {
            during: "check",
            when: "both or neither of maxUnavailable and maxUnavailablePercentage are given, or one beyond 1 to 100",
            error: "only one of `update_config.0.max_unavailable,update_config.0.max_unavailable_percentage` can be specified",
            ...forked("eks/node_group", "resourceNodeGroup schema, ExactlyOneOf"),
        },
        {
            during: "create",
            when: "the template names an image, and the group an image type, a release or a version",
            error: "InvalidParameterException: You cannot specify amiType, releaseVersion or version when a custom AMI is specified in the launch template",
            ...unverified("rule in the EKS User Guide, launch-templates; the error text was not seen"),
        },
        {
            during: "create",
            when: "a label begins with a reserved domain",
            error: "InvalidParameterException: Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]",
            ...unverified(
                "quoted in eksctl-io/eksctl#4007; in 2025 EKS let node-role.kubernetes.io pass and the kubelet refused it (terraform-aws-modules/terraform-aws-eks#3346)",
            ),
        },
        {
            during: "create",
            when: "a volume is smaller than the image's snapshot",
            error: "InvalidRequest: Volume of size 10GB is smaller than snapshot 'snap-…', expect size>= 20GB",
            ...unverified("error text as quoted in cilium/cilium#43051"),
        },
        {
            during: "create",
            when: "no instance joins: role, network, image or kubelet is at fault",
            error: "NodeCreationFailure: Instances failed to join the kubernetes cluster",
            ...unverified(
                "error text as quoted in public reports; that health issues are shown is in eks/node_group.go, waitNodegroupCreated",
            ),
        },
        {
            during: "update",
            when: "a disruption budget keeps a pod on its node for 15 minutes, without forceUpdateVersion",
            error: "PodEvictionFailure: Reached max retries while trying to evict pods from nodes in node group …",
            ...unverified(
                "rule in the EKS User Guide, managed-node-update-behavior; error text as quoted in public reports",
            ),
        },
        {
            during: "update",
            when: "launchTemplate.version changes and releaseVersion does not",
            error: "none: EKS takes the newest image, because only a changed releaseVersion is sent",
            ...forked("eks/node_group", "resourceNodeGroupUpdate; hashicorp/terraform-provider-aws#40902"),
        },
    ],
};

function groupId(ctx: FactsContext): string {
    return uuid(ctx, "group");
}

/**
 * What EKS fills in. A disk is its template's where there is one, and so is the image of a group that names neither
 * image nor version: it is then CUSTOM. Source: EKS API Reference, Nodegroup, amiType and releaseVersion.
 */
function unset(ctx: FactsContext): Properties {
    const { amiType, launchTemplate, version } = ctx.inputs;
    const isOwnImage = launchTemplate !== undefined && amiType === undefined && version === undefined;
    return {
        ...madeByEks(ctx),
        ...(isOwnImage ? { amiType: "CUSTOM", releaseVersion: "", version: "" } : {}),
    };
}

function madeByEks(ctx: FactsContext): Properties {
    const given = textOf(ctx.inputs["version"]);
    const version = isKubernetesMinor(given) ? given : DEFAULT_KUBERNETES_MINOR;
    const isBottlerocket = textOf(ctx.inputs["amiType"]).startsWith("BOTTLEROCKET");
    return {
        amiType: "AL2023_x86_64_STANDARD",
        capacityType: "ON_DEMAND",
        diskSize: ctx.inputs["launchTemplate"] === undefined ? 20 : 0,
        instanceTypes: ["t3.medium"],
        nodeRepairConfig: { enabled: false },
        // Bottlerocket's releases are its own version and the commit it was built from.
        releaseVersion: isBottlerocket ? `1.63.0-${ctx.hex("release", 8)}` : NODE_RELEASES[version].value,
        updateConfig: { maxUnavailable: 1 },
        version,
    };
}
