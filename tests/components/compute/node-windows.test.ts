import assert from "node:assert/strict";

import {
    capacityOfManagedNodes,
    checkManagedNodes,
    decisionsOfManagedNodes,
    type ManagedNodesSpec,
    noticesOfManagedNodes,
    planManagedNodes,
} from "../../../components/compute/managed-nodes-spec";
import { imageParameterOf } from "../../../components/compute/node-image-parameter";
import { completeUserData } from "../../../components/compute/node-user-data";
import { WINDOWS_FAMILIES } from "../../../components/compute/node-words";
import {
    checkSelfManagedNodes,
    noticesOfSelfManagedNodes,
    type SelfManagedNodesSpec,
} from "../../../components/compute/self-managed-nodes-spec";
import { WINDOWS_ADDRESSING } from "../../../components/shared/pod-density";
import { describeProblem, type Problem } from "../../../components/shared/problems";
import { WINDOWS } from "../../support/kinds";
import { managedNodesSpec } from "../../support/managed-nodes-spec";
import { planOf, refusedTogether, systemNodesOf } from "../../support/part-environment";
import { selfManagedNodesSpec } from "../../support/self-managed-nodes-spec";
import { ON_NODES } from "../../support/shapes";

const ON_WINDOWS = {
    amiFamily: "WindowsCore2022",
    instanceTypes: ["m7i.large"],
    taints: [{ key: "os", value: "windows", effect: "NoSchedule" }],
} as const;
const texts = (problems: readonly Problem[]): string[] => problems.map((problem) => describeProblem(problem));
const managed = (changes: Partial<ManagedNodesSpec> = {}): ManagedNodesSpec =>
    managedNodesSpec({ ...ON_WINDOWS, pool: "web", nodeRepair: false, ...changes });
const selfManaged = (changes: Partial<SelfManagedNodesSpec> = {}): SelfManagedNodesSpec =>
    selfManagedNodesSpec({ ...ON_WINDOWS, ...changes });

const CLUSTER = {
    name: "kit-test",
    endpoint: "https://api.example.com",
    certificateAuthorityData: "LS0tLQ==",
};

