import assert from "node:assert/strict";

import {
    capacityOfManagedNodes,
    checkManagedNodes,
    decisionsOfManagedNodes,
    type ManagedNodesSpec,
    noticesOfManagedNodes,
    planManagedNodes,
} from "../../../components/compute/managed-nodes-spec";
import { describeProblem, type Problem } from "../../../components/shared/problems";
import { KUBERNETES_MINORS, NODE_RELEASES } from "../../../components/versions";
import { managedNodesSpec } from "../../support/managed-nodes-spec";
import { checkNodeSlots, instanceTagsOf } from "../../../components/compute/node-spec";

const texts = (problems: readonly Problem[]): string[] => problems.map((problem) => describeProblem(problem));

function refusals(changes: Partial<ManagedNodesSpec>): string[] {
    return texts(checkManagedNodes(managedNodesSpec(changes)));
}

describe("checkManagedNodes", () => {
    it("names what is missing, and nothing else before it is there", () => {
        const { instanceTypes: _types, sizePerZone: _size, ...rest } = managedNodesSpec({ diskSizeGiB: 1 });
        assert.deepEqual(
            checkManagedNodes(rest).map((problem) => describeProblem(problem)),
            ["instanceTypes: missing. Set it.", "sizePerZone: missing. Set it."],
        );
    });

    it("takes a pool of any kind", () => {
        assert.deepEqual(refusals({}), []);
        assert.deepEqual(
            refusals({
                amiFamily: "Bottlerocket",
                architecture: "arm64",
                capacityType: "SPOT",
                diskSizeGiB: 20,
                extraPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"],
                instanceTypes: ["m99g.large"],
                kubernetesVersion: "1.35",
                labels: { "example.com/tier": "web" },
                nodeRepair: false,
                sizePerZone: { min: 0, desired: 0, max: 1 },
                slots: ["d"],
                taints: [],
                update: { kind: "percentage", maxUnavailablePercentage: 50 },
            }),
            [],
        );
    });

    it("names the pool", () => {
        for (const pool of ["", "-a", "a-", "A", "a b", "a.b"]) {
            assert.deepEqual(refusals({ pool }), [
                `pool: not a name of a pool (got "${pool}"). ` +
                    "Use small letters, digits and - with a letter or digit at both ends.",
            ]);
        }
    });

    it("rule 39: refuses a version without pins", () => {
        assert.deepEqual(refusals({ kubernetesVersion: "1.34" }), [
            'kubernetesVersion: not a version the kit has pins for (got "1.34"). Choose "1.35" or "1.36".',
        ]);
    });

    it("F33: refuses no zone, and a slot listed twice", () => {
        assert.deepEqual(refusals({ slots: [] }), [
            "slots: the pool has no zone (got []). Name at least one slot.",
        ]);
        assert.deepEqual(refusals({ slots: ["a", "b", "a"] }), [
            'slots[2]: the same slot as slots[0] (got "a"). List each slot once.',
        ]);
    });

    it("F14: F15: F33: refuses unknown, mixed, doubled, no and too many instance types", () => {
        assert.deepEqual(refusals({ instanceTypes: ["m7g.large", "m7g.hugexl", "m7i.large", "m7g.large"] }), [
            'instanceTypes[1]: unknown instance type (got "m7g.hugexl"). ' +
                "Choose one that exists, the nearest is m7g.xlarge.",
            'instanceTypes[3]: the same type as instanceTypes[0] (got "m7g.large"). List each type once.',
            "instanceTypes: mixed architectures, amd64 and arm64 " +
                '(got ["m7g.large","m7g.hugexl","m7i.large","m7g.large"]). ' +
                "Split into two groups, one for each architecture.",
        ]);
        assert.deepEqual(refusals({ instanceTypes: [] }), [
            "instanceTypes: missing. Name 1 or more, or say instanceSizes.",
        ]);
        const many = ["m", "c", "r"].flatMap((kind) =>
            ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge"].map(
                (size) => `${kind}7g.${size}`,
            ),
        );
        assert.deepEqual(refusals({ instanceTypes: many }), [
            "instanceTypes: not a number of them EKS takes (got 21). List 1 to 20.",
        ]);
        assert.deepEqual(refusals({ instanceTypes: many.slice(1) }), []);
    });

    it("F15: refuses types of another architecture than stated", () => {
        assert.deepEqual(refusals({ architecture: "amd64", instanceTypes: ["m7g.large"] }), [
            'instanceTypes[0]: an arm64 type in an amd64 group (got "m7g.large"). ' +
                "Choose amd64 types, or split into two groups.",
        ]);
    });

    it("refuses disks no image fits on, and none EBS has", () => {
        for (const diskSizeGiB of [19, 65_537, 20.5]) {
            assert.deepEqual(refusals({ diskSizeGiB }), [
                `diskSizeGiB: not the size of a node's volume (got ${diskSizeGiB}). Write a whole number from 20 to 65536.`,
            ]);
        }
    });

    it("refuses words nobody knows, also of a component used directly", () => {
        const wrong: Readonly<Record<string, unknown>> = {
            amiFamily: "AmazonLinux2023",
            capacityType: "on-demand",
            nodeRepair: "yes",
            update: { kind: "percent", maxUnavailablePercentage: 33 },
        };
        assert.deepEqual(refusals(wrong), [
            'capacityType: not one of the words known here (got "on-demand"). Did you mean "ON_DEMAND"? Known: ON_DEMAND, SPOT.',
            'amiFamily: not one of the words known here (got "AmazonLinux2023"). Known: AL2023, Bottlerocket, WindowsCore2019, ' +
                "WindowsCore2022, WindowsCore2025, WindowsFull2019, WindowsFull2022, WindowsFull2025.",
            'update.kind: not one of the words known here (got "percent"). Did you mean "percentage"? Known: count, percentage.',
            'nodeRepair: not true or false or { … } (got "yes"). Write true or false or { … }.',
        ]);
        const shown = decisionsOfManagedNodes({ ...managedNodesSpec(), ...wrong });
        assert.equal(shown["capacityType"], "on-demand");
    });

    it("refuses beside somebody else's launch template what that one decides", () => {
        const { diskSizeGiB: _, ...bare } = managedNodesSpec();
        const launchTemplate = { id: "lt-0123456789abcdef0", version: 7 };
        const told = (changes: object) => texts(checkManagedNodes({ ...bare, launchTemplate, ...changes }));
        assert.deepEqual(told({}), []);
        assert.deepEqual(told({ access: { kind: "none" }, fips: true, amiFamily: "Bottlerocket" }), []);
        assert.deepEqual(texts(checkManagedNodes(bare)), ["diskSizeGiB: missing. Set it."]);
        const theirs =
            "the launch template decides it, and lt-0123456789abcdef0 is not the kit's. " +
            "Write it there and remove it here, or remove launchTemplate.";
        assert.deepEqual(
            told({ diskSizeGiB: 50, userData: "x", securityGroupIds: [] }).filter((one) =>
                /decides/.test(one),
            ),
            [`diskSizeGiB: ${theirs}`, `securityGroupIds: ${theirs}`, `userData: ${theirs}`],
        );
        const key = { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] };
        assert.deepEqual(told({ access: key }), [
            'access.kind: a key pair stands in the launch template, which is not the kit\'s (got "key-pair"). ' +
                "Name it there with a security group for its sources, and remove access here.",
        ]);
        assert.deepEqual(
            told({
                launchTemplate: { id: "lt-mine", version: 0, hasImage: true },
                amiFamily: "Bottlerocket",
                fips: true,
            }),
            [
                'launchTemplate.id: not the id of a launch template (got "lt-mine"). Write lt- and 17 hexadecimal digits, as EC2 lists it in this region.',
                "launchTemplate.version: not a version of a launch template (got 0). Write a whole number, 1 or more.",
                "fips: whether an own image has FIPS modules is the image's to say (got true). Remove it.",
            ],
        );
        assert.match(
            told({ launchTemplate: { ...launchTemplate, version: "$Latest" } }).join(),
            /^launchTemplate\.version: not a number/,
        );
    });

    it("says what nobody sees of somebody else's launch template", () => {
        const { diskSizeGiB: _, ...bare } = managedNodesSpec();
        const launchTemplate = { id: "lt-0123456789abcdef0", version: 7, hasImage: true };
        const spec = { ...bare, launchTemplate, proxy: { httpsProxy: "http://proxy", noProxy: [] } };
        assert.deepEqual(
            noticesOfManagedNodes(spec).filter((notice) => notice.includes("lt-")),
            [
                "Managed nodes system start from lt-0123456789abcdef0, version 7, which the kit does not see: IMDSv2 with one hop, encrypted volumes, tags of instances and the cluster's security group, if it names any, are its owner's to keep; it may name no type, subnet or profile",
                "Managed nodes system join only if the user data of lt-0123456789abcdef0 tells them the cluster: EKS adds nothing beside an image",
                "Managed nodes system are not told the proxy: its settings belong into the user data of lt-0123456789abcdef0",
            ],
        );
        assert.equal(
            decisionsOfManagedNodes(spec)["launchTemplate"],
            "lt-0123456789abcdef0, version 7, with an image",
        );
    });

    it("takes Bottlerocket's settings as values, of Bottlerocket alone, and keeps the way onto its nodes", () => {
        const bottle = { amiFamily: "Bottlerocket" } as const;
        const bottlerocket = { kubernetes: { maxPods: 42 }, adminContainer: true };
        assert.deepEqual(refusals({ ...bottle, bottlerocket }), []);
        const access = { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] } as const;
        assert.deepEqual(refusals({ ...bottle, bottlerocket, access }), []);
        assert.deepEqual(refusals({ bottlerocket }), [
            'bottlerocket: nodes of another family do not read it (got "AL2023"). Say it in userData, or choose Bottlerocket.',
        ]);
        const closed = { controlContainer: false };
        assert.deepEqual(refusals({ ...bottle, bottlerocket: closed }), [
            "bottlerocket.controlContainer: Session Manager ends in that container (got false). " +
                'Leave it on, or say access: { kind: "none" }.',
        ]);
        assert.deepEqual(refusals({ ...bottle, bottlerocket: closed, access: { kind: "none" } }), []);
        assert.deepEqual(refusals({ ...bottle, bottlerocket: { motd: "x".repeat(17_000) } }), [
            "bottlerocket: EC2 takes at most 16384 bytes of user data (got 17021). Move what is large to where the node can fetch it.",
        ]);
        assert.deepEqual(
            decisionsOfManagedNodes(managedNodesSpec({ ...bottle, bottlerocket }))["bottlerocket"],
            ["host-containers.admin.enabled", "kubernetes.max-pods"],
        );
    });

    it("refuses speeds of a volume that gp3 does not have", () => {
        assert.deepEqual(refusals({ iops: 4_000, throughput: 1_000 }), []);
        assert.deepEqual(refusals({ iops: 100, throughput: 2_001 }), [
            "iops: not a speed gp3 has (got 100). Write a whole number from 3000 to 80000.",
            "throughput: not a speed gp3 has (got 2001). Write a whole number from 125 to 2000.",
        ]);
    });

    it("rule 34: lets pods reach the metadata service for a stated reason only", () => {
        const reason = "the agent reads its instance's tags";
        assert.deepEqual(refusals({ metadataHopLimit: { value: 2, reason } }), []);
        assert.deepEqual(refusals({ metadataHopLimit: { value: 2, reason: "" } }), [
            'metadataHopLimit.reason: no reason to let pods act as their node (got ""). ' +
                "Say which pods need it and why they cannot have an identity of their own.",
        ]);
        assert.deepEqual(
            noticesOfManagedNodes(managedNodesSpec({ metadataHopLimit: { value: 2, reason } })),
            [`Every pod on managed nodes system can act as its node: hop limit 2: ${reason}`],
        );
    });

    it("refuses user data the image would not read", () => {
        assert.deepEqual(refusals({ userData: "#!/bin/bash\necho ready" }), [
            "userData: EKS joins its own user data to a MIME multi-part archive only. " +
                "Write it as a part of one, with Content-Type: text/x-shellscript.",
        ]);
        const userData = "[settings.kubernetes]\nmax-pods = 42\n";
        assert.deepEqual(refusals({ amiFamily: "Bottlerocket", userData }), []);
    });

    it("refuses SSH to Bottlerocket without its admin container", () => {
        const access = { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] } as const;
        assert.deepEqual(refusals({ access }), []);
        assert.deepEqual(refusals({ access, amiFamily: "Bottlerocket" }), [
            'access.kind: Bottlerocket answers no SSH without its admin container (got "key-pair"). ' +
                "Say bottlerocket: { adminContainer: true }.",
        ]);
        const userData = "[settings.host-containers.admin]\nenabled = true\n";
        assert.deepEqual(refusals({ access, amiFamily: "Bottlerocket", userData }), []);
    });

    it("refuses tags somebody else sets, and more than AWS takes beside the environment's", () => {
        assert.deepEqual(refusals({ extraTags: { owner: "batch", team: "blue" } }), []);
        assert.deepEqual(
            refusals({
                extraTags: {
                    "eks:nodegroup-name": "x",
                    "kubernetes.io/cluster/a": "owned",
                    Name: "x",
                    environment: "x",
                    a: "",
                },
            }),
            [
                'extraTags.eks:nodegroup-name: EKS sets this tag itself (got "x"). Remove it.',
                'extraTags.kubernetes.io/cluster/a: EKS sets this tag itself (got "owned"). Remove it.',
                'extraTags.Name: the kit sets this tag itself (got "x"). Remove it.',
                'extraTags.environment: the kit sets this tag itself (got "x"). Remove it.',
            ],
        );
        const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`tag${index}`, "x"]));
        assert.deepEqual(refusals({ extraTags: many }), [
            "extraTags: too many tags beside the environment's (got 42). Keep at most 41 together.",
        ]);
        const { tag0, ...fewer } = many;
        assert.equal(tag0, "x");
        assert.deepEqual(refusals({ extraTags: fewer }), []);
        const tagRules = { environment: false, cluster: { key: "ClusterName" } } as const;
        assert.deepEqual(
            refusals({ extraTags: { environment: "x", cluster: "x", ClusterName: "x" }, tagRules }),
            ['extraTags.ClusterName: the kit sets this tag itself (got "x"). Remove it.'],
        );
    });

    it("F40: refuses sizes out of order and updates of more nodes than there are", () => {
        assert.deepEqual(
            refusals({
                sizePerZone: { min: 2, desired: 1, max: 1 },
                update: { kind: "count", maxUnavailable: 2 },
            }),
            [
                "sizePerZone.min: min is more than max, which is 1 (got 2). Lower min or raise max.",
                "update.maxUnavailable: more nodes than sizePerZone.max, which is 1 (got 2). Choose 1 to 1.",
            ],
        );
    });

    it("F38: refuses labels of Kubernetes and of EKS", () => {
        assert.deepEqual(
            refusals({ labels: { "node-role.kubernetes.io/web": "", "eks.amazonaws.com/pool": "x" } }),
            [
                "labels.node-role.kubernetes.io/web: labels of kubernetes.io are not yours to set: " +
                    'the node would not join (got "node-role.kubernetes.io/web"). ' +
                    "Use a domain of your own, or node.kubernetes.io/<name>.",
                "labels.eks.amazonaws.com/pool: labels of eks.amazonaws.com are not yours to set: " +
                    'the node would not join (got "eks.amazonaws.com/pool"). ' +
                    "Use a domain of your own, or node.kubernetes.io/<name>.",
            ],
        );
    });

    it("F37: refuses taints EKS would refuse, also those Kubernetes takes", () => {
        const key = `${"a".repeat(60)}.com/x`;
        assert.deepEqual(
            refusals({
                taints: [
                    { key, effect: "NoSchedule" },
                    { key: "a b", effect: "NO_EXECUTE" },
                ],
            }),
            [
                'taints[1].key: not a taint key (got "a b"). ' +
                    "Use 1 to 63 letters, digits and - _ . with a letter or digit at both ends.",
                "taints[0].key: EKS takes taint keys of 63 characters, the domain included " +
                    `(got "${key}"). Shorten it.`,
            ],
        );
        const many = Array.from({ length: 51 }, (_, at) => ({
            key: `k${at}`,
            effect: "NoSchedule" as const,
        }));
        assert.deepEqual(refusals({ taints: many }), [
            "taints: not a number of them EKS takes (got 51). List 0 to 50.",
        ]);
        assert.deepEqual(refusals({ taints: many.slice(1) }), []);
    });

    it("refuses extra policies IAM would not attach", () => {
        assert.deepEqual(refusals({ extraPolicyArns: ["x"] }), [
            'extraPolicyArns[0]: not the ARN of an IAM policy (got "x"). ' +
                "Write arn:aws:iam::123456789012:policy/<name>, or arn:aws:iam::aws:policy/<name>.",
        ]);
    });
});

