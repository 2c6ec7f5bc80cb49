import assert from "node:assert/strict";

import { objectOf, objectsOf } from "../../../tools/apiserver/objects";
import { graphOf, planned } from "../../support/graphs";

const OBJECT = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "gp3" } };

describe("objectsOf", () => {
    it("takes the objects of Kubernetes, not its provider, not releases, nothing of AWS", () => {
        const storageClass = planned({
            type: "kubernetes:storage.k8s.io/v1:StorageClass",
            name: "a",
            inputs: OBJECT,
        });
        const graph = graphOf(
            storageClass,
            planned({ type: "kubernetes:helm.sh/v3:Release", name: "b", inputs: { chart: "x" } }),
            planned({ type: "kubernetes:helm.sh/v4:Chart", name: "c" }),
            planned({ type: "pulumi:providers:kubernetes", name: "d" }),
            planned({ type: "aws:ec2/vpc:Vpc", name: "e" }),
        );
        assert.deepEqual([...objectsOf(graph)], [[storageClass.urn, OBJECT]]);
    });

    it("refuses what no server could be asked about", () => {
        for (const inputs of [{}, [], "x", { ...OBJECT, metadata: {} }, { ...OBJECT, kind: 1 }]) {
            assert.throws(() => objectOf("urn:x", inputs), {
                message: `urn:x is no object of Kubernetes: ${JSON.stringify(inputs)}`,
            });
        }
    });
});
