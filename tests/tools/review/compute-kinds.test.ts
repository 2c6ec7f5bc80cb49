/** From one kind of compute to another: what the review says, for every pair. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { FACTS } from "../../../tools/facts";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { AUTO_MODE, AUTO_MODE_OWN, AUTO_POOL, FARGATE, MANAGED } from "../../support/kinds";
import { graphOfShape } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const SHAPES: Readonly<Record<string, EnvironmentShape>> = {
    karpenter: { ...ON_NODES, keys: ON_FARGATE.keys, network: ON_FARGATE.network },
    managed: { ...MANAGED, keys: ON_FARGATE.keys, network: ON_FARGATE.network },
    fargate: FARGATE,
    "auto-mode": { ...AUTO_MODE_OWN, keys: ON_FARGATE.keys },
    none: { ...ON_FARGATE, compute: { kind: "none" } },
};

/** Severity of each, the kind that is left first. */
const SEVERITIES: Readonly<Record<string, string>> = {
    "karpenter auto-mode": "critical",
    "karpenter managed": "high",
    "karpenter fargate": "critical",
    "managed karpenter": "medium",
    "managed auto-mode": "high",
    "managed fargate": "critical",
    "fargate karpenter": "medium",
    "fargate managed": "high",
    "fargate auto-mode": "critical",
    "auto-mode karpenter": "critical",
    "auto-mode managed": "high",
    "auto-mode fargate": "critical",
    "karpenter none": "critical",
    "managed none": "critical",
    "fargate none": "critical",
    "auto-mode none": "critical",
    "none karpenter": "medium",
    "none managed": "medium",
    "none fargate": "medium",
    "none auto-mode": "medium",
};

describe("a move between kinds of compute in a review", function () {
    this.timeout(60_000);
    const graphs = new Map<string, PlannedGraph>();
    before(async () => {
        // One after the other: the recorder is not re-entrant.
        for (const [kind, shape] of Object.entries(SHAPES)) graphs.set(kind, await graphOfShape(shape));
    });

    const risks = (base: PlannedGraph | undefined, head: PlannedGraph | undefined) => {
        assert.ok(base !== undefined && head !== undefined);
        return risksOf(diff(base, head, FACTS));
    };
    const moves = (base: PlannedGraph | undefined, head: PlannedGraph | undefined) =>
        risks(base, head).filter(({ kind }) => kind === "compute-moves");

    for (const from of Object.keys(SHAPES)) {
        for (const to of Object.keys(SHAPES)) {
            it(`${from} to ${to}`, () => {
                const found = moves(graphs.get(from), graphs.get(to));
                if (from === to) {
                    assert.deepEqual(found, []);
                    return;
                }
                assert.deepEqual(
                    found.map(({ severity }) => severity),
                    [SEVERITIES[`${from} ${to}`]],
                );
                const [{ remedy, source, what, why } = assert.fail()] = found;
                assert.ok(what.startsWith(`Compute goes from kind ${from} to ${to}, which `), what);
                assert.ok(source.length > 20);
                assert.match(why, /\.$/);
                assert.match(remedy, /^[A-Z].*[^.]$/);
                // Auto Mode's driver and the add-on's take nothing from each other, and Fargate mounts none of either.
                const strands = [from, to].includes("auto-mode") || to === "fargate" || to === "none";
                const said = /nothing attaches them any more|mounts no volume of EBS/.test(why);
                if (from !== "fargate" && from !== "none") assert.equal(said, strands, why);
            });
        }
    }

    it("says of EKS's own pools on a cluster made without them that their nodes get no way out", async () => {
        const head = await graphOfShape({
            ...AUTO_MODE,
            compute: { kind: "auto-mode", nodePools: ["general-purpose"] },
        });
        const subnets = /^Nodes of EKS's own pools come into the subnets the cluster was made with/;
        for (const kind of ["managed", "auto-mode"]) {
            const found = moves(graphs.get(kind), head).filter(({ what }) => subnets.test(what));
            assert.equal(found.length, 1, kind);
        }
        const both = await graphOfShape(AUTO_MODE);
        assert.deepEqual(moves(head, both), []);
    });

    it("takes EKS's pools away in place, and says what keeps a node class from another role", async () => {
        const pools = { own: AUTO_POOL };
        const withBoth = await graphOfShape({
            ...AUTO_MODE,
            compute: { kind: "auto-mode", nodePools: ["general-purpose"], pools },
        });
        const ownAlone = await graphOfShape({
            ...AUTO_MODE,
            compute: { kind: "auto-mode", nodePools: [], pools },
        });
        const operations = diff(withBoth, ownAlone, FACTS).changes.filter(
            ({ name }) => name === "cluster-control-plane",
        );
        assert.deepEqual(
            operations.map(({ operation }) => operation),
            ["update"],
        );
        const larger = { own: { ...AUTO_POOL, nodeClass: { ephemeralStorage: { size: "200Gi" } } } };
        const grown = await graphOfShape({
            ...AUTO_MODE,
            compute: { kind: "auto-mode", nodePools: [], pools: larger },
        });
        assert.deepEqual(
            risks(ownAlone, grown).map(({ severity, what }) => `${severity} ${what}`),
            [
                'medium Node class "pool-own-node-class" changes (ephemeralStorage): Karpenter replaces all its nodes as drifted.',
            ],
        );
        const named = { own: { ...AUTO_POOL, nodeClass: { role: "team-nodes" } } };
        const other = await graphOfShape({
            ...AUTO_MODE,
            compute: { kind: "auto-mode", nodePools: [], pools: named },
        });
        assert.deepEqual(
            risks(ownAlone, other)
                .filter(({ kind }) => kind === "update-fails")
                .map(({ what }) => what),
            [
                'Node class "pool-own-node-class" gets another role, which EKS refuses: immutable field changed.',
            ],
        );
    });
});
