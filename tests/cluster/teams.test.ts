/** Ring 5: two teams of one cluster: what their people may do, what their pods get, and which of their pods reach which. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { EnvironmentShape } from "../../components/platform/shape";
import { Client } from "../../tools/apiserver/client";
import { buildReach } from "../../tools/apiserver/go";
import type { LiveObject } from "../../tools/cluster/objects";
import { type Rehearsal, start } from "../../tools/cluster/rehearsal";
import { objectOf } from "../../tools/facts/build";
import { objectsIn } from "../../tools/fit/world";
import { type Connection, type Peer, peerOf, reachOf } from "../../tools/reach/reach";
import { CONTAINER } from "../apiserver/admission-cases";
import { DEFINITIONS, ingress, roleBinding, rule, TEAMS } from "../apiserver/team-cases";
import { askTeams, whenNoticed } from "../apiserver/team-questions";
import { graphOfShape, plannedOf } from "../support/plan-shape";
import { ON_FARGATE } from "../support/shapes";
import { describeWithGo } from "./with-go";

/** With a first build on a slow machine. */
const START_MS = 60 * 60_000;
const STEP_MS = 3 * 60_000;

const { orders, payments } = TEAMS;
assert.ok(orders !== undefined && payments !== undefined);

/** The first lets the second in, and of the second one namespace lets its pods out there. */
const SHAPE: EnvironmentShape = {
    ...ON_FARGATE,
    teams: {
        payments,
        orders: {
            ...orders,
            namespaces: { orders: { traffic: { kind: "deny", to: ["payments"] } }, "orders-jobs": {} },
        },
    },
};

/** Ports by what is asked there. */
const PORTS: Readonly<Record<string, Pick<Connection, "port" | "protocol">>> = {
    http: { port: 8080, protocol: "TCP" },
    https: { port: 443, protocol: "TCP" },
    dns: { port: 53, protocol: "UDP" },
};

/**
 * Whom each reaches, and for what; everything else is not let through. A connection passes where both ends let it: `orders` names
 * `payments`, which names it; `orders-jobs` names nobody. HTTPS to anywhere is to pods as well, where those let it in.
 */
const REACH: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    "payments/web": {
        "payments/api": ["http", "https", "dns"],
        "kube-system/coredns": ["https", "dns"],
        "default/stranger": ["https"],
        "somewhere else": ["https"],
    },
    "payments/api": {
        "payments/web": ["http", "https", "dns"],
        "kube-system/coredns": ["https", "dns"],
        "default/stranger": ["https"],
        "somewhere else": ["https"],
    },
    "orders/web": {
        "payments/web": ["http", "https", "dns"],
        "payments/api": ["http", "https", "dns"],
        "kube-system/coredns": ["dns"],
    },
    "orders-jobs/run": { "kube-system/coredns": ["dns"] },
    "default/stranger": {
        "kube-system/coredns": ["http", "https", "dns"],
        "somewhere else": ["http", "https", "dns"],
    },
    "kube-system/coredns": {
        "default/stranger": ["http", "https", "dns"],
        "somewhere else": ["http", "https", "dns"],
    },
    "somewhere else": {
        "default/stranger": ["http", "https", "dns"],
        "kube-system/coredns": ["http", "https", "dns"],
    },
};

