import assert from "node:assert/strict";

import {
    checkRepair,
    describeRepair,
    type NodeRepair,
    nodeRepairSchema,
    repairConfigOf,
} from "../../../components/compute/node-repair";
import { describeProblem } from "../../../components/shared/problems";
import { problemsOfWords } from "../../../components/shared/schema";

const RULES: NodeRepair = {
    stopAbove: { kind: "count", nodes: 3 },
    atOnce: { kind: "percentage", percentage: 15 },
    exceptions: [
        {
            condition: "AcceleratedHardwareReady",
            reason: "NvidiaXID64Error",
            waitMinutes: 5,
            action: "Reboot",
        },
    ],
};

const refused = (repair: NodeRepair): string[] =>
    checkRepair("nodeRepair", repair).map((problem) => describeProblem(problem));

describe("repair of nodes", () => {
    it("is on, off, or on with rules", () => {
        assert.deepEqual([true, false].map(repairConfigOf), [{ enabled: true }, { enabled: false }]);
        assert.deepEqual(repairConfigOf({}), { enabled: true });
        assert.deepEqual(repairConfigOf(RULES), {
            enabled: true,
            maxUnhealthyNodeThresholdCount: 3,
            maxParallelNodesRepairedPercentage: 15,
            nodeRepairConfigOverrides: [
                {
                    minRepairWaitTimeMins: 5,
                    nodeMonitoringCondition: "AcceleratedHardwareReady",
                    nodeUnhealthyReason: "NvidiaXID64Error",
                    repairAction: "Reboot",
                },
            ],
        });
    });

    it("is shown as it was said", () => {
        assert.deepEqual([true, false].map(describeRepair), [true, false]);
        assert.deepEqual(describeRepair(RULES), [
            "none above 3 unhealthy",
            "15 % at once",
            "NvidiaXID64Error: Reboot after 5 minutes",
        ]);
    });

    it("refuses what EKS would", () => {
        assert.deepEqual([true, false, {}, RULES].flatMap(refused), []);
        assert.deepEqual(
            refused({
                stopAbove: { kind: "count", nodes: 0 },
                atOnce: { kind: "percentage", percentage: 101 },
                exceptions: [
                    { condition: "Accelerated Hardware", reason: "", waitMinutes: 0.5, action: "NoAction" },
                ],
            }),
            [
                "nodeRepair.stopAbove.nodes: not a number EKS takes (got 0). Choose a whole number, 1 or more.",
                "nodeRepair.atOnce.percentage: not a number EKS takes (got 101). Choose a whole number, 1 to 100.",
                'nodeRepair.exceptions[0].condition: not a word of the node monitoring agent (got "Accelerated Hardware"). Write it as the agent does, letters and digits.',
                'nodeRepair.exceptions[0].reason: not a word of the node monitoring agent (got ""). Write it as the agent does, letters and digits.',
                "nodeRepair.exceptions[0].waitMinutes: not a number EKS takes (got 0.5). Choose a whole number, 1 or more.",
            ],
        );
    });

    it("refuses words nobody knows", () => {
        const written = { exceptions: [{ ...RULES.exceptions?.[0], action: "Terminate" }] };
        assert.equal(problemsOfWords(nodeRepairSchema, written).length, 1);
    });
});
