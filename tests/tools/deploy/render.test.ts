import assert from "node:assert/strict";

import type { EngineOperation, Operation } from "../../../tools/deploy/operations";
import {
    blockOf,
    countsOf,
    listOfOperations,
    renderFailure,
    renderPreview,
} from "../../../tools/deploy/render";

function operation(name: string, what: Operation, paths: readonly string[] = []): EngineOperation {
    return { urn: `urn:pulumi:dev::p::aws:ec2/vpc:Vpc::${name}`, operation: what, paths };
}

describe("operations as markdown", () => {
    const operations = [
        operation("a", "create"),
        operation("b", "update", "123456789".split("")),
        operation("c", "replace", ["cidrBlock"]),
        operation("d", "delete"),
        operation("e", "delete"),
    ];

    it("are counted", () => {
        assert.equal(countsOf(operations), "1 to create, 1 to update, 1 to replace, 2 to delete");
        assert.equal(countsOf([]), "no change");
    });

    it("are one line each, in GitHub's colours", () => {
        assert.deepEqual(listOfOperations(operations), [
            "```diff",
            "+ create aws:ec2/vpc:Vpc a",
            "~ update aws:ec2/vpc:Vpc b (1, 2, 3, 4, 5, 6, 7, 8, and 1 more)",
            "! replace aws:ec2/vpc:Vpc c (cidrBlock)",
            "- delete aws:ec2/vpc:Vpc d",
            "- delete aws:ec2/vpc:Vpc e",
            "```",
        ]);
        assert.deepEqual(listOfOperations([]), []);
    });

    it("are folded in a preview, which is one line when nothing changes", () => {
        assert.equal(
            renderPreview("dev", [operation("a", "create")]),
            "- **dev**: 1 to create\n\n<details><summary>dev</summary>\n\n```diff\n+ create aws:ec2/vpc:Vpc a\n```\n\n</details>\n",
        );
        assert.equal(renderPreview("dev", []), "- **dev**: no change\n");
    });
});

describe("renderFailure", () => {
    it("shows the end of what Pulumi said", () => {
        const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
        assert.equal(
            renderFailure("dev", lines.join("\n")),
            ["- **dev**: the preview failed", "", "```", ...lines.slice(10), "```", ""].join("\n"),
        );
    });
});

describe("blockOf", () => {
    it("takes a fence that no line closes", () => {
        assert.deepEqual(blockOf(["a ```` b", "```"]), ["`````", "a ```` b", "```", "`````"]);
    });
});
