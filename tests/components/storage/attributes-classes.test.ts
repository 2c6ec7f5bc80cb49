/** VolumeAttributesClasses as data: what a volume of EBS becomes while it is in use. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { AttributesClassWords } from "../../../components/storage/attributes-classes-schema";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const withClasses = (
    volumeAttributesClasses: Record<string, AttributesClassWords>,
    shape: EnvironmentShape = ON_NODES,
): EnvironmentShape => ({ ...shape, volumeAttributesClasses });

const inputsOf = async (words: AttributesClassWords) =>
    resourceNamed(await graphOfShape(withClasses({ fast: words })), "attributes-class-fast-class").inputs;

const OBJECT = {
    apiVersion: "storage.k8s.io/v1",
    kind: "VolumeAttributesClass",
    metadata: { name: "fast" },
    driverName: "ebs.csi.aws.com",
};

describe("volumeAttributesClasses", () => {
    it("say what the driver is told, and nothing that is left out", async () => {
        assert.deepEqual(await inputsOf({ type: "gp3", iops: 12000, throughputMiBs: 500 }), {
            ...OBJECT,
            parameters: { type: "gp3", iops: "12000", throughput: "500" },
        });
        assert.deepEqual(await inputsOf({ iops: 4000 }), { ...OBJECT, parameters: { iops: "4000" } });
    });

    it("come after the driver, and are replaced where the API server takes no change", async () => {
        const graph = await graphOfShape(withClasses({ fast: { type: "io2" } }));
        const made = resourceNamed(graph, "attributes-class-fast-class");
        const driver = graph.resources.find(
            ({ inputs, type }) =>
                type === "aws:eks/addon:Addon" &&
                (inputs as { readonly addonName?: string }).addonName === "aws-ebs-csi-driver",
        );
        assert.ok(ancestorsOf(graph, made.urn).has(driver?.urn ?? ""));
        assert.deepEqual(made.options.replaceOnChanges, ["driverName", "parameters"]);
        assert.equal(made.options.deleteBeforeReplace, true);
    });

    it("are refused where they change nothing, or what EBS does not have", () => {
        const at = "stacks/dev.ts › volumeAttributesClasses";
        assert.deepEqual(
            refusedOf(
                withClasses({
                    none: {},
                    slow: { type: "gp3", iops: 100 },
                    wide: { type: "io2", throughputMiBs: 500 },
                }),
            ),
            [
                `${at}.none: the class changes nothing. Say type, iops or throughputMiBs.`,
                `${at}.slow.iops: a volume of type gp3 has 3000 operations a second at least (got 100). Write 3000 or more, or leave it out.`,
                `${at}.wide.throughputMiBs: volumes of type io2 have the throughput of their size (got 500). Remove it, or use type gp3.`,
            ],
        );
    });

    it("are refused where the driver is Auto Mode's", () => {
        assert.deepEqual(refusedOf(withClasses({ fast: { iops: 4000 } }, AUTO_MODE)), [
            "stacks/dev.ts › volumeAttributesClasses.fast: nodes of Auto Mode have a driver of their own. Remove it: no page says that Auto Mode's changes volumes.",
        ]);
    });
});
