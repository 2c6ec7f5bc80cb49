/** Changes of one thing each, as public sources say AWS, Kubernetes or Pulumi take them. */
import type { Json } from "../../../components/shared/json";
import type { Case } from "./case";
import { CONTROL_PLANE_CASES } from "./control-plane-cases";
import { ENDPOINT_CASES } from "./endpoint-cases";
import { ENVIRONMENT } from "./environment";
import { NODE_CASES, NODE_CLASS, POOL } from "./node-cases";
import { CONTROLLER_CASES } from "./controller-cases";
import { DEFINITION_CASES } from "./definition-cases";
import { WAY_OUT_CASES } from "./way-out-cases";
import { from, json, type Sketch, withInputs } from "./world";

const E = ENVIRONMENT;

const STORAGE = {
    type: "aws:fsx/windowsFileSystem:WindowsFileSystem",
    name: "shared",
    provider: "aws",
    inputs: { throughputCapacity: 32 },
};
const RELEASE = {
    type: "kubernetes:helm.sh/v3:Release",
    name: "controller",
    provider: "kubernetes",
    inputs: {
        chart: "controller",
        name: "controller",
        namespace: "kube-system",
        values: {
            serviceAccount: {
                annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/c" },
            },
        },
    },
};
const ASSOCIATION = {
    type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    name: "csi",
    provider: "aws",
    inputs: {
        clusterName: from("cluster", "name"),
        namespace: "kube-system",
        serviceAccount: "ebs-csi-controller-sa",
        roleArn: "arn:aws:iam::123456789012:role/csi",
    },
};
const INLINE = {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "cluster-key",
    provider: "aws",
    inputs: {
        role: from("clusterRole", "name"),
        policy: json({
            Version: "2012-10-17",
            Statement: [
                { Sid: "Key", Effect: "Allow", Action: ["kms:Decrypt", "kms:Encrypt"], Resource: "*" },
            ],
        }),
    },
};
const CLAIM = {
    type: "kubernetes:core/v1:PersistentVolumeClaim",
    name: "data",
    provider: "kubernetes",
    inputs: { metadata: { name: "data", namespace: "app" } },
};

const SECOND = {
    ...E.subnet,
    name: "network-node-b",
    inputs: { vpcId: from("vpc", "id"), cidrBlock: "10.0.32.0/19", availabilityZone: "eu-west-1b" },
};
const GROUP = {
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "extra",
    provider: "aws",
    inputs: { vpcId: from("vpc", "id") },
};

/** Another `cluster` in these subnets, by their keys; after them in the world. */
function inSubnets(...keys: readonly string[]): Sketch {
    return withInputs(
        { ...E.cluster, name: "twin" },
        { vpcConfig: { subnetIds: keys.map((key) => from(key, "id")) } },
    );
}

/** Another `profile` with an input that it keeps. */
function keeping(input: string, value: readonly Json[]): Sketch {
    return {
        ...withInputs({ ...E.profile, name: "twin" }, { [input]: value }),
        options: { ignoreChanges: [input] },
    };
}

/** Another `cluster` with these groups, which it keeps, and with subnets, which it does not. */
function keepingGroup(...securityGroupIds: readonly Json[]): Sketch {
    const vpcConfig = { subnetIds: [from("subnet", "id")], securityGroupIds };
    return {
        ...withInputs({ ...E.cluster, name: "twin" }, { vpcConfig }),
        options: { ignoreChanges: ["vpcConfig.securityGroupIds"] },
    };
}

