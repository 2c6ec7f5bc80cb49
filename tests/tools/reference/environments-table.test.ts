import assert from "node:assert/strict";

import { tableOf } from "../../../tools/reference/environments-table";
import { graphOf, planned } from "../../support/graphs";

const environment = (protection: boolean, endpoints: readonly string[], pools: readonly string[]) =>
    graphOf(
        planned({ type: "platform:stacks:Platform", name: "platform", inputs: { protection } }),
        planned({
            type: "platform:network:Vpc",
            name: "network",
            inputs: { endpoints, flowLogs: "off", nat: "single, in slot a", zones: ["a: x", "b: y"] },
        }),
        planned({
            type: "platform:cluster:Cluster",
            name: "cluster",
            inputs: {
                api: "public to 198.18.0.0/24, and private",
                logRetentionDays: 14,
                logs: ["api", "audit"],
            },
        }),
        ...pools.map((pool) =>
            planned({ type: "platform:karpenter:NodePool", name: `pool-${pool}`, inputs: { pool } }),
        ),
    );

describe("the table of environments", () => {
    it("has a column for each environment, and says what its components decided", () => {
        const graphs = [environment(false, [], []), environment(true, ["a", "b", "c", "d"], ["x", "y"])];
        assert.deepEqual(tableOf(["qa", "live"], graphs, ["0.25", "0.47 and more"]).split("\n"), [
            "|  | qa | live |",
            "| --- | --- | --- |",
            "| zones | 2 | 2 |",
            "| NAT gateways | single, in slot a | single, in slot a |",
            "| API endpoint | public to listed networks, private | public to listed networks, private |",
            "| VPC endpoints | none | 4 services |",
            "| flow logs | off | off |",
            "| key of Secrets | none | none |",
            "| control-plane logs | 2 types, 14 days | 2 types, 14 days |",
            "| Karpenter runs on | none | none |",
            "| node pools | none | `x`, `y` |",
            "| protection | none | everything |",
            "| USD an hour, with the kit's pods | 0.25 | 0.47 and more |",
        ]);
    });
});
