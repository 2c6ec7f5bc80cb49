/** The review of DNS Firewall and of policies of endpoints: what is looked at no longer. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

type Network = EnvironmentShape["network"];

async function said(before: Partial<Network>, after: Partial<Network>): Promise<string[]> {
    const graphOf = (words: Partial<Network>) =>
        graphOfShape({ ...ON_NODES, network: { ...ON_NODES.network, ...words } as Network });
    const found = risksOf(diff(await graphOf(before), await graphOf(after), FACTS));
    return found.map(({ kind, severity, what }) => `${severity} ${kind}: ${what}`);
}

const firewall = (...actions: readonly ("ALERT" | "BLOCK")[]): Partial<Network> => {
    const rules = actions.map(
        (action, index) =>
            [`rule-${index}`, { priority: 10 + index, action, domains: [`*.bad-${index}.example`] }] as const,
    );
    return { dns: { firewall: { failOpen: true, rules: Object.fromEntries(rules) } } };
};

describe("the review of what looks at names and requests", () => {
    it("says that DNS Firewall goes, or a rule that blocks, and nothing of one more", async () => {
        assert.deepEqual(await said(firewall("BLOCK"), {}), [
            'high protection-removed: Association "network-dns-firewall" goes: the VPC asks these rules of DNS Firewall no longer.',
        ]);
        const rule =
            'medium protection-removed: Rule "network-dns-firewall-rule-rule-1" of DNS Firewall blocks no longer.';
        assert.deepEqual(await said(firewall("BLOCK", "BLOCK"), firewall("BLOCK")), [rule]);
        assert.deepEqual(await said(firewall("BLOCK", "BLOCK"), firewall("BLOCK", "ALERT")), [rule]);
        assert.deepEqual(await said({}, firewall("BLOCK")), []);
    });

    it("says once which endpoints let everybody's credentials through, and nothing of the way back", async () => {
        const open = { endpointPolicy: { kind: "open" } } as const;
        assert.deepEqual(await said({}, open), [
            "high protection-removed: Credentials and resources of any account pass network-endpoint-ecr-api, network-endpoint-ecr-dkr, network-endpoint-s3.",
        ]);
        assert.deepEqual(await said(open, {}), []);
    });
});
