/**
 * Ring 5: environments as Stack objects are taken by the operator's own definitions, and its own controller keeps their order. No
 * package of a registry holds either: OPERATOR names a folder with its repository, and without it this is skipped.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { parseAllDocuments } from "yaml";

import { freePort } from "../../tools/apiserver/apiserver";
import type { KubernetesObject } from "../../tools/apiserver/client";
import { installDefinitions } from "../../tools/apiserver/crds";
import { buildProgram } from "../../tools/apiserver/go";
import { Service } from "../../tools/apiserver/service";
import { applyAll, type LiveObject } from "../../tools/cluster/objects";
import { buildPrograms, type Cluster, startCluster } from "../../tools/cluster/start";
import { objectOf, textOf } from "../../tools/facts/build";
import { objectsIn } from "../../tools/fit/world";
import { EXIT, main } from "../../tools/operator/cli";
import { describeWithGo, report } from "./with-go";

/** With builds on a slow machine. */
const START_MS = 60 * 60_000;
const STEP_MS = 3 * 60_000;
const SEEN_MS = 60_000;
const NAMESPACE = "pulumi-stacks";
const STACK = "pulumi.com/v1";
const STACKS = `/apis/${STACK}/namespaces/${NAMESPACE}/stacks`;
/** Annotation of a stack that is to be looked at once more. */
const REQUEST = "pulumi.com/reconciliation-request";

const folder = process.env["OPERATOR"];
const describeOperator = folder === undefined ? describe.skip : describeWithGo;

