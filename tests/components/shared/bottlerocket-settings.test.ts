import assert from "node:assert/strict";

import {
    type BottlerocketSettings,
    checkBottlerocket,
    describeBottlerocket,
    withBottlerocket,
} from "../../../components/shared/bottlerocket-settings";
import { describeProblem } from "../../../components/shared/problems";
import { parseToml } from "../../../components/shared/text-formats";
import { checkUserData } from "../../../components/shared/user-data";

const ALL: BottlerocketSettings = {
    kubernetes: {
        maxPods: 42,
        podPidsLimit: 1_024,
        containerLogMaxSize: "20Mi",
        containerLogMaxFiles: 3,
        imageGcHighThresholdPercent: 70,
        imageGcLowThresholdPercent: 60,
        evictionHard: { "memory.available": "5%" },
        kubeReserved: { cpu: "100m" },
        systemReserved: { memory: "200Mi" },
        cpuManagerPolicy: "static",
        topologyManagerPolicy: "single-numa-node",
        allowedUnsafeSysctls: ["net.core.somaxconn"],
        seccompDefault: true,
    },
    kernel: {
        lockdown: "integrity",
        sysctl: { "net.core.somaxconn": "1024" },
        modules: { sctp: false },
    },
    adminContainer: true,
    controlContainer: false,
    motd: "Hello",
};

/** Without the empty prototypes of the reader. */
const plain = (text: string): unknown => {
    const parsed = parseToml(text);
    return "value" in parsed ? structuredClone(parsed.value) : assert.fail(parsed.fault);
};

const refused = (settings: BottlerocketSettings, userData?: string): string[] =>
    checkBottlerocket("bottlerocket", settings, userData).map((problem) => describeProblem(problem));

describe("settings of Bottlerocket as values", () => {
    it("become the TOML Bottlerocket reads, each under its own name", () => {
        assert.deepEqual(plain(withBottlerocket(ALL, undefined)), {
            settings: {
                kubernetes: {
                    "max-pods": 42n,
                    "pod-pids-limit": 1_024n,
                    "container-log-max-size": "20Mi",
                    "container-log-max-files": 3n,
                    "image-gc-high-threshold-percent": "70",
                    "image-gc-low-threshold-percent": "60",
                    "eviction-hard": { "memory.available": "5%" },
                    "kube-reserved": { cpu: "100m" },
                    "system-reserved": { memory: "200Mi" },
                    "cpu-manager-policy": "static",
                    "topology-manager-policy": "single-numa-node",
                    "allowed-unsafe-sysctls": ["net.core.somaxconn"],
                    "seccomp-default": true,
                },
                kernel: {
                    lockdown: "integrity",
                    sysctl: { "net.core.somaxconn": "1024" },
                    modules: { sctp: { allowed: false } },
                },
                "host-containers": { admin: { enabled: true }, control: { enabled: false } },
                motd: "Hello",
            },
        });
    });

    it("are what every maker of nodes takes as user data", () => {
        for (const maker of ["eks", "karpenter", "kit"] as const) {
            assert.deepEqual(
                checkUserData("userData", "Bottlerocket", withBottlerocket(ALL, undefined), maker),
                [],
            );
        }
    });

    it("stand beside what a person wrote", () => {
        const userData =
            '[settings.kubernetes]\nregistry-qps = 10\n\n[settings.ntp]\ntime-servers = ["10.0.0.1"]\n';
        assert.deepEqual(plain(withBottlerocket({ kubernetes: { maxPods: 42 } }, userData)), {
            settings: {
                kubernetes: { "max-pods": 42n, "registry-qps": 10n },
                ntp: { "time-servers": ["10.0.0.1"] },
            },
        });
        assert.deepEqual(refused(ALL, userData), []);
    });

    it("are shown by name", () => {
        assert.deepEqual(describeBottlerocket({ kubernetes: { maxPods: 42 }, adminContainer: true }), [
            "host-containers.admin.enabled",
            "kubernetes.max-pods",
        ]);
    });

    it("say nothing that user data says", () => {
        const userData = "[settings.kubernetes]\nmax-pods = 10\n";
        assert.deepEqual(refused({ kubernetes: { maxPods: 42, podPidsLimit: 10 } }, userData), [
            "userData: settings.kubernetes.max-pods is said in bottlerocket as well. Say it once.",
        ]);
    });

    it("are refused where the kubelet or the kernel would refuse them", () => {
        assert.deepEqual(
            refused({
                kubernetes: {
                    maxPods: 0,
                    podPidsLimit: 1.5,
                    containerLogMaxFiles: 1,
                    imageGcLowThresholdPercent: 90,
                },
                kernel: { sysctl: { somaxconn: "1" } },
            }),
            [
                "bottlerocket.kubernetes.maxPods: not a number the kubelet takes (got 0). Choose a whole number, 1 or more.",
                "bottlerocket.kubernetes.podPidsLimit: not a number the kubelet takes (got 1.5). Choose a whole number, 1 or more.",
                "bottlerocket.kubernetes.containerLogMaxFiles: not a number the kubelet takes (got 1). Choose a whole number, 2 or more.",
                'bottlerocket.kubernetes.imageGcLowThresholdPercent: not below imageGcHighThresholdPercent, both whole numbers from 1 to 100 (got {"high":85,"low":90}). Choose a lower one: 80 where the other is 85.',
                "bottlerocket.kernel.sysctl.somaxconn: not the name of a kernel parameter. Write it as sysctl does: net.core.somaxconn.",
            ],
        );
    });
});