describeWithGo("two teams on a whole control plane", function () {
    this.timeout(STEP_MS);
    let rehearsal: Rehearsal;
    let plain: Client | undefined;
    let binary: string;

    function client(): Client {
        assert.ok(plain);
        return plain;
    }

    before("start", async function () {
        this.timeout(START_MS);
        binary = await buildReach(() => undefined);
        const components = plannedOf(SHAPE).plan.components;
        rehearsal = await start({ environment: { graph: await graphOfShape(SHAPE), components } });
        await rehearsal.cluster.define(async (one) => {
            plain = one;
            for (const definition of DEFINITIONS)
                await one.create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
        });
        // It was there when the team lost its name.
        await rehearsal.client.create({
            apiVersion: "v1",
            kind: "Namespace",
            metadata: { name: "payments" },
        });
        await client().make(ingress({ rules: [rule("old.example.com")] }, {}, "payments", "old"));
        await rehearsal.nodes();
        const steps = await rehearsal.install();
        assert.deepEqual(
            steps.filter(({ by }) => /refused/.test(by)).map(({ by, name }) => `${name}: ${by}`),
            [],
        );
        for (const [namespace, name] of [
            ["payments", "api"],
            ["orders", "api"],
            ["orders-jobs", "api"],
        ] as const)
            await client().make({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } });
        // Given by a lead: the rights of the team, in the hands of one of its pods.
        await client().make(roleBinding("edit"));
        await whenNoticed(client());
    });

    after("stop", async () => rehearsal.stop());

    askTeams(client);

    it("a pod of a team gets the token of its account, which opens its namespace alone; the default one has none", async () => {
        const path = "/api/v1/namespaces/payments/serviceaccounts/api/token";
        const body = JSON.stringify({
            apiVersion: "authentication.k8s.io/v1",
            kind: "TokenRequest",
            spec: {},
        });
        const { text } = await client().ask({ method: "POST", path, contentType: "application/json", body });
        const { status } = JSON.parse(text) as { readonly status: { readonly token: string } };
        const pod = asPod(rehearsal.kubeconfig, status.token);
        assert.equal((await pod.get("/api/v1/namespaces/payments/configmaps")).status, 200);
        assert.equal((await pod.get("/api/v1/namespaces/orders/configmaps")).status, 403);
        const admitted = async (serviceAccountName: string) => {
            const spec = objectOf(
                objectOf(
                    await client().admitted({
                        ...{ apiVersion: "v1", kind: "Pod" },
                        metadata: { name: "it", namespace: "payments" },
                        spec: { serviceAccountName, containers: [CONTAINER] },
                    }),
                )["spec"],
            );
            return objectsIn(spec["volumes"]).filter(({ projected }) => projected !== undefined).length;
        };
        assert.deepEqual([await admitted("api"), await admitted("default")], [1, 0]);
    });

    it("pods of a team run on nodes of its pool, as many as its quota lets in", async () => {
        await deploy("payments", "many", 25);
        const { pods, short } = await rehearsal.settled({ quietSeconds: 8 });
        // One that Karpenter moves to a smaller node is there twice for a moment.
        const own = pods.filter(({ isReady, owner }) => isReady && owner === "Deployment/many");
        assert.equal(own.length, 20);
        assert.deepEqual(
            short.map(({ made, owner, wanted }) => `${owner}: ${made} of ${wanted}`),
            ["Deployment/many: 20 of 25"],
        );
        assert.match(
            short[0]?.why ?? "",
            /exceeded quota: quota, requested: pods=1, used: pods=20, limited: pods=20/,
        );
        const nodes = new Map(
            (await rehearsal.client.list("v1", "Node")).map((one) => [one.metadata.name, one]),
        );
        const teams = own.map(({ node = "" }) => nodes.get(node)?.metadata.labels?.["team"]);
        assert.deepEqual([...new Set(teams)], ["payments"]);
        const quota = await rehearsal.client.get("v1", "ResourceQuota", {
            namespace: "payments",
            name: "quota",
        });
        assert.deepEqual(quota?.status["used"], { pods: "20" });
        await rehearsal.client.remove("apps/v1", "Deployment", { namespace: "payments", name: "many" });
    });

    it("a pod reaches whom its team and theirs let it reach, and nobody else", async () => {
        for (const [namespace, name] of [
            ["payments", "web"],
            ["payments", "api"],
            ["orders", "web"],
            ["orders-jobs", "run"],
            ["default", "stranger"],
        ] as const)
            await deploy(namespace, name, 1);
        await rehearsal.settled({ quietSeconds: 6 });
        const peers = await peersOf(rehearsal);
        const policies = await rehearsal.client.list("networking.k8s.io/v1", "NetworkPolicy");
        assert.deepEqual(reached(binary, policies, peers), REACH);
    });

    it("what the matcher reads otherwise than Kubernetes is not judged", async () => {
        const [policy] = await rehearsal.client.list("networking.k8s.io/v1", "NetworkPolicy");
        assert.ok(policy !== undefined);
        const batch = { key: "tier", operator: "NotIn", values: ["batch"] };
        for (const podSelector of [{ matchExpressions: [batch] }, { matchLabels: { tier: "" } }]) {
            const from = [{ podSelector }];
            for (const spec of [{ podSelector }, { podSelector: {}, ingress: [{ from }] }])
                assert.throws(
                    () => reachOf(binary, [{ ...policy, spec }], []),
                    /: a selector with NotIn or an empty value cannot be judged here/,
                );
        }
    });

    async function deploy(namespace: string, name: string, replicas: number): Promise<void> {
        const labels = { app: name };
        await rehearsal.client.create({
            ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace } },
            spec: {
                ...{ replicas, selector: { matchLabels: labels } },
                template: { metadata: { labels }, spec: { containers: [CONTAINER] } },
            },
        });
    }
});

/** By name. Pods have the addresses that they were given when they ran. */
async function peersOf({ client }: Rehearsal): Promise<ReadonlyMap<string, Peer>> {
    const namespaces = await client.list("v1", "Namespace");
    const pods = (await client.list("v1", "Pod")).filter(
        ({ metadata }) => metadata.namespace !== "kube-system" || metadata.labels?.["k8s-app"] === "kube-dns",
    );
    const named = pods.map((pod): readonly [string, Peer] => {
        const { labels = {}, namespace = "default" } = pod.metadata;
        return [`${namespace}/${labels["app"] ?? "coredns"}`, peerOf(pod, namespaces)];
    });
    assert.ok(named.every(([, { ip }]) => ip !== ""));
    return new Map([...named, ["somewhere else", { ip: "203.0.113.7" }]]);
}

function reached(binary: string, policies: readonly LiveObject[], peers: ReadonlyMap<string, Peer>) {
    const asked = [...peers].flatMap(([from, one]) =>
        [...peers]
            .filter(([to]) => to !== from)
            .flatMap(([to, other]) =>
                Object.entries(PORTS).map(([what, port]) => ({ from, to, what, one, other, port })),
            ),
    );
    const answers = reachOf(
        binary,
        policies,
        asked.map(({ one, other, port }) => ({ from: one, to: other, ...port })),
    );
    const found: Record<string, Record<string, string[]>> = {};
    for (const [index, { from, to, what }] of asked.entries())
        if (answers[index] === true) ((found[from] ??= {})[to] ??= []).push(what);
    return found;
}

/** The same server, asked with a token. */
function asPod(kubeconfig: string, token: string): Client {
    const { clusters } = JSON.parse(readFileSync(kubeconfig, "utf8")) as {
        readonly clusters: readonly {
            readonly cluster: { readonly server: string; readonly "certificate-authority-data": string };
        }[];
    };
    const [{ cluster } = { cluster: { server: "", "certificate-authority-data": "" } }] = clusters;
    const ca = Buffer.from(cluster["certificate-authority-data"], "base64").toString("utf8");
    return new Client({ port: Number(new URL(cluster.server).port), token, ca });
}
