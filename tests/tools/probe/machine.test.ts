import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createWebServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { machineProbe } from "../../../tools/probe/machine";

async function portOf(server: Server): Promise<number> {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
}

describe("this machine", () => {
    const probe = machineProbe();

    it("runs a program and keeps both streams apart", async () => {
        const script = "console.log('out'); console.error('err'); process.exitCode = 3";
        const ran = await probe.run(process.execPath, ["-e", script]);
        assert.deepEqual(ran, { kind: "ran", code: 3, stdout: "out\n", stderr: "err\n" });
    });

    it("gives programs no pager and one attempt", async () => {
        const script = "console.log([process.env.AWS_PAGER, process.env.AWS_MAX_ATTEMPTS].join())";
        assert.deepEqual(await probe.run(process.execPath, ["-e", script]), {
            kind: "ran",
            code: 0,
            stdout: ",1\n",
            stderr: "",
        });
    });

    it("has no program of that name, and waits for none", async () => {
        const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
        // By now mocha's own timer runs.
        await probe.run(process.execPath, ["-e", ""]);
        const before = timers();
        assert.deepEqual(await probe.run("no-such-program", []), { kind: "missing" });
        assert.equal(timers(), before);
    });

    it("reads a file, or none", () => {
        const folder = mkdtempSync(path.join(tmpdir(), "probe-test-"));
        writeFileSync(path.join(folder, "a"), "text");
        const texts = [probe.readFile(path.join(folder, "a")), probe.readFile(path.join(folder, "b"))];
        rmSync(folder, { recursive: true });
        assert.deepEqual(texts, ["text", undefined]);
    });

    it("connects, and says why it could not", async () => {
        const server = createServer();
        const port = await portOf(server);
        assert.equal(await probe.connect({ host: "127.0.0.1", port }), undefined);
        server.close();
        await once(server, "close");
        assert.equal(await probe.connect({ host: "127.0.0.1", port }), "refused");
        assert.match(
            (await probe.connect({ host: "nobody.invalid", port })) ?? "answered",
            /^(unknown-host|unreachable|timeout)$/,
        );
    });

    it("asks over HTTP, or has no answer", async () => {
        const server = createWebServer((question, answer) => {
            answer.setHeader("X-Method", question.method ?? "");
            answer.statusCode = 404;
            answer.end("none");
        });
        const port = await portOf(server);
        const url = `http://127.0.0.1:${port}/`;
        const reply = await probe.request("GET", url, {});
        assert.deepEqual(
            { status: reply?.status, body: reply?.body, method: reply?.headers["x-method"] },
            { status: 404, body: "none", method: "GET" },
        );
        server.closeAllConnections();
        server.close();
        await once(server, "close");
        assert.equal(await probe.request("GET", url, {}), undefined);
    });
});
