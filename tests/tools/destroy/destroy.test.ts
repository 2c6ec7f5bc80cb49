import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { type DestroyReport, destroyReport, LEAKS } from "../../../tools/destroy/destroy";
import { lineOf } from "../../../tools/destroy/commands";
import { EFFECTS } from "../../../tools/destroy/leak";
import { graphOf, planned, type ResourceSketch } from "../../support/graphs";
import { graphOfShape } from "../../support/plan-shape";
import { WORKLOADS, WORKLOADS_CONFIG } from "../../support/workloads";
import { SIDES } from "./rows";

const PLATFORM = planned({
    type: "platform:stacks:Platform",
    name: "platform",
    inputs: { account: "123456789012", clusterName: "kit-dev", region: "us-east-1" },
});

function report(...sketches: readonly ResourceSketch[]): DestroyReport {
    return destroyReport(graphOf(PLATFORM, ...sketches.map(planned)));
}

function idsOf({ findings }: DestroyReport): readonly string[] {
    return findings.map(({ id }) => id);
}

function chart(name: string, inputs: Json, decisions: Json) {
    const component = planned({ type: "platform:charts:Chart", name: `chart-${name}`, inputs: decisions });
    const release = {
        type: "kubernetes:helm.sh/v3:Release",
        name: `chart-${name}-release`,
        parent: component,
        inputs,
    };
    return destroyReport(graphOf(PLATFORM, component, planned(release)));
}

