/** The review of what leaves: the VPC a service network, and the control plane a security group of its neighbours. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

async function said(
    base: EnvironmentShape,
    head: EnvironmentShape,
    before: Readonly<Record<string, Json>> = {},
): Promise<string[]> {
    const graphs = [await graphOfShape(base, { config: before }), await graphOfShape(head)] as const;
    return risksOf(diff(...graphs, FACTS)).map(({ kind, severity, what }) => `${severity} ${kind}: ${what}`);
}

describe("the review of what leaves", () => {
    it("says that a service network goes, and the VPC from it", async () => {
        const inLattice = { ...ON_NODES, lattice: { serviceNetwork: { kind: "own" } } } as const;
        const settings = { "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] } };
        const lines = await said(inLattice, ON_NODES, settings);
        assert.deepEqual(lines, [
            'high deleted: Service network "lattice-network" is deleted, and with it 1 more that is made from it.',
            'high deleted: Association of the VPC with a service network "lattice-vpc" is deleted.',
        ]);
    });

    it("says whom the control plane answers no longer, and nothing of a group more", async () => {
        const withGroups = (...securityGroupIds: string[]): EnvironmentShape => ({
            ...ON_NODES,
            controlPlane: { ...ON_NODES.controlPlane, securityGroupIds },
        });
        const two = withGroups("sg-0123456789abcdef0", "sg-0fedcba9876543210");
        const one = withGroups("sg-0fedcba9876543210");
        assert.deepEqual(await said(two, one), [
            'medium endpoint-closes: Cluster "cluster-control-plane" answers those whom sg-0123456789abcdef0 admits inside the VPC no longer.',
        ]);
        assert.deepEqual(await said(one, two), []);
        assert.deepEqual(await said(ON_NODES, one), []);
    });
});
