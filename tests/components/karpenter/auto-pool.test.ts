/** Pools of EKS Auto Mode: what they become, and every word that EKS would refuse. */
import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { AutoNodeClassWords } from "../../../components/karpenter/auto-node-class-schema";
import { AutoPool, type AutoPoolArgs } from "../../../components/karpenter/auto-pool";
import {
    type AutoPoolSpec,
    capacityOfAutoPool,
    checkAutoPool,
    noticesOfAutoPool,
} from "../../../components/karpenter/auto-pool-spec";
import { describeProblem } from "../../../components/shared/problems";
import { autoPoolSpec } from "../../support/auto-pool-spec";
import { find, recordComponent } from "../../support/record-component";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001";
const PEM = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").toString("base64");

function refusals(nodeClass: AutoNodeClassWords, changes: Partial<AutoPoolSpec> = {}): string[] {
    return refusalsOf({ nodeClass, ...changes });
}

function refusalsOf(changes: Partial<AutoPoolSpec>): string[] {
    return checkAutoPool(autoPoolSpec(changes)).map((problem) => describeProblem(problem));
}

function build(changes: Partial<AutoPoolArgs> = {}) {
    return recordComponent(
        () =>
            new AutoPool("pool-general", {
                ...autoPoolSpec(),
                cluster: { securityGroupId: pulumi.output("sg-0123456789abcdef0") },
                nodeRoleName: "cluster-auto-pools-0a1b2c3",
                vpc: { nodeSubnetIds: { a: "subnet-0123456789abcdef0", c: "subnet-0123456789abcdef1" } },
                ...changes,
            }),
    );
}

type Inputs = Readonly<Record<string, unknown>>;

async function specsOf(changes: Partial<AutoPoolArgs> = {}): Promise<{ nodeClass?: Inputs; pool: Inputs }> {
    const objects = (await build(changes)).filter(({ type }) => type.startsWith("kubernetes:"));
    const specOf = (kind: string) =>
        objects.find(({ inputs }) => inputs["kind"] === kind)?.inputs["spec"] as Inputs | undefined;
    const nodeClass = specOf("NodeClass");
    return { ...(nodeClass === undefined ? {} : { nodeClass }), pool: specOf("NodePool") ?? {} };
}

