import assert from "node:assert/strict";

import { type DeployedStack, stackObjects } from "../../../tools/operator/stacks";
import { EXIT, main } from "../../../tools/operator/cli";
import type { Terminal } from "../../../tools/plan/terminal";

const WORDS = { repository: "https://example.com/fork.git", branch: "main", namespace: "stacks" };

function stack(name: string, words: Partial<DeployedStack> = {}): DeployedStack {
    return { name, environment: name, isProtected: false, hasPassphrase: false, ...words };
}

async function printed(...args: readonly string[]) {
    const text = { out: "", err: "" };
    const terminal: Terminal = {
        out: (chunk) => void (text.out += chunk),
        err: (chunk) => void (text.err += chunk),
        ...{ outIsTerminal: false, errIsTerminal: false, columns: undefined, env: {} },
    };
    return { code: await main(args, terminal), ...text };
}

describe("environments as Stack objects", () => {
    it("wait for all stacks of the environment before, whichever of them has any", () => {
        const stacks = [
            stack("eu", { environment: "production", isProtected: true, hasPassphrase: true }),
            stack("us", { environment: "production", isProtected: true }),
            stack("dev"),
            stack("dev-two", { environment: "dev" }),
        ];
        const common = { projectRepo: WORDS.repository, useLocalStackOnly: true, destroyOnFinalize: false };
        const object = (name: string, spec: object) => ({
            ...{ apiVersion: "pulumi.com/v1", kind: "Stack", metadata: { name, namespace: "stacks" } },
            spec: { stack: name, ...common, serviceAccountName: `deploy-${name}`, ...spec },
        });
        const prerequisites = [{ name: "dev" }, { name: "dev-two" }];
        assert.deepEqual(stackObjects(stacks, ["dev", "staging", "production"], WORDS), [
            object("dev", { branch: "main" }),
            object("dev-two", { branch: "main" }),
            object("eu", {
                ...{ branch: "deploy/eu", prerequisites },
                envRefs: {
                    PULUMI_CONFIG_PASSPHRASE: {
                        type: "Secret",
                        secret: { name: "eu-passphrase", key: "passphrase" },
                    },
                },
            }),
            object("us", { branch: "deploy/us", prerequisites }),
        ]);
    });

    it("name backend and Secret of git where they are given", () => {
        const [first] = stackObjects([stack("dev")], ["dev"], {
            ...WORDS,
            ...{ backend: "s3://state", gitSecret: "git" },
        });
        const { backend, gitAuth } = (first as { readonly spec: Record<string, unknown> }).spec;
        assert.deepEqual(
            [backend, gitAuth],
            ["s3://state", { accessToken: { type: "Secret", secret: { name: "git", key: "accessToken" } } }],
        );
    });

    it("are printed in the order of the environments", async () => {
        const { code, err, out } = await printed("https://example.com/fork.git");
        assert.deepEqual([code, err], [EXIT.written, ""]);
        const names = [...out.matchAll(/^ {2}stack: (\S+)$/gm)].map(([, name]) => name);
        assert.deepEqual(names, ["dev", "staging", "production"]);
        assert.match(out, /branch: deploy\/production/);
    });

    it("take no address with a secret in it", async () => {
        assert.deepEqual(await printed("https://me:token@example.com/fork.git"), {
            ...{ code: EXIT.usage, out: "" },
            err: "error: the address of the repository holds a secret. Leave it out, and give --git-secret.\n",
        });
    });
});
