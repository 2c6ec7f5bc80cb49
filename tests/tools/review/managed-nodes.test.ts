/** Input by input of a managed node group: what replaces it, what rolls its nodes, what changes beside running nodes. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { ENVIRONMENT } from "./environment";
import { graphOf, withChanges, withInputs } from "./world";

const GIVEN = withInputs(ENVIRONMENT.nodes, {
    amiType: "AL2023_ARM_64_STANDARD",
    capacityType: "ON_DEMAND",
    diskSize: 20,
    labels: { a: "1" },
    launchTemplate: { id: "lt-1", version: "1" },
    nodeGroupName: "system",
    nodeRepairConfig: { enabled: false },
    releaseVersion: "1.35.6-20260714",
    remoteAccess: { ec2SshKey: "a" },
    taints: [],
    updateConfig: { maxUnavailable: 1 },
});

type Effect = "replaced" | "rolls" | "in place";

/**
 * Replaced: AWS CloudFormation Template Reference, AWS::EKS::Nodegroup, "Update requires: Replacement"; nodeRoleArn and
 * subnetIds: hashicorp/terraform-provider-aws, the provider in use. Rolls: Amazon EKS API Reference,
 * UpdateNodegroupVersion. In place: the same, UpdateNodegroupConfig, "continues to function during the update".
 */
const INPUTS: readonly (readonly [input: string, value: Json, effect: Effect])[] = [
    ["amiType", "BOTTLEROCKET_ARM_64", "replaced"],
    ["capacityType", "SPOT", "replaced"],
    ["diskSize", 50, "replaced"],
    ["instanceTypes", ["m8g.large"], "replaced"],
    ["nodeGroupName", "other", "replaced"],
    ["nodeRoleArn", "arn:aws:iam::123456789012:role/other", "replaced"],
    ["remoteAccess", { ec2SshKey: "b" }, "replaced"],
    ["subnetIds", ["subnet-1"], "replaced"],
    ["launchTemplate", { id: "lt-2", version: "1" }, "replaced"],
    ["launchTemplate", { id: "lt-1", version: "2" }, "rolls"],
    ["releaseVersion", "1.35.6-20260801", "rolls"],
    ["version", "1.36", "rolls"],
    ["labels", { a: "2" }, "in place"],
    ["taints", [{ key: "a", effect: "NO_SCHEDULE" }], "in place"],
    ["scalingConfig", { minSize: 3, maxSize: 6, desiredSize: 2 }, "in place"],
    ["updateConfig", { maxUnavailable: 2 }, "in place"],
    ["nodeRepairConfig", { enabled: true }, "in place"],
    ["tags", { owner: "a" }, "in place"],
    ["forceUpdateVersion", true, "in place"],
];

const RISKS: { readonly [effect in Effect]: readonly string[] } = {
    replaced: ["high nodes-roll"],
    rolls: ["medium nodes-roll"],
    "in place": [],
};

describe("managed nodes in a review", () => {
    for (const [input, value, effect] of INPUTS) {
        it(`${effect}: ${input} ${JSON.stringify(value)}`, () => {
            const base = withChanges(ENVIRONMENT, { nodes: GIVEN });
            const head = withChanges(base, { nodes: withInputs(GIVEN, { [input]: value }) });
            const found = diff(graphOf(base), graphOf(head), FACTS);
            const group = found.changes.find(({ name }) => name === "system-a");
            assert.equal(group?.operation, effect === "replaced" ? "replace" : "update");
            assert.deepEqual(
                risksOf(found).map(({ kind, severity }) => `${severity} ${kind}`),
                RISKS[effect],
            );
        });
    }
});
