/** docs/bootstrap.md's way of giving every role of an environment a boundary, run as it stands there. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";

import type * as pulumi from "@pulumi/pulumi";
import { transformSync } from "esbuild";

import { Platform } from "../../components/platform/platform";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ROOT } from "../../tools/plan/root";
import { EVERYTHING } from "../support/everything";
import { record } from "../support/record";

const ROLE = "aws:iam/role:Role";

/** The page's code up to its `return`, and the transformation it makes. */
function transformationOfThePage(): pulumi.ResourceTransformation {
    const page = readFileSync(path.join(ROOT, "docs/bootstrap.md"), "utf8");
    const example = /^```ts\n([^]*?)^return /m.exec(page)?.[1] ?? assert.fail("no example");
    const { code } = transformSync(`${example}result = withBoundary;`, { loader: "ts" });
    const sandbox: { result?: pulumi.ResourceTransformation } = {};
    runInNewContext(code, sandbox);
    return sandbox.result ?? assert.fail("no transformation");
}

async function graphWith(opts: pulumi.ComponentResourceOptions): Promise<PlannedGraph> {
    const { graph, problems } = await record(() => new Platform("everything", EVERYTHING, opts).outputs());
    assert.deepEqual(problems, []);
    return graph;
}

describe("the boundary of an environment's roles", () => {
    it("is carried by every role, and changes nothing else", async () => {
        const before = await graphWith({});
        const after = await graphWith({ transformations: [transformationOfThePage()] });
        const bounded = after.resources.filter(
            ({ inputs }) => objectOf(inputs)["permissionsBoundary"] !== undefined,
        );
        assert.deepEqual(
            bounded.map(({ urn }) => urn),
            after.resources.filter(({ type }) => type === ROLE).map(({ urn }) => urn),
        );
        const stripped = after.resources.map((resource) => {
            const { permissionsBoundary: _boundary, ...inputs } = objectOf(resource.inputs);
            return resource.type === ROLE ? { ...resource, inputs } : resource;
        });
        assert.deepEqual(stripped, before.resources);
        assert.ok(bounded.length > 6);
    });
});
