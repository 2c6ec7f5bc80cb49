import assert from "node:assert/strict";

import type { Found, GroupUse } from "../../../tools/sweep/found";
import { select, selectGroups, type SelectOptions } from "../../../tools/sweep/select";
import { ACCOUNT, CLUSTER, FOREIGN, OWNED, thing, use } from "./things";

const OPTIONS: SelectOptions = {
    cluster: CLUSTER,
    account: ACCOUNT,
    clusterExists: false,
    keepVolumes: false,
};

function sorted(found: readonly Found[], changes: Partial<SelectOptions> = {}) {
    const { kept, leaked } = select(found, { ...OPTIONS, ...changes });
    return {
        leaked: leaked.map(({ item }) => item.id),
        kept: kept.map(({ item, why }) => `${item.id}: ${why}`),
    };
}

describe("what is leaked", () => {
    it("rule 3: one of each kind, if it is the cluster's and idle", () => {
        const found = [
            thing("load balancer", "lb"),
            thing("instance", "i-1"),
            thing("instance", "i-2", { state: "stopped" }),
            thing("network interface", "eni-1"),
            thing("security group", "sg-1", { state: "unused" }),
            thing("volume", "vol-1"),
        ];
        assert.deepEqual(sorted(found), { leaked: found.map(({ id }) => id), kept: [] });
    });

    it("nothing untagged, nothing foreign: not even among what is kept", () => {
        const found = [
            thing("instance", "i-1", { tags: {} }),
            thing("instance", "i-2", { tags: FOREIGN }),
            thing("volume", "vol-1", { tags: { [`kubernetes.io/cluster/${CLUSTER}`]: "shared" } }),
        ];
        assert.deepEqual(sorted(found), { leaked: [], kept: [] });
    });

    it("nothing in use", () => {
        const found = [
            thing("network interface", "eni-1", { state: "in-use" }),
            thing("network interface", "eni-2", { state: "attaching" }),
            thing("volume", "vol-1", { state: "in-use" }),
            thing("volume", "vol-2", { state: "creating" }),
        ];
        assert.deepEqual(sorted(found), {
            leaked: [],
            kept: ["eni-1: in use", "eni-2: in use", "vol-1: in use", "vol-2: in use"],
        });
    });

    it("nothing that is going already", () => {
        const states = ["terminated", "shutting-down", "deleting", "deleted"];
        assert.deepEqual(sorted(states.map((state) => thing("instance", state, { state }))), {
            leaked: [],
            kept: [],
        });
    });

    it("nothing of two clusters, of another account, or of an AWS service", () => {
        const found = [
            thing("security group", "sg-1", { tags: { ...OWNED, ...FOREIGN } }),
            thing("network interface", "eni-1", { account: "222222222222" }),
            thing("network interface", "eni-2", { managedByAws: true }),
            thing("volume", "vol-1", { account: undefined }),
        ];
        assert.deepEqual(sorted(found), {
            leaked: ["vol-1"],
            kept: [
                "sg-1: also tagged for cluster other",
                "eni-1: belongs to account 222222222222",
                "eni-2: an AWS service made it for itself",
            ],
        });
    });

    it("no instance that an Auto Scaling group would replace", () => {
        const tags = { ...OWNED, "aws:autoscaling:groupName": "eks-system-1a" };
        assert.deepEqual(sorted([thing("instance", "i-1", { tags })]), {
            leaked: [],
            kept: ["i-1: Auto Scaling group eks-system-1a would replace it: delete its node group"],
        });
    });

    it("no default group; EKS's own only once the cluster is gone", () => {
        const own = thing("security group", "sg-1", { tags: { ...OWNED, "aws:eks:cluster-name": CLUSTER } });
        const found = [own, thing("security group", "sg-2", { name: "default" })];
        const kept = "sg-2: the VPC's default group";
        assert.deepEqual(sorted(found), { leaked: ["sg-1"], kept: [kept] });
        assert.deepEqual(sorted(found, { clusterExists: true }), {
            leaked: [],
            kept: ["sg-1: EKS deletes it with the cluster", kept],
        });
    });

    it("no volume when they are to be kept", () => {
        assert.deepEqual(sorted([thing("volume", "vol-1")], { keepVolumes: true }), {
            leaked: [],
            kept: ["vol-1: --keep-volumes"],
        });
    });
});

describe("groups in use", () => {
    const ARN = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/app/k8s-web/50dc6c495c0c9188`;
    const GOING = [
        thing("load balancer", ARN),
        thing("load balancer", "a1b2c3"),
        thing("instance", "i-1"),
        thing("network interface", "eni-1"),
        thing("security group", "sg-1"),
        thing("security group", "sg-2"),
    ];

    function groups(uses: readonly GroupUse[]) {
        const { kept, leaked } = selectGroups(select(GOING, OPTIONS), uses);
        return {
            leaked: leaked.flatMap(({ item }) => (item.kind === "security group" ? [item.id] : [])),
            kept: kept.map(({ item, why }) => `${item.id}: ${why}`),
            others: leaked.length,
        };
    }

    it("go when all that uses them goes: instances, interfaces, load balancers of both kinds", () => {
        const uses = [
            use("eni-1", ["sg-1"]),
            use("eni-2", ["sg-1", "sg-2"], { instanceId: "i-1" }),
            use("eni-3", ["sg-2"], { description: "ELB app/k8s-web/50dc6c495c0c9188" }),
            use("eni-4", ["sg-2"], { description: "ELB a1b2c3" }),
        ];
        assert.deepEqual(groups(uses), { leaked: ["sg-1", "sg-2"], kept: [], others: 6 });
    });

    for (const [name, by] of [
        ["an interface of somebody else", use("eni-9", ["sg-2"])],
        ["an instance that stays", use("eni-9", ["sg-2"], { instanceId: "i-9" })],
        [
            "another load balancer",
            use("eni-9", ["sg-2"], { description: "ELB app/k8s-web/0000000000000000" }),
        ],
    ] as const) {
        it(`stay with ${name}`, () => {
            assert.deepEqual(groups([by]), {
                leaked: ["sg-1"],
                kept: ["sg-2: eni-9 uses it and stays"],
                others: 5,
            });
        });
    }
});
