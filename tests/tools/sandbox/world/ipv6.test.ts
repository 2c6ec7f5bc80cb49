/** IPv6 clusters: what EKS refuses of their subnets, and why their nodes do not become ready. */
import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { ACCOUNT, arnOf, makeNetwork, makeRole, refusalOf, Rig } from "../../../support/sandbox-world";

const IPV6 = { ipFamily: "ipv6" };

/** A cluster whose subnets have IPv6, with vpc-cni on a role with this document. */
async function clusterWith(statement: { readonly Action: string }, assigns = true) {
    const rig = new Rig();
    const network = await makeNetwork(rig);
    const [a, b] = network.nodes;
    for (const [index, subnet] of [a, b].entries()) {
        await rig.update(subnet, {
            ipv6CidrBlock: `2600:1f18:1:10${index}::/64`,
            assignIpv6AddressOnCreation: assigns,
        });
    }
    const subnetIds = [a.id, b.id];
    const role = await makeRole(rig, "cluster", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]);
    const cluster = await rig.create(TYPES.cluster, "kit", {
        name: "kit",
        roleArn: arnOf(role),
        kubernetesNetworkConfig: IPV6,
        vpcConfig: { subnetIds, endpointPrivateAccess: true },
    });
    await rig.create(TYPES.addon, "agent", { clusterName: "kit", addonName: "eks-pod-identity-agent" });
    const plugin = await makeRole(rig, "cni", "pods.eks.amazonaws.com", []);
    await rig.create(TYPES.rolePolicy, "cni", {
        role: plugin.outputs["name"] ?? "",
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }),
    });
    await rig.create(TYPES.addon, "cni", {
        clusterName: "kit",
        addonName: "vpc-cni",
        podIdentityAssociations: [{ serviceAccount: "aws-node", roleArn: arnOf(plugin) }],
    });
    const nodeRole = await makeRole(rig, "nodes", "ec2.amazonaws.com", ["AmazonEKSWorkerNodePolicy"]);
    const group = {
        clusterName: "kit",
        nodeRoleArn: arnOf(nodeRole),
        subnetIds: [a.id],
        scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 1 },
    };
    return { cluster, group, rig };
}

describe("an IPv6 cluster", () => {
    it("is refused in subnets that have no IPv6 range", async () => {
        const rig = new Rig();
        const { nodes } = await makeNetwork(rig);
        const role = await makeRole(rig, "cluster", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]);
        const [a, b] = nodes;
        const cluster = {
            name: "kit",
            roleArn: arnOf(role),
            kubernetesNetworkConfig: IPV6,
            vpcConfig: { subnetIds: [a.id, b.id] },
        };
        assert.equal(
            await refusalOf(rig.create(TYPES.cluster, "kit", cluster)),
            `InvalidParameterException: Subnets ${a.id}, ${b.id} have no IPv6 CIDR block`,
        );
        assert.match(arnOf(role), new RegExp(ACCOUNT));
    });

    it("has ready nodes where subnets give addresses and vpc-cni may take prefixes of IPv6", async () => {
        const { group, rig } = await clusterWith({ Action: "ec2:AssignIpv6Addresses" });
        assert.equal(await refusalOf(rig.create(TYPES.nodeGroup, "nodes", group)), undefined);
    });

    it("has none where vpc-cni has the rights of IPv4", async () => {
        const { group, rig } = await clusterWith({ Action: "ec2:AssignPrivateIpAddresses" });
        assert.match(
            (await refusalOf(rig.create(TYPES.nodeGroup, "nodes", group))) ?? "",
            /cni plugin not initialized \(the plugin has no rights\)$/,
        );
    });

    it("has none where the subnet gives what starts there no IPv6 address", async () => {
        const { group, rig } = await clusterWith({ Action: "ec2:AssignIpv6Addresses" }, false);
        assert.match(
            (await refusalOf(rig.create(TYPES.nodeGroup, "nodes", group))) ?? "",
            /Ec2SubnetMissingIpv6Assignment: subnet-\w+ give no IPv6 addresses to what starts there$/,
        );
    });
});
