/** Counters of quotas of EKS, IAM, KMS and CloudWatch Logs. Pure. */
import { objectOf, textOf } from "../facts/build";
import type { QuotaId } from "../facts/quotas";
import { all, by, type Counted, type Counter, each, joined, lengthOf } from "./counted";
import { groupsOf } from "./node-addresses";
import { inputsOf, listIn, objectsIn, textsIn, type World } from "./world";

const CLUSTER = "aws:eks/cluster:Cluster";
const ROLE = "aws:iam/role:Role";

/** Of the cluster's networking: one count a cluster. */
function ofCluster(read: (inputs: ReturnType<typeof inputsOf>) => number): Counter {
    return (world) => world.ofType(CLUSTER).map((cluster) => ({ count: read(inputsOf(cluster)) }));
}

/** Of their own, and those that add-ons bring. */
const podIdentities: Counter = (world) => {
    const ofAddons = world
        .ofType("aws:eks/addon:Addon")
        .reduce((sum, addon) => sum + listIn(inputsOf(addon)["podIdentityAssociations"]).length, 0);
    return [
        { count: world.ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation").length + ofAddons },
    ];
};

/** EKS makes one for each managed group's role and each Fargate profile's. Source: EKS User Guide, access-entries. */
const accessEntries: Counter = (world) => {
    const roles = new Set([
        ...world.ofType("aws:eks/nodeGroup:NodeGroup").map((one) => textOf(inputsOf(one)["nodeRoleArn"])),
        ...world
            .ofType("aws:eks/fargateProfile:FargateProfile")
            .map((one) => textOf(inputsOf(one)["podExecutionRoleArn"])),
    ]);
    return [{ count: world.ofType("aws:eks/accessEntry:AccessEntry").length + roles.size }];
};

/** Roles are named by their physical name, and have a logical one. */
function roleNames(world: World): (name: string) => string {
    const names = world.ofType(ROLE).map(({ name }) => name);
    const longest = [...names].sort((one, other) => other.length - one.length);
    return (physical) =>
        longest.find((name) => physical === name || physical.startsWith(`${name}-`)) ?? physical;
}

const rolePolicies: Counter = (world) => {
    const logical = roleNames(world);
    return joined(
        by(world, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", (one) =>
            logical(textOf(inputsOf(one)["role"])),
        ),
        world
            .ofType(ROLE)
            .map((role) => ({ of: role.name, count: listIn(inputsOf(role)["managedPolicyArns"]).length })),
    );
};

const inlineSize: Counter = (world) => {
    const logical = roleNames(world);
    const written = world.ofType(ROLE).map((role): Counted => {
        const policies = objectsIn(inputsOf(role)["inlinePolicies"]);
        return { of: role.name, count: policies.reduce((sum, { policy }) => sum + lengthOf(policy), 0) };
    });
    return joined(
        written,
        by(
            world,
            "aws:iam/rolePolicy:RolePolicy",
            (one) => logical(textOf(inputsOf(one)["role"])),
            (one) => lengthOf(inputsOf(one)["policy"]),
        ),
    );
};

const remoteNetworks = (key: string, list: string): Counter =>
    ofCluster(({ remoteNetworkConfig }) => {
        const networks = objectsIn(objectOf(remoteNetworkConfig)[key]);
        return networks.reduce((sum, network) => sum + textsIn(network[list]).length, 0);
    });

export const CLUSTER_COUNTERS = {
    clusters: all(CLUSTER),
    "node-groups": all("aws:eks/nodeGroup:NodeGroup"),
    "group-nodes": (world) =>
        groupsOf(world)
            .filter(({ group }) => group.resource.type === "aws:eks/nodeGroup:NodeGroup")
            .map(({ group }) => ({ of: group.resource.name, count: group.max })),
    "fargate-profiles": all("aws:eks/fargateProfile:FargateProfile"),
    "profile-selectors": each(
        "aws:eks/fargateProfile:FargateProfile",
        ({ selectors }) => listIn(selectors).length,
    ),
    "selector-labels": each("aws:eks/fargateProfile:FargateProfile", ({ selectors }) =>
        Math.max(0, ...objectsIn(selectors).map(({ labels }) => Object.keys(objectOf(labels)).length)),
    ),
    "access-entries": accessEntries,
    "pod-identities": podIdentities,
    "control-plane-groups": ofCluster(
        ({ vpcConfig }) => textsIn(objectOf(vpcConfig)["securityGroupIds"]).length,
    ),
    "public-cidrs": ofCluster(({ vpcConfig }) => textsIn(objectOf(vpcConfig)["publicAccessCidrs"]).length),
    "remote-node-networks": remoteNetworks("remoteNodeNetworks", "cidrs"),
    "remote-pod-networks": remoteNetworks("remotePodNetworks", "cidrs"),
    "identity-providers": all("aws:eks/identityProviderConfig:IdentityProviderConfig"),
    addons: all("aws:eks/addon:Addon"),
    roles: all(ROLE),
    policies: all("aws:iam/policy:Policy"),
    // Karpenter makes one for each class that names a role. Source: karpenter.sh, nodeclasses, spec.role.
    "instance-profiles": all(
        "aws:iam/instanceProfile:InstanceProfile",
        "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
        "kubernetes:eks.amazonaws.com/v1:NodeClass",
    ),
    "role-policies": rolePolicies,
    "trust-policy": each(ROLE, ({ assumeRolePolicy }) => textOf(assumeRolePolicy).length),
    "policy-size": each("aws:iam/policy:Policy", ({ policy }) => lengthOf(policy)),
    "inline-size": inlineSize,
    "oidc-providers": all("aws:iam/openIdConnectProvider:OpenIdConnectProvider"),
    "kms-keys": all("aws:kms/key:Key"),
    "log-groups": all("aws:cloudwatch/logGroup:LogGroup"),
} as const satisfies { readonly [id in QuotaId]?: Counter };