describe("AutoPool", () => {
    it("is a NodeClass and a NodePool that refers to it, the pool after the class", async () => {
        const resources = await build();
        const nodeClass = find(resources, "NodeClass:pool-general-node-class");
        assert.deepEqual(nodeClass.inputs, {
            apiVersion: "eks.amazonaws.com/v1",
            kind: "NodeClass",
            metadata: { name: "general", annotations: { "pulumi.com/waitFor": "condition=Ready" } },
            spec: {
                role: "cluster-auto-pools-0a1b2c3",
                securityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0" }],
                subnetSelectorTerms: [{ id: "subnet-0123456789abcdef0" }, { id: "subnet-0123456789abcdef1" }],
                tags: { environment: "dev", owner: "platform", Name: "kit-test-general" },
            },
        });
        const pool = find(resources, "NodePool:pool-general-node-pool");
        assert.deepEqual(pool.inputs["spec"], {
            disruption: {
                budgets: [{ nodes: "10%" }],
                consolidateAfter: "5m",
                consolidationPolicy: "WhenEmptyOrUnderutilized",
            },
            limits: { cpu: "64", memory: "256Gi" },
            template: {
                spec: {
                    expireAfter: "336h",
                    nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "general" },
                    requirements: autoPoolSpec().requirements,
                    terminationGracePeriod: "1h",
                },
            },
        });
        assert.deepEqual(pool.dependencies, ["NodeClass:pool-general-node-class"]);
        assert.deepEqual(pool.options.customTimeouts, { delete: "75m" });
        assert.deepEqual(nodeClass.options.customTimeouts, { delete: "75m" });
    });

    it("joins the environment's key, proxy, groups and tags with the class's own words", async () => {
        const { nodeClass } = await specsOf({
            volumesKeyArn: KEY,
            proxy: { httpsProxy: "http://proxy:3128", noProxy: ["localhost", ".internal"] },
            nodeClass: {
                ephemeralStorage: { size: "200Gi" },
                advancedNetworking: { ipv4PrefixSize: "32" },
                securityGroupSelectorTerms: [{ name: "team" }],
                snatPolicy: "Disabled",
                tags: { team: "web" },
            },
        });
        assert.deepEqual(nodeClass, {
            advancedNetworking: {
                ipv4PrefixSize: "32",
                httpsProxy: "http://proxy:3128",
                noProxy: ["localhost", ".internal"],
            },
            ephemeralStorage: { kmsKeyID: KEY, size: "200Gi" },
            role: "cluster-auto-pools-0a1b2c3",
            securityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0" }, { name: "team" }],
            snatPolicy: "Disabled",
            subnetSelectorTerms: [{ id: "subnet-0123456789abcdef0" }, { id: "subnet-0123456789abcdef1" }],
            tags: { environment: "dev", owner: "platform", team: "web", Name: "kit-test-general" },
        });
        const { nodeClass: own = {} } = await specsOf({
            volumesKeyArn: KEY,
            nodeClass: { ephemeralStorage: { kmsKeyID: "alias/nodes" }, instanceProfile: "eks-team" },
        });
        assert.deepEqual(own["ephemeralStorage"], { kmsKeyID: "alias/nodes" });
        assert.deepEqual([own["instanceProfile"], own["role"]], ["eks-team", undefined]);
        assert.equal((await specsOf({ nodeClass: { role: "team" } })).nodeClass?.["role"], "team");
    });

    it("uses EKS's own class where it says so", async () => {
        const { nodeClass, pool } = await specsOf({ nodeClass: "default" });
        assert.equal(nodeClass, undefined);
        const { spec } = pool["template"] as { readonly spec: Inputs };
        assert.deepEqual(spec["nodeClassRef"], {
            group: "eks.amazonaws.com",
            kind: "NodeClass",
            name: "default",
        });
    });

    it("refuses bad arguments, all at once", async () => {
        await assert.rejects(build({ pool: "system", expireAfter: "Never" }), (error: Error) => {
            assert.match(error.message, /pool: the name of a pool or a class of EKS's own/);
            assert.match(error.message, /expireAfter: no node of Auto Mode lives longer than 504h/);
            return true;
        });
        await assert.rejects(
            build({ vpc: { nodeSubnetIds: {} } }),
            /vpc\.nodeSubnetIds: nodes have no subnet/,
        );
    });
});

