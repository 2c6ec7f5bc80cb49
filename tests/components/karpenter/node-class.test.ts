/** Every word of a node class that Karpenter, EC2 or a kubelet would refuse, or pass over. */
import assert from "node:assert/strict";

import type { NodeClassWords } from "../../../components/karpenter/node-class-schema";
import { planVolumes } from "../../../components/karpenter/node-class-volumes";
import { noticesOfWindowsPool } from "../../../components/karpenter/node-class-windows";
import {
    checkNodePool,
    decisionsOfNodePool,
    noticesOfNodePool,
    type NodePoolSpec,
} from "../../../components/karpenter/node-pool-spec";
import { describeProblem } from "../../../components/shared/problems";
import { nodePoolSpec } from "../../support/node-pool-spec";

/** A pool with these words; one whose volumes they name has no other size. */
function specOf(nodeClass: NodeClassWords, changes: Partial<NodePoolSpec> = {}): NodePoolSpec {
    const { diskSizeGiB = 50, ...spec } = nodePoolSpec(changes);
    return { ...spec, ...(nodeClass.blockDeviceMappings === undefined ? { diskSizeGiB } : {}), nodeClass };
}

function refusals(nodeClass: NodeClassWords, changes: Partial<NodePoolSpec> = {}): string[] {
    return checkNodePool(specOf(nodeClass, changes)).map((problem) => describeProblem(problem));
}

const BOTTLEROCKET = { amiAlias: "bottlerocket@v1.64.0" };
const AMI = { amiFamily: "AL2023", amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }] } as const;

describe("the image of a node class", () => {
    it("stands in an alias or in terms, and terms want a family", () => {
        assert.deepEqual(refusals(AMI), []);
        assert.deepEqual(refusals(AMI, { amiAlias: "al2023@v20260930" }), [
            'amiAlias: two answers to which image: an alias stands alone (got "al2023@v20260930"). ' +
                "Remove it, or nodeClass.amiSelectorTerms.",
        ]);
        assert.deepEqual(refusals({ amiSelectorTerms: AMI.amiSelectorTerms }), [
            "nodeClass.amiFamily: nothing says how the image reads user data. " +
                "Set it to AL2023, Bottlerocket, Windows2019, Windows2022, Windows2025 or Custom.",
        ]);
    });

    it("an alias with Custom, or with another family, never joins", () => {
        assert.deepEqual(refusals({ amiFamily: "AL2023" }), []);
        assert.deepEqual(refusals({ amiFamily: "Bottlerocket" }, BOTTLEROCKET), []);
        for (const amiFamily of ["Custom", "Bottlerocket"] as const) {
            assert.deepEqual(refusals({ amiFamily }), [
                `nodeClass.amiFamily: the alias al2023@v20260930 is an image of AL2023 (got "${amiFamily}"). Remove it.`,
            ]);
        }
    });

    it("refuses terms that select nothing, or twice", () => {
        const term = (...terms: NonNullable<NodeClassWords["amiSelectorTerms"]>) =>
            refusals({ amiFamily: "AL2023", amiSelectorTerms: terms });
        assert.deepEqual(
            term(
                { name: "team-*", owner: "self" },
                { tags: { a: "*" }, owner: "amazon" },
                { ssmParameter: "/team/image" },
            ),
            [],
        );
        const at = "nodeClass.amiSelectorTerms";
        assert.deepEqual(term(), [`${at}: selects nothing (got 0). Write 1 to 30, or leave it out.`]);
        assert.deepEqual(term({ owner: "self" }), [
            `${at}[0]: selects no image. Give id, name, tags or ssmParameter.`,
        ]);
        assert.deepEqual(term({ id: "ami-0123456789abcdef0", name: "x" }), [
            `${at}[0].id: names an image by itself. Remove the others, or write two terms.`,
        ]);
        assert.deepEqual(term({ ssmParameter: "/x", name: "x" }), [
            `${at}[0].ssmParameter: names an image by itself. Remove the others, or write two terms.`,
        ]);
        assert.deepEqual(term({ id: "ami-x" }), [
            `${at}[0].id: not the id of an image (got "ami-x"). Write ami-….`,
        ]);
        assert.deepEqual(term({ name: "x", owner: "me" }), [
            `${at}[0].owner: not an owner of images (got "me"). Write an account, self, amazon or aws-marketplace.`,
        ]);
        assert.deepEqual(term({ tags: { team: "" } }), [
            `${at}[0].tags.team: an empty key or value selects nothing (got ""). Write *, which takes every value.`,
        ]);
    });

    it("a Custom image is told its user data and nothing else", () => {
        const own: NodeClassWords = {
            amiFamily: "Custom",
            amiSelectorTerms: AMI.amiSelectorTerms,
            blockDeviceMappings: [{ deviceName: "/dev/sda1", ebs: { volumeSize: "50Gi" } }],
        };
        assert.deepEqual(refusals({ ...own, userData: "#!/bin/sh\n/opt/join" }), []);
        assert.deepEqual(refusals({ ...own, kubelet: { maxPods: 10 } }), [
            "nodeClass.userData: a Custom image is told nothing else. " +
                "Write all it needs to join the cluster, with taint karpenter.sh/unregistered:NoExecute.",
            "nodeClass.kubelet: a Custom image is told nothing but its user data. Write it into userData.",
        ]);
        const { blockDeviceMappings: _named, ...bare } = own;
        assert.deepEqual(refusals({ ...bare, userData: "x: 1" }), [
            "nodeClass.blockDeviceMappings: nobody but its author knows where a Custom image has its root. " +
                "Name its devices, instead of diskSizeGiB.",
        ]);
    });

    it("user data is read as the image reads it", () => {
        assert.equal(refusals({ userData: "# nothing but a comment" }).length, 1);
        assert.equal(refusals({ userData: "not toml" }, BOTTLEROCKET).length, 1);
        assert.deepEqual(refusals({ userData: "[settings.motd]\nx = 1\n" }, BOTTLEROCKET), []);
    });

    it("notices what changes or must be allowed elsewhere", () => {
        const notices = noticesOfNodePool(
            specOf({
                amiFamily: "AL2023",
                amiSelectorTerms: [{ name: "team-*" }, { ssmParameter: "/team/image" }],
            }),
        );
        assert.deepEqual(notices, [
            "Pool general finds its image by name team-* or ssmParameter /team/image: whenever another one is found, " +
                "all nodes are replaced as the budgets let it",
            "Pool general reads /team/image: allow ssm:GetParameter on it to Karpenter's controller, which may read " +
                "/aws/service/* only",
        ]);
        assert.deepEqual(noticesOfNodePool(specOf(AMI)), []);
    });
});

