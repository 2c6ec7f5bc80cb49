/** Rules at run time, asked of a plan: by the policies' own expressions, as the API server asks them in ring 3. */
import assert from "node:assert/strict";

import { RULE_WORDS, RUN_TIME_RULES } from "../../../components/admission/rules";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { KubernetesObject } from "../../../tools/apiserver/client";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { toldBy } from "../../../tools/policy/admission/judged";
import { judge } from "../../../tools/policy/judge";
import { mapOf } from "../../../tools/policy/map";
import { controlsOf, type ControlsReport } from "../../../tools/policy/report";
import { RUN_TIME } from "../../../tools/policy/controls/run-time";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import { EVERY_SET, OFFENCES, SOUND } from "../../apiserver/admission-cases";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";
import { withResource } from "./mutate";
import { typeOf } from "./mutants/run-time";

function judged(graph: PlannedGraph, level: "dev" | "production" = "production"): ControlsReport {
    return controlsOf(graph, { controls: CATALOGUE, exemptions: [], level });
}

const graphWith = (admissionPolicies: EnvironmentShape["admissionPolicies"]) =>
    graphOfShape({ ...ON_NODES, ...(admissionPolicies === undefined ? {} : { admissionPolicies }) });

describe("rules at run time, asked of a plan", () => {
    let every: PlannedGraph | undefined;

    before(async () => {
        every = await graphWith(EVERY_SET);
    });

    /** Ids of controls that an object of the plan breaks. */
    function brokenBy(object: KubernetesObject): readonly string[] {
        assert.ok(every);
        const graph = withResource(typeOf(object), object).mutate(every, "production");
        const { results } = controlsOf(graph, { controls: RUN_TIME, exemptions: [], level: "production" });
        return results.filter(({ outcome }) => outcome !== "passed").map(({ control }) => control.id);
    }

    for (const [title, object] of Object.entries(SOUND)) {
        it(`${title}: holds all`, () => {
            assert.deepEqual(brokenBy(object), []);
        });
    }

    for (const [title, { object, policy }] of Object.entries(OFFENCES)) {
        it(`${title}: breaks one`, () => {
            const ids = RULE_WORDS.map((word) => RUN_TIME_RULES[word].id);
            const index = Object.keys(RUN_TIME_RULES).findIndex(
                (word) => word.toLowerCase() === policy.replaceAll("-", ""),
            );
            assert.deepEqual(brokenBy(object), index < 0 ? [] : [ids[index]]);
        });
    }

    it("have what whoever made the object would read", () => {
        assert.ok(every);
        const object = OFFENCES["an image of tag latest"]?.object;
        assert.ok(object);
        const report = judged(withResource(typeOf(object), object).mutate(every, "production"));
        const found = report.results.find(({ control }) => control.id === "C121");
        assert.equal(
            found?.evidence[0]?.what,
            "C121: images are named by a tag other than latest, or by a digest, and not: nginx:latest. Name a tag or a digest",
        );
    });

    it("let off what the policy lets off, say so, and fail from the day after the last", async () => {
        const agent = {
            ...({ kind: "DaemonSet", namespace: "agents", name: "node-agent" } as const),
            ...{ reason: "It measures the network of its node.", owner: "team-a", expires: "2027-06-30" },
        };
        const graph = await graphWith({ host: { exemptWorkloads: [agent] } });
        const set = (name: string): KubernetesObject => ({
            ...{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name, namespace: "agents" } },
            spec: { template: { spec: { hostNetwork: true, containers: [] } } },
        });
        const outcomeOf = (name: string) => {
            const changed = withResource(typeOf(set(name)), set(name)).mutate(graph, "production");
            return judged(changed).results.find(({ control }) => control.id === "C123")?.outcome;
        };
        assert.deepEqual([outcomeOf("node-agent"), outcomeOf("other")], ["passed", "failed"]);
        const said = judged(graph).results.find(({ control }) => control.id === "C123");
        assert.equal(
            said?.evidence[0]?.what,
            "held at run time by admission policy platform-host, everywhere but in kube-node-lease, kube-public, kube-system, and not of DaemonSet agents/node-agent (It measures the network of its node. team-a, until 2027-06-30)",
        );
        const staleOn = (today: string) =>
            judge(
                [graph],
                { controls: RUN_TIME, entries: [], exemptions: [] },
                {
                    ...{ policy: { levels: {}, waivers: [] }, stacks: [graph.stack], today },
                },
            ).stale;
        assert.deepEqual(staleOn("2027-06-30"), []);
        assert.deepEqual(staleOn("2027-07-01"), [
            `${graph.stack}: admission-host lets off DaemonSet agents/node-agent, which expired on 2027-06-30 (team-a). Take it out of exemptWorkloads; if it is still right, say so again with a new day.`,
        ]);
    });

    it("say which policy holds them, and where it does not look", async () => {
        const report = judged(
            await graphWith({ host: { exempt: ["agents"] }, nonRoot: { actions: ["Warn"] } }),
            "dev",
        );
        const said = (id: string) => report.results.find(({ control }) => control.id === id);
        assert.equal(said("C123")?.outcome, "passed");
        assert.equal(
            said("C123")?.evidence[0]?.what,
            "held at run time by admission policy platform-host, everywhere but in agents, kube-node-lease, kube-public, kube-system",
        );
        assert.equal(
            said("C127")?.evidence[0]?.what,
            "told of by admission policy platform-non-root (Warn), and not refused",
        );
        assert.equal(
            said("C124")?.because,
            "no policy of admission holds it: there is no admissionPolicies.privileged",
        );
    });

    it("of amounts know what a LimitRange of the namespace fills in", () => {
        const bare = OFFENCES["a container without requests"]?.object;
        assert.ok(bare && every);
        const limits = [{ type: "Container", defaultRequest: { cpu: "1" }, default: { memory: "1Gi" } }];
        const metadata = { name: "containers", namespace: "team-a" };
        const range = { apiVersion: "v1", kind: "LimitRange", metadata, spec: { limits } };
        const graph = withResource(typeOf(range), range).mutate(every, "production");
        const both = withResource(typeOf(bare), bare, "further").mutate(graph, "production");
        const { results } = controlsOf(both, { controls: RUN_TIME, exemptions: [], level: "production" });
        assert.equal(results.find(({ control }) => control.id === "C122")?.outcome, "passed");
        assert.deepEqual(brokenBy(bare), ["C122"]);
    });

    it("are asked of kinds by the plurals of Kubernetes", () => {
        const about = (group: string, resource: string) => ({
            policy: {
                inputs: {
                    spec: {
                        matchConstraints: {
                            resourceRules: [
                                {
                                    ...{ apiGroups: [group], apiVersions: ["*"], operations: ["CREATE"] },
                                    resources: [resource],
                                },
                            ],
                        },
                        validations: [{ expression: "false", message: "no" }],
                    },
                },
            },
            params: {},
        });
        for (const [group, kind, resource] of [
            ["gateway.networking.k8s.io", "Gateway", "gateways"],
            ["networking.k8s.io", "NetworkPolicy", "networkpolicies"],
            ["networking.k8s.io", "Ingress", "ingresses"],
            ["", "Endpoints", "endpoints"],
        ] as const) {
            const object = {
                apiVersion: group === "" ? "v1" : `${group}/v1`,
                kind,
                metadata: { name: "it" },
            };
            assert.deepEqual(toldBy(about(group, resource), object, []), [{ verdict: "broken", says: "no" }]);
            assert.deepEqual(toldBy(about(group, "pods"), object, []), []);
        }
    });

    it("that warn alone hold nothing in production", async () => {
        const report = judged(await graphWith({ nonRoot: { actions: ["Warn"] } }));
        assert.equal(report.results.find(({ control }) => control.id === "C127")?.outcome, "failed");
    });
});