describeOperator("Stack objects of every environment", function () {
    this.timeout(STEP_MS);
    const temporary = mkdtempSync(path.join(tmpdir(), "operator-"));
    let cluster: Cluster;
    let git: Server;
    let operator: Service | undefined;
    let objects: readonly KubernetesObject[] = [];

    before("start", async function () {
        this.timeout(START_MS);
        const command = await buildProgram(
            {
                ...{ name: "the Pulumi Kubernetes Operator", folder: folder ?? "", flags: "" },
                ...{ package: "./operator/cmd", binary: path.join(temporary, "operator") },
            },
            report,
        );
        cluster = await startCluster(await buildPrograms(report));
        const definitions = path.join(folder ?? "", "deploy/crds");
        const files = readdirSync(definitions).filter((file) => file.endsWith(".yaml"));
        const texts = files.map((file) => readFileSync(path.join(definitions, file), "utf8"));
        await cluster.define(async (plain) => installDefinitions(plain, texts));
        await cluster.client.create({
            ...{ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
        });
        const pair = certificateIn(temporary);
        git = await serveGit(repositoryIn(temporary), pair);
        objects = await printed((git.address() as AddressInfo).port);
        operator = new Service("operator", command, await operatorArgs(), {
            KUBECONFIG: cluster.kubeconfig,
            SSL_CERT_FILE: pair.cert,
        });
    });

    after("stop", async () => {
        git.close();
        await operator?.stop();
        await cluster.stop();
        rmSync(temporary, { recursive: true });
    });

    it("with a field that the operator does not have are refused", async () => {
        const [first] = objects;
        assert.ok(first !== undefined);
        const wrong = { ...first, spec: { stack: "dev", approvedBy: "somebody" } };
        const { status, text } = await cluster.client.ask({
            method: "POST",
            path: `${STACKS}?dryRun=All&fieldValidation=Strict`,
            contentType: "application/json",
            body: JSON.stringify(wrong),
        });
        assert.equal(status, 400);
        assert.match(text, /unknown field \\"spec\.approvedBy\\"/);
    });

    it("are taken, every field known; the first begins, and the others wait for the one before", async () => {
        await applyAll(cluster.client, objects);
        await seen({ staging: WAITS("dev", NOT_RUN), production: WAITS("staging", NOT_RUN) });
        await until(async () => (await begun()).length > 0);
        assert.deepEqual(await begun(), ["dev"]);
    });

    it("wait on where the one before failed", async () => {
        await end("dev", "failed");
        // Nobody is woken by a failure: whoever asks again is told.
        const asked = { metadata: { annotations: { [REQUEST]: "again" } } };
        await cluster.client.patch(STACK, "Stack", { namespace: NAMESPACE, name: "staging" }, asked);
        await seen({ staging: WAITS("dev", "prerequisite failed") });
        assert.deepEqual(await begun(), ["dev"]);
    });

    it("begin once the one before has succeeded, and the next still waits", async () => {
        await end("dev", "succeeded");
        await until(async () => (await begun()).length > 1);
        await seen({ production: WAITS("staging", NOT_RUN) });
        assert.deepEqual(await begun(), ["dev", "staging"]);
        await end("staging", "succeeded");
        await until(async () => (await begun()).length > 2);
        assert.deepEqual(await begun(), ["dev", "production", "staging"]);
    });

    /** Stacks that the operator has made a workspace for. */
    async function begun(): Promise<readonly string[]> {
        const made = await cluster.client.list("auto.pulumi.com/v1alpha1", "Workspace");
        return made.map(({ metadata }) => metadata.ownerReferences?.[0]?.name ?? "").sort();
    }

    /** As the operator writes it once the run of a workspace has ended: no pod here runs one. */
    async function end(name: string, state: "failed" | "succeeded"): Promise<void> {
        const found = await cluster.client.get(STACK, "Stack", { namespace: NAMESPACE, name });
        const { annotations = {}, ...metadata } = found?.metadata ?? assert.fail(name);
        const generation = Number(objectOf(metadata)["generation"]);
        const request = annotations[REQUEST] ?? "";
        const lastUpdate = { generation, state, reconcileRequest: request };
        const ready = { type: "Ready", status: "True", reason: "ProcessingCompleted", message: "" };
        const status = {
            ...{ lastUpdate, observedGeneration: generation, observedReconcileRequest: request },
            ...(state === "succeeded"
                ? { conditions: [{ ...ready, lastTransitionTime: new Date().toISOString() }] }
                : {}),
        };
        const answer = await cluster.client.ask({
            method: "PATCH",
            path: `${STACKS}/${name}/status`,
            contentType: "application/merge-patch+json",
            body: JSON.stringify({ status }),
        });
        assert.equal(answer.status, 200);
    }

    /** What the operator says of stacks, until it does. */
    async function seen(wanted: Readonly<Record<string, string>>): Promise<void> {
        let said: Readonly<Record<string, string>> = {};
        await until(
            async () => {
                const stacks = await cluster.client.list(STACK, "Stack");
                said = Object.fromEntries(
                    stacks
                        .filter(({ metadata }) => metadata.name in wanted)
                        .map(({ metadata, status }) => [metadata.name, whyOf(status)]),
                );
                return Object.entries(wanted).every(([name, why]) => said[name] === why);
            },
            () => `${JSON.stringify(said, undefined, 4)}\n${operator?.log() ?? ""}`,
        );
    }
});

const NOT_RUN = "prerequisite has not run to completion";
const WAITS = (name: string, why: string): string =>
    `PrerequisiteNotSatisfied: prerequisite not satisfied for "${name}": ${why}`;

function whyOf(status: LiveObject["status"] | undefined): string {
    const found = objectsIn(status?.["conditions"]).find(({ type }) => type === "Reconciling");
    return `${textOf(found?.["reason"])}: ${textOf(found?.["message"])}`;
}

async function until(isSo: () => Promise<boolean>, what = () => "in time"): Promise<void> {
    const deadline = Date.now() + SEEN_MS;
    while (!(await isSo())) {
        assert.ok(Date.now() < deadline, what());
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
}

async function operatorArgs(): Promise<string[]> {
    return [
        `--health-probe-bind-address=127.0.0.1:${await freePort()}`,
        `--program-fs-addr=127.0.0.1:${await freePort()}`,
    ];
}

/** A repository with a commit on every branch that environments follow. */
function repositoryIn(temporary: string): string {
    const repository = path.join(temporary, "platform.git");
    const run = (...args: readonly string[]): string =>
        execFileSync("git", ["-C", repository, ...args], { encoding: "utf8" }).trim();
    execFileSync("git", ["init", "-q", "--bare", repository]);
    const tree = run("hash-object", "-t", "tree", "-w", "/dev/null");
    const person = ["-c", "user.name=platform", "-c", "user.email=platform@example.com"];
    const commit = run(...person, "commit-tree", "-m", "first", tree);
    for (const branch of ["main", "deploy/staging", "deploy/production"])
        run("update-ref", `refs/heads/${branch}`, commit);
    return repository;
}

/** Files. */
interface Pair {
    readonly cert: string;
    readonly key: string;
}

/** The operator takes no address but https and SSH. */
function certificateIn(temporary: string): Pair {
    const [cert, key] = [path.join(temporary, "cert.pem"), path.join(temporary, "key.pem")];
    execFileSync(
        "openssl",
        [
            ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=git"],
            ...["-addext", "subjectAltName=IP:127.0.0.1", "-out", cert, "-keyout", key],
        ],
        { stdio: "pipe" },
    );
    return { cert, key };
}

/** What the operator asks of a repository: which commit a branch is at. Source: git, gitprotocol-http. */
async function serveGit(repository: string, { cert, key }: Pair): Promise<Server> {
    const pair = { cert: readFileSync(cert), key: readFileSync(key) };
    const server = createServer(pair, (request, response) => {
        if (!(request.url ?? "").includes("/info/refs")) {
            response.writeHead(404).end();
            return;
        }
        response.setHeader("content-type", "application/x-git-upload-pack-advertisement");
        response.write("001e# service=git-upload-pack\n0000");
        response.end(execFileSync("git", ["upload-pack", "--stateless-rpc", "--advertise-refs", repository]));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return server;
}

async function printed(port: number): Promise<readonly KubernetesObject[]> {
    let out = "";
    const code = await main([`https://127.0.0.1:${port}/acme/platform.git`, "--backend", "s3://state"], {
        out: (text) => void (out += text),
        err: () => undefined,
        ...{ outIsTerminal: false, errIsTerminal: false, columns: undefined, env: {} },
    });
    assert.equal(code, EXIT.written);
    return parseAllDocuments(out).map((one) => one.toJS() as KubernetesObject);
}
