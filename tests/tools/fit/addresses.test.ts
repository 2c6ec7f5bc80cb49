import assert from "node:assert/strict";

import { IPV6_ADDRESSING, type PodAddressing } from "../../../components/shared/pod-density";
import { planned } from "../../support/graphs";
import {
    fitOfPlanted,
    groupsIn,
    idsOf,
    nodes,
    pod,
    pool,
    poolIn,
    subnet,
    subnetOf,
    takersOf,
} from "./planted";

const PREFIXES: PodAddressing = {
    kind: "prefixes",
    warm: { kind: "prefixes", count: 1 },
    idleEnis: 0,
};
const APART: PodAddressing = { kind: "single", warm: { kind: "enis", count: 1 }, idleEnis: 1 };

const A = subnet("node-a", "10.0.0.0/24");
const B = subnet("node-b", "10.0.1.0/24", { availabilityZone: "us-east-1b" });
const [idA = "", idB = ""] = idsOf(A, B);

function made(type: string, name: string, inputs: object) {
    return planned({ type, name, inputs: inputs as Record<string, string> });
}

describe("addresses of a subnet", () => {
    it("are all but the five that AWS keeps", () => {
        const { level, most, reserved, share, total } = subnetOf(fitOfPlanted({ resources: [A] }), "node-a");
        assert.deepEqual(
            { level, most, reserved, share, total },
            {
                level: "fits",
                most: 0,
                reserved: 5,
                share: 0,
                total: 256,
            },
        );
    });

    it("are taken by whatever has an interface there", () => {
        const report = fitOfPlanted({
            resources: [
                A,
                made("aws:eks/cluster:Cluster", "cluster", { vpcConfig: { subnetIds: [idA] } }),
                made("aws:ec2/natGateway:NatGateway", "nat", { subnetId: idA }),
                made("aws:ec2/vpcEndpoint:VpcEndpoint", "ecr", { subnetIds: [idA] }),
                made("aws:ec2/vpcEndpoint:VpcEndpoint", "sts", { subnetIds: [idA] }),
                made("aws:lb/loadBalancer:LoadBalancer", "web", { subnets: [idA] }),
                made("aws:lb/loadBalancer:LoadBalancer", "tcp", {
                    loadBalancerType: "network",
                    subnetMappings: [{ subnetId: idA }],
                }),
                made("aws:efs/mountTarget:MountTarget", "files", { subnetId: idA }),
                made("aws:route53/resolverEndpoint:ResolverEndpoint", "dns", {
                    ipAddresses: [{ subnetId: idA }, { subnetId: idA }],
                }),
            ],
        });
        const found = subnetOf(report, "node-a");
        assert.deepEqual(takersOf(found), {
            "control plane": 6,
            "interface endpoints": 2,
            dns: 1,
            files: 1,
            nat: 1,
            tcp: 1,
            web: 8,
        });
        // 6 + 2 + 2 × 1 + 1 + 1 + 1 + 8
        assert.equal(found.most, 21);
        assert.equal(found.share, 21 / 251);
    });

    it("warn from four fifths on, and are too few beyond all", () => {
        // A /28 has 11: eight load balancers of one address are 8 / 11, nine 9 / 11, eleven all and twelve too many.
        const small = subnet("small", "10.0.2.0/28");
        const [id = ""] = idsOf(small);
        const levelWith = (count: number) =>
            subnetOf(
                fitOfPlanted({
                    resources: [
                        small,
                        ...Array.from({ length: count }, (_, i) =>
                            made("aws:efs/mountTarget:MountTarget", `files-${i}`, { subnetId: id }),
                        ),
                    ],
                }),
                "small",
            ).level;
        assert.deepEqual([8, 9, 11, 12].map(levelWith), ["fits", "near", "near", "over"]);
    });

    it("leave room for load balancers beside what is usual", () => {
        const open = subnet("public", "10.0.3.0/24", { tags: { "kubernetes.io/role/elb": "1" } });
        const usual = { anywhere: { node: 1, pods: 50 }, inSlots: {}, arePodsApart: false };
        const planted = poolIn(pool(["m7g.large"], { addresses: () => usual }), [open]);
        const chart = { chart: "aws-load-balancer-controller" };
        const report = fitOfPlanted({
            ...planted,
            resources: [open, ...planted.resources],
            sketches: [{ type: "kubernetes:helm.sh/v3:Release", name: "lbc", inputs: chart }],
        });
        // Usually 51 of 251 are taken, 120 at most: (251 - 51) / 8.
        const { furtherBalancers, most } = subnetOf(report, "public");
        assert.deepEqual([most, furtherBalancers], [120, 25]);
    });

    it("say how many more load balancers there is room for, where a controller makes some", () => {
        const open = subnet("public", "10.0.3.0/24", { tags: { "kubernetes.io/role/elb": "1" } });
        const chart = { type: "kubernetes:helm.sh/v3:Release", name: "lbc" };
        const controller = { ...chart, inputs: { chart: "aws-load-balancer-controller" } };
        // 251 / 8
        assert.equal(
            subnetOf(fitOfPlanted({ resources: [open], sketches: [controller] }), "public").furtherBalancers,
            31,
        );
        for (const sketches of [[], [{ ...chart, inputs: { chart: "external-dns" } }]]) {
            assert.equal(
                subnetOf(fitOfPlanted({ resources: [open], sketches }), "public").furtherBalancers,
                undefined,
            );
        }
        const autoMode = planned({
            type: "aws:eks/cluster:Cluster",
            name: "cluster",
            inputs: { kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } } },
        });
        assert.equal(subnetOf(fitOfPlanted({ resources: [open, autoMode] }), "public").furtherBalancers, 31);
        assert.equal(
            subnetOf(fitOfPlanted({ resources: [A, autoMode] }), "node-a").furtherBalancers,
            undefined,
        );
    });
});

