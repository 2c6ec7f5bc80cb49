/** Ring 3: policies of admission compile, refuse what breaks them by their name, and let everything else pass. */
import assert from "node:assert/strict";

import { policyNameOf, RULE_WORDS, RUN_TIME_RULES } from "../../components/admission/rules";
import type { EnvironmentShape } from "../../components/platform/shape";
import { type Apiserver, startApiserver } from "../../tools/apiserver/apiserver";
import type { Client, KubernetesObject } from "../../tools/apiserver/client";
import { installDefinitions } from "../../tools/apiserver/crds";
import { buildApiserver } from "../../tools/apiserver/go";
import { objectsOf } from "../../tools/apiserver/objects";
import { missingRequirements } from "../../tools/apiserver/requirements";
import { objectOf } from "../../tools/facts/build";
import { graphOfShape } from "../support/plan-shape";
import { ON_NODES } from "../support/shapes";
import { LET_OFF, NOT_LET_OFF } from "./exempt-cases";
import { BINDING_DEFINITION, EARLIER, EVERY_SET, FOR_WINDOWS, OFFENCES, pod, SOUND } from "./admission-cases";

const BUILD_MS = 30 * 60_000;
const START_MS = 5 * 60_000;
/** A server looks for new policies once a second. */
const NOTICED_MS = 30_000;

const SHAPE: EnvironmentShape = { ...ON_NODES, admissionPolicies: EVERY_SET };
const KINDS: Readonly<Record<string, string>> = {
    ConfigMap: "/api/v1/namespaces/kube-system/configmaps",
    MutatingAdmissionPolicy: "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies",
    MutatingAdmissionPolicyBinding: "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings",
    ValidatingAdmissionPolicy: "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
    ValidatingAdmissionPolicyBinding:
        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings",
};

/** As whoever is refused reads it: which control it is, and what to do. */
function told(policy: string, says: string): string {
    const word = RULE_WORDS.find((one) => policyNameOf(one) === policy);
    if (word === undefined) return says;
    const { id, remedy } = RUN_TIME_RULES[word];
    return `${id}: ${says}. ${remedy}.`;
}

const missing = missingRequirements(process.env);
const describeWithApiserver = missing.length > 0 ? describe.skip : describe;

