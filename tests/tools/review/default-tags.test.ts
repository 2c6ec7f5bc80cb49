/** The provider's default tags: one setting that reaches everything. */
import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { renderText } from "../../../tools/review/render-text";
import { review } from "../../../tools/review/review";
import { countedReads } from "../../support/counted-work";
import { ENVIRONMENT } from "./environment";
import { from, graphOf, type Sketch, withChanges, withInputs } from "./world";

/** The provider with tags of its own. */
function tagged(tags: Readonly<Record<string, string>>): Sketch {
    return withInputs(ENVIRONMENT.aws, { defaultTags: JSON.stringify({ tags }) });
}

const BASE = withChanges(ENVIRONMENT, { aws: tagged({ owner: "one" }) });
const OTHER = { aws: tagged({ owner: "two" }) };

function changesTo(changes: Readonly<Record<string, Sketch | undefined>>) {
    return diff(graphOf(BASE), graphOf(withChanges(BASE, changes)), FACTS).changes;
}

function changeOf(name: string, changes: Readonly<Record<string, Sketch | undefined>>) {
    return changesTo(changes).find((change) => change.name === name);
}

const PROVIDER = graphOf(BASE).resources.find(({ name }) => name === "aws")?.urn;

describe("default tags", () => {
    it("update whatever takes tags, and say where they come from", () => {
        const changes = changesTo(OTHER);
        assert.deepEqual(changes.map(({ name, operation }) => `${operation} ${name}`).sort(), [
            "update access-admin",
            "update access-deploy",
            "update aws",
            "update cluster-control-plane",
            "update cluster-oidc",
            "update cluster-role",
            "update keys-secrets",
            "update network-nat-a",
            "update network-nat-a",
            "update network-node-a",
            "update network-vpc",
            "update node-role",
            "update system",
            "update system-a",
            "update vpc-cni",
        ]);
        assert.deepEqual(
            changes.filter(({ name }) => name === "network-vpc").map(({ ripples }) => ripples),
            [[{ input: "tags", from: PROVIDER, roots: [PROVIDER] }]],
        );
    });

    it("pass over what states the same tag itself", () => {
        const own = withInputs(ENVIRONMENT.key, { tags: { owner: "mine" } });
        const base = withChanges(BASE, { key: own });
        const { changes } = diff(graphOf(base), graphOf(withChanges(base, OTHER)), FACTS);
        assert.equal(
            changes.find(({ name }) => name === "keys-secrets"),
            undefined,
        );
    });

    it("are no change where a resource said the same before the provider did", () => {
        const base = withChanges(BASE, { key: withInputs(ENVIRONMENT.key, { tags: { team: "data" } }) });
        const head = { key: ENVIRONMENT.key, aws: tagged({ owner: "one", team: "data" }) };
        const { changes } = diff(graphOf(base), graphOf(withChanges(base, head)), FACTS);
        assert.equal(changes.find(({ name }) => name === "keys-secrets")?.operation, "none");
    });

    it("stay as they were where ignoreChanges holds tags back, except for new ones", () => {
        const key: Sketch = { ...ENVIRONMENT.key, options: { ignoreChanges: ["tags"] } };
        const base = withChanges(BASE, { key });
        const operations = [{ owner: "two" }, { owner: "one", team: "data" }].map(
            (tags) =>
                diff(graphOf(base), graphOf(withChanges(base, { aws: tagged(tags) })), FACTS).changes.find(
                    ({ name }) => name === "keys-secrets",
                )?.operation,
        );
        assert.deepEqual(operations, [undefined, "update"]);
    });

    it("join a change the resource has anyway", () => {
        const vpc = withInputs(ENVIRONMENT.vpc, { enableDnsHostnames: false });
        const change = changeOf("network-vpc", { ...OTHER, vpc });
        assert.deepEqual(
            [change?.operation, change?.properties.length, change?.ripples.map(({ input }) => input)],
            ["update", 1, ["tags"]],
        );
    });

    it("are counted for a reader, so that they hide nothing", () => {
        const vpc = withInputs(ENVIRONMENT.vpc, { enableDnsHostnames: false });
        const report = review({
            environments: [{ base: graphOf(BASE), head: graphOf(withChanges(BASE, { ...OTHER, vpc })) }],
            removed: [],
            base: "main",
            acknowledgements: { entries: [], problems: [] },
            today: "2026-11-24",
            facts: FACTS,
        });
        assert.equal(
            renderText(report),
            `Nothing here could hurt. Compared with main.

     create  change  replace  delete  worst  nodes that roll  bill and time
dev              15                                           under 1 min

The AWS provider aws changes in place, because defaultTags › tags.owner changes one → two (dev).
  What follows from that: 13 more change.
The VPC of network changes in place, because enableDnsHostnames changes true → false (dev).

Changes, against main
platform  platform:stacks:Platform
  ~ update aws  pulumi:providers:aws
    ~ defaultTags › tags.owner: one → two
platform › network  platform:network:Vpc
  ~ update network-vpc  aws:ec2/vpc:Vpc
    ~ enableDnsHostnames: true → false
    ~ tags: another value, made from aws
tags of 13 resources
  ~ update in place, by the provider's default tags: platform 8, access 2, network 3
`,
        );
        assert.equal(
            report.environments[0]?.headline,
            "dev: under 1 min; nothing that could hurt. 15 to update (13 in tags alone).",
        );
        assert.equal(report.environments[0].groups.flatMap(({ changes }) => changes).length, 15);
    });

    it("reach ten times the resources with ten times the work", () => {
        const readsOf = (count: number): number => {
            const many = Array.from({ length: count }, (_, i) => {
                const name = `subnet-${i}`;
                const inputs = { vpcId: from("vpc", "id"), cidrBlock: "10.0.0.0/24", tags: { Name: name } };
                return [name, { type: "aws:ec2/subnet:Subnet", name, provider: "aws", inputs }] as const;
            });
            const base = withChanges(BASE, Object.fromEntries(many));
            const [old, now] = [graphOf(base), graphOf(withChanges(base, OTHER))].map(countedReads);
            assert.ok(old !== undefined && now !== undefined);
            assert.equal(diff(old.graph, now.graph, FACTS).changes.length, count + 15);
            return old.reads() + now.reads();
        };
        assert.ok(readsOf(3000) < 10 * readsOf(300));
    });
});