describe("rows of benchmarks that no plan can know", () => {
    function rowOf(report: ControlsReport, benchmark: string, id: string) {
        const found = mapOf(report).find((row) => row.benchmark === benchmark && row.id === id);
        assert.ok(found);
        return found;
    }

    it("are met at run time where a policy holds them", async () => {
        const row = rowOf(judged(await graphWith({ secretsAsFiles: {} })), "cis", "4.4.1");
        assert.equal(row.state, "met at run time");
        assert.deepEqual(row.evidence, [
            "C129 held at run time by admission policy platform-secrets-as-files, everywhere but in kube-node-lease, kube-public, kube-system",
        ]);
        assert.equal(
            row.beyond,
            "shows in the running cluster alone: pods of teams and charts: kubectl get pods -A -o yaml",
        );
    });

    it("are beyond a plan without one, and say which would hold them", async () => {
        const row = rowOf(judged(await graphWith(undefined)), "cis", "4.4.1");
        assert.equal(row.state, "beyond");
        assert.equal(
            row.beyond,
            "shows in the running cluster alone: pods of teams and charts: kubectl get pods -A -o yaml; would be held at run time by admissionPolicies.secretsAsFiles",
        );
    });

    it("that a plan meets are met, whatever holds them at run time", async () => {
        const report = judged(await graphWith({ privileged: {} }));
        assert.equal(rowOf(report, "cis", "4.2.1").state, "met");
    });
});
