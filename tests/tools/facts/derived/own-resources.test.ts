/** Resources of a fork's own, of types the kit holds no facts of: planned, reviewed, made in the sandbox. */
import assert from "node:assert/strict";

import { ANY_FACTS } from "../../../../tools/facts";
import { MODES } from "../../../../tools/plan/answers";
import { canonicalGraph, type PlannedGraph } from "../../../../tools/plan/graph";
import { renderPlan } from "../../../../tools/plan/report";
import { diff } from "../../../../tools/review/diff";
import { renderText } from "../../../../tools/review/render-text";
import { review } from "../../../../tools/review/review";
import { risksOf } from "../../../../tools/review/risks";
import { type OwnResources, ownResources } from "../../../support/own-resources";
import { edgesOf, record, resourceNamed } from "../../../support/record";

const SPECIFICATION = "@aws-cdk/aws-service-spec 0.1.216";
const DERIVED = {
    "aws:cognito/userPool:UserPool": 1,
    "aws:cognito/userPoolClient:UserPoolClient": 1,
    "aws:rds/instance:Instance": 1,
    "aws:rds/subnetGroup:SubnetGroup": 1,
    "kubernetes:monitoring.example.com/v1:ServiceMonitor": 1,
};

const UNKNOWN = { $unknown: true };

async function planned(change: OwnResources = {}): Promise<PlannedGraph> {
    const { graph, problems } = await record(() => ownResources(change));
    assert.deepEqual(problems, []);
    return graph;
}

describe("own resources in a plan", () => {
    it("have values in the right form, all of the configured account and region", async () => {
        const graph = await planned();
        assert.deepEqual(graph.outputs, {
            deployment: "shop/shop",
            fqdn: "db.shop.example.com",
            monitor: "shop/shop",
            nameServers: ["ns-0.awsdns-00.com", "ns-1024.awsdns-00.org"],
            settings: "settings-8258310d",
            uid: "85e8c7ea-8e60-4d9b-87cd-667badc5d694",
            users: "arn:aws:cognito-idp:eu-west-1:210987654321:userpool/eu-west-1_4CF1765B8",
        });
        assert.deepEqual(resourceNamed(graph, "settings").inputs, {
            apiVersion: "v1",
            data: {
                client: "user-pool-client-0f62bbda11c669c6e",
                database: "db.1d5cfcb45db0.rds.eu-west-1.amazonaws.com",
                queue: "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs-f9740e6",
            },
            kind: "ConfigMap",
        });
        assert.equal(canonicalGraph(graph).includes("$unknown"), false);
    });

    it("have the same edges in a first preview, which knows names and nothing else", async () => {
        const unknown = await record(() => ownResources(), { mode: "unknown" });
        assert.deepEqual(unknown.problems, []);
        assert.deepEqual(edgesOf(unknown.graph), edgesOf(await planned()));
        assert.deepEqual(unknown.graph.outputs, {
            deployment: UNKNOWN,
            fqdn: UNKNOWN,
            monitor: UNKNOWN,
            nameServers: UNKNOWN,
            settings: "settings-8258310d",
            uid: UNKNOWN,
            users: UNKNOWN,
        });
        assert.deepEqual(resourceNamed(unknown.graph, "settings").inputs, {
            apiVersion: "v1",
            data: { client: UNKNOWN, database: UNKNOWN, queue: UNKNOWN },
            kind: "ConfigMap",
        });
    });

    for (const mode of MODES) {
        it(`are counted as standing on derived facts (${mode})`, async () => {
            const { graph } = await record(() => ownResources(), { mode });
            assert.deepEqual(graph.derivedFacts, DERIVED);
            const report = renderPlan(graph, { today: "2026-11-24", file: "Pulumi.dev.yaml" });
            assert.deepEqual(report.split("\n\n").at(-1)?.trimEnd().split("\n"), [
                "Derived facts: 5 resources, of types the kit holds no facts of",
                ...Object.keys(DERIVED).map((type) => `  - ${type}`),
                "  Their values are made up in the right form; what a change of them replaces is mostly not known.",
            ]);
        });
    }

    it("are not mentioned where there are none", async () => {
        const { graph } = await record(() => ({}));
        assert.equal("derivedFacts" in graph, false);
        assert.doesNotMatch(renderPlan(graph, { today: "2026-11-24", file: "Pulumi.dev.yaml" }), /Derived/);
    });
});

describe("own resources in a review", () => {
    let base: PlannedGraph;

    before(async () => {
        base = await planned();
    });

    /** The lines of what changes, and the risks. */
    async function reviewOf(change: OwnResources, from = base): Promise<readonly string[]> {
        const head = await planned(change);
        const report = review({
            environments: [{ base: from, head }],
            removed: [],
            base: "main",
            acknowledgements: { entries: [], problems: [] },
            today: "2026-11-24",
            facts: ANY_FACTS,
        });
        const risks = risksOf(diff(from, head, ANY_FACTS)).map(
            ({ kind, severity, what }) => `${severity} ${kind}: ${what}`,
        );
        const text = renderText(report);
        assert.doesNotMatch(text, /in place,/);
        return [
            ...risks,
            ...text
                .slice(text.indexOf("\noutside any component\n") + 1)
                .trimEnd()
                .split("\n")
                .slice(1),
        ];
    }

    it("are replaced on CloudFormation's word, which is said", async () => {
        assert.deepEqual(await reviewOf({ dbName: "store" }), [
            'critical replaced: Database "db" is replaced, because dbName changes, and with it 1 more that is made from it.',
            "  ~ replace db  aws:rds/instance:Instance  because of dbName",
            "    ~ dbName: shop → store  (forces replacement)",
            `      expected for dbName, not verified: CloudFormation replaces AWS::RDS::DBInstance for it (${SPECIFICATION}); the provider of @pulumi/aws may not`,
            "  ~ update db  aws:route53/record:Record",
            "    ~ records: another value, made from db",
            "  ~ replace settings  kubernetes:core/v1:ConfigMap  because of data",
            "    ~ data: another value, made from db",
        ]);
    });

    it("are never said to change in place, also where CloudFormation says so", async () => {
        assert.deepEqual(await reviewOf({ instanceClass: "db.r8g.large" }), [
            'medium may-be-replaced: The database "db" changes in instanceClass, and whether that replaces it is not known.',
            "  ~ update db  aws:rds/instance:Instance",
            "    ~ instanceClass: db.t4g.medium → db.r8g.large",
            `      may be replaced instead for instanceClass, not known: CloudFormation changes it in place (${SPECIFICATION}), which does not bind the provider of @pulumi/aws`,
        ]);
    });

    it("are no risk while they are protected: the engine refuses to replace them", async () => {
        const guarded = await planned({ protect: true });
        const [first] = await reviewOf({ instanceClass: "db.r8g.large", protect: true }, guarded);
        assert.equal(first, "  ~ update db  aws:rds/instance:Instance");
    });
});