describe("the volumes of a node class", () => {
    const at = "nodeClass.blockDeviceMappings";
    const devices = (...blockDeviceMappings: NonNullable<NodeClassWords["blockDeviceMappings"]>) =>
        refusals({ blockDeviceMappings });
    const ebs = (given: NonNullable<NodeClassWords["blockDeviceMappings"]>[number]["ebs"]) =>
        devices({ deviceName: "/dev/xvda", ebs: given });

    it("are named once, and every one the image cannot do without", () => {
        const spec = { ...specOf({ blockDeviceMappings: [] }), diskSizeGiB: 50 };
        assert.deepEqual(
            checkNodePool(spec).map((problem) => describeProblem(problem)),
            [
                "diskSizeGiB: two answers to how large the volumes are (got 50). Remove it, or nodeClass.blockDeviceMappings.",
            ],
        );
        const { diskSizeGiB: _size, ...none } = nodePoolSpec();
        assert.deepEqual(
            checkNodePool(none).map((problem) => describeProblem(problem)),
            [
                "diskSizeGiB: nothing says how large the nodes' volume is. Set it, or nodeClass.blockDeviceMappings.",
            ],
        );
        assert.deepEqual(devices({ deviceName: "/dev/sdf", ebs: { volumeSize: "50Gi" } }), [
            `${at}: /dev/xvda of AL2023 is missing: it would come as the image has it, small and unencrypted. ` +
                'Add { deviceName: "/dev/xvda", ebs: … }.',
        ]);
        assert.equal(
            refusals(
                { blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: { volumeSize: "50Gi" } }] },
                BOTTLEROCKET,
            ).length,
            1,
        );
        const root = { deviceName: "/dev/xvda", rootVolume: true, ebs: { volumeSize: "50Gi" } };
        assert.deepEqual(devices(root, root), [
            `${at}: more than one rootVolume (got 2). Keep one.`,
            `${at}[1].deviceName: the same device twice (got "/dev/xvda"). Keep one.`,
        ]);
        assert.deepEqual(devices(root, { deviceName: "sdf", ebs: { volumeSize: "50Gi" } }), [
            `${at}[1].deviceName: not the name of a device (got "sdf"). Write /dev/xvda or /dev/sdf.`,
        ]);
    });

    it("have sizes of their type, in words Karpenter reads", () => {
        for (const volumeSize of ["1Gi", "59000Gi", "17Ti", "20Ti", "58Ti"])
            assert.deepEqual(ebs({ volumeSize }), []);
        for (const volumeSize of [
            "0Gi",
            "59001Gi",
            "60000Gi",
            "18Ti",
            "19Ti",
            "28Ti",
            "49Ti",
            "59Ti",
            "100G",
            "100",
        ]) {
            assert.deepEqual(ebs({ volumeSize }), [
                `${at}[0].ebs.volumeSize: not a size of gp3 (got "${volumeSize}"). Write 1Gi to 59000Gi.`,
            ]);
        }
        assert.deepEqual(ebs({ volumeType: "st1", volumeSize: "124Gi" }), [
            `${at}[0].ebs.volumeSize: not a size of st1 (got "124Gi"). Write 125Gi to 16384Gi.`,
        ]);
        assert.deepEqual(ebs({}), [
            `${at}[0].ebs: nothing says how large the volume is. Set volumeSize or snapshotID.`,
        ]);
    });

    it("have operations their type and size can do", () => {
        assert.deepEqual(ebs({ volumeSize: "160Gi", iops: 80_000, throughput: 2_000 }), []);
        assert.deepEqual(ebs({ volumeSize: "100Gi", iops: 50_001 }), [
            `${at}[0].ebs.iops: more than 100 GiB of gp3 can do, 500 for each (got 50001). Write at most 50000.`,
        ]);
        assert.deepEqual(ebs({ volumeSize: "100Gi", throughput: 751 }), [
            `${at}[0].ebs.iops: too few for 751 MiB/s, of which each operation carries a quarter (got 3000). Write 3004 or more.`,
        ]);
        assert.deepEqual(ebs({ volumeSize: "100Gi", volumeType: "io2" }), [
            `${at}[0].ebs.iops: io2 wants a number of operations. Set it.`,
        ]);
        assert.deepEqual(ebs({ volumeSize: "100Gi", volumeType: "gp2", iops: 3_000, throughput: 125 }), [
            `${at}[0].ebs.iops: gp2 has none to choose (got 3000). Remove it.`,
            `${at}[0].ebs.throughput: gp2 has none to choose (got 125). Remove it.`,
        ]);
        assert.deepEqual(ebs({ volumeSize: "100Gi", volumeInitializationRate: 100 }), [
            `${at}[0].ebs.volumeInitializationRate: only a volume made of a snapshot has a rate at which it is read ` +
                "(got 100). Remove it, or set snapshotID.",
        ]);
        assert.deepEqual(ebs({ snapshotID: "snap-x", volumeInitializationRate: 301 }), [
            `${at}[0].ebs.snapshotID: not a snapshot (got "snap-x"). Write snap-….`,
            `${at}[0].ebs.volumeInitializationRate: out of range (got 301). Write a whole number from 100 to 300.`,
        ]);
    });
});

