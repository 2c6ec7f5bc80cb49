/** The review of how pods are connected: what nodes and pods that run keep. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { FARGATE } from "../../support/kinds";
import { systemNodesOf } from "../../support/part-environment";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

type Pods = NonNullable<EnvironmentShape["network"]["pods"]>;

const with_ = (pods: Pods, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    network: { ...shape.network, pods },
});

type Config = Readonly<Record<string, Json>>;

async function said(
    base: EnvironmentShape,
    head: EnvironmentShape,
    before: Config = {},
    after: Config = {},
): Promise<string[]> {
    const found = risksOf(
        diff(
            await graphOfShape(base, { config: before }),
            await graphOfShape(head, { config: after }),
            FACTS,
        ),
    );
    return found.map(({ component, kind, severity, what }) => `${severity} ${kind}, ${component}: ${what}`);
}

const PREFIXES = with_({ addresses: { kind: "prefixes" } });

describe("the review of the network of pods", () => {
    it("says which nodes keep single addresses, and that Karpenter's go", async () => {
        assert.deepEqual(await said(ON_NODES, PREFIXES), [
            ...["graviton", "x86"].map(
                (pool) =>
                    `medium nodes-roll, pool-${pool}: Node class "pool-${pool}-node-class" changes (kubelet): Karpenter replaces all its nodes as drifted.`,
            ),
            "medium not-applied, addon-vpc-cni: Running nodes (nodes-system) keep their addresses and the number of pods they take.",
        ]);
        assert.equal((await said(PREFIXES, ON_NODES)).length, 3);
    });

    it("says that nodes keep their interfaces where pods get subnets of their own, and that EKS needs hours", async () => {
        const custom = with_({ subnets: { kind: "custom-networking" } });
        const range = (podCidr: string) => ({ "platform:podCidr": podCidr });
        const nodes =
            "medium not-applied, addon-vpc-cni: Running nodes (nodes-system, pool-graviton, pool-x86) keep the interfaces they have, in the subnets and groups they have.";
        const hours = (cidr: string) =>
            `medium not-applied, network: EKS may take up to five hours to know the VPC's new range ${cidr}.`;
        assert.deepEqual(await said(ON_NODES, custom, {}, range("100.64.0.0/16")), [
            hours("100.64.0.0/16"),
            nodes,
        ]);
        const moved = await said(custom, custom, range("100.64.0.0/16"), range("100.65.0.0/16"));
        assert.deepEqual(moved.slice(2), [hours("100.65.0.0/16"), nodes]);
        assert.match(moved[0] ?? "", /^high replaced, network: Subnet "network-pod-a" is replaced/);
        const back = await said(custom, ON_NODES, range("100.64.0.0/16"), {});
        assert.ok(back.includes(nodes), back.join("\n"));
        const groups = { kind: "custom-networking", securityGroupIds: ["sg-0123456789abcdef0"] } as const;
        assert.deepEqual(
            await said(custom, with_({ subnets: groups }), range("100.64.0.0/16"), range("100.64.0.0/16")),
            [nodes],
        );
    });

    it("says what switching security groups of single pods on and off leaves, and which pods keep a mode", async () => {
        const [strict, standard] = (["strict", "standard"] as const).map((enforcing) =>
            with_({ securityGroups: { enforcing } }),
        );
        assert.ok(strict !== undefined && standard !== undefined);
        const nodes = "nodes-system, pool-graviton, pool-x86";
        assert.deepEqual(await said(ON_NODES, strict), [
            `low not-applied, addon-vpc-cni: Running nodes (${nodes}) get a trunk interface only where one of their interfaces is free.`,
        ]);
        const off = await said(strict, ON_NODES);
        assert.ok(
            off.includes(
                `medium not-applied, addon-vpc-cni: Running nodes (${nodes}) keep their trunk interface, and pods the security groups they have.`,
            ),
            off.join("\n"),
        );
        assert.deepEqual(await said(strict, standard), [
            "medium not-applied, addon-vpc-cni: Pods with a security group of their own keep the enforcing mode they were made with.",
        ]);
    });

    it("warns before pods are cut off, and before NetworkPolicies no longer count", async () => {
        assert.deepEqual(await said(ON_NODES, with_({ policies: "strict" })), [
            "high settings-meet, addon-vpc-cni: Every pod made from now on is cut off until a NetworkPolicy selects it, CoreDNS and add-ons included.",
        ]);
        assert.deepEqual(await said(ON_NODES, with_({ policies: "off" })), [
            "high protection-removed, addon-vpc-cni: vpc-cni enforces NetworkPolicies no longer.",
        ]);
        assert.deepEqual(await said(with_({ policies: "off" }), ON_NODES), [
            "medium settings-meet, addon-vpc-cni: NetworkPolicies that stand count from now on, those too that nobody enforced.",
        ]);
    });

    it("says nothing of them where no group stays, and nothing of what a node keeps free", async () => {
        const other = {
            ...ON_NODES,
            compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
        } as const;
        const warm = { kind: "prefixes", warm: { kind: "prefixes", count: 2 } } as const;
        assert.deepEqual(await said(PREFIXES, with_({ addresses: warm })), []);
        assert.ok(
            (await said(FARGATE, with_({ addresses: warm }, other))).every(
                (risk) => !risk.includes("not-applied"),
            ),
        );
    });
});