describeWithApiserver("policies of admission on a real API server", () => {
    let server: Apiserver | undefined;

    function client(): Client {
        assert.ok(server);
        return server.client;
    }

    before("start", async function () {
        this.timeout(BUILD_MS + START_MS);
        server = await startApiserver(await buildApiserver((line) => process.stderr.write(`${line}\n`)));
        await installDefinitions(client(), [BINDING_DEFINITION]);
        for (const name of ["agents", "ingress", "team-a", "team-c"]) {
            const labels = { "pod-security.kubernetes.io/enforce": "privileged" };
            const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
            await client().create("/api/v1/namespaces", JSON.stringify(namespace));
            // The controller manager makes the first, and none runs here.
            for (const account of ["default", "web"]) {
                const object = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account } };
                await client().create(`/api/v1/namespaces/${name}/serviceaccounts`, JSON.stringify(object));
            }
        }
        for (const { object } of Object.values(EARLIER)) await client().make(object);
        for (const object of await planned()) {
            const path = KINDS[object.kind];
            assert.ok(path !== undefined, object.kind);
            await client().create(path, JSON.stringify(object));
        }
        await whenNoticed();
    });

    after("stop", async () => server?.stop());

    /** Policies, parameters and bindings, as the kit registers them. */
    async function planned(): Promise<readonly KubernetesObject[]> {
        const graph = await graphOfShape(SHAPE);
        const kept = graph.resources.filter(({ name }) => name.startsWith("admission-"));
        return [...objectsOf({ ...graph, resources: kept }).values()];
    }

    /** Of each policy at least one refusal: they are read one after the other. */
    async function whenNoticed(): Promise<void> {
        const deadline = Date.now() + NOTICED_MS;
        for (const { object, policy } of Object.values(OFFENCES)) {
            while ((await client().dryRun(object, "create")) === undefined) {
                assert.ok(Date.now() < deadline, `policy ${policy} refuses nothing`);
                await new Promise((resolve) => setTimeout(resolve, 200));
            }
        }
    }

    for (const [title, { object, policy, says }] of Object.entries(OFFENCES)) {
        it(`${title}: refused by ${policy}`, async () => {
            const refusal = await client().dryRun(object, "create");
            assert.equal(
                refusal?.message.replace(/^.* is forbidden: /, ""),
                `ValidatingAdmissionPolicy 'platform-${policy}' with binding 'platform-${policy}' denied request: ${told(policy, says)}`,
            );
        });
    }

    for (const [title, object] of Object.entries(SOUND)) {
        it(`${title}: taken`, async () => {
            assert.equal(await client().dryRun(object, "create"), undefined);
        });
    }

    function asked(by?: string): Client {
        if (by === undefined) return client();
        const groups = [
            "system:serviceaccounts",
            "system:serviceaccounts:kube-system",
            "system:authenticated",
        ];
        return client().as({ name: `system:serviceaccount:kube-system:${by}`, groups });
    }

    for (const [title, { by, object }] of Object.entries(LET_OFF)) {
        it(`${title} that is exempt: taken`, async () => {
            assert.equal(await asked(by).dryRun(object, "create"), undefined);
        });
    }

    for (const [title, { by, object, policy = "host" }] of Object.entries(NOT_LET_OFF)) {
        it(`${title} is not exempt: refused by ${policy}`, async () => {
            const refusal = await asked(by).dryRun(object, "create");
            const denied = `ValidatingAdmissionPolicy 'platform-${policy}' with binding 'platform-${policy}' denied request: `;
            assert.ok(refusal?.message.includes(denied), refusal?.message);
        });
    }

    for (const [title, { further, object, policy, says }] of Object.entries(EARLIER)) {
        const { apiVersion, kind, metadata } = object;

        it(`${title} of before keeps what it breaks, and is changed in everything else`, async () => {
            const marked = { ...metadata, annotations: { seen: "yes" }, finalizers: ["example.com/seen"] };
            const change = { apiVersion, kind, metadata: marked };
            assert.equal(await client().dryRun(change, "apply"), undefined);
        });

        it(`${title} of before gets nothing more of what is asked: refused by ${policy}`, async () => {
            const refusal = await client().dryRun({ apiVersion, kind, metadata, ...further }, "apply");
            assert.ok(refusal?.message.endsWith(`denied request: ${told(policy, says)}`), refusal?.message);
        });
    }

    it("pods get a seccomp profile and a wish for zones, where they say nothing of them", async () => {
        const named = await admittedSpec({}, { labels: { "app.kubernetes.io/name": "web" } });
        assert.deepEqual(named["securityContext"], { seccompProfile: { type: "RuntimeDefault" } });
        assert.deepEqual(named["topologySpreadConstraints"], [
            {
                labelSelector: { matchLabels: { "app.kubernetes.io/name": "web" } },
                maxSkew: 1,
                topologyKey: "topology.kubernetes.io/zone",
                whenUnsatisfiable: "ScheduleAnyway",
            },
        ]);
        const unnamed = await admittedSpec({ securityContext: { runAsNonRoot: true } });
        assert.deepEqual(unnamed["securityContext"], {
            runAsNonRoot: true,
            seccompProfile: { type: "RuntimeDefault" },
        });
        assert.equal(unnamed["topologySpreadConstraints"], undefined);
    });

    it("and keep what they say", async () => {
        const own = {
            securityContext: { seccompProfile: { type: "Unconfined" } },
            topologySpreadConstraints: [
                {
                    labelSelector: { matchLabels: { app: "web" } },
                    maxSkew: 2,
                    topologyKey: "kubernetes.io/hostname",
                    whenUnsatisfiable: "DoNotSchedule",
                },
            ],
        };
        const spec = await admittedSpec(own, { labels: { "app.kubernetes.io/name": "web" } });
        assert.deepEqual(spec["securityContext"], own.securityContext);
        assert.deepEqual(spec["topologySpreadConstraints"], own.topologySpreadConstraints);
        const windows = await admittedSpec(FOR_WINDOWS);
        assert.deepEqual(windows["securityContext"], {});
    });

    it("the API server's own Service passes, in namespace default: it is there already", async () => {
        const spec = { ports: [{ port: 443 }] };
        const metadata = { name: "kubernetes", namespace: "default" };
        const refusal = await client().dryRun(
            { apiVersion: "v1", kind: "Service", metadata, spec },
            "create",
        );
        assert.equal(refusal?.reason, "AlreadyExists");
    });

    it("each rule has objects that it refuses", () => {
        const refusing = new Set(Object.values(OFFENCES).map(({ policy }) => policy));
        assert.deepEqual(
            RULE_WORDS.map(policyNameOf).filter((name) => !refusing.has(name)),
            [],
        );
    });

    it("an object gets what a mutation of a fork's own adds by JSON Patch", async () => {
        const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "x", namespace: "team-a" } };
        const { labels } = objectOf(objectOf(await client().admitted(secret))["metadata"]);
        assert.deepEqual(labels, { team: "none" });
    });

    async function admittedSpec(...parts: Parameters<typeof pod>) {
        return objectOf(objectOf(await client().admitted(pod(...parts)))["spec"]);
    }
});