describe("the kubelet of a node class", () => {
    const at = "nodeClass.kubelet";
    const kubelet = (given: NonNullable<NodeClassWords["kubelet"]>, changes: Partial<NodePoolSpec> = {}) =>
        refusals({ kubelet: given }, changes);

    it("takes amounts, shares and times, and no others", () => {
        assert.deepEqual(
            kubelet({
                systemReserved: { cpu: "100m", memory: "1.5Gi" },
                evictionHard: { "memory.available": "5%", "nodefs.available": "1Gi" },
                evictionSoft: { "memory.available": "10.25%" },
                evictionSoftGracePeriod: { "memory.available": "1m30s" },
                clusterDNS: ["172.20.0.10", "fd00::a"],
            }),
            [],
        );
        assert.deepEqual(
            kubelet({ kubeReserved: { cpu: "-1" }, evictionHard: { "memory.available": "101%" } }),
            [
                `${at}.kubeReserved.cpu: not an amount (got "-1"). Write 100m, 1 or 500Mi.`,
                `${at}.evictionHard.memory.available: not a threshold (got "101%"). Write an amount such as 100Mi, or a share such as 10%.`,
            ],
        );
        assert.deepEqual(kubelet({ clusterDNS: ["dns"] }), [
            `${at}.clusterDNS[0]: not an address (got "dns"). Write 172.20.0.10.`,
        ]);
    });

    it("a soft threshold and its grace period come together", () => {
        assert.deepEqual(
            kubelet({
                evictionSoft: { "memory.available": "10%" },
                evictionSoftGracePeriod: { "nodefs.available": "90" },
            }),
            [
                `${at}.evictionSoft.memory.available: a soft threshold and its grace period come together. ` +
                    "Add memory.available to evictionSoftGracePeriod.",
                `${at}.evictionSoftGracePeriod.nodefs.available: a soft threshold and its grace period come together. ` +
                    "Add nodefs.available to evictionSoft.",
                `${at}.evictionSoftGracePeriod.nodefs.available: not a time (got "90"). Write minutes and seconds: 1m30s.`,
            ],
        );
    });

    it("a kubelet compares one threshold with the other's default, which the CRD does not", () => {
        assert.deepEqual(kubelet({ imageGCHighThresholdPercent: 70 }), [
            `${at}.imageGCHighThresholdPercent: the kubelet would not start: high 70 must be above low 80 (got 70). Set both.`,
        ]);
        assert.deepEqual(kubelet({ imageGCLowThresholdPercent: 85 }), [
            `${at}.imageGCLowThresholdPercent: the kubelet would not start: high 85 must be above low 85 (got 85). Set both.`,
        ]);
        assert.deepEqual(kubelet({ imageGCHighThresholdPercent: 70, imageGCLowThresholdPercent: 60 }), []);
    });

    it("Bottlerocket has no podsPerCore, and no node no pods", () => {
        assert.deepEqual(kubelet({ podsPerCore: 5 }, BOTTLEROCKET), [
            `${at}.podsPerCore: Bottlerocket does not know it (got 5). Use maxPods.`,
        ]);
        assert.deepEqual(kubelet({ maxPods: 0 }), [
            `${at}.maxPods: out of range (got 0). Write a whole number from 1 to 2147483647.`,
        ]);
    });
});

