/** Ring 3: every Kubernetes object the kit plans, put before a real API server with Karpenter's own definitions. */
import assert from "node:assert/strict";

import fc from "fast-check";

import { checkNodePool } from "../../components/karpenter/node-pool-spec";
import { DEFAULT_KUBERNETES_MINOR } from "../../components/versions";
import { type Apiserver, startApiserver } from "../../tools/apiserver/apiserver";
import { type Client, DRY_RUNS, type KubernetesObject } from "../../tools/apiserver/client";
import { installDefinitions, karpenterDefinitions, snapshotDefinitions } from "../../tools/apiserver/crds";
import { buildApiserver } from "../../tools/apiserver/go";
import { goModuleText, parseGoModule } from "../../tools/apiserver/go-module";
import { objectsOf } from "../../tools/apiserver/objects";
import { missingRequirements } from "../../tools/apiserver/requirements";
import { resourceOf } from "../../tools/facts/resource-names";
import { planStack } from "../../tools/plan/plan-stack";
import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { everything } from "../support/everything";
import { record } from "../support/record";
import { BROKEN, withMistake } from "./broken";
import { EDGES } from "./edges";
import {
    AUTO_POOLS,
    objectsOfAutoPool,
    objectsOfPool,
    objectsOfStorageClass,
    POOLS,
    poolSpecFor,
} from "./pools";
import { acceptedSpecs } from "./random-pools";

/** A first build, and a start, on a slow machine with others on it. */
const BUILD_MS = 30 * 60_000;
const START_MS = 5 * 60_000;

/** Groups of kinds that charts define: ring 4 asks a server that has them. */
const OF_CHARTS: readonly string[] = ["external-secrets.io"];

/** Namespaces that come with Argo CD and Flux, whoever installs them. */
const OF_GITOPS: readonly string[] = ["argocd", "flux-system"];

/** Source: Kubernetes API reference, APIGroupList and APIResourceList. */
interface Groups {
    readonly groups: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[];
}
interface Resources {
    readonly resources: readonly { readonly kind: string; readonly name: string }[];
}

const missing = missingRequirements(process.env);
if (missing.length > 0) report(`Ring 3 is skipped. This machine lacks ${missing.join(" and ")}.`);
/** Skips, with a count, where no API server can be built and started. */
const describeWithApiserver = missing.length > 0 ? describe.skip : describe;

function report(line: string): void {
    process.stderr.write(`${line}\n`);
}

function nameOf(object: KubernetesObject): string {
    const { metadata } = JSON.parse(JSON.stringify(object)) as {
        readonly metadata: { readonly name: string };
    };
    return metadata.name;
}