describe("nodes that run Windows", () => {
    it("have one of six images, which EKS and the Parameter Store spell their own way", () => {
        assert.deepEqual(
            WINDOWS_FAMILIES.map((amiFamily) => {
                const spec = managed({ amiFamily });
                assert.deepEqual(texts(checkManagedNodes(spec)), []);
                return planManagedNodes(spec).image;
            }),
            ["CORE_2019", "FULL_2019", "CORE_2022", "FULL_2022", "CORE_2025", "FULL_2025"].map((name) => ({
                amiType: `WINDOWS_${name}_x86_64`,
                version: "1.36",
            })),
        );
        assert.equal(
            imageParameterOf(selfManaged({ amiFamily: "WindowsFull2019" })),
            "resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-EKS_Optimized-1.36/image_id",
        );
    });

    it("are told the cluster, its services and its DNS, behind what a person wrote", () => {
        const script =
            '& "$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1" -EKSClusterName "kit-test" ' +
            '-APIServerEndpoint "https://api.example.com" -Base64ClusterCA "LS0tLQ==" -ServiceCIDR "10.100.0.0/16" ' +
            '-DNSClusterIP "10.100.0.10"';
        const spec = { amiFamily: ON_WINDOWS.amiFamily, serviceCidr: "10.100.0.0/16" };
        const output = "3>&1 4>&1 5>&1 6>&1";
        assert.equal(completeUserData(spec, CLUSTER), `<powershell>\n${script} ${output}\n</powershell>\n`);
        assert.equal(
            completeUserData(
                {
                    ...spec,
                    labels: { tier: "web" },
                    taints: ON_WINDOWS.taints,
                    userData: "<PowerShell>\nWrite-Host ready\n</PowerShell>\n<persist>true</persist>",
                },
                CLUSTER,
            ),
            `<PowerShell>\nWrite-Host ready\n${script} -KubeletExtraArgs "--node-labels=tier=web ` +
                `--register-with-taints=os=windows:NoSchedule" ${output}\n</PowerShell>\n<persist>true</persist>`,
        );
    });

    it("are refused what is Linux's alone, all at once", () => {
        assert.deepEqual(
            texts(
                checkManagedNodes(
                    managed({
                        amiId: "ami-0123456789abcdef0",
                        diskSizeGiB: 49,
                        fips: true,
                        instanceStore: "RAID0",
                        instanceTypes: ["m6id.large"],
                        nodeRepair: true,
                        serviceCidr: "172.20.0.0/16",
                        userData: "Write-Host ready",
                    }),
                ),
            ),
            [
                "fips: whether an own image has FIPS modules is the image's to say (got true). Remove it.",
                "amiId: EKS lets the role of a group with an own image in as Linux, and Windows nodes do not join so " +
                    '(got "ami-0123456789abcdef0"). Choose selfManagedNodes, which join as Windows, or leave the image to EKS.',
                "nodeRepair: EKS repairs Linux nodes alone (got true). Write false.",
                "userData: commands outside <powershell> are not run. Write <powershell> before them and </powershell> behind.",
                'instanceStore: nothing on Windows makes a volume of an instance\'s own disks (got "RAID0"). ' +
                    "Remove it, or choose AL2023 or Bottlerocket.",
                "diskSizeGiB: no volume is smaller than the image it is made from (got 49). Write 50 or more for Windows.",
            ],
        );
        assert.deepEqual(texts(checkManagedNodes(managed({ instanceTypes: ["m7g.large"], fips: true }))), [
            "fips: EKS has no FIPS image of WindowsCore2022 (got true). Remove it.",
            'amiFamily: EKS has no Windows image for arm64 (got "WindowsCore2022"). Choose types of amd64.',
        ]);
        assert.deepEqual(
            texts(
                checkSelfManagedNodes(
                    selfManaged({ instanceTypes: ["g4dn.xlarge"], release: "v20260930", userData: "dir" }),
                ),
            ),
            [
                'release: no parameter names a release of Windows, only its newest image (got "v20260930"). ' +
                    "Remove it, or name an image by amiId.",
                "userData: commands outside <powershell> are not run. Write <powershell> before them and </powershell> behind.",
                "instanceTypes: EKS's images of Windows bring no driver for accelerators (nvidia) " +
                    '(got ["g4dn.xlarge"]). Choose types without, or a self-managed pool with amiId, an image that has the driver.',
            ],
        );
        assert.deepEqual(
            texts(
                checkSelfManagedNodes(
                    selfManaged({ instanceTypes: ["g4dn.xlarge"], amiId: "ami-0123456789abcdef0" }),
                ),
            ),
            [],
        );
    });

    it("are reached by Remote Desktop", () => {
        const access = { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] } as const;
        assert.equal(
            decisionsOfManagedNodes(managed({ access }))["access"],
            "key pair ops, port 3389 from 10.20.0.0/16",
        );
        assert.deepEqual(texts(checkManagedNodes(managed({ access: { ...access, from: ["0.0.0.0/0"] } }))), [
            'access.from[0]: port 3389 of every node would be open to the world (got "0.0.0.0/0"). ' +
                "Name the network of those who connect, or choose session-manager.",
        ]);
    });

    it("take the addresses of one interface", () => {
        const { addresses } = {
            addresses: undefined,
            ...capacityOfManagedNodes(managed({ podAddressing: WINDOWS_ADDRESSING })),
        };
        // An m7i.large has three interfaces of ten addresses; three nodes a zone.
        assert.deepEqual(addresses?.()?.inSlots, { a: { node: 3, pods: 27 }, c: { node: 3, pods: 27 } });
    });

    it("say so where pods for Linux may stray onto them, or a proxy is not told", () => {
        assert.deepEqual(noticesOfManagedNodes(managed()), []);
        const proxy = { httpsProxy: "http://proxy.example.com:3128", noProxy: [] };
        assert.deepEqual(noticesOfManagedNodes(managed({ taints: [], proxy })), [
            "Managed nodes web run Windows and have no taint: a pod for Linux that names no kubernetes.io/os may be placed " +
                "there, where it never starts",
            "Managed nodes web are not told of organisation.proxy: Windows takes it from userData",
        ]);
        assert.deepEqual(noticesOfSelfManagedNodes(selfManaged()), [
            "Self-managed nodes mixed start with the newest image of WindowsCore2022 of that hour, so two of them may differ",
        ]);
    });
});

