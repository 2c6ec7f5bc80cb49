/** A control does not call broken what a first preview does not know, where it looks for something inside a text. */
import assert from "node:assert/strict";

import type { PlannedResource } from "../../../tools/plan/graph";
import { UNKNOWN_MARKER } from "../../../tools/plan/wire-values";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import { controlsOf } from "../../../tools/policy/report";
import { graphOf, planned } from "../../support/graphs";

/** A resource beside the one whose id it is given. */
function beside(
    one: PlannedResource,
    { by, inputs, type }: { readonly by: string; readonly inputs: object; readonly type: string },
): PlannedResource {
    const made = planned({ type, name: type.split(":").at(-1) ?? "", inputs: { [by]: "id", ...inputs } });
    return { ...made, propertyDependencies: { [by]: [one.urn] } };
}

/** What one control says of each resource it looked at. */
function verdictsOf(id: string, ...resources: readonly PlannedResource[]): readonly string[] {
    const asked = { controls: CATALOGUE.filter((control) => control.id === id), exemptions: [] };
    const { results } = controlsOf(graphOf(...resources), { ...asked, level: "production" });
    return results.flatMap(({ evidence }) => evidence.map(({ verdict }) => verdict));
}

describe("a text that is not known yet", () => {
    const bucket = planned({ type: "aws:s3/bucket:Bucket", name: "logs" });
    const policy = (text: string | typeof UNKNOWN_MARKER): PlannedResource =>
        beside(bucket, { by: "bucket", type: "aws:s3/bucketPolicy:BucketPolicy", inputs: { policy: text } });

    const workspace = planned({ type: "aws:amp/workspace:Workspace", name: "metrics" });
    const rules = beside(workspace, {
        by: "workspaceId",
        type: "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        inputs: {},
    });
    const alerts = (definition: string | typeof UNKNOWN_MARKER): PlannedResource =>
        beside(workspace, {
            by: "workspaceId",
            type: "aws:amp/alertManagerDefinition:AlertManagerDefinition",
            inputs: { definition },
        });

    it("is no bucket without TLS (C68); one that is known and open is, and so is none at all", () => {
        assert.deepEqual(verdictsOf("C68", bucket, policy(UNKNOWN_MARKER)), ["unknown"]);
        assert.deepEqual(verdictsOf("C68", bucket, policy('{"Statement":[]}')), ["broken"]);
        assert.deepEqual(verdictsOf("C68", bucket), ["broken"]);
    });

    it("is no alert that reaches nobody (R36); one that is known and tells nobody is, and so is none at all", () => {
        assert.deepEqual(verdictsOf("R36", workspace, rules, alerts(UNKNOWN_MARKER)), ["unknown", "held"]);
        assert.deepEqual(verdictsOf("R36", workspace, rules, alerts("receivers: []")), ["broken", "held"]);
        assert.deepEqual(verdictsOf("R36", workspace, rules), ["broken", "held"]);
    });
});
