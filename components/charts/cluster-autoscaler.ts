/** Cluster Autoscaler: gives node groups a node more when a pod waits, and takes away what is empty. */
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { MinorPins } from "../shared/pins-schema";
import type { Problem } from "../shared/problems";
import type { IdentityWords } from "../shared/workload-schema";
import { preferOtherZone } from "../shared/zone-spread";
import { isKubernetesMinor, type KubernetesMinor, type Pin } from "../versions";
import { type ChartSite, defineChart } from "./definition";
import type { Values } from "./values";

/** What the chart calls its pods. Source: templates/_helpers.tpl of chart 9.59.0, cluster-autoscaler.name. */
const NAME = { "app.kubernetes.io/name": "aws-cluster-autoscaler" };

/** Without a name stated, the chart derives it from that of the release, and the role would trust another one. */
const SERVICE_ACCOUNT = "cluster-autoscaler";

const SEEN = "2026-07-22";

/**
 * Of the minor of the control plane: the autoscaler simulates its scheduler. The chart's own default is v1.35.0.
 * Source: kubernetes/autoscaler cluster-autoscaler/README.md, "Releases".
 */
export const AUTOSCALER_IMAGES: { readonly [minor in KubernetesMinor]: Pin } = {
    "1.35": imageTag("1.35.2"),
    "1.36": imageTag("1.36.1"),
};

/** Where its images are, without the registry. */
export const AUTOSCALER_IMAGE = {
    registry: "registry.k8s.io",
    path: "autoscaling/cluster-autoscaler",
} as const;

export const clusterAutoscaler = defineChart({
    repository: "https://kubernetes.github.io/autoscaler",
    version: {
        value: "9.59.0",
        source: "kubernetes/autoscaler cluster-autoscaler/charts/cluster-autoscaler/Chart.yaml, tag cluster-autoscaler-chart-9.59.0",
        seen: "2026-07-21",
        address: "https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-chart-9.59.0",
    },
    namespace: { name: "kube-system" },
    // Pods of later phases may count on nodes that it adds.
    phase: "karpenter",
    leftOut: {
        karpenter: "Karpenter makes the nodes here, and two of a kind would answer the same waiting pod",
        fargate: "there is no node group to change",
        none: "there is no node group to change",
        "auto-mode": "Auto Mode makes the nodes itself",
    },
    identity: ({ site }) => ({
        serviceAccount: SERVICE_ACCOUNT,
        statements: statements(site),
        annotate: "rbac.serviceAccount.annotations",
    }),
    endpoints: ["autoscaling", "eks"],
    pods: ({ site: { replicas } }) => [
        {
            name: "cluster-autoscaler",
            kind: "Deployment",
            labels: NAME,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        },
    ],
    values: ({ site }) => values(site),
    images: [`${AUTOSCALER_IMAGE.registry}/${AUTOSCALER_IMAGE.path}`],
    checkPins,
    reserved: [
        {
            path: "autoDiscovery",
            why: "finds the groups of this cluster and no other's",
            remedy: "Remove it",
        },
        { path: "awsRegion", why: "is the environment's region", remedy: "Remove it" },
        { path: "cloudProvider", why: "is what EKS runs on", remedy: "Remove it" },
        { path: "image.tag", why: "follows the minor of the control plane", remedy: "Remove it" },
        { path: "podAnnotations", why: "keeps the pods where the kit places them", remedy: "Remove it" },
        { path: "rbac.serviceAccount", why: "is the one its role trusts", remedy: "Remove it" },
        {
            path: "replicaCount",
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        },
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
    ],
});

/** Of another minor it would reckon with another scheduler. */
function checkPins({ clusterAutoscaler: got }: MinorPins, kubernetesVersion: string): Problem[] {
    if (got === undefined || (/^v\d+\.\d+\.\d+$/.test(got) && got.startsWith(`v${kubernetesVersion}.`)))
        return [];
    const what = `not a release of the Cluster Autoscaler for Kubernetes ${kubernetesVersion}`;
    return [{ path: "clusterAutoscaler", what, got, remedy: `Write v${kubernetesVersion}.<patch>` }];
}

/**
 * Requests equal limits, so that the autoscaler is the last to be evicted.
 * Source: kubernetes/autoscaler cluster-autoscaler/cloudprovider/aws/examples/cluster-autoscaler-autodiscover.yaml, 2026-07.
 */
const SIZE = { cpu: "100m", memory: "600Mi" };

/** Source of the keys: values.yaml of chart 9.59.0. */
function values(site: ChartSite): Values {
    const { clusterName, imageRegistry, kubernetesVersion, pins, region, replicas, zoneSpread } = site;
    return {
        autoDiscovery: { clusterName },
        awsRegion: region,
        cloudProvider: "aws",
        // CoreDNS may be among the pods that wait for a node.
        dnsPolicy: "Default",
        // The kit has a group in each zone: without it all new nodes would come in one.
        extraArgs: { "balance-similar-node-groups": true },
        image: {
            ...(imageRegistry === undefined
                ? {}
                : { repository: `${imageRegistry}/${AUTOSCALER_IMAGE.path}` }),
            tag:
                pins.clusterAutoscaler ??
                (isKubernetesMinor(kubernetesVersion) ? AUTOSCALER_IMAGES[kubernetesVersion].value : ""),
        },
        // A Fargate profile that selects the namespace would take the pods to where Pod Identity has no agent.
        podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
        rbac: { serviceAccount: { name: SERVICE_ACCOUNT } },
        replicaCount: replicas,
        resources: { limits: SIZE, requests: SIZE },
        tolerations: [{ ...SYSTEM_TOLERATION }],
        topologySpreadConstraints: zoneSpread ? [preferOtherZone(NAME)] : [],
    };
}

/**
 * It sees every group of the account and changes those of this cluster: EKS puts the tag on groups of managed nodes.
 * Source: kubernetes/autoscaler cluster-autoscaler/cloudprovider/aws/README.md, "Full Cluster Autoscaler Features Policy",
 * 2026-08-22; EKS Best Practices Guide, cluster-autoscaling, on the condition.
 */
function statements({ clusterName }: ChartSite): NonNullable<IdentityWords["statements"]> {
    return [
        {
            Sid: "SeeGroupsAndWhatTheirNodesWouldBe",
            Effect: "Allow",
            Action: [
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeAutoScalingInstances",
                "autoscaling:DescribeLaunchConfigurations",
                "autoscaling:DescribeScalingActivities",
                "ec2:DescribeImages",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeLaunchTemplateVersions",
                "ec2:GetInstanceTypesFromInstanceRequirements",
                "eks:DescribeNodegroup",
            ],
            Resource: "*",
        },
        {
            Sid: "ChangeGroupsOfThisCluster",
            Effect: "Allow",
            Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
            Resource: "*",
            Condition: {
                StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned" },
            },
        },
    ];
}

function imageTag(version: string): Pin {
    return {
        value: `v${version}`,
        source: `kubernetes/autoscaler, tag cluster-autoscaler-${version}`,
        seen: SEEN,
        address: `https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-${version}`,
    };
}
