/**
 * Ring 3: environments as Stack objects are taken by the operator's own definitions. No package of a registry holds these: a
 * folder with deploy/crds of its repository is named in OPERATOR_DEFINITIONS, and without it this is skipped.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parseAllDocuments } from "yaml";

import { type Apiserver, startApiserver } from "../../tools/apiserver/apiserver";
import type { KubernetesObject } from "../../tools/apiserver/client";
import { installDefinitions } from "../../tools/apiserver/crds";
import { buildApiserver } from "../../tools/apiserver/go";
import { missingRequirements } from "../../tools/apiserver/requirements";
import { EXIT, main } from "../../tools/operator/cli";

const START_MS = 35 * 60_000;

const folder = process.env["OPERATOR_DEFINITIONS"];
const isSkipped = folder === undefined || missingRequirements(process.env).length > 0;

(isSkipped ? describe.skip : describe)("Stack objects of every environment", function () {
    this.timeout(START_MS);
    let server: Apiserver | undefined;

    before("start", async () => {
        server = await startApiserver(await buildApiserver(() => undefined));
        const files = readdirSync(folder ?? "").filter((file) => file.endsWith(".yaml"));
        const texts = files.map((file) => readFileSync(path.join(folder ?? "", file), "utf8"));
        await installDefinitions(server.client, texts);
        await server.client.make({
            apiVersion: "v1",
            kind: "Namespace",
            metadata: { name: "pulumi-stacks" },
        });
    });

    after("stop", async () => server?.stop());

    it("are taken, every field known", async () => {
        const objects = await printed();
        assert.ok(objects.length > 0);
        for (const object of objects)
            assert.equal(await server?.client.dryRun(object, "create"), undefined, object.metadata.name);
    });

    it("with a field that the operator does not have are refused", async () => {
        const [first] = await printed();
        assert.ok(first !== undefined);
        const wrong = { ...first, spec: { stack: "dev", approvedBy: "somebody" } };
        const refusal = await server?.client.dryRun(wrong, "create");
        assert.match(refusal?.message ?? "", /unknown field "spec\.approvedBy"/);
    });
});

async function printed(): Promise<readonly KubernetesObject[]> {
    let out = "";
    const code = await main(
        ["https://example.com/fork.git", "--git-secret", "git", "--backend", "s3://state"],
        {
            out: (text) => void (out += text),
            err: () => undefined,
            ...{ outIsTerminal: false, errIsTerminal: false, columns: undefined, env: {} },
        },
    );
    assert.equal(code, EXIT.written);
    return parseAllDocuments(out).map((one) => one.toJS() as KubernetesObject);
}