describe("the network of a node class", () => {
    const FIRST = { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" } as const;
    const efa = (networkCardIndex: number, deviceIndex: number) =>
        ({ networkCardIndex, deviceIndex, interfaceType: "efa-only" }) as const;

    it("has a first interface, each place once and one EFA a card", () => {
        const at = "nodeClass.networkInterfaces";
        assert.deepEqual(refusals({ networkInterfaces: [FIRST, efa(0, 1), efa(1, 0)] }), []);
        assert.deepEqual(refusals({ networkInterfaces: [efa(0, 0)] }), [
            `${at}: no first interface. Add card 0, device 0, of type interface.`,
        ]);
        assert.deepEqual(refusals({ networkInterfaces: [FIRST, FIRST, efa(1, 0), efa(1, 1)] }), [
            `${at}[1]: the same card and device twice (got "0/0"). Keep one.`,
            `${at}[3]: a second EFA of one network card (got 1). Keep one for each card.`,
        ]);
    });

    it("gives no public address where none would work", () => {
        const own: NodeClassWords = {
            associatePublicIPAddress: true,
            subnetSelectorTerms: [{ tags: { tier: "public" } }],
        };
        assert.deepEqual(refusals(own), []);
        assert.deepEqual(refusals({ associatePublicIPAddress: false }), []);
        assert.deepEqual(refusals({ associatePublicIPAddress: true }), [
            "nodeClass.associatePublicIPAddress: the environment's private subnets have no route for a public address " +
                "(got true). Remove it, or select subnets of your own.",
        ]);
        const second = { ...FIRST, networkCardIndex: 1 };
        assert.deepEqual(refusals({ ...own, networkInterfaces: [FIRST, second] }), [
            "nodeClass.associatePublicIPAddress: EC2 gives no public address to an instance with several interfaces " +
                "(got true). Remove it, or keep one interface.",
        ]);
    });

    it("has timeouts in range, at least one of them, and a hop limit with a reason", () => {
        assert.deepEqual(refusals({ connectionTracking: {} }), [
            "nodeClass.connectionTracking: says nothing. " +
                "Set one of tcpEstablishedTimeout, udpStreamTimeout, udpTimeout, or leave it out.",
        ]);
        assert.deepEqual(refusals({ connectionTracking: { udpTimeout: 61 } }), [
            "nodeClass.connectionTracking.udpTimeout: out of range (got 61). Write a whole number from 30 to 60.",
        ]);
        const hops = (value: number, reason: string) =>
            refusals({ metadataOptions: { httpPutResponseHopLimit: { value, reason } } }).map(
                (line) => line.split(":")[0],
            );
        assert.deepEqual(hops(2, "an agent without IRSA"), []);
        assert.deepEqual(hops(65, ""), [
            "nodeClass.metadataOptions.httpPutResponseHopLimit.value",
            "nodeClass.metadataOptions.httpPutResponseHopLimit.reason",
        ]);
    });
});

describe("the selectors of a node class", () => {
    it("select by one thing each", () => {
        const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, "*"]));
        assert.deepEqual(
            refusals({
                subnetSelectorTerms: [{}, { id: "subnet-x" }, { tags: many }],
                securityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0", tags: { a: "b" } }, { name: "" }],
            }),
            [
                "nodeClass.subnetSelectorTerms[0]: selects nothing. Give an id, a name or tags.",
                'nodeClass.subnetSelectorTerms[1].id: not an id of this kind (got "subnet-x"). Write subnet-….',
                "nodeClass.subnetSelectorTerms[2].tags: too many tags to select by (got 21). Write 1 to 20.",
                "nodeClass.securityGroupSelectorTerms[0]: an id or a name selects by itself. Write two terms, or keep one part.",
                "nodeClass.securityGroupSelectorTerms[1].name: an empty name finds nothing. Write it.",
            ],
        );
    });

    it("find reservations and a placement group", () => {
        const at = "nodeClass.capacityReservationSelectorTerms";
        const reserved = (...terms: NonNullable<NodeClassWords["capacityReservationSelectorTerms"]>) =>
            refusals({ capacityReservationSelectorTerms: terms });
        assert.deepEqual(reserved({ id: "cr-1" }, { tags: { a: "*" }, ownerID: "123456789012" }), []);
        assert.deepEqual(
            reserved({ ownerID: "123456789012" }, { id: "cr-1", tags: { a: "b" } }, { id: "x" }),
            [
                `${at}[0]: selects no reservation. Give an id, tags or instanceMatchCriteria.`,
                `${at}[1].id: names a reservation by itself (got "cr-1"). Remove the others.`,
                `${at}[2].id: not the id of a reservation (got "x"). Write cr-….`,
            ],
        );
        assert.deepEqual(refusals({ placementGroupSelector: { id: "pg-1" } }), []);
        assert.deepEqual(refusals({ placementGroupSelector: { id: "pg-1", name: "x" } }), [
            "nodeClass.placementGroupSelector: a placement group is selected by id or by name. Give one of them.",
        ]);
    });
});

