import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import {
    ACCOUNT,
    arnOf,
    makeCluster,
    makeNetwork,
    makeRole,
    refusalOf,
    Rig,
} from "../../../support/sandbox-world";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/gone`;

const MISSING = [
    [
        TYPES.subnet,
        { vpcId: "vpc-0gone", cidrBlock: "10.0.0.0/24" },
        "InvalidVpcID.NotFound: The vpc ID 'vpc-0gone' does not exist",
    ],
    [
        TYPES.natGateway,
        { subnetId: "subnet-0gone" },
        "InvalidSubnetID.NotFound: The subnet ID 'subnet-0gone' does not exist",
    ],
    [
        TYPES.route,
        { routeTableId: "rtb-0gone", destinationCidrBlock: "0.0.0.0/0" },
        "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-0gone' does not exist",
    ],
    [
        TYPES.rolePolicyAttachment,
        { role: "gone", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
        "NoSuchEntity: The role with name gone cannot be found.",
    ],
    [
        TYPES.addon,
        { clusterName: "gone", addonName: "coredns" },
        "ResourceNotFoundException: No cluster found for name: gone.",
    ],
    [
        TYPES.cluster,
        { name: "gone", roleArn: ROLE },
        `InvalidParameterException: Role with arn: ${ROLE}, could not be assumed because it does not exist or the trusted entity is not correct`,
    ],
] as const;

describe("what a request names", () => {
    for (const [type, inputs, error] of MISSING) {
        it(`must exist: ${error.replace(/[.:].*/, "")} for ${type}`, async () => {
            assert.equal(await refusalOf(new Rig().create(type, "orphan", inputs)), error);
        });
    }

    it("may be of a network that somebody else made, and is gone once a stack deleted it", async () => {
        const rig = new Rig();
        const role = await makeRole(rig, "cluster", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]);
        const subnetIds = ["subnet-0a00000000000001a", "subnet-0b00000000000001b"];
        const cluster = { name: "theirs", roleArn: arnOf(role), vpcConfig: { subnetIds } };
        assert.equal(await refusalOf(rig.create(TYPES.cluster, "theirs", cluster)), undefined);
        const { nodes } = await makeNetwork(rig);
        await rig.remove(nodes[2]);
        assert.equal(
            await refusalOf(rig.create(TYPES.natGateway, "late", { subnetId: nodes[2].id })),
            `InvalidSubnetID.NotFound: The subnet ID '${nodes[2].id}' does not exist`,
        );
    });

    it("keeps a cluster in the VPC it was made in", async () => {
        const rig = new Rig();
        const { cluster } = await makeCluster(rig);
        const vpcConfig = { subnetIds: ["subnet-0a00000000000001a", "subnet-0b00000000000001b"] };
        assert.equal(
            await refusalOf(rig.update(cluster, { vpcConfig })),
            "InvalidParameterException: Subnets provided must belong to the VPC in which the cluster was created",
        );
    });

    it("must not be on its way out", async () => {
        const rig = new Rig();
        const { cluster } = await makeCluster(rig);
        rig.inventory.put({ ...cluster, status: "deleting" });
        assert.equal(
            await refusalOf(rig.create(TYPES.addon, "late", { clusterName: "one", addonName: "kube-proxy" })),
            "InvalidRequestException: Cluster 'one' is not in ACTIVE status",
        );
    });
});
