/** Fluent Bit: lines of every node, to groups that are made first and that it may not make. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const SHAPE: EnvironmentShape = { ...ON_NODES, catalogue: { "fluent-bit": {} } };

describe("fluent-bit", () => {
    it("comes after its groups, writes to them and to no other, and makes none", async () => {
        const graph = await graphOfShape(SHAPE);
        const release = resourceNamed(graph, "chart-fluent-bit-release");
        const behind = ancestorsOf(graph, release.urn);
        for (const key of ["application", "dataplane", "host"]) {
            assert.ok(behind.has(resourceNamed(graph, `log-groups-${key}`).urn), key);
        }
        const values = objectOf(objectOf(release.inputs)["values"]);
        const outputs = String(objectOf(values["config"])["outputs"]);
        assert.equal(outputs.match(/auto_create_group false/g)?.length, 3);
        assert.deepEqual(outputs.match(/log_group_name \S+/g), [
            "log_group_name /aws/containerinsights/platform-dev/application",
            "log_group_name /aws/containerinsights/platform-dev/dataplane",
            "log_group_name /aws/containerinsights/platform-dev/host",
        ]);
        assert.deepEqual(values["tolerations"], [{ operator: "Exists" }]);
        const policy = graph.resources.find(
            ({ name, type }) =>
                type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("chart-fluent-bit"),
        );
        const text = String(objectOf(policy?.inputs)["policy"]);
        assert.match(text, /"logs:PutLogEvents"/);
        assert.doesNotMatch(text, /CreateLogGroup/);
        assert.match(text, /log-group:\/aws\/containerinsights\/platform-dev\/host:\*/);
    });

    it("is refused on Fargate, beside CloudWatch's own, and with outputs of one's own in its place", () => {
        assert.deepEqual(refusedOf({ ...FARGATE, catalogue: { "fluent-bit": {} } }), [
            "stacks/dev.ts › catalogue.fluent-bit: compute of kind fargate has no use for it: it is a DaemonSet, and Fargate runs none: its own log router takes a ConfigMap aws-logging. Remove it.",
        ]);
        assert.deepEqual(
            refusedOf({
                ...SHAPE,
                addons: { ...SHAPE.addons, "amazon-cloudwatch-observability": { containerLogs: true } },
            }),
            [
                "stacks/dev.ts › addons.amazon-cloudwatch-observability: not beside catalogue.fluent-bit: both read every log of a node and send it. Keep one of the two.",
            ],
        );
        assert.deepEqual(
            refusedOf({ ...SHAPE, catalogue: { "fluent-bit": { values: { config: { outputs: "" } } } } }),
            [
                'stacks/dev.ts › catalogue.fluent-bit.values.config.outputs: this writes to groups that are made first (got ""). Add yours as extraFiles.',
            ],
        );
    });
});