describe("the identity and the tags of a node class", () => {
    it("a role or a profile by its name, with a notice of what else it needs", () => {
        assert.deepEqual(refusals({ role: "team" }), []);
        assert.deepEqual(refusals({ role: "team", instanceProfile: "team" }), [
            'nodeClass.instanceProfile: a node has a role or an instance profile (got "team"). Keep one of them.',
        ]);
        assert.deepEqual(refusals({ role: "arn:aws:iam::123456789012:role/team" }), [
            'nodeClass.role: not a name IAM has (got "arn:aws:iam::123456789012:role/team"). ' +
                "Write its name, not its ARN: 1 to 64 letters, digits and + = , . @ _ -.",
        ]);
        assert.deepEqual(noticesOfNodePool(specOf({ instanceProfile: "team" })), [
            "Pool general has nodes with the role of instance profile team: allow iam:PassRole on it to Karpenter's " +
                "controller, and give it an access entry of type EC2_LINUX, or no node starts or joins",
        ]);
    });

    it("refuses Karpenter's own tags there as well, and counts all of them together", () => {
        assert.deepEqual(refusals({ tags: { "karpenter.sh/nodepool": "x" } }), [
            'nodeClass.tags.karpenter.sh/nodepool: Karpenter sets this tag itself (got "x"). Remove it.',
        ]);
        const tags = Object.fromEntries(Array.from({ length: 43 }, (_, index) => [`k${index}`, "x"]));
        assert.deepEqual(refusals({ tags }), [
            "nodeClass.tags: too many tags together with the environment's 2 (got 45). Keep at most 44 together.",
        ]);
    });
});

