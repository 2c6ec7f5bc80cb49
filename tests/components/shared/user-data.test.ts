import assert from "node:assert/strict";

import type { NodeMaker } from "../../../components/shared/node-maker";
import { describeProblem } from "../../../components/shared/problems";
import { checkUserData, type UserDataFamily } from "../../../components/shared/user-data";

function refusals(family: UserDataFamily, text: string, maker: NodeMaker = "karpenter"): string[] {
    return checkUserData("userData", family, text, maker).map((problem) => describeProblem(problem));
}

const both = (family: UserDataFamily, text: string): string[][] => [
    refusals(family, text, "eks"),
    refusals(family, text, "karpenter"),
];

/** An archive as the EKS User Guide shows it. */
function archive(...parts: readonly (readonly [type: string, content: string])[]): string {
    const bodies = parts.map(([type, content]) => `--//\nContent-Type: ${type}\n\n${content}\n`);
    return `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n${bodies.join("")}--//--\n`;
}

const SCRIPT = "#!/bin/bash\necho ready";
const nodeConfig = (spec: string): string =>
    `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n${spec}`;
const KUBELET = nodeConfig('  kubelet:\n    config:\n      maxPods: 42\n    flags: ["--v=2"]\n');

describe("checkUserData", () => {
    it("takes an archive of scripts, cloud-init settings and a NodeConfig, whoever joins it", () => {
        const text = archive(
            ['text/x-shellscript; charset="us-ascii"', SCRIPT],
            ["text/cloud-config", "packages: [nfs-utils]"],
            ["application/node.eks.aws", `---\n${KUBELET}`],
        );
        assert.deepEqual(both("AL2023", text), [[], []]);
        assert.deepEqual(both("AL2023", text.replaceAll("\n", "\r\n")), [[], []]);
    });

    it("takes settings of Bottlerocket, whoever joins them", () => {
        const text =
            '[settings.kubernetes]\nmax-pods = 42\n[settings.kernel.sysctl]\n"vm.max_map_count" = "262144"\n';
        assert.deepEqual(both("Bottlerocket", text), [[], []]);
    });

    it("refuses nothing at all, what is base64 already, and what EC2 has no room for", () => {
        assert.deepEqual(refusals("AL2023", " \n"), ["userData: the user data is empty. Leave it out."]);
        const encoded = Buffer.from(archive(["text/x-shellscript", SCRIPT])).toString("base64");
        assert.deepEqual(both("AL2023", encoded), [
            ["userData: the user data is base64 already. Write it as it is."],
            ["userData: the user data is base64 already. Write it as it is."],
        ]);
        const large = archive(["text/x-shellscript", `${SCRIPT} ${"x".repeat(16_384)}`]);
        assert.deepEqual(refusals("AL2023", large), [
            `userData: EC2 takes at most 16384 bytes of user data (got ${large.length}). ` +
                "Move what is large to where the node can fetch it.",
        ]);
    });

    it("never repeats the text, which may hold a secret", () => {
        for (const text of ["#!/bin/bash\nTOKEN: hunter2", "hunter2", archive(["text/x", "hunter2"])]) {
            assert.doesNotMatch(both("AL2023", text).flat().join(), /hunter2/);
        }
        assert.doesNotMatch(both("Bottlerocket", '[settings]\nx = "hunter2').flat().join(), /hunter2/);
    });
});

