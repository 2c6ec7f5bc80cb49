/** Values of the protocol: what a reader may see of them. */
import assert from "node:assert/strict";

import { runtime } from "@pulumi/pulumi";

import type { Json } from "../../../components/shared/json";
import { asSecret, redact, reveal, UNKNOWN, unknownPaths } from "../../../tools/plan/wire-values";

const { specialSigKey, specialOutputValueSig, specialResourceSig } = runtime;

function outputValue(parts: { readonly [key: string]: Json }): Json {
    return { [specialSigKey]: specialOutputValueSig, ...parts };
}

const RESOURCE: Json = { [specialSigKey]: specialResourceSig, urn: "urn:pulumi:dev::kit::t::n", id: "i-1" };

describe("values of the protocol", () => {
    it("show markers for secrets, unknowns and resources", () => {
        const value = {
            list: [asSecret("s"), UNKNOWN, 1, null, true],
            known: outputValue({ value: "v" }),
            hidden: outputValue({ value: "v", secret: true }),
            later: outputValue({}),
            resource: RESOURCE,
        };
        assert.deepEqual(redact(value, []), {
            list: [{ $secret: true }, { $unknown: true }, 1, null, true],
            known: "v",
            hidden: { $secret: true },
            later: { $unknown: true },
            resource: { $resource: "urn:pulumi:dev::kit::t::n" },
        });
    });

    it("hide a secret of the settings wherever it stands, a short one only by itself", () => {
        const value = { url: "https://user:long-secret@host", flag: "true", text: "it is true" };
        assert.deepEqual(redact(value, ["long-secret", "true"]), {
            url: { $secret: true },
            flag: { $secret: true },
            text: "it is true",
        });
    });

    it("are opened for the facts", () => {
        assert.deepEqual(reveal({ a: asSecret([asSecret("x")]), b: outputValue({}), c: UNKNOWN }), {
            a: ["x"],
            b: UNKNOWN,
            c: UNKNOWN,
        });
    });

    it("name where an unknown stands", () => {
        const value = {
            ids: ["known", UNKNOWN],
            policy: `arn:${UNKNOWN}`,
            deep: { secret: asSecret(UNKNOWN) },
        };
        assert.deepEqual(unknownPaths(value, "config"), [
            "config.ids[1]",
            "config.policy",
            "config.deep.secret",
        ]);
    });
});
