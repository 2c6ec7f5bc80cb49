import assert from "node:assert/strict";

import { targetOf, targetText } from "../../../tools/upgrade/target";
import { compareVersions, minorAfter, minorIn, minorsBetween } from "../../../tools/upgrade/versions";
import { namedPins } from "../../../tools/versions/table";
import { UPGRADE_TABLE } from "../../../tools/upgrade/table";

describe("what an environment is taken to", () => {
    const cases: readonly (readonly [text: string, said: string])[] = [
        ["1.37", "Kubernetes 1.37"],
        ["karpenter@1.15.2", "Karpenter 1.15.2"],
        ["karpenter@v1.15.2", "Karpenter 1.15.2"],
        ["coredns@v1.14.6-eksbuild.4", "coredns v1.14.6-eksbuild.4"],
    ];
    for (const [text, said] of cases) {
        it(`${text}: ${said}`, () => {
            const target = targetOf(text);
            assert.equal(typeof target === "string" ? target : targetText(target), said);
        });
    }

    for (const text of [
        "",
        "1",
        "1.36.0",
        "v1.36",
        "2.0",
        "karpenter@latest",
        "coredns@",
        "@1.0",
        "a@b@c",
        "1.0",
    ]) {
        it(`${text === "" ? "nothing" : text}: is no version`, () => {
            assert.match(String(targetOf(text)), /^Write a minor of Kubernetes/);
        });
    }
});

describe("versions", () => {
    it("are compared number by number, the build last", () => {
        const sorted = [
            "v1.9.0-eksbuild.2",
            "v1.14.3-eksbuild.4",
            "v1.14.3-eksbuild.23",
            "v1.14.10-eksbuild.1",
        ];
        assert.deepEqual([...sorted].reverse().sort(compareVersions), sorted);
        assert.ok(compareVersions("1.9.0", "1.14.1") < 0);
        assert.equal(compareVersions("1.14.1", "v1.14.1"), 0);
    });

    it("have minors", () => {
        assert.deepEqual(
            ["v1.36.0-eksbuild.45", "1.36.4-20260930", "1.14.1", "v1.31.10-minimal-eksbuild.8", "latest"].map(
                minorIn,
            ),
            ["1.36", "1.36", "1.14", "1.31", undefined],
        );
        assert.deepEqual(
            [minorsBetween("1.35", "1.37"), minorsBetween("1.36", "1.9"), minorAfter("1.9", 1)],
            [2, -27, "1.10"],
        );
    });
});

describe("the table an upgrade is judged by", () => {
    it("has a source, a day and an address beside each pin and each rule", () => {
        const { apis, chartSupport, karpenterMaximum } = UPGRADE_TABLE;
        const rows = [
            ...namedPins(UPGRADE_TABLE).map(({ pin }) => pin),
            ...Object.values(karpenterMaximum).flatMap((pin) => pin ?? []),
            ...apis.map(({ source }) => source),
            ...Object.values(chartSupport).flatMap((rowsOfChart) => rowsOfChart ?? []),
        ];
        for (const { address, seen, source } of rows) {
            assert.match(address, /^https:\/\//);
            assert.match(seen, /^2026-\d\d-\d\d$/);
            assert.ok(source.length > 10, source);
        }
    });

    it("takes an API away after it is deprecated, each kind of a version once", () => {
        const { apis } = UPGRADE_TABLE;
        for (const { apiVersion, deprecated, removed } of apis) {
            assert.ok(minorsBetween(deprecated, removed) > 0, apiVersion);
        }
        const all = apis.flatMap(({ apiVersion, kinds }) => kinds.map((kind) => `${apiVersion} ${kind}`));
        assert.deepEqual(all.length, new Set(all).size);
        const goes = (minor: string) =>
            apis
                .filter(({ removed }) => removed === minor)
                .flatMap(({ apiVersion, kinds }) => kinds.map((kind) => `${apiVersion} ${kind}`));
        assert.deepEqual(goes("1.36"), ["storagemigration.k8s.io/v1alpha1 StorageVersionMigration"]);
        assert.deepEqual(goes("1.37").sort(), [
            "certificates.k8s.io/v1alpha1 ClusterTrustBundle",
            "coordination.k8s.io/v1alpha1 LeaseCandidate",
            "networking.k8s.io/v1beta1 IPAddress",
            "networking.k8s.io/v1beta1 ServiceCIDR",
            "storage.k8s.io/v1beta1 VolumeAttributesClass",
        ]);
    });
});
