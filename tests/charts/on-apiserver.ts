/** What Helm rendered, put before a real API server: every field of every object, by dry run. */
import assert from "node:assert/strict";

import { type Apiserver, startApiserver } from "../../tools/apiserver/apiserver";
import { type Client, DRY_RUNS, type KubernetesObject } from "../../tools/apiserver/client";
import { installDefinitions } from "../../tools/apiserver/crds";
import { buildApiserver } from "../../tools/apiserver/go";
import { objectOf } from "../../tools/apiserver/objects";
import { missingRequirements } from "../../tools/apiserver/requirements";
import { idOf, kindOf, nameOf } from "../../tools/charts/workloads";
import type { OnServer } from "./on-server";
import { objectsInPapers } from "./paper-manifests";
import { compareLevels, makeLevels } from "./pod-security";

const BUILD_MS = 30 * 60_000;
const START_MS = 5 * 60_000;

const CRD = "CustomResourceDefinition";

/** @param all what was rendered, once everything is */
export function describeOnApiserver(all: () => readonly OnServer[], report: (line: string) => void): void {
    const lacking = missingRequirements(process.env);
    if (lacking.length > 0) report(`No objects are put before an API server: no ${lacking.join(", no ")}.`);
    const describeWithApiserver = lacking.length > 0 ? describe.skip : describe;
    describeWithApiserver("their objects, on a real API server", () => {
        let server: Apiserver | undefined;
        let binary = "";

        before("build", async function () {
            this.timeout(BUILD_MS);
            binary = await buildApiserver(report);
        });

        before("start", async function () {
            this.timeout(START_MS);
            server = await startApiserver(binary);
            const { client } = server;
            await installDefinitions(client, definitionsOf(all()).values());
            for (const namespace of namespacesOf(all())) await makeNamespace(client, namespace);
        });

        after("stop", async () => server?.stop());

        it("are accepted, hooks aside", async function () {
            this.timeout(START_MS);
            assert.ok(server);
            const refusals = new Set<string>();
            let objects = 0;
            for (const one of all()) {
                const asked = objectsFor(one);
                objects += asked.length;
                for (const refusal of await refusalsOf(server.client, one, asked)) refusals.add(refusal);
            }
            report(`\n${objects} objects of charts put before a real API server`);
            assert.deepEqual([...refusals], []);
        });

        it("are there for what papers show: each object is accepted, where its kind's chart was found", async function () {
            this.timeout(START_MS);
            assert.ok(server);
            const { client } = server;
            const groups = groupsOf(all());
            const shown = objectsInPapers();
            const asked = shown.filter(({ object }) => isThere(object, groups));
            const refusals: string[] = [];
            for (const { object, page } of asked) {
                const { namespace } = object.metadata;
                if (namespace !== undefined) await makeNamespace(client, namespace);
                for (const verb of DRY_RUNS) {
                    const refusal = await client.dryRun(object, verb);
                    if (refusal !== undefined) refusals.push(`${page}: ${verb}: ${refusal.message}`);
                }
            }
            report(`\n${asked.length} of ${shown.length} objects that papers show put before it`);
            assert.deepEqual(refusals, []);
        });

        it("start pods that the level of their namespace lets start, which is as strict as they let it be", async function () {
            this.timeout(START_MS);
            assert.ok(server);
            await makeLevels(server.client);
            const { differences, pods } = await compareLevels(server.client, all());
            report(`\n${pods} pods of charts put before Pod Security`);
            assert.deepEqual(differences, []);
        });
    });
}

/** By name, from wherever a chart keeps them. */
function definitionsOf(all: readonly OnServer[]): ReadonlyMap<string, string> {
    const objects = all.flatMap(({ rendered }) => [...rendered.crds, ...rendered.objects]);
    return new Map(
        objects
            .filter(({ object }) => kindOf(object) === CRD)
            .map(({ object }) => [nameOf(object), JSON.stringify(object)]),
    );
}

/** That definitions of charts are of. */
function groupsOf(all: readonly OnServer[]): ReadonlySet<string> {
    return new Set([...definitionsOf(all).keys()].map((name) => name.slice(name.indexOf(".") + 1)));
}

/** Kubernetes' own, or of a chart that was rendered. */
function isThere({ apiVersion }: KubernetesObject, groups: ReadonlySet<string>): boolean {
    const [group = ""] = apiVersion.includes("/") ? apiVersion.split("/") : [];
    return !group.includes(".") || group.endsWith(".k8s.io") || groups.has(group);
}

/** Of the releases, and those that objects of the kit's own go to: the plan makes them first. */
function namespacesOf(all: readonly OnServer[]): ReadonlySet<string> {
    return new Set(
        all.flatMap(({ beside, namespace }) => [
            namespace,
            ...beside.flatMap(({ metadata }) => metadata.namespace ?? []),
        ]),
    );
}

async function makeNamespace(client: Client, name: string): Promise<void> {
    if ((await client.get(`/api/v1/namespaces/${name}`)).status === 200) return;
    await client.create("/api/v1/namespaces", JSON.stringify({ metadata: { name } }));
}

/** All but what was installed before: definitions and namespaces. */
function objectsFor({ beside, rendered }: OnServer): readonly KubernetesObject[] {
    const made = rendered.objects.map(({ object }) => objectOf(idOf(object), object));
    return [...made, ...beside].filter(({ kind }) => kind !== CRD && kind !== "Namespace");
}

async function refusalsOf(
    client: Client,
    { chart, host, namespace }: OnServer,
    objects: readonly KubernetesObject[],
): Promise<string[]> {
    const refusals: string[] = [];
    for (const object of objects) {
        const placed = await client.within(object, namespace);
        for (const verb of DRY_RUNS) {
            const refusal = await client.dryRun(placed, verb);
            if (refusal !== undefined)
                refusals.push(`${chart} on ${host} › ${idOf(object)}: ${verb}: ${refusal.message}`);
        }
    }
    return refusals;
}
