/** What tells resources apart: priced, free, billed by use, unknown. */
import assert from "node:assert/strict";

import { costsOfResources } from "../../../tools/cost/resources";
import { siteOf } from "../../../tools/cost/site";
import { graphOf, planned } from "../../support/graphs";

function stateIn(region: string, type: string, inputs = {}): readonly unknown[] {
    const platform = planned({ type: "platform:stacks:Platform", name: "platform", inputs: { region } });
    const graph = graphOf(platform, planned({ type, name: "one", inputs }));
    return costsOfResources(siteOf(graph, "2026-11-29")).map(({ state, why }) => [state, why]);
}

describe("a resource", () => {
    it("is priced where all that stands has a price", () => {
        assert.deepEqual(stateIn("us-east-1", "aws:ec2/natGateway:NatGateway"), [["priced", undefined]]);
    });

    it("is free on somebody's word", () => {
        assert.deepEqual(stateIn("us-east-1", "aws:iam/role:Role"), [
            ["free", "AWS IAM: a feature of the account without a charge"],
        ]);
    });

    it("is billed by use where a unit has a price", () => {
        const inputs = { name: "/apps" };
        assert.deepEqual(stateIn("us-east-1", "aws:cloudwatch/logGroup:LogGroup", inputs), [
            ["by-use", undefined],
        ]);
    });

    it("is unknown where no unit of it has one, and says which", () => {
        const why = "no price in mars-north-1 of: ";
        assert.deepEqual(stateIn("mars-north-1", "aws:cloudwatch/logGroup:LogGroup", { name: "/apps" }), [
            ["unknown", `${why}CloudWatch Logs, taken in; CloudWatch Logs, stored`],
        ]);
        assert.deepEqual(stateIn("mars-north-1", "aws:ec2/eip:Eip"), [
            ["unknown", `${why}public IPv4 address`],
        ]);
    });

    it("is unknown where its type has no row", () => {
        assert.deepEqual(stateIn("us-east-1", "aws:rds/instance:Instance"), [
            ["unknown", "its type has no row in tools/cost/billing"],
        ]);
    });
});