describe("user data of AL2023", () => {
    it("EKS joins archives only", () => {
        const refusal = (type: string): string[] => [
            "userData: EKS joins its own user data to a MIME multi-part archive only. " +
                `Write it as a part of one, with Content-Type: ${type}.`,
        ];
        assert.deepEqual(refusals("AL2023", SCRIPT, "eks"), refusal("text/x-shellscript"));
        assert.deepEqual(
            refusals("AL2023", "#cloud-config\nruncmd: [ls]", "eks"),
            refusal("text/cloud-config"),
        );
        assert.deepEqual(refusals("AL2023", KUBELET, "eks"), refusal("application/node.eks.aws"));
    });

    it("Karpenter takes a NodeConfig and a script as they are", () => {
        assert.deepEqual(refusals("AL2023", KUBELET), []);
        assert.deepEqual(refusals("AL2023", SCRIPT), []);
    });

    it("refuses texts Karpenter would take for a NodeConfig", () => {
        const refusal = (type: string): string[] => [
            "userData: Karpenter would take it for a NodeConfig, and the node would not join. " +
                `Write it as a MIME part with Content-Type: ${type}.`,
        ];
        assert.deepEqual(refusals("AL2023", "#!/bin/bash\necho label: web"), refusal("text/x-shellscript"));
        assert.deepEqual(refusals("AL2023", "#!/bin/bash\n# nothing yet"), refusal("text/x-shellscript"));
        assert.deepEqual(refusals("AL2023", "#cloud-config\nruncmd: [ls]"), refusal("text/cloud-config"));
    });

    it("refuses a script that names no interpreter, bare and as a part", () => {
        assert.deepEqual(refusals("AL2023", "echo ready"), [
            "userData: neither a MIME archive nor a NodeConfig nor a script that names its interpreter. " +
                "Begin a script with #!/bin/bash in its first line.",
        ]);
        assert.deepEqual(both("AL2023", archive(["text/x-shellscript", "echo ready"])), [
            [
                "userData: part 1 of the user data is a script whose first line names no interpreter. " +
                    "Begin it with #!/bin/bash.",
            ],
            [
                "userData: part 1 of the user data is a script whose first line names no interpreter. " +
                    "Begin it with #!/bin/bash.",
            ],
        ]);
    });

    it("refuses archives their readers cannot take apart", () => {
        const good = archive(["text/x-shellscript", SCRIPT]);
        assert.deepEqual(refusals("AL2023", `\n${good}`), [
            "userData: the archive begins with a blank line or a space, so that its headers are not found. " +
                "Begin the text with MIME-Version: 1.0.",
        ]);
        assert.deepEqual(refusals("AL2023", good.replace('; boundary="//"', "")), [
            "userData: the archive does not say where its parts begin. " +
                'Write Content-Type: multipart/mixed; boundary="//" above the first blank line.',
        ]);
        assert.deepEqual(refusals("AL2023", good.replace("--//--", "")), [
            "userData: the archive does not end. End it with a line --//--.",
        ]);
        assert.deepEqual(refusals("AL2023", archive()), [
            "userData: the archive of user data has no part. Leave the user data out.",
        ]);
        assert.deepEqual(refusals("AL2023", archive(["text/x-shelscript", SCRIPT])), [
            'userData: part 1 of the user data is of a type that nothing runs (got "text/x-shelscript"). ' +
                "Choose application/node.eks.aws, text/x-shellscript, text/cloud-boothook, text/cloud-config.",
        ]);
    });

    it("reads a part that is base64", () => {
        const text = archive(["text/x-shellscript", Buffer.from(SCRIPT).toString("base64")]);
        assert.deepEqual(
            refusals(
                "AL2023",
                text.replace("shellscript\n", "shellscript\nContent-Transfer-Encoding: base64\n"),
            ),
            [],
        );
    });
});

