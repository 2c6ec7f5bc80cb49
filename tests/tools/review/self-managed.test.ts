/** What a review says of groups that EKS does not know: which changes replace nodes, and that nothing drains them. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { ENVIRONMENT } from "./environment";
import { from, graphOf, type Sketch, withChanges, withInputs } from "./world";

const TEMPLATE: Sketch = {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    name: "mixed-template",
    inputs: { imageId: "ami-0123456789abcdef0" },
};

const policyOf = (percentage: number): Json => ({
    instancesDistribution: { onDemandPercentageAboveBaseCapacity: percentage },
    launchTemplate: {
        launchTemplateSpecification: {
            launchTemplateId: from("template", "id"),
            version: from("template", "latestVersion"),
        },
    },
});

const GROUP: Sketch = {
    type: "aws:autoscaling/group:Group",
    name: "mixed-a",
    inputs: {
        instanceRefresh: { strategy: "Rolling" },
        maxSize: 3,
        minSize: 1,
        mixedInstancesPolicy: policyOf(50),
        tags: [],
        vpcZoneIdentifiers: ["subnet-1"],
    },
};

const BASE = withChanges(ENVIRONMENT, { template: TEMPLATE, group: GROUP });

function risksBetween(base: typeof BASE, head: typeof BASE): string[] {
    const found = risksOf(diff(graphOf(base), graphOf(head), FACTS));
    return found.map(({ kind, severity, what }) => `${severity} ${kind}: ${what}`);
}

const changed = (inputs: { readonly [key: string]: Json }) =>
    withChanges(BASE, { group: withInputs(GROUP, inputs) });

const REFRESHED =
    'medium nodes-roll: Auto Scaling group "mixed-a" replaces its nodes by an instance refresh, because template, types or Spot change.';

describe("self-managed nodes in a review", () => {
    it("are refreshed for another share of Spot, and for another version of their template", () => {
        assert.deepEqual(risksBetween(BASE, changed({ mixedInstancesPolicy: policyOf(20) })), [REFRESHED]);
        const template = withInputs(TEMPLATE, { imageId: "ami-0123456789abcdef1" });
        assert.deepEqual(risksBetween(BASE, withChanges(BASE, { template })), [REFRESHED]);
    });

    it("stay what they are where nothing refreshes them", () => {
        const { instanceRefresh, ...rest } = GROUP.inputs as { readonly [key: string]: Json };
        assert.notEqual(instanceRefresh, undefined);
        const still = withChanges(BASE, { group: { ...GROUP, inputs: rest } });
        const template = withInputs(TEMPLATE, { imageId: "ami-0123456789abcdef1" });
        assert.deepEqual(risksBetween(still, withChanges(still, { template })), [
            'medium nodes-roll: Auto Scaling group "mixed-a" leaves its nodes as they are: what changes reaches only those started afterwards.',
        ]);
    });

    it("go at once when the group goes", () => {
        assert.deepEqual(risksBetween(BASE, withChanges(BASE, { group: undefined })), [
            'high nodes-roll: Auto Scaling group "mixed-a" is deleted: all its nodes go.',
        ]);
        assert.deepEqual(risksBetween(BASE, changed({ name: "other" })), [
            'high nodes-roll: Auto Scaling group "mixed-a" is replaced: all its nodes go.',
        ]);
    });

    it("run on while sizes, zones, tags and load balancers change", () => {
        for (const inputs of [
            { maxSize: 5 },
            { vpcZoneIdentifiers: ["subnet-2"] },
            { tags: [{ key: "a", value: "b", propagateAtLaunch: false }] },
            { targetGroupArns: ["arn"] },
        ]) {
            assert.deepEqual(risksBetween(BASE, changed(inputs)), [], JSON.stringify(inputs));
        }
    });
});
