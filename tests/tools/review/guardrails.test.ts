/** The review of what holds pods back: levels of namespaces, denials, policies. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

async function said(base: EnvironmentShape, head: EnvironmentShape): Promise<string[]> {
    const graphs = [await graphOfShape(base), await graphOfShape(head)] as const;
    return risksOf(diff(...graphs, FACTS)).map(({ kind, severity, what }) => `${severity} ${kind}: ${what}`);
}

const withTeam = (words: NonNullable<EnvironmentShape["namespaces"]>[string]): EnvironmentShape => ({
    ...ON_NODES,
    namespaces: { "team-a": words },
});

describe("the review of guards", () => {
    it("names a namespace whose level is lowered, and nothing of one that is raised", async () => {
        const [low, high] = [withTeam({}), withTeam({ podSecurity: { enforce: "restricted" } })];
        assert.deepEqual(await said(high, low), [
            "high protection-removed: Namespace team-a takes pods of level baseline, and took only those of restricted.",
        ]);
        assert.deepEqual(await said(low, high), []);
    });

    it("names a namespace that is opened, and says it of no namespace that goes", async () => {
        const open = withTeam({ traffic: { kind: "open" } });
        assert.deepEqual(await said(withTeam({}), open), [
            "high protection-removed: All traffic passes from and to pods of namespace team-a, unless another policy selects them.",
        ]);
        assert.deepEqual(await said(open, withTeam({})), []);
        assert.deepEqual(await said(withTeam({}), ON_NODES), [
            'high deleted: Namespace "namespace-team-a-namespace" is deleted.',
        ]);
    });

    it("names a policy of admission that counts less, and nothing of one that counts more", async () => {
        const withHost = (
            host: NonNullable<EnvironmentShape["admissionPolicies"]>["host"],
        ): EnvironmentShape => ({
            ...ON_NODES,
            admissionPolicies: { privileged: {}, ...(host === undefined ? {} : { host }) },
        });
        const [none, denies, warns] = [
            withHost(undefined),
            withHost({}),
            withHost({ actions: ["Warn", "Audit"] }),
        ];
        assert.deepEqual(await said(denies, none), [
            "high protection-removed: Policy platform-host counts no longer.",
        ]);
        assert.deepEqual(await said(denies, warns), [
            "high protection-removed: Policy platform-host refuses no longer.",
        ]);
        assert.deepEqual(await said(denies, withHost({ exempt: ["agents"] })), [
            "medium protection-removed: Policy platform-host does not look at agents any more.",
        ]);
        for (const before of [none, warns]) assert.deepEqual(await said(before, denies), []);
        const agent = {
            ...({ kind: "DaemonSet", namespace: "agents", name: "node-agent" } as const),
            ...{ reason: "It measures the network of its node", owner: "team-a", expires: "2027-06-30" },
        };
        const exempts = withHost({ exemptWorkloads: [agent] });
        assert.deepEqual(await said(denies, exempts), [
            "medium protection-removed: Policy admission-host lets off DaemonSet agents/node-agent until 2027-06-30: It measures the network of its node (team-a).",
        ]);
        assert.deepEqual(
            await said(exempts, withHost({ exemptWorkloads: [{ ...agent, expires: "2028-06-30" }] })),
            [],
        );
        assert.deepEqual(await said(exempts, denies), []);
    });
});
