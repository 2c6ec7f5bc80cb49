import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { refusalOf, Rig } from "../../../support/sandbox-world";

describe("quotas of a new account", () => {
    it("allow five addresses in a region", async () => {
        const rig = new Rig();
        const address = (number: number) =>
            refusalOf(rig.create(TYPES.eip, `address-${number}`, { domain: "vpc" }));
        const made = await Promise.all([1, 2, 3, 4, 5].map(address));
        assert.deepEqual(made, [undefined, undefined, undefined, undefined, undefined]);
        assert.equal(
            await address(6),
            "AddressLimitExceeded: The maximum number of addresses has been reached.",
        );
        const [first] = rig.inventory.ofType(TYPES.eip);
        assert.ok(first);
        await rig.remove(first);
        assert.equal(await address(7), undefined);
        const elsewhere = { id: "aws-2", inputs: { region: "eu-west-1" } };
        const other = rig.create(TYPES.eip, "elsewhere", { domain: "vpc" }, elsewhere);
        assert.equal(await refusalOf(other), undefined);
    });

    it("allow five networks in a region", async () => {
        const rig = new Rig();
        const network = (number: number) =>
            refusalOf(rig.create(TYPES.vpc, `vpc-${number}`, { cidrBlock: `10.${number}.0.0/16` }));
        for (const number of [1, 2, 3, 4, 5]) assert.equal(await network(number), undefined);
        assert.equal(await network(6), "VpcLimitExceeded: The maximum number of VPCs has been reached.");
    });
});
