import assert from "node:assert/strict";

import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";

import { ancestorsOf, find, recordComponent } from "./record-component";

class Pair extends pulumi.ComponentResource {
    public constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("platform:test:Pair", name, { size: 2 }, opts);
        const vpc = new Vpc("one", { tags: pulumi.secret({ Name: "x" }) }, { parent: this });
        const after = new Vpc("two", {}, { parent: this, dependsOn: [vpc], retainOnDelete: true });
        const subnet = new Subnet(
            "three",
            { vpcId: after.id },
            { parent: this, ignoreChanges: ["tags"], customTimeouts: { delete: "30m" } },
        );
        this.registerOutputs({ id: subnet.id });
    }
}

describe("recordComponent", () => {
    it("records inputs, edges, options and registered outputs", async () => {
        const resources = await recordComponent(() => new Pair("pair", { protect: true }));
        assert.deepEqual(resources.map(({ label }) => label).sort(), [
            "Pair:pair",
            "Subnet:three",
            "Vpc:one",
            "Vpc:two",
        ]);
        const pair = find(resources, "Pair:pair");
        assert.deepEqual([pair.inputs, pair.outputs], [{ size: 2 }, { id: "subnet-three" }]);
        assert.deepEqual(find(resources, "Vpc:one").inputs, { tags: { $secret: { Name: "x" } } });
        assert.deepEqual(find(resources, "Vpc:two").dependencies, ["Vpc:one"]);
        assert.deepEqual(find(resources, "Vpc:two").options, { protect: true, retainOnDelete: true });
        const subnet = find(resources, "Subnet:three");
        assert.deepEqual(subnet.inputs, { vpcId: "vpc-two" });
        assert.deepEqual(subnet.propertyDependencies, { vpcId: ["Vpc:two"] });
        assert.deepEqual(subnet.options, {
            protect: true,
            ignoreChanges: ["tags"],
            customTimeouts: { delete: "30m" },
        });
        assert.deepEqual([...ancestorsOf(resources, "Subnet:three")].sort(), [
            "Pair:pair",
            "Vpc:one",
            "Vpc:two",
        ]);
    });

    it("shows what a first preview does not know", async () => {
        const resources = await recordComponent(() => new Pair("pair"), { unknown: true });
        assert.deepEqual(find(resources, "Subnet:three").inputs, { vpcId: { $unknown: true } });
        assert.deepEqual(find(resources, "Subnet:three").propertyDependencies, { vpcId: ["Vpc:two"] });
    });

    it("rejects with what the program threw, a call made offline and a URN used twice", async () => {
        await assert.rejects(
            recordComponent(() => {
                throw new pulumi.RunError("wrong");
            }),
            { message: "wrong" },
        );
        await assert.rejects(
            recordComponent(() => getCallerIdentity()),
            { message: "invoke aws:index/getCallerIdentity:getCallerIdentity was called offline" },
        );
        await assert.rejects(
            recordComponent(() => [new Vpc("one"), new Vpc("one")]),
            { message: "two resources have the URN urn:pulumi:test::kit::aws:ec2/vpc:Vpc::one" },
        );
    });

    it("finds one resource or names those there are", async () => {
        const resources = await recordComponent(() => new Vpc("one"));
        assert.throws(() => find(resources, "Vpc:two"), {
            message: "0 resources are labelled Vpc:two; recorded: Vpc:one",
        });
    });
});
