/** VolumeSnapshotClasses as data: after the controller that brings their kind, and for drivers that are there. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { SnapshotClassWords } from "../../../components/storage/snapshot-classes-schema";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const withClasses = (
    snapshotClasses: Record<string, SnapshotClassWords>,
    shape: EnvironmentShape = ON_NODES,
): EnvironmentShape => ({
    ...shape,
    addons: { ...shape.addons, "snapshot-controller": {} },
    snapshotClasses,
});

const inputsOf = async (words: SnapshotClassWords, shape?: EnvironmentShape) => {
    const graph = await graphOfShape(withClasses({ mine: words }, shape));
    return resourceNamed(graph, "snapshot-class-mine-class").inputs;
};

const COMMON = { apiVersion: "snapshot.storage.k8s.io/v1", kind: "VolumeSnapshotClass" };
const named = (isDefault = "false", labels = {}) => ({
    annotations: { "snapshot.storage.kubernetes.io/is-default-class": isDefault },
    name: "mine",
    ...labels,
});

describe("snapshotClasses", () => {
    it("deletes a snapshot with its object, unless a word says otherwise", async () => {
        assert.deepEqual(await inputsOf({ driver: "ebs" }), {
            ...COMMON,
            deletionPolicy: "Delete",
            driver: "ebs.csi.aws.com",
            metadata: named(),
        });
        assert.deepEqual(
            await inputsOf({
                driver: "ebs",
                deletionPolicy: "Retain",
                default: true,
                velero: true,
                fastRestoreSlots: ["a", "b"],
            }),
            {
                ...COMMON,
                deletionPolicy: "Retain",
                driver: "ebs.csi.aws.com",
                metadata: named("true", { labels: { "velero.io/csi-volumesnapshot-class": "true" } }),
                parameters: { fastSnapshotRestoreAvailabilityZones: "us-east-1a, us-east-1b" },
            },
        );
        assert.deepEqual(await inputsOf({ driver: "auto-mode" }, AUTO_MODE), {
            ...COMMON,
            deletionPolicy: "Delete",
            driver: "ebs.csi.eks.amazonaws.com",
            metadata: named(),
        });
    });

    it("come after the controller, which brings their kind, and go before it", async () => {
        const graph = await graphOfShape(withClasses({ mine: { driver: "ebs" } }));
        const behind = ancestorsOf(graph, resourceNamed(graph, "snapshot-class-mine-class").urn);
        assert.ok(behind.has(resourceNamed(graph, "addon-snapshot-controller-addon").urn));
    });

    it("are refused with every fault at once", () => {
        const at = "stacks/dev.ts › snapshotClasses";
        const shape = withClasses({
            One: { driver: "ebs", default: true },
            two: { driver: "ebs", default: true, fastRestoreSlots: ["d"] },
            three: { driver: "auto-mode", default: true },
            four: { driver: "openzfs" },
        });
        assert.deepEqual(refusedOf(shape), [
            `${at}.One: not a name of a class (got "One"). Write small letters, digits, hyphens and dots, with a letter or digit at both ends.`,
            `${at}.three.driver: compute of kind karpenter has no such driver: the driver is Auto Mode's (got "auto-mode"). Remove it.`,
            `${at}.four.driver: the environment does not have the driver, chart aws-fsx-openzfs-csi-driver (got "openzfs"). Ask for it with catalogue: { "aws-fsx-openzfs-csi-driver": {} }.`,
            `${at}.two.default: snapshotClasses.One is the default of this driver already (got true). Leave one of them.`,
            `${at}.two.fastRestoreSlots[0]: no zone sits in this slot (got "d"). Choose from a, b.`,
        ]);
        assert.deepEqual(
            refusedOf(withClasses({ mine: { driver: "auto-mode", fastRestoreSlots: ["a"] } }, AUTO_MODE)),
            [
                `${at}.mine.fastRestoreSlots: snapshots of EBS alone, by its own driver, are restored fast (got ["a"]). Remove it, or use driver: "ebs".`,
            ],
        );
        assert.deepEqual(refusedOf({ ...ON_NODES, snapshotClasses: { mine: { driver: "ebs" } } }), [
            `${at}.mine: add-on snapshot-controller, which brings the kind of this class, is not there. Ask for it with addons: { "snapshot-controller": {} }.`,
        ]);
    });
});