describe("checkNodeSlots", () => {
    it("refuses a slot without a node subnet", () => {
        assert.deepEqual(texts(checkNodeSlots(["a", "d"], { c: "subnet-c", a: "subnet-a" })), [
            'slots[1]: the network has no node subnet in this slot (got "d"). Choose from a, c.',
        ]);
        assert.deepEqual(checkNodeSlots(["c"], { c: "subnet-c" }), []);
    });
});

describe("planManagedNodes", () => {
    it("takes the image of family and architecture", () => {
        const images = (["AL2023", "Bottlerocket"] as const).flatMap((amiFamily) =>
            ["m7i.large", "m7g.large"].map(
                (type) =>
                    planManagedNodes(managedNodesSpec({ amiFamily, instanceTypes: [type] })).image.amiType,
            ),
        );
        assert.deepEqual(images, [
            "AL2023_x86_64_STANDARD",
            "AL2023_ARM_64_STANDARD",
            "BOTTLEROCKET_x86_64",
            "BOTTLEROCKET_ARM_64",
        ]);
        const newer = managedNodesSpec({ architecture: "arm64", instanceTypes: ["m99g.large"] });
        assert.equal(planManagedNodes(newer).image.amiType, "AL2023_ARM_64_STANDARD");
    });

    it("rule 39: pins AL2023 to the release of the cluster's minor, and leaves Bottlerocket to EKS", () => {
        for (const kubernetesVersion of KUBERNETES_MINORS) {
            const release = NODE_RELEASES[kubernetesVersion].value;
            assert.ok(release.startsWith(`${kubernetesVersion}.`));
            const al2023 = planManagedNodes(managedNodesSpec({ kubernetesVersion }));
            assert.equal(al2023.image.releaseVersion, release);
            const bottlerocket = planManagedNodes(
                managedNodesSpec({ kubernetesVersion, amiFamily: "Bottlerocket" }),
            );
            assert.equal(bottlerocket.image.releaseVersion, undefined);
        }
    });

    it("F37: spells taints as EKS does, whichever way they came", () => {
        const taints = [
            { key: "a", value: "1", effect: "NoSchedule" },
            { key: "b", effect: "PREFER_NO_SCHEDULE" },
        ] as const;
        assert.deepEqual(planManagedNodes(managedNodesSpec({ taints })).taints, [
            { key: "a", value: "1", effect: "NO_SCHEDULE" },
            { key: "b", effect: "PREFER_NO_SCHEDULE" },
        ]);
    });

    it("rule 24: repeats the environment's tags on what EC2 makes, with a name of its own", () => {
        const tags = { owner: "platform", Name: "everything" };
        assert.deepEqual(instanceTagsOf(managedNodesSpec({ tags })), {
            owner: "platform",
            Name: "kit-test-system",
        });
        const extraTags = { owner: "batch", team: "blue" };
        assert.deepEqual(instanceTagsOf(managedNodesSpec({ extraTags, tags })), {
            owner: "batch",
            team: "blue",
            Name: "kit-test-system",
        });
    });
});

