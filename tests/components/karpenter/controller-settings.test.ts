import assert from "node:assert/strict";

import { isGateOpen, settingsValues } from "../../../components/karpenter/controller-settings";
import { controllerValues } from "../../../components/karpenter/controller-values";
import { checkKarpenter, decisionsOfKarpenter } from "../../../components/karpenter/karpenter-spec";
import type { ControllerSettings, ControllerWords } from "../../../components/karpenter/settings-schema";
import { describeProblem } from "../../../components/shared/problems";
import { karpenterSpec } from "../../support/karpenter-spec";

const FACTS = {
    clusterEndpoint: "https://api",
    controllerRoleArn: "arn:aws:iam::123456789012:role/c",
    queueName: "q",
};

const refusals = (settings: ControllerSettings, controller: ControllerWords = {}): string[] =>
    checkKarpenter(karpenterSpec({ settings, controller })).map((problem) => describeProblem(problem));

describe("settings of the controller", () => {
    it("are merged over the kit's own, numbers as texts, gates stated", () => {
        const settings: ControllerSettings = {
            batchMaxDuration: "30s",
            vmMemoryOverheadPercent: 0,
            reservedENIs: 1,
            disableDryRun: true,
            ignoreDRARequests: false,
            minValuesPolicy: "BestEffort",
            featureGates: { staticCapacity: true },
        };
        const values = controllerValues(karpenterSpec({ settings }), FACTS);
        assert.deepEqual(values["settings"], {
            clusterName: "kit-test",
            clusterEndpoint: "https://api",
            interruptionQueue: "q",
            isolatedVPC: false,
            enableZonalShift: true,
            batchMaxDuration: "30s",
            vmMemoryOverheadPercent: "0",
            reservedENIs: "1",
            disableDryRun: true,
            ignoreDRARequests: false,
            minValuesPolicy: "BestEffort",
            featureGates: {
                nodeRepair: false,
                nodeOverlay: false,
                reservedCapacity: true,
                spotToSpotConsolidation: false,
                staticCapacity: true,
                capacityBuffer: false,
            },
        });
        assert.deepEqual(values["controller"], {
            // Of a switch that is off the chart writes nothing.
            env: [
                { name: "AWS_REGION", value: "us-east-1" },
                { name: "IGNORE_DRA_REQUESTS", value: "false" },
            ],
            resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
        });
        assert.deepEqual(decisionsOfKarpenter(karpenterSpec({ settings: { reservedENIs: 1 } }))["settings"], [
            "reservedENIs 1",
        ]);
        assert.equal("settings" in decisionsOfKarpenter(karpenterSpec()), false);
    });

    it("the pods' log level, size and variables", () => {
        const controller: ControllerWords = {
            logLevel: "debug",
            resources: { cpu: "2", memory: "2Gi" },
            env: [{ name: "GOGC", value: "80" }],
        };
        const values = controllerValues(karpenterSpec({ controller }), FACTS);
        assert.equal(values["logLevel"], "debug");
        assert.deepEqual(values["controller"], {
            env: [
                { name: "AWS_REGION", value: "us-east-1" },
                { name: "GOGC", value: "80" },
            ],
            resources: { requests: { cpu: "2", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } },
        });
    });

    it("refuses what the controller does not start with, or passes over", () => {
        assert.deepEqual(
            refusals({ batchIdleDuration: "500ms", amiRefreshInterval: "1m", reservedENIs: 0 }),
            [],
        );
        assert.deepEqual(refusals({ batchMaxDuration: "10", amiRefreshInterval: "59s" }), [
            'settings.batchMaxDuration: not a duration the controller takes (got "10"). Write 10s or 500ms.',
            'settings.amiRefreshInterval: not a duration the controller takes (got "59s"). Write 1m or more.',
        ]);
        assert.deepEqual(refusals({ batchIdleDuration: "11s" }), [
            'settings.batchIdleDuration: longer than a batch lasts, 10s (got "11s"). ' +
                "Shorten it, or raise settings.batchMaxDuration.",
        ]);
        assert.deepEqual(refusals({ vmMemoryOverheadPercent: 7.5, reservedENIs: -1 }), [
            "settings.vmMemoryOverheadPercent: not a share of an instance's memory (got 7.5). " +
                "Write 0 to less than 1: 0.075 is 7.5 %.",
            "settings.reservedENIs: not a number of network interfaces (got -1). " +
                "Write 1 with custom networking, or leave it out.",
        ]);
    });

    it("refuses variables that are another word's, and amounts that are none", () => {
        assert.deepEqual(
            refusals(
                {},
                {
                    env: [
                        { name: "CLUSTER_NAME", value: "x" },
                        { name: "A", value: "1" },
                        { name: "A", value: "2" },
                        { name: "a-b", value: "1" },
                    ],
                    resources: { cpu: "0", memory: "1G" },
                },
            ),
            [
                'controller.resources.cpu: not an amount (got "0"). Write 1 or 500m.',
                'controller.resources.memory: not an amount (got "1G"). Write 1Gi.',
                'controller.env[0].name: the chart writes this variable (got "CLUSTER_NAME"). Use settings, or leave it.',
                'controller.env[2].name: the same variable twice (got "A"). Keep one.',
                'controller.env[3].name: not the name of a variable (got "a-b"). Use letters, digits and _.',
            ],
        );
    });

    it("gates are what is said, and otherwise the chart's", () => {
        assert.deepEqual([isGateOpen("staticCapacity"), isGateOpen("reservedCapacity")], [false, true]);
        assert.equal(isGateOpen("reservedCapacity", { featureGates: { reservedCapacity: false } }), false);
        assert.deepEqual(Object.keys(settingsValues()), ["featureGates"]);
    });
});
