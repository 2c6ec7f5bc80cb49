/** vpc-cni: pods' addresses, and NetworkPolicies enforced. */
import { defined } from "../shared/defined";
import type { Reserved } from "../shared/own-settings";
import type { Statement } from "../shared/iam";
import { partitionOf } from "../shared/regions";
import { identityFor } from "../shared/workload-identity";
import type { AddonDefinition } from "./definition";
import { cniEnvironmentOf, cniInitOf, eniConfigsOf, RESERVED_OF_PODS } from "./vpc-cni-settings";
import { ADDON_NAMESPACE, daemonSetPod, IN_AUTO_MODE, OWNERS } from "./workloads";

/** With these pods of Windows get no address. Source: EKS User Guide, windows-support, "Considerations". */
const WINDOWS_RESERVED: readonly Reserved[] = [
    {
        path: "enableWindowsIpam",
        why: "follows from nodes that run Windows",
        remedy: "Remove it",
    },
];

export const vpcCni: AddonDefinition = {
    phase: "bootstrap",
    presence: "always",
    // Source: EKS User Guide, fargate, "Considerations".
    leftOut: {
        fargate: "pods on Fargate get their addresses from Fargate itself",
        "auto-mode": IN_AUTO_MODE,
        existing: OWNERS,
    },
    stepwise: true,
    // Network settings are set by hand in an emergency, and must survive the next update.
    onUpdate: "PRESERVE",
    // It frees the interfaces of nodes that are still going: without it some stay behind and hold security
    // groups and subnets. Its Pod Identity association stays with it. Source: amazon-vpc-cni-k8s issue 1447,
    // 2025-10-06; EKS User Guide, removing-an-add-on.
    preserve: true,
    identity: {
        serviceAccount: { namespace: ADDON_NAMESPACE, name: "aws-node" },
        // Broad: it may make, change, attach and delete any network interface of the account, since its resource
        // is `*` without a condition. On the role of this one service account it is out of reach of a node's
        // other pods. A narrower one needs CLUSTER_NAME in the pod and tags on every node.
        // Source: AWS Managed Policy Reference, AmazonEKS_CNI_Policy, version 5; amazon-vpc-cni-k8s
        // docs/iam-policy.md, "Scope-down IAM policy per EKS cluster", 2026-08-20.
        grants: ({ ipFamily }) =>
            ipFamily === "ipv6" ? { statements: ipv6Statements } : { awsManaged: "AmazonEKS_CNI_Policy" },
        // On nodes only, whatever the host: Fargate brings its own network plugin.
        kind: () => identityFor("nodes"),
    },
    // Without it the cluster takes NetworkPolicies and enforces none. Source: amazon-vpc-cni-k8s README,
    // "Network Policies"; the value is text: aws-ia/terraform-aws-eks-blueprints patterns/aws-vpc-cni-network-policy.
    // Pods of Windows get addresses from the control plane once the ConfigMap amazon-vpc-cni says so, which is the add-on's.
    // Source: amazon-vpc-cni-k8s charts/aws-vpc-cni, values.yaml and templates/configmap.yaml, 2026-08-20.
    configuration: ({ podNetwork, windows }) => {
        const env = cniEnvironmentOf(podNetwork ?? {});
        return {
            enableNetworkPolicy: podNetwork?.policies === "off" ? "false" : "true",
            ...defined({ init: cniInitOf(podNetwork ?? {}) }),
            ...(Object.keys(env).length === 0 ? {} : { env }),
            ...(windows === true ? { enableWindowsIpam: "true" } : {}),
        };
    },
    inputs: ({ podNetwork }, site) => (podNetwork === undefined ? undefined : eniConfigsOf(podNetwork, site)),
    reserved: RESERVED_OF_PODS,
    reservedWith: ({ windows }) => (windows === true ? WINDOWS_RESERVED : []),
    // Source, here, of kube-proxy and of the agent: amazon-vpc-cni-k8s charts/aws-vpc-cni, 2026-08-20, and a dump of an
    // EKS cluster of 2026-01 (AhmadShaaban1/cloud-native-ecommerce docs/cluster-info.md): every taint tolerated.
    pods: () => [
        daemonSetPod({
            name: "aws-node",
            labels: { "k8s-app": "aws-node", "app.kubernetes.io/name": "aws-node" },
            phase: "bootstrap",
            callsAws: true,
        }),
    ],
};

/**
 * AWS keeps no policy of this. It makes and deletes no interface: a node has one, and a prefix of IPv6 on it for all its
 * pods. Source: aws/amazon-vpc-cni-k8s docs/iam-policy.md, "IPv6 mode", 2026-08-20.
 */
function ipv6Statements({ region }: { readonly region: string }): readonly Statement[] {
    return [
        {
            Sid: "AssignPrefixes",
            Effect: "Allow",
            Action: [
                "ec2:AssignIpv6Addresses",
                "ec2:DescribeInstances",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeTags",
            ],
            Resource: "*",
        },
        {
            Sid: "TagInterfaces",
            Effect: "Allow",
            Action: "ec2:CreateTags",
            Resource: `arn:${partitionOf(region)}:ec2:*:*:network-interface/*`,
        },
    ];
}