describe("a pool of managed nodes", () => {
    it("is capacity with Kubernetes' taints and the nodes that are always there", () => {
        const spec = managedNodesSpec({
            labels: { tier: "web" },
            sizePerZone: { min: 2, desired: 2, max: 3 },
            slots: ["a", "b", "c"],
            taints: [{ key: "a", value: "1", effect: "NO_SCHEDULE" }],
        });
        const { addresses, types, ...capacity } = {
            addresses: undefined,
            types: undefined,
            ...capacityOfManagedNodes(spec),
        };
        assert.equal(typeof addresses, "function");
        assert.deepEqual(
            types?.().map(({ type }) => type),
            spec.instanceTypes,
        );
        assert.deepEqual(capacity, {
            kind: "nodes",
            name: "managed nodes system",
            phase: "capacity",
            taints: [{ key: "a", value: "1", effect: "NoSchedule" }],
            labels: { tier: "web", "kubernetes.io/os": "linux" },
            minNodes: 6,
        });
    });

    it("rule 15: two zones with one node each are two nodes", () => {
        const capacity = capacityOfManagedNodes(managedNodesSpec());
        assert.ok(capacity.kind === "nodes");
        assert.equal(capacity.minNodes, 2);
    });

    it("shows its decisions in the plan, also when its types are unknown", () => {
        const policy = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
        assert.deepEqual(decisionsOfManagedNodes(managedNodesSpec({ extraPolicyArns: [policy] })), {
            amiFamily: "AL2023",
            architecture: "arm64",
            capacityType: "ON_DEMAND",
            diskSizeGiB: 50,
            extraPolicies: [policy],
            instanceTypes: ["m7g.large", "m6g.large"],
            kubernetesVersion: "1.36",
            labels: [],
            nodeRepair: true,
            pool: "system",
            releaseVersion: NODE_RELEASES["1.36"].value,
            sizePerZone: "1 to 3, at first 2",
            taints: ["CriticalAddonsOnly=true:NoSchedule"],
            update: "1 at once",
            zones: ["a", "c"],
        });
        const options = decisionsOfManagedNodes(
            managedNodesSpec({
                detailedMonitoring: true,
                extraTags: { team: "blue" },
                fips: false,
                iops: 4_000,
                metadataHopLimit: { value: 2, reason: "the agent reads its instance's tags" },
                throughput: 250,
                userData: "[settings]",
            }),
        );
        const { architecture: _architecture, ...plain } = decisionsOfManagedNodes(managedNodesSpec());
        assert.deepEqual(Object.fromEntries(Object.entries(options).filter(([key]) => !(key in plain))), {
            architecture: "arm64",
            detailedMonitoring: true,
            extraTags: { team: "blue" },
            fips: false,
            iops: 4_000,
            metadataHopLimit: "2: the agent reads its instance's tags",
            throughput: 250,
            userData: "10 bytes",
        });
        const other = decisionsOfManagedNodes(
            managedNodesSpec({
                amiFamily: "Bottlerocket",
                instanceTypes: ["x"],
                labels: { tier: "web" },
                slots: ["c", "a"],
                taints: [{ key: "a", effect: "NO_EXECUTE" }],
            }),
        );
        assert.deepEqual(
            [
                other["architecture"],
                other["releaseVersion"],
                other["labels"],
                other["taints"],
                other["zones"],
            ],
            ["unknown", "the newest when made", ["tier=web"], ["a:NoExecute"], ["a", "c"]],
        );
    });
});