describe("what a reader of the plan sees of a node class", () => {
    it("every word, and of user data the length alone", () => {
        const { ami, nodeClass } = decisionsOfNodePool(
            specOf({
                ...AMI,
                detailedMonitoring: true,
                kubelet: { clusterDNS: ["172.20.0.10"] },
                userData: "secret: 1",
            }),
        );
        assert.equal(ami, "id ami-0123456789abcdef0");
        assert.deepEqual(nodeClass, [
            "amiFamily AL2023",
            "detailedMonitoring true",
            "kubelet.clusterDNS[0] 172.20.0.10",
            "userData of 9 bytes",
        ]);
    });
});

describe("a pool of Windows", () => {
    const WINDOWS = {
        amiAlias: "windows2022@latest",
        requirements: [{ key: "kubernetes.io/os", operator: "In", values: ["windows"] }],
        taints: [{ key: "os", value: "windows", effect: "NoSchedule" }],
    } as const;
    const ADDRESSES = { serviceCidr: "172.20.0.0/16", vpcCidr: "10.0.0.0/16" };

    it("has the newest image of three years and a role that is let in as Windows", () => {
        for (const year of ["2019", "2022", "2025"]) {
            assert.deepEqual(
                refusals({ role: "win" }, { ...WINDOWS, amiAlias: `windows${year}@latest` }),
                [],
            );
        }
        assert.deepEqual(refusals({}, { ...WINDOWS, amiAlias: "windows2022@v1" }), [
            "amiAlias: Karpenter takes of Windows the newest image alone, of 2019, 2022 and 2025 " +
                '(got "windows2022@v1"). Write windows2019@latest, windows2022@latest or windows2025@latest.',
            "nodeClass.role: the role of the kit's own nodes is let in as Linux, and a role has one access entry. " +
                "Name a role of its own, and give it an access entry of type EC2_WINDOWS.",
        ]);
    });

    it("is refused what is Linux's alone, and types of arm64", () => {
        assert.deepEqual(
            refusals(
                { role: "win", instanceStorePolicy: "RAID0", kubelet: { maxPods: 50 } },
                {
                    ...WINDOWS,
                    diskSizeGiB: 30,
                    requirements: [{ key: "kubernetes.io/arch", operator: "In", values: ["arm64"] }],
                },
            ),
            [
                "nodeClass.instanceStorePolicy: nothing on Windows makes a volume of an instance's own disks " +
                    '(got "RAID0"). Remove it.',
                "nodeClass.kubelet.maxPods: Karpenter counts 110 pods on every node of Windows (got 50). " +
                    "Remove it: addresses of the one interface are what runs out.",
                "diskSizeGiB: no volume is smaller than the image it is made from (got 30). " +
                    "Write 50 or more for Windows.",
                "requirements[0]: no instance type has this " +
                    '(got "kubernetes.io/arch In arm64"). Ask for what there is.',
            ],
        );
    });

    it("starts from the device of its image", () => {
        assert.deepEqual(planVolumes(specOf({ role: "win" }, WINDOWS)), [
            { deviceName: "/dev/sda1", ebs: { volumeSize: "50Gi" } },
        ]);
    });

    it("says what nobody tells its nodes, and what follows from the newest image", () => {
        const spec = specOf({ role: "win" }, { ...WINDOWS, taints: [] });
        assert.deepEqual(noticesOfNodePool(spec), [
            "Pool general follows windows2022@latest, as of Windows it must: with each new image, about once a month, " +
                "all nodes are replaced as the budgets let it",
            "Pool general has nodes with win: allow iam:PassRole on it to Karpenter's controller, and give it an access " +
                "entry of type EC2_WINDOWS, or no node starts or joins",
        ]);
        assert.deepEqual(
            noticesOfWindowsPool("general", spec, { ...ADDRESSES, serviceCidr: "10.100.0.0/16" }),
            [
                "Pool general runs Windows and has no taint: Karpenter may start its nodes for pods that name no " +
                    "kubernetes.io/os, where those made for Linux never start",
                "Nodes of pool general take services to be at 172.20.0.0/16, and they are at 10.100.0.0/16: Karpenter does not " +
                    "tell Windows, so set $global:EKSCluster in nodeClass.userData (aws/karpenter-provider-aws#4088)",
            ],
        );
        assert.deepEqual(noticesOfWindowsPool("general", specOf({}, WINDOWS), ADDRESSES), []);
    });
});