/** The facts behind each are in tools/facts/ or in the rule, with their sources. */
export const CASES: readonly Case[] = [
    ...CONTROL_PLANE_CASES,
    ...ENDPOINT_CASES,
    ...NODE_CASES,
    {
        title: "the VPC's range",
        risks: [
            'critical | replaced | network-vpc | VPC "network-vpc" is replaced, because cidrBlock changes, and with it 4 more that are made from it.',
            'critical | update-fails | cluster-control-plane | Cluster "cluster-control-plane" would have to move to the subnets of another VPC.',
            'high | update-fails | network-nat-a | The update fails: AWS refuses a second NAT gateway "network-nat-a" with the same allocationId.',
            'high | pods-evicted | system | Fargate profile "system" is replaced (subnetIds), which evicts every pod that runs on it.',
            'high | nodes-roll | system-a | Node group "system-a" is replaced (subnetIds): all its nodes go.',
        ],
        change: { vpc: withInputs(E.vpc, { cidrBlock: "10.1.0.0/16" }) },
    },
    {
        title: "a subnet's zone, with its range",
        risks: [
            'critical | update-fails | cluster-control-plane | The update fails: cluster "cluster-control-plane" was made in eu-west-1a, and EKS takes subnets in exactly these zones, not in eu-west-1b.',
            'high | replaced | network-node-a | Subnet "network-node-a" is replaced, because availabilityZone changes, and with it 3 more that are made from it.',
            'high | update-fails | network-nat-a | The update fails: AWS refuses a second NAT gateway "network-nat-a" with the same allocationId.',
            'high | update-fails | network-node-a | The update fails: AWS refuses a second subnet "network-node-a" with the same vpcId and cidrBlock.',
            'high | pods-evicted | system | Fargate profile "system" is replaced (subnetIds), which evicts every pod that runs on it.',
            'high | nodes-roll | system-a | Node group "system-a" is replaced (subnetIds): all its nodes go.',
        ],
        change: { subnet: withInputs(E.subnet, { availabilityZone: "eu-west-1b" }) },
    },
    {
        title: "a zone less for the control plane",
        risks: [
            'critical | update-fails | twin | The update fails: cluster "twin" was made in eu-west-1a, eu-west-1b, and EKS takes subnets in exactly these zones, not in eu-west-1a.',
        ],
        given: { second: SECOND, twin: inSubnets("subnet", "second") },
        change: { twin: inSubnets("subnet") },
    },
    {
        title: "a zone that goes while a Fargate profile keeps its subnet",
        risks: [
            'critical | update-fails | twin | The update fails: "twin" keeps subnet "network-node-b", which goes: ignoreChanges holds its subnetIds.',
            'high | deleted | network-node-b | Subnet "network-node-b" is deleted.',
        ],
        given: {
            second: SECOND,
            twin: keeping("subnetIds", [from("subnet", "id"), from("second", "id")]),
        },
        change: { second: undefined, twin: keeping("subnetIds", [from("subnet", "id")]) },
    },
    {
        title: "a security group that goes while a cluster keeps it",
        risks: [
            'critical | update-fails | twin | The update fails: "twin" keeps security group "extra", which goes: ignoreChanges holds its vpcConfig.securityGroupIds.',
        ],
        given: { group: GROUP, twin: keepingGroup(from("group", "id")) },
        change: { group: undefined, twin: keepingGroup() },
    },
    {
        title: "a NAT gateway that becomes private",
        risks: [
            'high | update-fails | network-nat-a | The update fails: AWS refuses a second NAT gateway "network-nat-a" with the same allocationId.',
        ],
        change: { nat: withInputs(E.nat, { connectivityType: "private" }) },
    },
    {
        title: "an address released",
        risks: [
            'medium | outbound-address | network-nat-a | Elastic IP "network-nat-a" is released: connections leave from another address.',
        ],
        change: { eip: undefined, nat: withInputs(E.nat, { allocationId: "eipalloc-1" }) },
    },
    {
        title: "the cluster's service range",
        risks: [
            'critical | replaced | cluster-control-plane | Cluster "cluster-control-plane" is replaced, because kubernetesNetworkConfig.serviceIpv4Cidr changes, and with it 9 more that are made from it.',
        ],
        change: {
            cluster: withInputs(E.cluster, { kubernetesNetworkConfig: { serviceIpv4Cidr: "172.21.0.0/16" } }),
        },
    },
    {
        title: "the cluster's creator as admin",
        risks: [
            'critical | replaced | cluster-control-plane | Cluster "cluster-control-plane" is replaced, because accessConfig changes, and with it 9 more that are made from it.',
        ],
        change: {
            cluster: withInputs(E.cluster, {
                accessConfig: { bootstrapClusterCreatorAdminPermissions: false },
            }),
        },
    },
    {
        title: "the cluster's encryption taken away",
        risks: [
            'critical | replaced | cluster-control-plane | Cluster "cluster-control-plane" is replaced, because encryptionConfig changes, and with it 9 more that are made from it.',
        ],
        change: { cluster: withoutInput(E.cluster, "encryptionConfig") },
    },
    {
        title: "the cluster's key, which the provider never sends",
        risks: [
            'high | not-applied | cluster-control-plane | The change of "cluster-control-plane" at encryptionConfig.provider.keyArn is not applied.',
        ],
        change: {
            cluster: withInputs(E.cluster, {
                encryptionConfig: {
                    provider: { keyArn: "arn:aws:kms:eu-west-1:123456789012:key/other" },
                    resources: ["secrets"],
                },
            }),
        },
    },
    {
        title: "the key replaced",
        risks: [
            'critical | replaced | keys-secrets | KMS key "keys-secrets" is replaced, because multiRegion changes.',
            'high | not-applied | cluster-control-plane | The change of "cluster-control-plane" at encryptionConfig.provider.keyArn is not applied.',
        ],
        change: { key: withInputs(E.key, { multiRegion: true }) },
    },
    {
        title: "the key deleted",
        risks: [
            'critical | deleted | keys-secrets | KMS key "keys-secrets" is deleted.',
            'high | not-applied | cluster-control-plane | The change of "cluster-control-plane" at encryptionConfig.provider.keyArn is not applied.',
        ],
        change: {
            key: undefined,
            cluster: withInputs(E.cluster, {
                encryptionConfig: {
                    provider: { keyArn: "arn:aws:kms:eu-west-1:123456789012:key/k" },
                    resources: ["secrets"],
                },
            }),
        },
    },
    {
        title: "a file system removed",
        risks: ['critical | deleted | shared | File system "shared" is deleted.'],
        given: { storage: STORAGE },
        change: { storage: undefined },
    },
    {
        title: "a Kubernetes minor skipped",
        risks: [
            "high | version-skipped | cluster-control-plane | Kubernetes goes from 1.35 to 1.37 and skips 1.36.",
        ],
        change: { cluster: withInputs(E.cluster, { version: "1.37" }) },
    },
    {
        title: "a Kubernetes minor up",
        risks: [],
        change: { cluster: withInputs(E.cluster, { version: "1.36" }) },
    },
    {
        title: "a Kubernetes minor up, with Karpenter",
        risks: [
            'medium | nodes-roll | cluster-control-plane | The new Kubernetes version makes Karpenter replace the nodes of "general".',
        ],
        given: { pool: POOL },
        change: { cluster: withInputs(E.cluster, { version: "1.36" }) },
    },
    {
        title: "a Kubernetes downgrade",
        risks: ["high | version-downgrade | cluster-control-plane | Kubernetes goes down from 1.35 to 1.34."],
        change: { cluster: withInputs(E.cluster, { version: "1.34" }) },
    },
    {
        title: "an add-on jumping minors",
        risks: [
            'high | addon-jump | vpc-cni | Add-on "vpc-cni" (vpc-cni) jumps from v1.20.4-eksbuild.2 to v1.22.4-eksbuild.3.',
        ],
        change: { addon: withInputs(E.addon, { addonVersion: "v1.22.4-eksbuild.3" }) },
    },
    {
        title: "an add-on one minor up",
        risks: [],
        change: { addon: withInputs(E.addon, { addonVersion: "v1.21.1-eksbuild.1" }) },
    },
    {
        title: "an add-on down",
        risks: [
            'medium | version-downgrade | vpc-cni | Add-on "vpc-cni" (vpc-cni) goes down from v1.20.4-eksbuild.2 to v1.19.0-eksbuild.1.',
        ],
        change: { addon: withInputs(E.addon, { addonVersion: "v1.19.0-eksbuild.1" }) },
    },
    {
        title: "the last admin removed",
        risks: [
            "critical | lock-out | access-admin | Nobody administers the cluster any more: the last admin, arn:aws:iam::123456789012:role/admin, loses it.",
        ],
        change: { admin: undefined, adminEntry: undefined },
    },
    {
        title: "the deployer removed",
        risks: [
            "critical | lock-out | access-deploy | The deploy role arn:aws:iam::123456789012:role/deploy loses the cluster.",
        ],
        change: { deploy: undefined, deployEntry: undefined },
    },
    {
        title: "the deployer's entry of another type",
        risks: [
            'high | lock-out | access-deploy | Access of the deploy role, "access-deploy", is removed and made again within the update.',
        ],
        change: { deployEntry: withInputs(E.deployEntry, { type: "EC2_LINUX" }) },
    },
    {
        title: "an access scope, new one first",
        risks: [
            'high | removes-itself | access-admin | The update makes access policy association "access-admin" anew and then deletes the old one, which is the same thing: nothing is left.',
        ],
        given: {
            admin: { ...E.admin, options: {} },
            extra: {
                ...E.admin,
                name: "extra",
                inputs: { ...E.admin.inputs, principalArn: "arn:aws:iam::123456789012:role/second" },
            },
        },
        change: {
            admin: {
                ...withInputs(E.admin, { accessScope: { type: "namespace", namespaces: ["app"] } }),
                options: {},
            },
        },
    },
    {
        title: "a Fargate profile's selectors",
        risks: [
            'high | pods-evicted | system | Fargate profile "system" is replaced (selectors), which evicts every pod that runs on it.',
        ],
        change: { profile: withInputs(E.profile, { selectors: [{ namespace: "app" }] }) },
    },
    {
        title: "a Fargate profile removed",
        risks: [
            'high | pods-evicted | system | Fargate profile "system" is deleted, which evicts every pod that runs on it.',
        ],
        change: { profile: undefined },
    },
    {
        title: "the node role's path",
        risks: [
            'high | replaced | node-role | Node role "node-role" is replaced, because path changes, and with it 1 more that is made from it.',
            'high | nodes-roll | system-a | Node group "system-a" is replaced (nodeRoleArn): all its nodes go.',
        ],
        change: { nodeRole: withInputs(E.nodeRole, { path: "/nodes/" }) },
    },
    {
        title: "a cluster under another name, with Karpenter",
        risks: [
            'critical | replaced | cluster-control-plane | Cluster "cluster-control-plane" is replaced, because name changes, and with it 11 more that are made from it.',
            'critical | update-fails | cluster-kubernetes | The update fails: Kubernetes provider "cluster-kubernetes" is replaced while 2 objects have to go through it.',
        ],
        given: { pool: POOL, nodeClass: NODE_CLASS },
        change: { cluster: withInputs(E.cluster, { name: "kit-other" }) },
    },
    {
        title: "a service account losing its role",
        risks: [
            'high | identity-lost | csi | Pods of service account kube-system/ebs-csi-controller-sa lose their AWS role: association "csi" goes.',
        ],
        given: { association: ASSOCIATION },
        change: { association: undefined },
    },
    {
        title: "a release losing its role",
        risks: [
            'high | identity-lost | controller | "controller" loses the annotation eks.amazonaws.com/role-arn of its service account.',
        ],
        given: { release: RELEASE },
        change: { release: withInputs(RELEASE, { values: { serviceAccount: { annotations: {} } } }) },
    },
    {
        title: "an add-on losing its role",
        risks: [
            'high | identity-lost | vpc-cni | Add-on "vpc-cni" loses its AWS role (serviceAccountRoleArn).',
        ],
        change: { addon: withoutInput(E.addon, "serviceAccountRoleArn") },
    },
    {
        title: "a role losing a managed policy",
        risks: [
            "high | identity-lost | cluster-role | Role cluster-role-fefb574 loses arn:aws:iam::aws:policy/AmazonEKSClusterPolicy.",
        ],
        change: { clusterPolicy: undefined },
    },
    {
        title: "a role losing an action",
        risks: ['medium | identity-lost | cluster-key | Policy "cluster-key" no longer allows kms:Decrypt.'],
        given: { inline: INLINE },
        change: {
            inline: withInputs(INLINE, {
                policy: json({
                    Version: "2012-10-17",
                    Statement: [{ Sid: "Key", Effect: "Allow", Action: "kms:Encrypt", Resource: "*" }],
                }),
            }),
        },
    },
    {
        title: "a role trusting nobody",
        risks: [
            'medium | identity-lost | node-role | Role "node-role" is no longer assumed by ec2.amazonaws.com.',
        ],
        change: {
            nodeRole: withInputs(E.nodeRole, {
                assumeRolePolicy: json({ Version: "2012-10-17", Statement: [] }),
            }),
        },
    },
    {
        title: "a policy attached under another name",
        risks: [
            'high | removes-itself | cluster-role | The update makes policy attachment "cluster-role" anew and then deletes the old one, which is the same thing: nothing is left.',
        ],
        change: { clusterPolicy: { ...E.clusterPolicy, name: "other" } },
    },
    {
        title: "the OIDC provider removed",
        risks: [
            'high | identity-lost | cluster-oidc | OIDC provider "cluster-oidc" is deleted: IAM trusts no service account of the cluster while it is gone.',
        ],
        change: { oidc: undefined },
    },
    {
        title: "a volume claim removed",
        risks: ['critical | deleted | data | Volume claim "data" is deleted.'],
        given: { claim: CLAIM },
        change: { claim: undefined },
    },
    {
        title: "inCluster switched off",
        risks: [
            "critical | in-cluster-off | platform | inCluster is switched off: every Kubernetes object of this program is deleted, 1 in all.",
        ],
        given: { pool: POOL },
        change: { platform: withInputs(E.platform, { inCluster: false }), pool: undefined },
    },
    {
        title: "protection taken off a component",
        risks: ['high | protection-removed | network | "network" and 2 below it are no longer protected.'],
        given: guarded(true),
        change: guarded(undefined),
    },
    {
        title: "something protected removed",
        risks: [
            'high | pods-evicted | system | Fargate profile "system" is deleted, which evicts every pod that runs on it. | refused',
        ],
        given: { profile: { ...E.profile, options: { protect: true } } },
        change: { profile: undefined },
    },
    {
        title: "something protected removed that no rule of its own is about",
        risks: ['high | deleted | network-nat-a | Protected resource "network-nat-a" is deleted. | refused'],
        given: { nat: { ...E.nat, options: { protect: true } } },
        change: { nat: undefined },
    },
    {
        title: "a key no longer kept",
        risks: [
            'high | protection-removed | keys-secrets | "keys-secrets" is no longer kept when Pulumi deletes it.',
        ],
        given: { key: { ...E.key, options: { retainOnDelete: true } } },
        change: { key: E.key },
    },
    {
        title: "a kept key removed",
        risks: [
            'medium | deleted | spare | KMS key "spare" is deleted. It stays in AWS, out of Pulumi\'s hands, because retainOnDelete is set.',
        ],
        given: { spare: { ...E.key, name: "spare", options: { retainOnDelete: true } } },
        change: { spare: undefined },
    },
    {
        title: "AWS's own protection switched off",
        risks: [
            'high | protection-removed | cluster-control-plane | AWS\'s deletion protection of "cluster-control-plane" is switched off.',
        ],
        given: { cluster: withInputs(E.cluster, { deletionProtection: true }) },
        change: { cluster: withInputs(E.cluster, { deletionProtection: false }) },
    },
    {
        title: "the region",
        risks: [
            "critical | environment-moves | aws | The environment moves from eu-west-1 to eu-west-2: 18 resources are deleted and made anew.",
        ],
        change: { aws: withInputs(E.aws, { region: "eu-west-2" }) },
    },
    {
        title: "the account",
        risks: [
            "critical | environment-moves | aws | The environment moves from account 123456789012 to 222222222222: what was built stays behind in the first one.",
            'critical | replaced | cluster-control-plane | Cluster "cluster-control-plane" is replaced, because roleArn changes, and with it 9 more that are made from it.',
        ],
        change: { aws: withInputs(E.aws, { allowedAccountIds: '["222222222222"]' }) },
    },
    {
        title: "one account more that credentials may be of",
        risks: [],
        change: { aws: withInputs(E.aws, { allowedAccountIds: '["123456789012","222222222222"]' }) },
    },
    {
        title: "a role renamed without an alias",
        risks: [
            'high | deleted | node-role | Node role "node-role" is deleted.',
            'high | nodes-roll | system-a | Node group "system-a" is replaced (nodeRoleArn): all its nodes go.',
        ],
        change: { nodeRole: { ...E.nodeRole, name: "nodes" } },
    },
    ...CONTROLLER_CASES,
    ...DEFINITION_CASES,
    ...WAY_OUT_CASES,
    {
        title: "a file system of which nobody wrote whether the change replaces it",
        risks: [
            'medium | may-be-replaced | shared | The file system "shared" changes in throughputCapacity, and whether that replaces it is not known.',
        ],
        given: { shared: STORAGE },
        change: { shared: withInputs(STORAGE, { throughputCapacity: 64 }) },
    },
    {
        title: "the same, protected",
        risks: [],
        given: { shared: { ...STORAGE, options: { protect: true } } },
        change: {
            shared: { ...withInputs(STORAGE, { throughputCapacity: 64 }), options: { protect: true } },
        },
    },
    {
        title: "a role renamed with an alias",
        risks: [],
        change: { nodeRole: { ...E.nodeRole, name: "nodes", options: { aliases: [{ name: "node-role" }] } } },
    },
    {
        title: "a tag",
        risks: [],
        change: { vpc: withInputs(E.vpc, { tags: { Name: "network", owner: "tests" } }) },
    },
    { title: "nothing", risks: [], change: {} },
];

function guarded(protect: true | undefined): Record<string, Sketch> {
    const options = protect === undefined ? {} : { protect };
    return {
        network: { ...E.network, options },
        vpc: { ...E.vpc, options },
        subnet: { ...E.subnet, options },
    };
}

function withoutInput(sketch: Sketch, input: string): Sketch {
    const { [input]: _, ...inputs } = withInputs(sketch, {}).inputs as Record<string, never>;
    return { ...sketch, inputs };
}
