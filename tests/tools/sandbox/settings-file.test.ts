import assert from "node:assert/strict";

import { sandboxSettings } from "../../../tools/sandbox/settings-file";

const OWN = `secretsprovider: awskms://alias/state
encryptedkey: AAAB
config:
  platform:region: us-east-1 # stays
  kit:password:
    secure: AAAC
  kit:nested:
    user: me
    password: { secure: AAAD }
`;

describe("settings of a rehearsal", () => {
    it("are the environment's own where nothing is encrypted, byte for byte", () => {
        const text = "config:\n    platform:region:   us-east-1\n";
        assert.deepEqual(sandboxSettings(text), { text, missing: [] });
        assert.deepEqual(sandboxSettings(text, "encryptionsalt: v1:x\nconfig: {}\n"), {
            text: `${text}encryptionsalt: v1:x\n`,
            missing: [],
        });
    });

    it("know no key of the environment's, and miss a value for each of its secrets", () => {
        assert.deepEqual(sandboxSettings(OWN), {
            text: "config:\n  platform:region: us-east-1 # stays\n",
            missing: ["kit:password", "kit:nested"],
        });
        assert.deepEqual(sandboxSettings("encryptionsalt: v1:own\nconfig: {}\n").text, "config: {}\n");
    });

    it("keep what an earlier run encrypted", () => {
        const before =
            "encryptionsalt: v1:x\nconfig:\n  kit:password:\n    secure: v1:abc\n  kit:gone:\n    secure: v1:old\n";
        assert.deepEqual(sandboxSettings(OWN, before), {
            text: "config:\n  platform:region: us-east-1 # stays\n  kit:password:\n    secure: v1:abc\nencryptionsalt: v1:x\n",
            missing: ["kit:nested"],
        });
    });

    it("keep it for a key without the project's name, which Pulumi adds", () => {
        const before = "config:\n  kit:password:\n    secure: v1:abc\n";
        assert.deepEqual(sandboxSettings("config:\n  password:\n    secure: AAAC\n", before), {
            text: "config:\n  password:\n    secure: v1:abc\n",
            missing: [],
        });
    });

    it("that are no YAML are Pulumi's to refuse", () => {
        assert.deepEqual(sandboxSettings("config: [\n"), { text: "config: [\n", missing: [] });
    });
});
