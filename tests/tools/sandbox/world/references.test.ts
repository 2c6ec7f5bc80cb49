import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { ACCOUNT, makeCluster, refusalOf, Rig } from "../../../support/sandbox-world";

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
