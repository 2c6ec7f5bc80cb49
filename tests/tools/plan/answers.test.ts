import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { Properties } from "../../../tools/facts/facts";
import { answer, MODES } from "../../../tools/plan/answers";
import { asSecret } from "../../../tools/plan/wire-values";

const TYPE = "kubernetes:storage.k8s.io/v1:StorageClass";

function outputsOf(inputs: Properties, mode: (typeof MODES)[number], secretOutputs: readonly string[] = []) {
    const facts = FACTS.get(TYPE) ?? assert.fail();
    const urn = `urn:pulumi:dev::kit::${TYPE}::gp3`;
    const question = { urn, name: "gp3", inputs, secretOutputs, providerInputs: {}, find: () => undefined };
    return answer(facts, question, mode).outputs;
}

describe("answers", () => {
    for (const mode of MODES) {
        it(`keep a secret where it was given, however deep, and nothing beside it: ${mode}`, () => {
            const metadata = { name: "gp3", labels: { open: "yes", owner: asSecret("CANARY") } };
            const mountOptions = ["debug", asSecret("CANARY")];
            const outputs = outputsOf({ metadata, mountOptions, parameters: asSecret({ a: "b" }) }, mode);
            const { labels, name } = outputs["metadata"] as typeof metadata;
            assert.deepEqual([name, labels], ["gp3", { open: "yes", owner: asSecret("CANARY") }]);
            assert.deepEqual(outputs["parameters"], asSecret({ a: "b" }));
            // A list is a secret as a whole, as for the engine.
            assert.deepEqual(outputs["mountOptions"], asSecret(mountOptions));
        });
    }

    it("seal what is declared a secret output", () => {
        assert.deepEqual(
            outputsOf({ provisioner: "ebs.csi.aws.com" }, "deterministic", ["provisioner"])["provisioner"],
            asSecret("ebs.csi.aws.com"),
        );
    });
});
