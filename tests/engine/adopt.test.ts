/** Ring 2: docs/day-2/adopt.md, what AWS has and the state has not is imported, and the plan shows no change of it. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../support/settings";
import { Bench, describeWithPulumi, nameOf, RUN_MS, said } from "./harness";

/** A resource of an import file, as the CLI writes it. */
interface Imported {
    readonly type: string;
    readonly name: string;
    /** The name in the program, where another resource of the file has it as well. */
    readonly logicalName?: string;
    readonly component?: boolean;
    readonly id?: string;
}

interface ImportFile {
    readonly resources: readonly Imported[];
}

const OUTSIDE_ALONE = [["inCluster: true", "inCluster: false"]] as const;

describeWithPulumi("ring 2: resources that exist already", function () {
    this.timeout(RUN_MS);

    let folder = "";
    let built: Bench;
    let adopting: Bench;

    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "adopt-"));
        built = new Bench({ stack: "dev", settings: OUTSIDE_ALONE });
        const up = await built.up();
        assert.equal(up.code, 0, said(up));
        // The same account, and a state of its own in which there is nothing.
        adopting = new Bench({ stack: "dev", settings: OUTSIDE_ALONE, inventory: built.inventory });
    });

    after(() => {
        adopting.close();
        built.close();
        rmSync(folder, { recursive: true, force: true });
    });

    it("are what the page says, and its commands", () => {
        const page = readFileSync(path.join(ROOT, "docs/day-2/adopt.md"), "utf8");
        for (const command of [
            "pulumi preview --import-file import.json ",
            "pulumi import --file import.json --generate-code=false --yes\n",
            "pulumi preview --expect-no-changes",
        ]) {
            assert.ok(page.includes(command), command);
        }
    });

    it("come into the state under the kit's names, with their ids", async () => {
        const file = path.join(folder, "import.json");
        const preview = await adopting.pulumi(["preview"], { args: ["--import-file", file] });
        assert.equal(preview.code, 0, said(preview));
        const { resources = [] } = await built.state();
        const ids = new Map(resources.map(({ id = "", urn }) => [nameOf(urn), id]));
        const asked = JSON.parse(readFileSync(file, "utf8")) as ImportFile;
        const filled = asked.resources.map((resource) =>
            resource.component === true
                ? resource
                : { ...resource, id: ids.get(`${resource.type} ${resource.logicalName ?? resource.name}`) },
        );
        writeFileSync(file, JSON.stringify({ ...asked, resources: filled }));
        const args = ["--file", file, "--generate-code=false", "--yes"];
        const run = await adopting.pulumi(["import"], { args });
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(run.changes, []);
    });

    it("then change in nothing: what the components decided enters the state, and no resource moves", async () => {
        const preview = await adopting.preview();
        assert.equal(preview.code, 0, said(preview));
        const ours = /^(platform|pulumi:providers):/;
        const others = preview.planned.filter(({ op, urn }) => op !== "same" && !ours.test(nameOf(urn)));
        assert.deepEqual(
            others.map(({ op, urn }) => `${op} ${nameOf(urn)}`),
            [],
        );
        const up = await adopting.up();
        assert.equal(up.code, 0, said(up));
        assert.deepEqual(up.changes, []);
        const again = await adopting.pulumi(["preview"], { args: ["--expect-no-changes"] });
        assert.equal(again.code, 0, said(again));
    });
});