describeWithApiserver("a real API server", () => {
    let binary = "";
    let server: Apiserver | undefined;
    let failed = false;

    before("build", async function () {
        this.timeout(BUILD_MS);
        binary = await buildApiserver(report);
    });

    before("start", async function () {
        this.timeout(START_MS);
        const definitions = await karpenterDefinitions();
        server = await startApiserver(binary);
        await installDefinitions(server.client, definitions.values());
        await installDefinitions(server.client, (await snapshotDefinitions()).values());
        for (const name of OF_GITOPS)
            await server.client.make({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    });

    afterEach(function () {
        failed ||= this.currentTest?.state === "failed";
    });

    after("stop", async () => {
        if (failed) report(server?.logs() ?? "");
        await server?.stop();
    });

    function client(): Client {
        assert.ok(server);
        return server.client;
    }

    /** One line for each object that is refused. */
    async function refusalsOf(objects: Iterable<KubernetesObject>): Promise<string[]> {
        const refusals: string[] = [];
        for (const object of objects) {
            for (const verb of DRY_RUNS) {
                const refusal = await client().dryRun(object, verb);
                if (refusal !== undefined) refusals.push(`${verb} ${object.kind}: ${refusal.message}`);
            }
        }
        return refusals;
    }

    const made = new Set<string>();

    /** Namespaces first: what is in them is refused while they are not there, and a dry run makes none. */
    async function refusalsOfAll(objects: readonly KubernetesObject[]): Promise<string[]> {
        const namespaces = objects.filter(({ kind }) => kind === "Namespace");
        const fresh = namespaces.filter((one) => !made.has(nameOf(one)));
        const refusals = await refusalsOf(fresh);
        for (const one of fresh) {
            await client().create("/api/v1/namespaces", JSON.stringify(one));
            made.add(nameOf(one));
        }
        return [...refusals, ...(await refusalsOf(objects.filter((one) => !namespaces.includes(one))))];
    }

    it("is the pinned release of the minor environments get by default", async () => {
        const { text } = await client().get("/version");
        const { gitVersion, major, minor } = JSON.parse(text) as Readonly<Record<string, string>>;
        assert.equal(gitVersion, parseGoModule(goModuleText()).kubernetes);
        assert.equal(`${major}.${minor}`, DEFAULT_KUBERNETES_MINOR);
    });

    it("calls each kind it serves as the kit does without its definition", async () => {
        const groups = JSON.parse((await client().get("/apis")).text) as Groups;
        const versions = groups.groups.flatMap((group) => group.versions.map((one) => one.groupVersion));
        const others: string[] = [];
        let kinds = 0;
        for (const apiVersion of ["v1", ...versions]) {
            const root = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
            const { resources } = JSON.parse((await client().get(root)).text) as Resources;
            for (const { kind, name } of resources.filter((one) => !one.name.includes("/"))) {
                kinds += 1;
                const called = resourceOf({ apiVersion, kind });
                if (called !== name) others.push(`${kind} of ${apiVersion}: ${name}, not ${called}`);
            }
        }
        assert.ok(kinds > 60, String(kinds));
        assert.deepEqual(others, []);
    });

    for (const stack of listStacks(ROOT)) {
        it(`${stack}: every object of the plan is accepted`, async () => {
            const plan = await planStack({ stack, mode: "deterministic" });
            assert.ok("graph" in plan, JSON.stringify(plan));
            const objects = objectsOf(plan.graph);
            assert.ok(objects.size > 0);
            assert.deepEqual(await refusalsOfAll([...objects.values()]), []);
        });
    }

    it("an environment with every option: every object of the plan is accepted", async () => {
        const { graph, problems } = await record(everything);
        assert.deepEqual(problems, []);
        const all = [...objectsOf(graph).values()];
        const objects = all.filter(({ apiVersion }) => !OF_CHARTS.includes(apiVersion.split("/")[0] ?? ""));
        assert.deepEqual([...new Set(objects.map(({ kind }) => kind))].sort(), [
            "ClusterRoleBinding",
            "ConfigMap",
            "Deployment",
            "EC2NodeClass",
            "LimitRange",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "Namespace",
            "NetworkPolicy",
            "NodePool",
            "PriorityClass",
            "ResourceQuota",
            "Role",
            "RoleBinding",
            "Secret",
            "ServiceAccount",
            "StorageClass",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "VolumeAttributesClass",
            "VolumeSnapshotClass",
        ]);
        assert.deepEqual(await refusalsOfAll(objects), []);
    });

    for (const [title, changes] of Object.entries(POOLS)) {
        it(`a pool with ${title} is accepted, and its node class`, async () => {
            const objects = await objectsOfPool(changes);
            assert.deepEqual(
                objects.map(({ kind }) => kind),
                ["EC2NodeClass", "NodePool"],
            );
            assert.deepEqual(await refusalsOf(objects), []);
        });
    }

    // EKS publishes no definition of its NodeClass: docs/rehearsal.md. Its NodePools are of Karpenter's.
    for (const [title, changes] of Object.entries(AUTO_POOLS)) {
        it(`a pool of Auto Mode with ${title} is accepted`, async () => {
            const [pool, ...others] = (await objectsOfAutoPool(changes)).filter(
                ({ kind }) => kind === "NodePool",
            );
            assert.ok(pool !== undefined && others.length === 0);
            assert.deepEqual(await refusalsOf([pool]), []);
        });
    }

    for (const { kind, kit, path, pool, server: taken, word, written } of EDGES) {
        it(`${word}: ${kit[0]} to ${kit[1]}, and the server agrees`, async () => {
            for (const number of kit) {
                const objects = await objectsOfPool(pool(number));
                assert.deepEqual(await refusalsOf(objects), [], `${number}`);
            }
            for (const number of [kit[0] - 1, kit[1] + 1]) {
                const { nodeIdentity: _identity, vpc: _vpc, cluster: _cluster, ...changes } = pool(number);
                assert.notDeepEqual(checkNodePool({ ...poolSpecFor(changes), ...changes }), [], `${number}`);
            }
            const sound = (await objectsOfPool(pool(kit[0]))).find((object) => object.kind === kind);
            assert.ok(sound);
            const refuses = async (number: number): Promise<boolean> => {
                const broken = withMistake(sound, { path, title: word, value: written(number) });
                return (await refusalsOf([broken])).length > 0;
            };
            const [min, max] = taken;
            if (Number.isFinite(min))
                assert.deepEqual([await refuses(min), await refuses(min - 1)], [false, true]);
            if (Number.isFinite(max))
                assert.deepEqual([await refuses(max), await refuses(max + 1)], [false, true]);
        });
    }

    it("the StorageClass is accepted, with a key of one's own and with AWS's", async () => {
        for (const key of ["own", "AWS's own"] as const)
            assert.deepEqual(await refusalsOf(await objectsOfStorageClass(key)), [], key);
    });

    it("a kind the server does not have is named", async () => {
        const pool = { kind: "NodePool", metadata: { name: "general" } };
        await assert.rejects(client().dryRun({ ...pool, apiVersion: "karpenter.sh/v9" }, "apply"), {
            message: "the server has no /apis/karpenter.sh/v9: 404 page not found\n",
        });
        await assert.rejects(client().dryRun({ ...pool, apiVersion: "v1" }, "create"), {
            message: "the server has no NodePool in /api/v1",
        });
    });

    it("whatever pool the kit accepts, the server accepts", async function () {
        this.timeout(START_MS);
        await fc.assert(
            fc.asyncProperty(acceptedSpecs, async (spec) => {
                assert.deepEqual(await refusalsOf(await objectsOfPool(spec)), []);
            }),
            { numRuns: 200 },
        );
    });

    for (const broken of BROKEN) {
        const { kind, kit, refusals, title } = broken;
        it(`${title}: refused`, async () => {
            const objects = [...(await objectsOfPool({})), ...(await objectsOfStorageClass("own"))];
            const sound = objects.find((object) => object.kind === kind);
            assert.ok(sound);
            // Whatever is refused below is refused for its mistake.
            assert.deepEqual(await refusalsOf([sound]), []);
            for (const verb of DRY_RUNS) {
                const refusal = await client().dryRun(withMistake(sound, broken), verb);
                assert.deepEqual(refusal, refusals[verb], verb);
            }
        });
        if (kit === undefined) continue;
        it(`${title}: refused by the kit before`, () => {
            assert.deepEqual(
                checkNodePool(kit.spec).map(({ path }) => path),
                [kit.path],
            );
        });
    }
});