describe("a pool of Auto Mode", () => {
    const requirement = (key: string, ...values: string[]) =>
        refusalsOf({ requirements: [{ key, operator: "In", values }] });

    it("speaks of instances by EKS's labels, and says which of Karpenter's is meant", () => {
        assert.deepEqual(requirement("eks.amazonaws.com/instance-category", "c", "m"), []);
        assert.deepEqual(requirement("karpenter.k8s.aws/instance-category", "c"), [
            "requirements[0].key: Auto Mode knows instances by labels of eks.amazonaws.com " +
                '(got "karpenter.k8s.aws/instance-category"). Write eks.amazonaws.com/instance-category.',
        ]);
        assert.match(
            requirement("karpenter.k8s.aws/instance-tenancy", "dedicated")[0] ?? "",
            /Choose from compute-type, instance-category, .*, placement-group-id\.$/,
        );
        assert.match(
            requirement("eks.amazonaws.com/instance-familly", "m7g")[0] ?? "",
            /^requirements\[0\]\.key: eks\.amazonaws\.com belongs to EKS, and Auto Mode has no such key/,
        );
        assert.deepEqual(requirement("kubernetes.io/os", "linux"), [
            'requirements[0].key: Auto Mode does not take it: its nodes run Linux (got "kubernetes.io/os"). Remove it.',
        ]);
        assert.match(
            requirement("eks.amazonaws.com/instance-family", "m99")[0] ?? "",
            /^requirements\[0\]\.values\[0\]: unknown instance family \(got "m99"\)/,
        );
    });

    it("starts no instance of one core, nor nano, micro and small", () => {
        const key = "node.kubernetes.io/instance-type";
        assert.deepEqual(requirement(key, "t3.medium", "m7g.large"), []);
        for (const type of ["t3.small", "m7g.medium"])
            assert.match(
                requirement(key, type)[0] ?? "",
                /^requirements\[0\]: no instance type has this/,
                type,
            );
        assert.match(
            refusalsOf({
                requirements: [
                    { key: "eks.amazonaws.com/instance-family", operator: "In", values: ["m7g"] },
                    { key: "eks.amazonaws.com/instance-gpu-count", operator: "Exists" },
                ],
            })[0] ?? "",
            /^requirements\[1\]: no instance type has this and what requirements\[0\]/,
        );
    });

    it("may be static without a gate, and may use reserved capacity it selects", () => {
        assert.deepEqual(refusalsOf({ replicas: 3, limits: { nodes: 4 } }), []);
        assert.match(
            refusalsOf({ replicas: 3, limits: { cpu: 4 } })[0] ?? "",
            /^limits\.cpu: .*number of nodes alone/,
        );
        const reserved = { key: "karpenter.sh/capacity-type", operator: "In", values: ["reserved"] } as const;
        assert.deepEqual(refusalsOf({ requirements: [reserved] }), [
            "nodeClass.capacityReservationSelectorTerms: the pool uses nothing but reserved capacity, and selects none. " +
                "Set it, or admit on-demand in karpenter.sh/capacity-type.",
        ]);
        const nodeClass = { capacityReservationSelectorTerms: [{ id: "cr-0123456789abcdef0" }] };
        assert.deepEqual(refusalsOf({ requirements: [reserved], nodeClass }), []);
    });

    it("lives 21 days at most, its grace period counted in", () => {
        assert.deepEqual(refusalsOf({ expireAfter: "503h" }), []);
        assert.deepEqual(refusalsOf({ expireAfter: "504h" }), [
            'expireAfter: no node of Auto Mode lives longer than 504h, its terminationGracePeriod counted in (got "504h"). ' +
                "Write 503h or less.",
        ]);
        assert.match(
            refusalsOf({ expireAfter: "Never" })[0] ?? "",
            /\(got "Never"\)\. Write 336h, EKS's own\.$/,
        );
        const startupTaints = [{ key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" }] as const;
        assert.deepEqual(refusalsOf({ startupTaints }), [
            "startupTaints[0]: nothing takes it off: Auto Mode's driver of volumes knows no startup taint " +
                '(got "ebs.csi.aws.com/agent-not-ready"). Remove it.',
        ]);
    });

    it("has room for pods that ask for its labels, before the add-ons of the phase core", () => {
        const { labels, maker, phase, requirements } = capacityOfAutoPool(autoPoolSpec());
        assert.deepEqual([maker, phase], ["auto-mode", "capacity"]);
        assert.deepEqual(labels, {
            "eks.amazonaws.com/compute-type": "auto",
            "karpenter.sh/nodepool": "general",
        });
        assert.deepEqual(requirements, autoPoolSpec().requirements);
    });
});

describe("a node class of Auto Mode", () => {
    it("takes every word it has", () => {
        const everything: AutoNodeClassWords = {
            ephemeralStorage: { size: "100Gi", iops: 4_000, throughput: 500, kmsKeyID: "alias/nodes" },
            subnetSelectorTerms: [{ id: "subnet-0123456789abcdef0" }, { tags: { tier: "node" } }],
            securityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0" }, { name: "team" }],
            podSubnetSelectorTerms: [{ tags: { tier: "pod" } }],
            podSecurityGroupSelectorTerms: [{ tags: { tier: "pod" } }],
            snatPolicy: "Random",
            networkPolicy: "DefaultDeny",
            networkPolicyEventLogs: "Enabled",
            advancedNetworking: {
                associatePublicIPAddress: false,
                httpsProxy: "http://192.0.2.4:3128",
                noProxy: ["169.254.169.254", ".internal"],
                ipv4PrefixSize: "Auto",
                networkInterfaces: [
                    {
                        networkCardIndex: 0,
                        deviceIndex: 0,
                        interfaceType: "interface",
                        secondaryIPv4PrefixCount: 2,
                    },
                    { networkCardIndex: 1, deviceIndex: 0, interfaceType: "efa-only" },
                ],
            },
            advancedSecurity: { fips: true, kernelLockdown: "integrity" },
            advancedCompute: { kernel: { sysctl: { "net.core.somaxconn": "4096" } } },
            certificateBundles: [{ name: "corporate", data: PEM }],
            capacityReservationSelectorTerms: [{ tags: { team: "ml" }, owner: "123456789012" }],
            placementGroupSelector: { name: "team" },
            role: "team-nodes",
            tags: { team: "web" },
        };
        assert.deepEqual(refusals(everything), []);
    });

    it("refuses sizes and speeds the volume has not", () => {
        const storage = (words: NonNullable<AutoNodeClassWords["ephemeralStorage"]>) =>
            refusals({ ephemeralStorage: words });
        for (const size of ["1Gi", "59000Gi", "64000G", "58Ti", "64T"])
            assert.deepEqual(storage({ size }), [], size);
        for (const size of ["0Gi", "59001Gi", "64001G", "59Ti", "65T", "100", "100Mi"]) {
            assert.deepEqual(storage({ size }), [
                `nodeClass.ephemeralStorage.size: not a size of this volume (got "${size}"). ` +
                    "Write 1Gi to 59000Gi, 1G to 64000G, 1Ti to 58Ti or 1T to 64T.",
            ]);
        }
        assert.match(storage({ iops: 16_001 })[0] ?? "", /iops: out of range .* from 3000 to 16000\.$/);
        assert.match(
            storage({ throughput: 124 })[0] ?? "",
            /throughput: out of range .* from 125 to 1000\.$/,
        );
        assert.match(storage({ throughput: 1_000 })[0] ?? "", /iops: too few for 1000 MiB\/s/);
        assert.match(storage({ kmsKeyID: "" })[0] ?? "", /kmsKeyID: names no key/);
    });

    it("wants subnets and groups of pods together", () => {
        assert.deepEqual(refusals({ podSubnetSelectorTerms: [{ tags: { tier: "pod" } }] }), [
            "nodeClass.podSecurityGroupSelectorTerms: subnets and security groups of pods are set together. " +
                "Add it, or remove the other.",
        ]);
        assert.match(
            refusals({ podSecurityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0" }] })[0] ?? "",
            /^nodeClass\.podSubnetSelectorTerms: subnets and security groups/,
        );
    });

    it("refuses reservations, interfaces and addresses that EC2 or EKS would", () => {
        const reservation = (term: object) => refusals({ capacityReservationSelectorTerms: [term] })[0] ?? "";
        assert.match(reservation({}), /selected by id or by tags/);
        assert.match(reservation({ id: "cr-1", tags: { a: "b" } }), /selected by id or by tags/);
        assert.match(reservation({ id: "res-1" }), /\.id: not the id of a reservation/);
        assert.match(
            reservation({ id: "cr-1", owner: "123456789012" }),
            /\.owner: an id names a reservation by itself/,
        );
        assert.match(reservation({ tags: { a: "b" }, owner: "me" }), /\.owner: not an account/);
        const first = { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" } as const;
        const interfaces = (...list: (typeof first & object)[]) =>
            refusals({ advancedNetworking: { networkInterfaces: list } })[0] ?? "";
        const both = { ...first, secondaryIPv4Count: 1, secondaryIPv4PrefixCount: 1 };
        assert.match(
            interfaces(both),
            /secondaryIPv4Count: single addresses and prefixes exclude each other/,
        );
        const second = { ...first, networkCardIndex: 1, secondaryIPv4Count: 1 } as unknown as typeof first;
        assert.match(interfaces(first, second), /interfaces of card 0 alone have addresses for pods/);
        assert.match(
            refusals({ advancedNetworking: { associatePublicIPAddress: true } })[0] ?? "",
            /^nodeClass\.advancedNetworking\.associatePublicIPAddress: the environment's private subnets/,
        );
    });

    it("refuses proxies EKS does not take, and shows no password", () => {
        const networking = (words: NonNullable<AutoNodeClassWords["advancedNetworking"]>) =>
            refusals({ advancedNetworking: words });
        assert.deepEqual(networking({ httpsProxy: "http://user:secret@proxy:3128" }), [
            "nodeClass.advancedNetworking.httpsProxy: not a proxy EKS takes. " +
                "Write http://<host>:<port>, without a password, 255 characters at most.",
        ]);
        assert.match(networking({ noProxy: ["a"] })[0] ?? "", /noProxy: there is no proxy to go around/);
        const noProxy = Array.from({ length: 51 }, (_, index) => `host-${index}`);
        assert.match(
            refusals({}, { proxy: { httpsProxy: "http://proxy:3128", noProxy } })[0] ?? "",
            /^proxy: nodes of Auto Mode take fewer ways around the proxy \(got 51\)/,
        );
    });

    it("refuses what its nodes would not start with, and shows no key", () => {
        assert.deepEqual(refusals({ advancedSecurity: { fips: true } }, { region: "eu-west-1" }), [
            "nodeClass.advancedSecurity.fips: there is no image with validated cryptography in eu-west-1 (got true). Remove it.",
        ]);
        assert.match(
            refusals({ advancedCompute: { kernel: { sysctl: { somaxconn: "1" } } } })[0] ?? "",
            /not the name of a kernel parameter \(got "somaxconn"\)/,
        );
        const bundle = (data: string) => refusals({ certificateBundles: [{ name: "corporate", data }] });
        const key = Buffer.from("-----BEGIN PRIVATE KEY-----\nMIIB\n").toString("base64");
        assert.deepEqual(bundle(key), [
            "nodeClass.certificateBundles[0].data: a private key would be readable in every plan and on every node. " +
                "Give certificates alone.",
        ]);
        assert.match(bundle("-----BEGIN CERTIFICATE-----")[0] ?? "", /not certificates in PEM, in base64/);
        assert.match(
            refusals({ instanceProfile: "team" })[0] ?? "",
            /EKS uses no instance profile of another name/,
        );
        assert.match(
            refusals({ role: "a", instanceProfile: "eks-a" })[0] ?? "",
            /a node has a role or an instance profile/,
        );
        for (const tag of ["eks:eks-cluster-name", "karpenter.sh/managed-by", "kubernetes.io/cluster/x"])
            assert.match(refusals({ tags: { [tag]: "x" } })[0] ?? "", /Auto Mode sets this tag itself/, tag);
    });
});

describe("notices of a pool of Auto Mode", () => {
    const notices = (nodeClass: AutoNodeClassWords, changes: Partial<AutoPoolSpec> = {}) =>
        noticesOfAutoPool(autoPoolSpec({ nodeClass, ...changes }));

    it("say what a role of one's own, network policies and reservations need", () => {
        assert.deepEqual(notices({}), []);
        assert.deepEqual(notices({ role: "team-nodes" }), [
            "Pool general has nodes with team-nodes: give it an access entry of type EC2 with the access policy " +
                "AmazonEKSAutoNodePolicy, or no node joins",
        ]);
        assert.match(
            notices({ networkPolicy: "DefaultDeny" })[0] ?? "",
            /enable-network-policy-controller: "true"$/,
        );
        const [unused, ...others] = notices({ capacityReservationSelectorTerms: [{ id: "cr-1" }] });
        assert.match(unused ?? "", /does not admit reserved/);
        assert.match(others[0] ?? "", /no pool of this cluster uses an open one by itself any more$/);
    });

    it("say of accelerators that Auto Mode brings driver and device plugin", () => {
        const requirements = [
            { key: "eks.amazonaws.com/instance-family", operator: "In", values: ["g6", "g6e", "g5"] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
        ] as const;
        assert.deepEqual(notices({}, { requirements }), [
            "Pool general has accelerators and no taint: any pod may take a place on its instances",
            "Pool general has accelerators of nvidia: pods ask for nvidia.com/gpu; Auto Mode brings driver and device plugin",
        ]);
    });
});
