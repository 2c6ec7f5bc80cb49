/** The review of teams: what becomes of what runs when one comes, changes and goes. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

type Team = NonNullable<EnvironmentShape["teams"]>[string];

const PAYMENTS: Team = {
    namespaces: { payments: {} },
    people: {
        developers: { who: { kind: "principal", principal: "role/payments" }, rights: "edit" },
        leads: { who: { kind: "groups", groups: ["okta:leads"] }, rights: "admin" },
    },
    workloads: {
        api: {
            grants: [
                { kind: "queue", queue: "orders", access: "send" },
                { kind: "topic", topic: "paid" },
            ],
        },
    },
    repositories: { api: {} },
    ingress: { hosts: ["pay.example.com", "old.example.com"], classes: ["alb"] },
};
const SCANNED: EnvironmentShape = { ...ON_NODES, registry: { scanning: { kind: "basic" } } };
const withTeam = (words: Team): EnvironmentShape => ({ ...SCANNED, teams: { payments: words } });

async function said(base: EnvironmentShape, head: EnvironmentShape): Promise<string[]> {
    const graphs = [await graphOfShape(base), await graphOfShape(head)] as const;
    return risksOf(diff(...graphs, FACTS)).map(({ kind, severity, what }) => `${severity} ${kind}: ${what}`);
}

describe("the review of teams", () => {
    it("says nothing of one that comes", async () => {
        assert.deepEqual(await said(SCANNED, withTeam(PAYMENTS)), []);
    });

    it("says of one that goes what is lost, and nothing of the policies that went with it", async () => {
        assert.deepEqual(await said(withTeam(PAYMENTS), SCANNED), [
            'high deleted: Namespace "namespace-payments-namespace" is deleted.',
            'high deleted: Repository "registry-payments/api" is deleted, and with it 1 more that is made from it.',
            "high lock-out: Team payments goes: developers: edit for team:payments:developers; leads: admin for okta:leads are no longer so.",
            'high identity-lost: Pods of service account payments/api lose their AWS role: association "workload-payments-api-identity" goes.',
        ]);
    });

    it("says of one whose namespaces stay that nothing keeps them apart", async () => {
        const found = await said(withTeam({ namespaces: { payments: {} } }), {
            ...SCANNED,
            namespaces: { payments: { labels: { team: "payments" } } },
        });
        assert.deepEqual(
            found,
            ["fences", "ingress", "pods", "services", "target-groups"].map(
                (name) => `high protection-removed: Policy platform-team-payments-${name} counts no longer.`,
            ),
        );
    });

    it("says of one that changes what it may no longer, and nothing of what it may besides", async () => {
        const less: Team = {
            ...PAYMENTS,
            people: {
                developers: { who: { kind: "principal", principal: "role/payments" }, rights: "view" },
                leads: { who: { kind: "groups", groups: ["okta:leads"] }, rights: "admin" },
            },
            workloads: { api: { grants: [{ kind: "topic", topic: "paid" }] } },
            ingress: { hosts: ["pay.example.com"], classes: ["alb"] },
        };
        const found = await said(withTeam(PAYMENTS), withTeam(less));
        assert.deepEqual(found, [
            "high identity-lost: Pods of payments/api may no longer send queue orders.",
            "medium lock-out: Team payments changes: developers: edit for team:payments:developers is no longer so.",
            "medium update-fails: Ingresses and routes of team payments for old.example.com are refused when they change next.",
            'medium identity-lost: Policy "workload-payments-api-role" no longer allows sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:SendMessage.',
        ]);
        assert.deepEqual(await said(withTeam(less), withTeam(PAYMENTS)), []);
    });

    it("says of a smaller quota that what runs stays and nothing new starts, and nothing of a larger one", async () => {
        const held = (quota?: Record<string, string | number>): EnvironmentShape =>
            withTeam({ namespaces: { payments: quota === undefined ? {} : { quota } } });
        const wide = held({ "requests.cpu": "20", "requests.memory": "64Gi", pods: 100 });
        const narrow = held({ "requests.cpu": "9500m", "requests.memory": "64Gi", pods: 100, services: 5 });
        assert.deepEqual(await said(wide, narrow), [
            "medium update-fails: Namespace payments may hold less: requests.cpu from 20 to 9500m, services from any to 5.",
        ]);
        assert.deepEqual(await said(narrow, wide), []);
        assert.deepEqual(await said(held(), held({ pods: 10 })), [
            "medium update-fails: Namespace payments may hold less: pods from any to 10.",
        ]);
        // A namespace that comes with its quota holds nothing yet, and one that loses it may hold more.
        assert.deepEqual(await said(SCANNED, wide), []);
        assert.deepEqual(await said(wide, held()), []);
    });

    it("tells what to look at before a quota gets smaller", async () => {
        const shape = (pods: number) => withTeam({ namespaces: { payments: { quota: { pods } } } });
        const [risk] = risksOf(diff(await graphOfShape(shape(10)), await graphOfShape(shape(5)), FACTS));
        assert.equal(
            risk?.remedy,
            "Look at what it holds first: kubectl describe resourcequota --namespace payments",
        );
        assert.match(risk.why, /^What runs stays\. Above the new amount no pod or object is made any more/);
    });
});