describe("a NodeConfig", () => {
    const config = (content: string): string[] =>
        refusals("AL2023", archive(["application/node.eks.aws", content]), "eks");

    it("takes every field nodeadm has", () => {
        assert.deepEqual(
            config(
                nodeConfig(
                    '  containerd: { config: "version = 3", baseRuntimeSpec: { process: {} } }\n' +
                        "  featureGates: { FastImagePull: true }\n" +
                        "  instance:\n" +
                        "    environment: { default: { HTTPS_PROXY: http://proxy:3128 } }\n" +
                        "    localStorage: { strategy: RAID0, mountPath: /mnt, disabledMounts: [SOCI] }\n" +
                        "    network: { domains: [example.com], nameservers: [10.0.0.2] }\n" +
                        "  kubelet: { maxPodsExpression: max_pods, config: { podsPerCore: 10 } }\n",
                ),
            ),
            [],
        );
    });

    it("refuses fields that are ignored in silence, with the nearest that is not", () => {
        assert.deepEqual(config(nodeConfig("  kubelet:\n    config:\n      maxPod: 42\n    foo: 1\n")), [
            "userData: part 1: spec.kubelet.foo is ignored: there is no such field " +
                '(got "foo"). Known: config, flags, maxPodsExpression.',
            ...config(nodeConfig("  kubelet:\n    config:\n      maxPod: 42\n")),
        ]);
        const [unknown = ""] = config(nodeConfig("  kubelet:\n    config:\n      maxPod: 42\n"));
        assert.match(
            unknown,
            /^userData: part 1: spec\.kubelet\.config\.maxPod is ignored: there is no such field \(got "maxPod"\)\. Did you mean "maxPods"\?/,
        );
    });

    it("refuses another kind, other words and values of another kind", () => {
        assert.deepEqual(config("kind: NodeConfig"), [
            "userData: part 1 is no NodeConfig: apiVersion and kind are missing. " +
                "Write apiVersion: node.eks.aws/v1alpha1 and kind: NodeConfig.",
        ]);
        assert.deepEqual(config("apiVersion: node.eks.aws/v1\nkind: NodeConfig"), [
            'userData: part 1: apiVersion is none of its words (got "node.eks.aws/v1"). Choose node.eks.aws/v1alpha1.',
        ]);
        assert.deepEqual(
            config(
                nodeConfig(
                    "  featureGates: { FastImagePull: 'yes' }\n" +
                        "  instance: { localStorage: { strategy: RAID5 } }\n" +
                        "  kubelet: { config: 1, flags: --v=2, maxPodsExpression: 2 }\n",
                ),
            ),
            [
                "userData: part 1: spec.featureGates.FastImagePull is no boolean. Write a boolean.",
                'userData: part 1: spec.instance.localStorage.strategy is none of its words (got "RAID5"). ' +
                    "Choose Mount, RAID0, RAID10.",
                "userData: part 1: spec.kubelet.config is no map. Write a map.",
                "userData: part 1: spec.kubelet.flags is no list of texts. Write a list of texts.",
                "userData: part 1: spec.kubelet.maxPodsExpression is no text. Write a text.",
            ],
        );
        assert.deepEqual(config(nodeConfig("  kubelet: [1\n")).length, 1);
        assert.deepEqual(config("apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: 1"), [
            "userData: part 1: spec is no map. Write its fields below it.",
        ]);
    });

    it("refuses what the plan would not see, and what somebody else writes", () => {
        assert.deepEqual(
            config(
                nodeConfig(
                    "  cluster: { name: other }\n" +
                        "  kubelet:\n" +
                        "    config: { registerWithTaints: [] }\n" +
                        "    flags: [--node-labels=a=b, --register-with-taints=a:NoSchedule, --node-labels-file=x]\n",
                ),
            ),
            [
                "userData: part 1: spec.cluster is written by whoever makes the node. Remove it.",
                "userData: part 1: spec.kubelet.config.registerWithTaints hides taints from the plan. Use taints.",
                "userData: part 1: the flag --node-labels hides what the plan must know. Use labels.",
                "userData: part 1: the flag --register-with-taints hides what the plan must know. Use taints.",
            ],
        );
    });
});

