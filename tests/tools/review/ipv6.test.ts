/** The review of a network that gets IPv6, and of a cluster whose pods change their family. */
import assert from "node:assert/strict";

import type { VpcWords } from "../../../components/network/vpc-schema";
import { FACTS } from "../../../tools/facts";
import type { Change } from "../../../tools/review/change";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import type { NetworkKind } from "../../support/networks";
import { graphOfShape } from "../../support/plan-shape";
import { ON_FARGATE } from "../../support/shapes";

const with_ = (words: Partial<VpcWords>): NetworkKind => ({
    shape: { ...ON_FARGATE, network: { ...ON_FARGATE.network, ...words } },
    config: words.ipv6 === "pods" ? { "platform:serviceCidr": undefined } : {},
});

async function reviewed(base: NetworkKind, head: NetworkKind) {
    const graphOf = ({ config, shape }: NetworkKind) => graphOfShape(shape, { config });
    const found = diff(await graphOf(base), await graphOf(head), FACTS);
    return { changes: found.changes, risks: risksOf(found) };
}

/** Names of what is changed, made anew or made, by what happens to it. */
function named(changes: readonly Change[], type: string, operation: string): readonly string[] {
    return changes
        .filter((change) => change.type === type && change.operation === operation)
        .map(({ urn }) => urn.split("::").at(-1) ?? "")
        .sort();
}

const SUBNETS = ["control-plane-a", "control-plane-b", "node-a", "node-b", "public-a", "public-b"].map(
    (part) => `network-${part}`,
);
const SUBNET = "aws:ec2/subnet:Subnet";
const CLUSTER = "aws:eks/cluster:Cluster";

describe("the review of IPv6", () => {
    it("says of ranges beside IPv4 that VPC and subnets change in place, and nothing is made anew", async () => {
        const { changes, risks } = await reviewed(with_({}), with_({ ipv6: "subnets" }));
        assert.deepEqual(named(changes, SUBNET, "update"), SUBNETS);
        assert.deepEqual(named(changes, "aws:ec2/vpc:Vpc", "update"), ["network-vpc"]);
        assert.deepEqual(
            changes.filter(({ operation }) => operation === "replace"),
            [],
        );
        assert.deepEqual(
            risks.filter(({ severity }) => severity === "critical" || severity === "high"),
            [],
        );
    });

    it("takes the ranges away in place", async () => {
        const { changes, risks } = await reviewed(with_({ ipv6: "subnets" }), with_({}));
        const gone = risks
            .filter(({ kind }) => kind === "way-out")
            .map(({ severity, what }) => `${severity}: ${what}`);
        const said = (route: string) =>
            `medium: Route "network-${route}" goes: its subnets have no way out for IPv6 any more.`;
        assert.deepEqual(
            gone,
            ["node-a-egress-ipv6", "node-b-egress-ipv6", "public-internet-ipv6"].map(said),
        );
        assert.deepEqual(named(changes, SUBNET, "update"), SUBNETS);
        assert.deepEqual(named(changes, SUBNET, "replace"), []);
    });

    const MOVES: readonly (readonly [Partial<VpcWords>, Partial<VpcWords>])[] = [
        [{}, { ipv6: "pods" }],
        [{ ipv6: "subnets" }, { ipv6: "pods" }],
        [{ ipv6: "pods" }, {}],
    ];
    for (const [from, to] of MOVES) {
        it(`says from ${JSON.stringify(from)} to ${JSON.stringify(to)} that the cluster is made anew`, async () => {
            const { changes, risks } = await reviewed(with_(from), with_(to));
            assert.deepEqual(named(changes, CLUSTER, "replace"), ["cluster-control-plane"]);
            const lost = risks.filter(
                ({ severity, urn }) => severity === "critical" && urn.includes(CLUSTER),
            );
            assert.notDeepEqual(lost, []);
            assert.match(lost.map(({ source }) => source).join(), /internal\/service\/eks\/cluster\.go/);
        });
    }

    it("says of other names of instances that subnets change in place", async () => {
        const { changes } = await reviewed(with_({}), with_({ hostnameType: "resource-name" }));
        assert.deepEqual(named(changes, SUBNET, "update"), SUBNETS);
    });
});
