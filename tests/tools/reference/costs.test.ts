/** The table of docs/costs.md, of graphs made up here. */
import assert from "node:assert/strict";

import { costOf } from "../../../tools/cost/cost";
import type { PlannedResource } from "../../../tools/plan/graph";
import { kindsTable, sumText } from "../../../tools/reference/costs";
import { graphOf, planned } from "../../support/graphs";

const PLATFORM = planned({
    type: "platform:stacks:Platform",
    name: "platform",
    inputs: { region: "us-east-1" },
});
const CLUSTER = planned({ type: "aws:eks/cluster:Cluster", name: "cluster" });

function reportOf(stack: string, ...resources: readonly PlannedResource[]) {
    return {
        ...costOf({ graph: graphOf(PLATFORM, ...resources), components: [], today: "1970-01-01" }),
        stack,
    };
}

function eips(count: number): readonly PlannedResource[] {
    return Array.from({ length: count }, (_, i) => planned({ type: "aws:ec2/eip:Eip", name: `nat-${i}` }));
}

describe("the costs of environments side by side", () => {
    it("have a row for each kind that stands in one of them, and sums", () => {
        const reports = [reportOf("qa", CLUSTER, ...eips(1)), reportOf("live", CLUSTER, ...eips(3))];
        assert.deepEqual(kindsTable(reports), [
            "| an hour | price each | qa | live |",
            "| --- | --- | --- | --- |",
            "| EKS control plane, standard support | 0.10 an hour | 0.1000 | 0.1000 |",
            "| public IPv4 address | 0.005 an hour | 0.0050 | 3: 0.0150 |",
            "| **what stands** |  | **0.1050** | **0.1150** |",
            "| **with the kit's pods** |  | **0.1050** | **0.1150** |",
            "| **a month** |  | **76.65** | **83.95** |",
        ]);
    });

    it("are more than the sum where something has no price", () => {
        const odd = planned({ type: "aws:rds/instance:Instance", name: "database" });
        assert.equal(sumText(reportOf("qa", CLUSTER)), "0.10");
        assert.equal(sumText(reportOf("qa", CLUSTER, odd)), "0.10 and more");
    });
});
