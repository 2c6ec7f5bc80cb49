import assert from "node:assert/strict";

import { Role } from "@pulumi/aws/iam";
import { Cluster } from "@pulumi/aws/eks/cluster";

import {
    checkExistingVpc,
    type ExistingVpcArgs,
    existingVpc,
    type Slot,
    SLOTS,
    firstIn,
    furtherIn,
    subnetsIn,
    usedSlots,
    type VpcRef,
    waysOutOf,
} from "../../../components/network/ref";
import { Vpc } from "../../../components/network/vpc";
import { describeProblem } from "../../../components/shared/problems";
import { find, recordComponent, type RecordedResource } from "../../support/record-component";
import { DEV_VPC } from "../../support/vpc-specs";

const EXISTING: ExistingVpcArgs = {
    vpcId: "vpc-0aa",
    nodeSubnetIds: { a: "subnet-0a1", c: "subnet-0c1" },
    controlPlaneSubnetIds: { a: "subnet-0a2", c: "subnet-0c2" },
};

/** A control plane as a component that knows nothing but the reference would make it. */
async function controlPlaneIn(ref: () => VpcRef): Promise<RecordedResource> {
    const resources = await recordComponent(() => {
        const { controlPlaneSubnetIds } = ref();
        const subnetIds = subnetsIn(controlPlaneSubnetIds);
        return new Cluster("cluster", {
            roleArn: "arn:aws:iam::123456789012:role/x",
            vpcConfig: { subnetIds },
        });
    });
    return find(resources, "Cluster:cluster");
}

describe("VpcRef", () => {
    it("tells of a VPC of the kit's own what leads out of each node subnet, and of no other", async () => {
        const waysOut = async (ref: () => VpcRef): Promise<Readonly<Record<string, readonly string[]>>> => {
            const dependenciesOf = async (slot: Slot) => {
                const resources = await recordComponent(() => {
                    const dependsOn = [...waysOutOf(ref(), [slot])];
                    return new Role("role", { assumeRolePolicy: "{}" }, { dependsOn });
                });
                return find(resources, "Role:role").dependencies;
            };
            return { a: await dependenciesOf("a"), b: await dependenciesOf("b") };
        };
        const own = (slot: string) => [
            `Route:network-node-${slot}-egress`,
            `RouteTableAssociation:network-node-${slot}`,
        ];
        assert.deepEqual(await waysOut(() => new Vpc("network", DEV_VPC)), { a: own("a"), b: own("b") });
        assert.deepEqual(await waysOut(() => existingVpc(EXISTING)), { a: [], b: [] });
    });

    it("is what the kit's own VPC and one made elsewhere have in common", async () => {
        const own = await controlPlaneIn(() => new Vpc("network", DEV_VPC));
        assert.deepEqual(own.inputs["vpcConfig"], {
            subnetIds: ["subnet-network-control-plane-a", "subnet-network-control-plane-b"],
        });
        assert.deepEqual(own.propertyDependencies, {
            vpcConfig: ["Subnet:network-control-plane-a", "Subnet:network-control-plane-b"],
        });
        const existing = await controlPlaneIn(() => existingVpc(EXISTING));
        assert.deepEqual(existing.inputs["vpcConfig"], { subnetIds: ["subnet-0a2", "subnet-0c2"] });
        assert.deepEqual(existing.propertyDependencies, {});
    });

    it("has no public subnets unless some are named", () => {
        assert.deepEqual(existingVpc(EXISTING), { ...EXISTING, publicSubnetIds: {} });
        const open: ExistingVpcArgs = { ...EXISTING, publicSubnetIds: { a: "subnet-0a3" } };
        assert.deepEqual(existingVpc(open), open);
    });

    it("takes several subnets a slot, and refuses an id that stands twice", () => {
        const several: ExistingVpcArgs = {
            ...EXISTING,
            nodeSubnetIds: { a: ["subnet-0a1", "subnet-0a3"], c: "subnet-0c1" },
        };
        const { nodeSubnetIds } = existingVpc(several);
        assert.deepEqual(subnetsIn(nodeSubnetIds), ["subnet-0a1", "subnet-0a3", "subnet-0c1"]);
        assert.deepEqual(firstIn(nodeSubnetIds), { a: "subnet-0a1", c: "subnet-0c1" });
        assert.deepEqual(furtherIn(nodeSubnetIds), { a: ["subnet-0a3"] });
        const twice = {
            ...several,
            controlPlaneSubnetIds: { a: "subnet-0a1", c: "subnet-0a1" },
            publicSubnetIds: { c: ["subnet-0a3"] },
        };
        assert.deepEqual(
            checkExistingVpc(twice).map((problem) => describeProblem(problem)),
            [
                'publicSubnetIds.c[0]: the subnet is nodeSubnetIds.a[1] already, and serves one purpose (got "subnet-0a3"). Name each subnet once.',
                'controlPlaneSubnetIds.c: the subnet is named at controlPlaneSubnetIds.a already (got "subnet-0a1"). Name each subnet once.',
            ],
        );
    });

    it("refuses an existing VPC a cluster could not live in", () => {
        const broken: ExistingVpcArgs = {
            ...EXISTING,
            nodeSubnetIds: {},
            controlPlaneSubnetIds: { b: "subnet-0b2" },
        };
        const expected = [
            'controlPlaneSubnetIds: the control plane lives in two or three zones (got ["b"]). Name a subnet in two or three slots.',
            "nodeSubnetIds: nodes have no subnet (got []). Name a subnet in each slot nodes may use.",
        ];
        assert.deepEqual(
            checkExistingVpc(broken).map((problem) => describeProblem(problem)),
            expected,
        );
        assert.throws(() => existingVpc(broken), {
            message: `invalid arguments of existingVpc:\n${expected.map((line) => `  ${line}`).join("\n")}`,
        });
        const four = { a: "s1", b: "s2", c: "s3", d: "s4" };
        assert.deepEqual(
            checkExistingVpc({ ...EXISTING, controlPlaneSubnetIds: four }).map(({ path }) => path),
            ["controlPlaneSubnetIds"],
        );
    });
});

describe("slots", () => {
    it("rule 28: are four, and those in use come in slot order", () => {
        assert.deepEqual(SLOTS, ["a", "b", "c", "d"]);
        assert.deepEqual(usedSlots({ d: "us-east-1d", b: "us-east-1b" }), ["b", "d"]);
        assert.deepEqual(usedSlots({}), []);
    });
});