describe("addresses of nodes", () => {
    const group = (more: object = {}) => ({
        name: "system-a",
        inputs: {
            instanceTypes: ["m7g.large"],
            subnetIds: [idA],
            scalingConfig: { minSize: 1, maxSize: 2 },
            updateConfig: { maxUnavailable: 1 },
            ...more,
        },
    });

    it("are those of a group at its largest, with the nodes of an update", () => {
        const { components, resources } = groupsIn([group()]);
        const report = fitOfPlanted({ components, resources: [A, ...resources] });
        // An m7g.large holds 3 × 10; two nodes, and two more in one zone during an update.
        assert.deepEqual(takersOf(subnetOf(report, "node-a")), { "system-a": 120 });
        const larger = groupsIn([group({ updateConfig: { maxUnavailable: 3 } })]);
        const { uses } = subnetOf(fitOfPlanted({ ...larger, resources: [A, ...larger.resources] }), "node-a");
        assert.deepEqual(uses, [
            {
                by: "system-a",
                what: "2 nodes of m7g.large and 3 during an update, full of pods",
                most: 150,
            },
        ]);
    });

    it("are of the type that takes most, and unknown of one the lists lack", () => {
        const mixed = groupsIn([group({ instanceTypes: ["m7g.large", "m7g.xlarge"] })]);
        // 4 × 15 of an m7g.xlarge, four nodes.
        assert.deepEqual(
            takersOf(subnetOf(fitOfPlanted({ ...mixed, resources: [A, ...mixed.resources] }), "node-a")),
            { "system-a": 240 },
        );
        const newer = groupsIn([group({ instanceTypes: ["m99.large"] })]);
        const report = fitOfPlanted({ ...newer, resources: [A, ...newer.resources] });
        assert.deepEqual(takersOf(subnetOf(report, "node-a")), {
            "system-a": "its instance types are not in the kit's lists (m99.large)",
        });
        assert.deepEqual(report.kubernetes.unknown, ["m99.large"]);
    });

    it("of self-managed groups are known by what their component says of the template", () => {
        const component = planned({
            type: "platform:compute:SelfManagedNodes",
            name: "nodes-mixed",
            inputs: { instanceTypes: ["m7g.large"] },
        });
        const scaling = planned({
            type: "aws:autoscaling/group:Group",
            name: "mixed-a",
            parent: component,
            inputs: { maxSize: 3, minSize: 1, vpcZoneIdentifiers: [idA] },
        });
        const report = fitOfPlanted({
            resources: [A, component, scaling],
            components: [{ name: "nodes-mixed", pods: [], capacity: nodes() }],
        });
        // EKS adds none: three nodes of thirty addresses.
        assert.deepEqual(takersOf(subnetOf(report, "node-a")), { "mixed-a": 90 });
    });

    it("of a pool are spread over its subnets, all of the type that takes most", () => {
        const { components, resources } = poolIn(pool(["m7g.large", "m7g.medium"]), [A, B]);
        const report = fitOfPlanted({ components, resources: [A, B, ...resources] });
        // 8 vCPUs: four m7g.large of 30, or eight m7g.medium of 2 × 4 = 8.
        const { shareAlone, uses } = subnetOf(report, "node-a");
        assert.deepEqual(uses, [
            {
                by: "node pool general",
                what: "4 nodes of m7g.large, full of pods",
                most: 60,
                together: 120,
                usual: 60,
            },
        ]);
        assert.equal(shareAlone, 120 / 251);
        assert.equal(subnetOf(report, "node-b").most, 60);
        assert.deepEqual(report.networkModes, ["single addresses"]);
    });

    it("of a pool are those its limits of memory and nodes let it have, whichever is less", () => {
        const mostWith = (limits: Readonly<Record<string, string>>, replicas?: number) => {
            const capacity = pool(["m7g.large"], { limits, ...(replicas === undefined ? {} : { replicas }) });
            const { components, resources } = poolIn(capacity, [A]);
            return subnetOf(fitOfPlanted({ components, resources: [A, ...resources] }), "node-a").most;
        };
        // Karpenter counts 8 GiB less 7.5 %: 7.4 GiB a node, so 15 GiB are two and 14 GiB one.
        assert.equal(mostWith({ memory: "15Gi" }), 60);
        assert.equal(mostWith({ memory: "14Gi" }), 30);
        assert.equal(mostWith({ cpu: "8", memory: "16Gi" }), 60);
        assert.equal(mostWith({ cpu: "2", memory: "16Gi" }), 30);
        assert.equal(mostWith({ nodes: "3" }), 90);
        assert.equal(mostWith({}, 2), 60);
    });

    it("warn of the greediest type, and are too few only with the usual one", () => {
        const wide = pool(["m7g.large"], {
            limits: { cpu: "18" },
            addresses: () => ({ anywhere: { node: 5, pods: 45 }, inSlots: {}, arePodsApart: false }),
        });
        const planted = poolIn(wide, [A]);
        const found = subnetOf(fitOfPlanted({ ...planted, resources: [A, ...planted.resources] }), "node-a");
        // Nine nodes of thirty are 270 of 251; usually 50.
        assert.deepEqual([found.most, found.usual, found.level], [270, 50, "near"]);
        const usual = poolIn(
            {
                ...wide,
                addresses: () => ({ anywhere: { node: 9, pods: 243 }, inSlots: {}, arePodsApart: false }),
            },
            [A],
        );
        assert.equal(
            subnetOf(fitOfPlanted({ ...usual, resources: [A, ...usual.resources] }), "node-a").level,
            "over",
        );
    });

    it("of a pool without limits are not guessed", () => {
        const { components, resources } = poolIn(pool(["m7g.large"], { limits: {} }), [A]);
        const report = fitOfPlanted({ components, resources: [A, ...resources] });
        const why = "no limit: cannot be bounded; give limits.cpu";
        assert.deepEqual(takersOf(subnetOf(report, "node-a")), { "node pool general": why });
        assert.equal(subnetOf(report, "node-a").most, 0);
        assert.deepEqual(report.unbounded, [{ by: "node pool general", why }]);
        const { types: _, ...ofEks } = pool([], { limits: {}, name: "Auto Mode pools system" });
        assert.deepEqual(
            fitOfPlanted({ components: [{ name: "cluster", pods: [], capacity: ofEks }] }).unbounded,
            [
                {
                    by: "Auto Mode pools system",
                    why: "no limit: pools of EKS's own have none; pools of yours take limits.cpu",
                },
            ],
        );
        const newer = poolIn(pool([]), [A]);
        assert.deepEqual(fitOfPlanted({ ...newer, resources: [A, ...newer.resources] }).unbounded, [
            {
                by: "node pool general",
                why: "its instance types are newer than the kit's lists: cannot be bounded",
            },
        ]);
    });

    it("names a pool that no part of the kit makes", () => {
        const own = { type: "kubernetes:karpenter.sh/v1:NodePool", name: "mine" };
        assert.deepEqual(fitOfPlanted({ sketches: [own] }).unbounded, [
            { by: "mine", why: "a NodePool that no part of the kit makes: not reckoned" },
        ]);
    });

    it("of a pool in one zone are in its subnets alone", () => {
        const requirements = [
            { key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1b"] },
        ] as const;
        const { components, resources } = poolIn(pool(["m7g.large"], { requirements }), [A, B]);
        const report = fitOfPlanted({ components, resources: [A, B, ...resources] });
        assert.deepEqual([subnetOf(report, "node-a").most, subnetOf(report, "node-b").most], [0, 120]);
    });
});

describe("addresses by network mode", () => {
    const takenWith = (
        addressing: PodAddressing,
        resources: Parameters<typeof fitOfPlanted>[0]["resources"] = [],
    ) => {
        const planted = poolIn(pool(["m7g.large"], { addressing }), [A]);
        return fitOfPlanted({ ...planted, resources: [A, B, ...planted.resources, ...resources] });
    };

    it("are blocks of sixteen with prefixes", () => {
        const report = takenWith(PREFIXES);
        // 108 pods are 7 prefixes, and one is kept: 8 of the 9 places of the first interface, 8 × 16 + 1; four nodes.
        assert.equal(subnetOf(report, "node-a").most, 4 * 129);
        assert.deepEqual(report.networkModes, ["prefixes"]);
        assert.deepEqual(report.density[0]?.most, { type: "m7g.large", pods: 110 });
    });

    it("are of another subnet with custom networking", () => {
        const pods = subnet("pod-a", "100.64.0.0/24");
        const [id = ""] = idsOf(pods);
        const settings = { eniConfig: { subnets: { "us-east-1a": { id } } } };
        const cni = planned({
            type: "aws:eks/addon:Addon",
            name: "vpc-cni",
            inputs: { addonName: "vpc-cni", configurationValues: JSON.stringify(settings) },
        });
        const report = takenWith(APART, [pods, cni]);
        // The node has one; of three interfaces two carry pods, ten addresses each; four nodes.
        assert.deepEqual([subnetOf(report, "node-a").most, subnetOf(report, "pod-a").most], [4, 80]);
        assert.deepEqual(report.networkModes, ["custom networking"]);
        // (3 - 1) × (10 - 1) + 2
        assert.deepEqual(report.density[0]?.most, { type: "m7g.large", pods: 20 });
    });

    it("are of whichever subnet has room where vpc-cni finds those of pods", () => {
        // As large as the node's own: half of the pods' addresses each.
        const pods = subnet("pod-a", "100.64.0.0/24", { tags: { "kubernetes.io/role/cni": "1" } });
        const elsewhere = subnet("pod-b", "100.64.1.0/24", {
            availabilityZone: "us-east-1b",
            tags: { "kubernetes.io/role/cni": "1" },
        });
        const planted = poolIn(pool(["m7g.large"]), [A]);
        const report = fitOfPlanted({
            ...planted,
            resources: [A, pods, elsewhere, ...planted.resources],
        });
        // Four nodes: 4 + 116 / 2, and 116 / 2.
        assert.deepEqual(
            ["node-a", "pod-a", "pod-b"].map((name) => subnetOf(report, name).most),
            [62, 58, 0],
        );
    });

    it("are of the subnets a class of Auto Mode gives its pods", () => {
        const pods = subnet("pod-a", "100.64.0.0/24");
        const [id = ""] = idsOf(pods);
        const planted = poolIn(pool(["m7g.large"], { maker: "auto-mode" }), [A], {
            subnetSelectorTerms: [{ id: idA }],
            podSubnetSelectorTerms: [{ id }],
        });
        const report = fitOfPlanted({ ...planted, resources: [A, pods, ...planted.resources] });
        assert.deepEqual([subnetOf(report, "node-a").most, subnetOf(report, "pod-a").most], [4, 116]);
    });

    it("of IPv4 are one a node in an IPv6 cluster", () => {
        const report = takenWith(IPV6_ADDRESSING);
        assert.equal(subnetOf(report, "node-a").most, 4);
        assert.deepEqual(report.networkModes, ["IPv6"]);
    });
});

describe("addresses of Fargate", () => {
    const profile = (selectors: readonly { readonly namespace: string }[]) => {
        const component = planned({ type: "platform:compute:FargateProfile", name: "fargate-system" });
        const made = planned({
            type: "aws:eks/fargateProfile:FargateProfile",
            name: "fargate-system-profile",
            parent: component,
            inputs: { subnetIds: [idA, idB] },
        });
        return fitOfPlanted({
            resources: [A, B, component, made],
            components: [
                {
                    name: "fargate-system",
                    pods: [pod("coredns", { replicas: 3 }), pod("agent", { kind: "DaemonSet", replicas: 0 })],
                    capacity: {
                        kind: "fargate",
                        name: "Fargate profile system",
                        phase: "capacity",
                        selectors,
                    },
                },
            ],
        });
    };

    it("are one a pod, spread over the profile's subnets", () => {
        const { uses } = subnetOf(profile([{ namespace: "kube-system" }]), "node-b");
        assert.deepEqual(uses, [
            {
                by: "Fargate profile system",
                what: "3 pods of the kit, an interface each",
                most: 2,
                together: 3,
            },
        ]);
    });

    it("are of the first profile that takes a pod, once", () => {
        const selectors = [{ namespace: "kube-system" }];
        const profileOf = (name: string) => {
            const component = planned({ type: "platform:compute:FargateProfile", name });
            const type = "aws:eks/fargateProfile:FargateProfile";
            const inputs = { subnetIds: [idA] };
            return [component, planned({ type, name: `${name}-profile`, parent: component, inputs })];
        };
        const capacity = { kind: "fargate", phase: "capacity", selectors } as const;
        const report = fitOfPlanted({
            resources: [A, ...profileOf("one"), ...profileOf("two")],
            components: [
                {
                    name: "one",
                    pods: [pod("coredns")],
                    capacity: { ...capacity, name: "Fargate profile one" },
                },
                { name: "two", pods: [], capacity: { ...capacity, name: "Fargate profile two" } },
            ],
        });
        assert.deepEqual(takersOf(subnetOf(report, "node-a")), { "Fargate profile one": 1 });
    });

    it("are not bounded where a profile takes pods of others", () => {
        const { most, uses } = subnetOf(profile([{ namespace: "shop" }]), "node-a");
        assert.equal(most, 0);
        assert.deepEqual(uses, [
            {
                by: "Fargate profile system",
                what: "pods of yours, an interface each",
                unbounded: "as many as you run: the quota of Fargate's vCPUs bounds them alone",
            },
        ]);
    });
});

describe("subnets of a VPC that is there already", () => {
    const existing = planned({
        type: "platform:network:ExistingVpc",
        name: "network",
        inputs: {
            vpcId: "vpc-1",
            cidr: "10.0.0.0/16",
            nodeSubnets: ["us-east-1a: subnet-1"],
            controlPlaneSubnets: ["us-east-1a: subnet-1"],
        },
    });
    const nat = planned({
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        name: "ecr",
        inputs: { subnetIds: ["subnet-1"] },
    });

    it("have a size that AWS alone knows", () => {
        const found = subnetOf(fitOfPlanted({ resources: [existing, nat] }), "subnet-1");
        assert.deepEqual(found, {
            subnet: "subnet-1",
            zone: "us-east-1a",
            reserved: 5,
            uses: [{ by: "interface endpoints", what: "1 with one interface here", most: 1 }],
            most: 1,
            usual: 1,
            level: "unknown",
        });
    });

    it("have it once AWS was asked, with what others have taken", () => {
        const subnets = new Map([["subnet-1", { cidr: "10.0.9.0/28", taken: 9 }]]);
        const { level, most, share, total } = subnetOf(
            fitOfPlanted({ resources: [existing, nat], live: { quotas: {}, subnets } }),
            "subnet-1",
        );
        assert.deepEqual(
            { level, most, share, total },
            { level: "near", most: 10, share: 10 / 11, total: 16 },
        );
    });
});