describe("what pulumi destroy leaves or hangs on", () => {
    it("is told by rows of their own names, each with commands or a question, and a source", () => {
        const ids = LEAKS.map(({ id }) => id);
        assert.deepEqual([...new Set(ids)], ids);
        assert.deepEqual(Object.keys(SIDES), ids);
        for (const { source, what, why } of LEAKS) {
            assert.ok(source.length > 10 && what !== "" && why.endsWith("."), what);
        }
    });

    for (const [id, { with: bringing, without }] of Object.entries(SIDES)) {
        it(`has ${id} with what brings it, and not without`, () => {
            for (const sketch of bringing) {
                const found = report(sketch).findings.find((one) => one.id === id);
                assert.deepEqual(found?.resources, [sketch.name], sketch.type);
                assert.ok(found.commands.length + found.gone.length > 0, sketch.type);
            }
            for (const sketch of without) assert.ok(!idsOf(report(sketch)).includes(id), sketch.type);
            assert.deepEqual(idsOf(report()), []);
        });
    }

    it("takes away what each of two kinds of GitOps brings back, and nothing of one that is not there", () => {
        const commandsOf = (...charts: readonly string[]) =>
            report(
                ...charts.map((chart) => ({
                    type: "kubernetes:helm.sh/v3:Release",
                    name: `chart-${chart}-release`,
                    inputs: { chart },
                })),
            ).findings.flatMap(({ commands, id }) => (id === "gitops" ? commands : []));
        const kinds = (...charts: readonly string[]) =>
            commandsOf(...charts).map((one) => /delete ([a-z]+)/.exec(JSON.stringify(one))?.[1]);
        assert.deepEqual(kinds("argo-cd"), ["applicationsets", "applications"]);
        assert.deepEqual(kinds("flux2"), ["kustomizations"]);
        assert.deepEqual(kinds("argo-cd", "flux2"), ["applicationsets", "applications", "kustomizations"]);
    });

    it("asks for the jobs of the one virtual cluster that EMR has in a namespace", () => {
        const [sketch] = SIDES["emr-jobs"]?.with ?? [];
        assert.ok(sketch !== undefined);
        const found = report(sketch).findings.find(({ id }) => id === "emr-jobs");
        const list = (hint: string) =>
            `aws emr-containers list-job-runs --virtual-cluster-id "$(aws emr-containers list-virtual-clusters ` +
            `--container-provider-id kit-dev --container-provider-type EKS --states RUNNING --query ` +
            String.raw`'virtualClusters[?containerProvider.info.eksInfo.namespace=='\''emr'\''].id' ` +
            `--region us-east-1 --output text)" --states PENDING SUBMITTED RUNNING --query 'jobRuns[].id' ` +
            `--region us-east-1${hint}`;
        assert.deepEqual(found?.commands, [list("   # cancel each: aws emr-containers cancel-job-run")]);
        assert.deepEqual(found.gone.map(lineOf), [list("")]);
    });

    it("goes through what refuses, what must go first, what waits and what stays, in that order", () => {
        const effects = report(...Object.values(SIDES).flatMap((sides) => sides.with)).findings.map(
            ({ effect }) => effect,
        );
        const ranks = effects.map((effect) => EFFECTS.indexOf(effect));
        assert.deepEqual(ranks, [...ranks].sort());
        assert.deepEqual([...new Set(effects)], EFFECTS);
    });

    it("keeps the order of the rows in each of these groups", () => {
        const { findings } = report(...Object.values(SIDES).flatMap((sides) => sides.with));
        for (const effect of EFFECTS) {
            const rows = LEAKS.filter((leak) => leak.effect === effect).map(({ id }) => id);
            const told = findings.filter((found) => found.effect === effect).map(({ id }) => id);
            assert.deepEqual(told, rows, effect);
        }
    });

    it("takes GitOps away before what it would bring back, and load balancers before their records", () => {
        const ids = idsOf(report(...Object.values(SIDES).flatMap((sides) => sides.with)));
        for (const [before, after] of [
            ["gitops", "services"],
            ["ingresses", "records"],
            ["records", "zones"],
            ["snapshots", "volumes"],
            ["backups", "buckets"],
        ] as const) {
            assert.ok(ids.indexOf(before) < ids.indexOf(after), `${before}, ${after}`);
        }
    });

    it("says protection first: the environment's by a setting, others by the state", () => {
        const group = { type: "aws:cloudwatch/logGroup:LogGroup", name: "logs", options: { protect: true } };
        const key = { type: "aws:sqs/queue:Queue", name: "queue", options: { protect: true } };
        const whole = graphOf(PLATFORM, planned(group), planned(key));
        const unprotected = graphOf(PLATFORM, planned({ ...group, options: {} }), planned(key));
        const shown = destroyReport(whole, unprotected).findings.map(({ commands, id, resources, what }) => [
            id,
            what,
            resources,
            commands,
        ]);
        assert.deepEqual(shown, [
            [
                "protection",
                "Protection of 1 resource",
                ["logs"],
                ["$EDITOR Pulumi.dev.yaml   # platform:protection: false", "pulumi up --stack dev"],
            ],
            [
                "kept",
                "Resources that stay protected",
                ["queue"],
                ["pulumi state unprotect urn:pulumi:dev::kit::aws:sqs/queue:Queue::queue --stack dev --yes"],
            ],
        ]);
    });

    it("asks for records in the zones of the stack and of the controller, by its owner's mark", () => {
        const values = { domainFilters: ["example.com", "example.org"], txtOwnerId: "kit-dev" };
        const { findings } = report(
            { type: "aws:route53/zone:Zone", name: "zone", inputs: { name: "example.com" } },
            { type: "kubernetes:helm.sh/v3:Release", name: "dns", inputs: { chart: "external-dns", values } },
        );
        const gone = findings.find(({ id }) => id === "records")?.gone ?? [];
        assert.deepEqual(
            gone.map(({ words }) => words.at(-1)),
            Array(2).fill(
                "ResourceRecordSets[?ResourceRecords[?contains(Value, 'external-dns/owner=kit-dev')]].Name",
            ),
        );
        const addon = { addonName: "external-dns", configurationValues: '{"domainFilters":["example.net"]}' };
        const own = report({ type: "aws:eks/addon:Addon", name: "dns", inputs: addon });
        assert.deepEqual(
            own.findings.map(({ gone: questions }) => questions.length),
            [1],
        );
    });

    it("is told of an environment of the kit's that has what controllers answer", async () => {
        const graph = await graphOfShape(WORKLOADS, { config: WORKLOADS_CONFIG });
        const first = destroyReport(graph).findings.filter(({ effect }) => effect === "remove-first");
        assert.deepEqual(
            first.map(({ id }) => id).filter((id) => id !== "guardduty-of-the-account"),
            [
                "services",
                "ingresses",
                "lattice",
                "external-secrets",
                "scaled-objects",
                "snapshots",
                "volumes",
                "access-points",
                "pools-by-hand",
                "zones",
            ],
        );
    });

    it("takes a chart at its word where no row knows it", () => {
        const known = { leaves: ["Ingress, Service: load balancers"] };
        const { findings } = chart("contour", { chart: "contour" }, known);
        assert.deepEqual(
            findings.map(({ commands, effect, id, resources, what, why }) => ({
                ...{ commands, effect, id, resources, what, why },
            })),
            [
                {
                    id: "leaves-chart-contour-release",
                    effect: "remove-first",
                    what: "Objects of contour: Ingress, Service",
                    why: "When it goes before them, this stays: load balancers.",
                    resources: ["chart-contour-release"],
                    commands: ["kubectl get Ingress,Service -A", "kubectl delete Ingress,Service --all -A"],
                },
            ],
        );
        const told = chart("aws-load-balancer-controller", { chart: "aws-load-balancer-controller" }, known);
        assert.deepEqual(idsOf(told), ["ingresses"]);
    });

    it("names definitions that take their objects along, and no others", () => {
        const decisions = {
            definitions: ["scaledjobs.keda.sh", "scaledobjects.keda.sh"],
            definitionsIn: "templates",
        };
        const going = chart("x", { chart: "x" }, { ...decisions, definitionsStay: false });
        assert.deepEqual(
            going.findings.map(({ commands, id }) => [id, commands]),
            [["definitions", ["kubectl get scaledjobs.keda.sh,scaledobjects.keda.sh -A"]]],
        );
        assert.deepEqual(chart("x", { chart: "x" }, { ...decisions, definitionsStay: true }).findings, []);
    });
});