describe("user data of Bottlerocket", () => {
    it("refuses what is no TOML, and tables nobody reads", () => {
        const [refusal = ""] = refusals("Bottlerocket", SCRIPT);
        assert.match(
            refusal,
            /^userData: not TOML, which is all Bottlerocket reads: .+\. Write settings as Bottlerocket's documentation has them: \[settings\.kubernetes\]\.$/,
        );
        assert.deepEqual(both("Bottlerocket", "[kubernetes]\nmax-pods = 42\n"), [
            [
                'userData: only what stands below settings is read (got "kubernetes"). Write [settings.kubernetes].',
            ],
            [
                'userData: only what stands below settings is read (got "kubernetes"). Write [settings.kubernetes].',
            ],
        ]);
    });

    it("refuses values of another kind: no node would start", () => {
        const text =
            '[settings.kubernetes]\nmax-pods = "42"\nseccomp-default = "true"\nkube-reserved = "1"\n';
        const refused = [
            "userData: settings.kubernetes.max-pods is no whole number, and no node would start. Write a whole number.",
            "userData: settings.kubernetes.seccomp-default is no boolean, and no node would start. Write a boolean.",
            "userData: settings.kubernetes.kube-reserved is no table, and no node would start. Write a table.",
        ];
        assert.deepEqual(both("Bottlerocket", text), [refused, refused]);
        const share = "[settings.kubernetes]\nimage-gc-low-threshold-percent = 70\n";
        assert.deepEqual(both("Bottlerocket", share), [
            [],
            [
                "userData: settings.kubernetes.image-gc-low-threshold-percent is no text, and no node would start. " +
                    "Write a text.",
            ],
        ]);
    });

    it("refuses what the kit says elsewhere", () => {
        const text =
            '[settings.kubernetes]\ncluster-name = "a"\n[settings.kubernetes.node-taints]\na = ["b:NoSchedule"]\n' +
            '[settings.kubernetes.node-labels]\na = "b"\n';
        const refused = [
            "userData: settings.kubernetes.cluster-name is not for user data to say. Remove it: whoever makes the node writes it.",
            "userData: settings.kubernetes.node-taints is not for user data to say. Use taints.",
            "userData: settings.kubernetes.node-labels is not for user data to say. Use labels.",
        ];
        assert.deepEqual(both("Bottlerocket", text), [refused, refused]);
    });

    it("refuses keys Karpenter drops; EKS keeps what may be newer, but for a slip of the pen", () => {
        const text = '[settings.kubernetes]\nmax-pod = 42\nreserved-cpus = "0-1"\n';
        assert.deepEqual(refusals("Bottlerocket", text, "eks"), [
            'userData: there is no settings.kubernetes.max-pod (got "max-pod"). Write max-pods.',
        ]);
        assert.deepEqual(
            refusals("Bottlerocket", text).map((refusal) => refusal.split(" Known:")[0]),
            [
                'userData: Karpenter drops settings.kubernetes.max-pod (got "max-pod"). Did you mean "max-pods"?',
                'userData: Karpenter drops settings.kubernetes.reserved-cpus (got "reserved-cpus").',
            ],
        );
    });

    it("refuses TOML that EKS cannot join, and Karpenter can", () => {
        const faults: readonly (readonly [text: string, fault: string])[] = [
            ['[settings."boot.x"]\na = 1\n', "quotes in the name of a table"],
            ['[settings.motd]\na = "say \\"hi\\""\n', "an escaped quote"],
            ["[settings.x]\n'a \"b\"' = 1\n", "quotes within a quoted key"],
            ["[settings.x]\na = [ 1, 2.5 ]\n", "a list of values of several kinds"],
            ['[settings.x]\na = [ "b", { c = 1 } ]\n', "a list of values of several kinds"],
        ];
        for (const [text, fault] of faults) {
            assert.deepEqual(both("Bottlerocket", text), [
                [`userData: EKS cannot join TOML with ${fault}. Write it in another way.`],
                [],
            ]);
        }
    });
});

describe("user data of Windows", () => {
    it("is commands alone for Karpenter, and wrapped for EKS", () => {
        const wrapped = "<powershell>\nWrite-Host ready\n</powershell>";
        assert.deepEqual(both("Windows", wrapped), [
            [],
            ["userData: Karpenter writes <powershell> around it once more. Write the commands alone."],
        ]);
        assert.deepEqual(both("Windows", "Write-Host ready"), [
            [
                "userData: commands outside <powershell> are not run. " +
                    "Write <powershell> before them and </powershell> behind.",
            ],
            [],
        ]);
    });
});
