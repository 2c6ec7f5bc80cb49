import assert from "node:assert/strict";

import { ADDONS } from "../../components/addons/catalogue";
import * as versions from "../../components/versions";

const {
    ADDON_VERSIONS,
    DEFAULT_KUBERNETES_MINOR,
    isKubernetesMinor,
    KARPENTER_MINIMUM,
    KUBERNETES,
    KUBERNETES_MINORS,
    NODE_RELEASES,
} = versions;

/** Every pin of the module, by path: whatever has a `value`, however deep. */
function pinsIn(node: unknown, path: string): [path: string, pin: Readonly<Record<string, unknown>>][] {
    if (typeof node !== "object" || node === null) return [];
    const entries = Object.entries(node);
    const children = entries.flatMap(([key, child]) => pinsIn(child, `${path}.${key}`));
    return "value" in node ? [[path, Object.fromEntries(entries)], ...children] : children;
}

/** What a pin lacks to be a fact. */
function faultsOf([path, pin]: [string, Readonly<Record<string, unknown>>]): string[] {
    const forms = {
        value: /^\S+$/,
        source: /^.{10,}$/,
        seen: /^20\d\d-[01]\d-[0-3]\d$/,
        address: /^https:\/\/[^\s/]+\/\S+$/,
    };
    return Object.entries(forms)
        .filter(([field, form]) => !hasForm(pin[field], form))
        .map(([field]) => `${path}: no ${field}`);
}

function hasForm(value: unknown, form: RegExp): boolean {
    return typeof value === "string" && form.test(value);
}

describe("versions", () => {
    it("a pin without source, date or address fails", () => {
        const pins = pinsIn({ good: KUBERNETES["1.36"].released, bad: { value: "1.0" } }, "pins");
        assert.deepEqual(pins.flatMap(faultsOf), [
            "pins.bad: no source",
            "pins.bad: no seen",
            "pins.bad: no address",
        ]);
    });

    it("every pin has value, source, date seen and address", () => {
        const pins = pinsIn({ ...versions }, "versions");
        const addons = KUBERNETES_MINORS.flatMap((minor) => Object.keys(ADDON_VERSIONS[minor]));
        // A minor's three dates, its node release and its Karpenter; Karpenter itself, the AMI alias and three plugins.
        assert.equal(pins.length, 5 * KUBERNETES_MINORS.length + addons.length + 5);
        assert.deepEqual(pins.flatMap(faultsOf), []);
    });

    it("offers 1.35 and 1.36 with the dates of the release calendar", () => {
        const dates = KUBERNETES_MINORS.map((minor) => [
            minor,
            KUBERNETES[minor].released.value,
            KUBERNETES[minor].endOfStandardSupport.value,
            KUBERNETES[minor].endOfExtendedSupport.value,
        ]);
        assert.deepEqual(dates, [
            ["1.35", "2026-01-28", "2027-03-27", "2028-03-27"],
            ["1.36", "2026-06-02", "2027-08-02", "2028-08-02"],
        ]);
    });

    it("rule 22: every minor on offer pins every core add-on, a Karpenter that runs on it, and a node release", () => {
        const missing = KUBERNETES_MINORS.flatMap((minor) =>
            Object.entries(ADDONS)
                .filter(
                    ([addon, { presence }]) =>
                        presence === "always" && ADDON_VERSIONS[minor][addon] === undefined,
                )
                .map(([addon]) => `${minor} ${addon}`),
        );
        assert.deepEqual(missing, []);
        assert.deepEqual(Object.keys(KARPENTER_MINIMUM), [...KUBERNETES_MINORS]);
        assert.deepEqual(Object.keys(NODE_RELEASES), [...KUBERNETES_MINORS]);
    });

    it("rule 22: no step from one minor to the next jumps a minor of vpc-cni or of the agent", () => {
        for (const addon of ["vpc-cni", "eks-pod-identity-agent"] as const) {
            const minors = KUBERNETES_MINORS.map((minor) =>
                Number(/^v\d+\.(\d+)\./.exec(ADDON_VERSIONS[minor][addon]?.value ?? "")?.[1]),
            );
            minors.slice(1).forEach((minor, index) => {
                const step = minor - (minors[index] ?? Number.NaN);
                assert.ok(step === 0 || step === 1, `${addon}: ${minors.join(" → ")}`);
            });
        }
    });

    it("pins the sets that ran together on one cluster", () => {
        const set = Object.fromEntries(
            Object.entries(ADDON_VERSIONS["1.36"]).map(([addon, pin]) => [addon, pin?.value]),
        );
        assert.deepEqual(set, {
            "vpc-cni": "v1.22.4-eksbuild.3",
            "kube-proxy": "v1.36.0-eksbuild.25",
            coredns: "v1.14.3-eksbuild.23",
            "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
            "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
            "metrics-server": "v0.9.0-eksbuild.11",
            "eks-node-monitoring-agent": "v1.7.2-eksbuild.1",
        });
    });

    it("defaults to 1.36", () => {
        assert.equal(DEFAULT_KUBERNETES_MINOR, "1.36");
    });

    for (const [text, expected] of [
        ["1.35", true],
        ["1.36", true],
        ["1.37", false],
        ["1.3", false],
        ["1.36.0", false],
        ["", false],
    ] as const) {
        it(`${expected ? "offers" : "does not offer"} "${text}"`, () => {
            assert.equal(isKubernetesMinor(text), expected);
        });
    }
});
