/** Ring 2: faults that only a runbook's commands get out of, and the words by which its page is found. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { layFork } from "../support/lay-fork";
import { assertChanges } from "./changes";
import { deployed } from "./deployed";
import { Bench, describeWithPulumi, nameOf, type Run, RUN_MS, said } from "./harness";
import { assertQuoted } from "./quotes";
import { assertConverged, assertSettled, killed, lose, unlock } from "./recovery";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Nothing answers there, so that nothing leaves the machine. */
const NOWHERE = "http://127.0.0.1:9";

describeWithPulumi("ring 2: as the runbooks say", function () {
    this.timeout(RUN_MS);

    it("settings-refused: the first preview of a fork names every placeholder, and asks for nothing", async () => {
        const bench = new Bench({ stack: "dev", unfilled: true });
        const refused = await bench.pulumi(["preview"]);
        assert.notEqual(refused.code, 0);
        assertQuoted(refused, "settings-refused", 1);
        assert.deepEqual([refused.calls, bench.inventory.all()], [[], []]);
        bench.close();
    });

    it("helm-release: the CLI killed while Helm installs: uninstalled by hand, then made once", async () => {
        const bench = new Bench({ stack: "dev" });
        await killed(bench.up({ interruptAfter: 78 }));
        await unlock(bench);
        const { pending_operations: pending = [] } = await bench.state();
        assert.deepEqual(
            pending.map(({ resource, type }) => `${type} ${nameOf(resource.urn)}`),
            [`creating ${RELEASE} karpenter-crd`],
        );
        const again = await bench.up();
        assert.notEqual(again.code, 0);
        assertQuoted(again, "helm-release", 1);

        lose(bench, "kube-system/karpenter-crd");
        succeeded(await bench.refresh({ args: ["--clear-pending-creates"] }));
        await assertSettled(bench);
        succeeded(await bench.up());
        await assertConverged(bench);
        bench.close();
    });

    it("blocked-destroy: Karpenter uninstalled by hand: the pools wait for it; once it is back they go", async () => {
        const bench = await deployed("dev");
        lose(bench, "kube-system/karpenter");
        const before = bench.inventory.all();
        const blocked = await bench.destroy();
        assert.notEqual(blocked.code, 0);
        assertQuoted(blocked, "blocked-destroy", 1);
        assert.deepEqual([blocked.left, bench.inventory.all().length], [[], before.length]);

        succeeded(await bench.refresh());
        const back = succeeded(await bench.up());
        assert.deepEqual(
            back.changes.map(({ method, name }) => `${method} ${name}`),
            ["create karpenter-controller"],
        );
        succeeded(await bench.destroy());
        assert.deepEqual(bench.inventory.all(), []);
    });

    // What is made last, and what is made before it.
    for (const [after, object, left] of [
        [
            80,
            "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass pool-general-node-class",
            ["karpenter-controller"],
        ],
        [81, "kubernetes:karpenter.sh/v1:NodePool pool-general-node-pool", []],
    ] as const) {
        it(`blocked-destroy: killed while ${object} is made: a destroy waits for it, an update takes it over`, async () => {
            const bench = new Bench({ stack: "dev" });
            await killed(bench.up({ interruptAfter: after }));
            await unlock(bench);
            const { pending_operations: pending = [] } = await bench.state();
            assert.deepEqual(
                pending.map(({ resource, type }) => `${type} ${nameOf(resource.urn)}`),
                [`creating ${object}`],
            );
            succeeded(await bench.refresh({ args: ["--clear-pending-creates"] }));
            const blocked = await bench.destroy();
            assert.notEqual(blocked.code, 0);
            assertQuoted(blocked, "blocked-destroy", 1);
            assert.deepEqual(
                blocked.left.map(({ name }) => name),
                left,
            );
            succeeded(await bench.up());
            await assertConverged(bench);
            const gone = succeeded(await bench.destroy());
            assert.deepEqual([bench.inventory.all(), gone.notes.length], [[], 1]);
            bench.close();
        });
    }

    it("drift: an add-on deleted by hand is found, and made again", async () => {
        const bench = await deployed("dev");
        lose(bench, "addon-metrics-server-addon");
        const unseen = succeeded(await bench.preview());
        assert.deepEqual(
            unseen.planned.filter(({ op }) => op !== "same"),
            [],
        );
        assertQuoted(await bench.pulumi(["refresh", "--preview-only"]), "drift", 1);
        succeeded(await bench.refresh());
        assertChanges(await bench.up(), [["create Addon addon-metrics-server-addon"]]);
        await assertConverged(bench);
    });

    it("kubernetes-update: back one minor is refused before anything is changed", async () => {
        const bench = await deployed("dev");
        bench.configure(['"1.36"', '"1.35"']);
        const refused = await bench.up();
        assert.notEqual(refused.code, 0);
        assertQuoted(refused, "kubernetes-update", 1);
        assert.deepEqual([refused.changes, refused.left], [[], []]);
        // The tree's components had the new minor already: they are Pulumi's own, and nobody refuses them.
        bench.configure(['"1.35"', '"1.36"']);
        assertChanges(await bench.up(), [], ["update Cluster cluster", "update Platform platform"]);
        await assertConverged(bench);
    });

    it("missing-plugin: where none may be fetched, and where none can be", async () => {
        const bench = await deployed("dev");
        const alone = { PULUMI_DEBUG_PROVIDERS: "" };
        const forbidden = await bench.pulumi(["preview"], { env: alone });
        assert.notEqual(forbidden.code, 0);
        assertQuoted(forbidden, "missing-plugin", 1);
        const offline = await bench.pulumi(["preview"], {
            env: {
                ...alone,
                PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "",
                HTTP_PROXY: NOWHERE,
                HTTPS_PROXY: NOWHERE,
            },
        });
        assert.notEqual(offline.code, 0);
        assertQuoted(offline, "missing-plugin", 2);
        await assertConverged(bench);
    });

    it("renamed-resources: a component renamed would be made anew; with an alias nothing is", async () => {
        const bench = await deployed("dev");
        const made = "new Vpc(name, { ...spec, ...defined({ logsKeyArn }) }, options)";
        const renamed = copyOfProgram(made, made.replace("(name", '("net"'));
        bench.run(renamed);
        assertQuoted(succeeded(await bench.pulumi(["preview"])), "renamed-resources", 1);
        const aliased = copyOfProgram(
            made,
            made.replace("(name", '("net"').replace("options)", "{ ...options, aliases: [{ name }] })"),
        );
        bench.run(aliased);
        assertQuoted(succeeded(await bench.pulumi(["preview"])), "renamed-resources", 2);
        for (const folder of [renamed, aliased]) rmSync(folder, { recursive: true });
    });
});

function succeeded<One extends Run>(run: One): One {
    assert.equal(run.code, 0, said(run));
    return run;
}

/** This repository's program, with one line of components/network/part.ts changed. */
function copyOfProgram(from: string, to: string): string {
    const folder = mkdtempSync(path.join(tmpdir(), "ring2-program-"));
    for (const part of ["index.ts", "program.js", "package.json", "tsconfig.json", "components"]) {
        cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
    }
    layFork(folder);
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    const file = path.join(folder, "components", "network", "part.ts");
    const text = readFileSync(file, "utf8");
    assert.ok(text.includes(from), from);
    writeFileSync(
        file,
        text.replace(from, () => to),
    );
    return folder;
}