describe("an environment with nodes that run Windows", () => {
    const components = (() => {
        const result = planOf(WINDOWS);
        return "plan" in result ? result.plan.components : assert.fail(JSON.stringify(result.problems));
    })();

    it("taints them unless it says otherwise, and offers them to pods of Windows alone", () => {
        const capacities = components.flatMap(({ capacity }) => capacity ?? []);
        assert.deepEqual(
            capacities.map((one) =>
                one.kind === "nodes" ? [one.name, one.taints.map(({ key }) => key), one.labels] : one.name,
            ),
            [
                "Fargate profile serverless",
                ["managed nodes system", ["CriticalAddonsOnly"], { "kubernetes.io/os": "linux" }],
                ["managed nodes general", [], { "kubernetes.io/os": "linux" }],
                ["managed nodes web", ["os"], { "kubernetes.io/os": "windows" }],
                ["managed nodes legacy", [], { "example.com/pool": "legacy", "kubernetes.io/os": "windows" }],
                [
                    "self-managed nodes jobs",
                    ["os"],
                    { "example.com/pool": "jobs", "kubernetes.io/os": "windows" },
                ],
            ],
        );
    });

    it("has none without Linux beside them, of any kind but Karpenter's and managed", () => {
        const system = systemNodesOf(ON_NODES);
        const windows = {
            ...system,
            amiFamily: "WindowsCore2022",
            instanceTypes: ["m7i.large"],
            nodeRepair: false,
        } as const;
        const alone = refusedTogether({
            ...WINDOWS,
            compute: { kind: "managed", systemNodes: windows, dedicated: false },
            managedNodes: {},
        });
        assert.ok(
            alone.includes(
                "stacks/dev.ts › compute.systemNodes.amiFamily: what keeps the cluster alive is made for Linux " +
                    '(got "WindowsCore2022"). Choose AL2023 or Bottlerocket, and Windows in a pool of managedNodes.',
            ),
            alone.join("\n"),
        );
        assert.match(
            alone.join("\n"),
            /pod coredns of phase core .* fits nowhere: .*managed nodes system runs Windows, and the pod is made for Linux/,
        );
        const { managedNodes: { web } = {}, selfManagedNodes: _self, ...rest } = WINDOWS;
        assert.ok(web !== undefined);
        const beside = refusedTogether({
            ...rest,
            compute: { kind: "auto-mode", nodePools: ["general-purpose"] },
            keys: { ...rest.keys, volumes: { kind: "aws-owned" } },
            managedNodes: { web },
        });
        assert.ok(
            beside.includes(
                "stacks/dev.ts › managedNodes.web.amiFamily: a cluster with Auto Mode has no nodes that run Windows. " +
                    "Choose AL2023 or Bottlerocket, or another kind of compute.",
            ),
            beside.join("\n"),
        );
    });

    it("lets nobody take its pods' addresses away by settings of vpc-cni", () => {
        const configuration = { enableWindowsIpam: "false" };
        assert.deepEqual(
            refusedTogether({ ...WINDOWS, addons: { ...WINDOWS.addons, "vpc-cni": { configuration } } }),
            [
                "stacks/dev.ts › addons.vpc-cni.configuration.enableWindowsIpam: this follows from nodes that run Windows " +
                    '(got "false"). Remove it.',
            ],
        );
    });
});
