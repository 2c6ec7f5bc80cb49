/** The review of a VPC that is there already: what a change of its ids does to the cluster. */
import assert from "node:assert/strict";

import type { ExistingVpcSettings } from "../../../components/network/existing-vpc-schema";
import { FACTS } from "../../../tools/facts";
import { review } from "../../../tools/review/review";
import { EXISTING_VPC, NETWORKS } from "../../support/networks";
import { graphOfShape, type PlanOptions } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";
import type { EnvironmentShape } from "../../../components/platform/shape";

const SHAPE = NETWORKS["existing"]?.shape ?? assert.fail();
const ZONES = { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" };

type Side = readonly [EnvironmentShape, PlanOptions["config"]];

function vpc(change: Partial<ExistingVpcSettings>): PlanOptions["config"] {
    return { "platform:existingVpc": { ...EXISTING_VPC, ...change } };
}

async function updateFails(base: Side, head: Side): Promise<readonly string[]> {
    const graphOf = ([shape, config = {}]: Side) => graphOfShape(shape, { config });
    const { environments } = review({
        environments: [{ base: await graphOf(base), head: await graphOf(head) }],
        removed: [],
        base: "before",
        acknowledgements: { entries: [], problems: [] },
        today: "2026-11-29",
        facts: FACTS,
    });
    const risks = environments.flatMap((environment) => environment.risks);
    return risks.filter(({ kind }) => kind === "update-fails").map(({ what }) => what);
}

describe("the review of an existing VPC", () => {
    const existing: Side = [SHAPE, vpc({})];

    it("blocks a cluster that would have to move to another VPC, whoever makes it", async () => {
        const said = (from: string, to: string) =>
            `The update fails: cluster "cluster-control-plane" would have to move from ${from} to ${to}.`;
        const other = {
            vpcId: "vpc-0fedcba9876543210",
            controlPlaneSubnets: { a: ["subnet-0e000001"], b: ["subnet-0e000002"] },
        };
        const own: Side = [ON_NODES, {}];
        assert.deepEqual(await updateFails(existing, [SHAPE, vpc(other)]), [
            said("vpc-0123456789abcdef0", "vpc-0fedcba9876543210"),
        ]);
        assert.deepEqual(await updateFails(own, existing), [
            said("the VPC made here", "vpc-0123456789abcdef0"),
        ]);
        assert.deepEqual(await updateFails(existing, own), [
            said("vpc-0123456789abcdef0", "the VPC made here"),
        ]);
    });

    it("blocks control-plane subnets of other zones, and lets those of the same zones through", async () => {
        const nodeSubnets = { ...EXISTING_VPC.nodeSubnets, c: ["subnet-0c000001"] };
        const wider = { "platform:zones": ZONES, ...vpc({ nodeSubnets }) };
        const moved = {
            "platform:zones": ZONES,
            "platform:controlPlaneZones": ["a", "c"],
            ...vpc({
                nodeSubnets,
                controlPlaneSubnets: { a: ["subnet-0c0000000000000ca"], c: ["subnet-0e000003"] },
            }),
        };
        assert.deepEqual(await updateFails([SHAPE, wider], [SHAPE, moved]), [
            'The update fails: cluster "cluster-control-plane" was made in us-east-1a, us-east-1b, and EKS takes subnets in ' +
                "exactly these zones, not in us-east-1a, us-east-1c.",
        ]);
        const same = vpc({ controlPlaneSubnets: { a: ["subnet-0e000001"], b: ["subnet-0e000002"] } });
        assert.deepEqual(await updateFails(existing, [SHAPE, same]), []);
    });
});
