import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Service } from "../../../tools/apiserver/service";
import { ROOT } from "../../../tools/plan/root";

const LIMIT_MS = 20_000;

function node(script: string): Service {
    return new Service("sample", process.execPath, ["-e", script]);
}

const listening = "setInterval(() => {}, 1000); process.on('SIGTERM', () => {});";

describe("Service", () => {
    it("is ready once its probe answers, and says what it wrote on both streams", async () => {
        const service = node(`console.log("on out"); console.error("on err"); ${listening}`);
        try {
            const ready = async (): Promise<string | undefined> =>
                Promise.resolve(/on out[^]*on err|on err[^]*on out/.exec(service.log())?.[0]);
            assert.ok((await service.whenReady(ready, LIMIT_MS)).includes("on err"));
            assert.ok(service.log().startsWith("== sample\n"));
        } finally {
            await service.stop();
        }
        assert.ok(service.log().startsWith("== sample, ended: exit code SIGKILL\n"));
    });

    it("says how much memory it has for as long as it runs, where the system does", async function () {
        if (process.platform !== "linux") this.skip();
        const service = node(
            `const held = Buffer.alloc(200 * 2 ** 20, 1); console.log(held.length); ${listening}`,
        );
        try {
            const held = async (): Promise<true | undefined> =>
                Promise.resolve(service.log().includes("209715200") ? true : undefined);
            await service.whenReady(held, LIMIT_MS);
            const memory = service.memory() ?? 0;
            assert.ok(memory > 200 && memory < 400, String(memory));
        } finally {
            await service.stop();
        }
        assert.equal(service.memory(), undefined);
    });

    it("a probe that fails is asked again", async () => {
        const service = node(listening);
        let asked = 0;
        const probe = async (): Promise<number> => {
            asked += 1;
            return asked < 3 ? Promise.reject(new Error("not yet")) : Promise.resolve(asked);
        };
        assert.equal(await service.whenReady(probe, LIMIT_MS).finally(() => service.stop()), 3);
    });

    it("gives up with the log when the process ends, cannot be started, or takes too long", async () => {
        const never = async (): Promise<undefined> => Promise.resolve(undefined);
        await assert.rejects(
            node("console.error('bad flag'); process.exitCode = 3;").whenReady(never, LIMIT_MS),
            {
                message: "sample ended early\n== sample, ended: exit code 3\nbad flag\n",
            },
        );
        await assert.rejects(new Service("lost", "no-such-command", []).whenReady(never, LIMIT_MS), {
            message: "lost ended early\n== lost, ended: spawn no-such-command ENOENT\n",
        });
        const slow = node(listening);
        await assert.rejects(slow.whenReady(never, 0), { message: "sample: not ready\n== sample\n" });
        await slow.stop();
    });

    it("keeps the end of a long log", async () => {
        const service = node("for (let line = 0; line < 5000; line += 1) console.log(`line ${line}`);");
        await assert.rejects(
            service.whenReady(async () => Promise.resolve(undefined), LIMIT_MS),
            /line 4999\n$/,
        );
        assert.ok(service.log().length < 20_100);
    });

    it("goes with the process that started it", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "service-"));
        const beats = path.join(folder, "beats");
        const beat = `setInterval(() => require("fs").appendFileSync(${JSON.stringify(beats)}, "."), 20);`;
        // Ends once the service lives.
        const script = `
            const { Service } = require("./tools/apiserver/service");
            const fs = require("fs");
            new Service("sample", process.execPath, ["-e", ${JSON.stringify(beat)}]);
            setInterval(() => fs.existsSync(${JSON.stringify(beats)}) && process.exit(0), 20);
        `;
        const load = path.join(ROOT, "tools/load.js");
        try {
            spawnSync(process.execPath, ["-r", load, "-e", script], { cwd: ROOT });
            const left = readFileSync(beats, "utf8").length;
            assert.ok(left > 0);
            await new Promise((resolve) => setTimeout(resolve, 200));
            // One more may have been under way.
            assert.ok(readFileSync(beats, "utf8").length <= left + 1);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
