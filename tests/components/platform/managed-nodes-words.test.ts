/** Words of managed nodes, from a shape to the arguments of their component. */
import assert from "node:assert/strict";

import { managedNodes } from "../../../components/compute/managed-nodes-part";
import type { EnvironmentShape, ManagedNodesShape } from "../../../components/platform/shape";
import { environmentFor } from "../../support/part-environment";
import { plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE } from "../../support/shapes";

const BATCH: ManagedNodesShape = {
    instanceTypes: ["g5.xlarge"],
    capacityType: "ON_DEMAND",
    amiFamily: "Bottlerocket",
    diskSizeGiB: 200,
    sizePerZone: { min: 0, desired: 0, max: 2 },
    update: { kind: "count", maxUnavailable: 1 },
    nodeRepair: false,
};

const OPTIONS = {
    detailedMonitoring: true,
    extraTags: { team: "research" },
    fips: true,
    iops: 6_000,
    metadataHopLimit: { value: 2, reason: "the inventory agent reads its instance's tags" },
    throughput: 500,
    userData: "[settings.kubernetes]\nmax-pods = 42\n",
} as const satisfies Partial<ManagedNodesShape>;

/** A fork's program is run without a type check. */
function shapeWith(batch: unknown): EnvironmentShape {
    return { ...ON_FARGATE, managedNodes: { batch } } as EnvironmentShape;
}

function problemsOf(batch: unknown): readonly string[] {
    return refusedOf(shapeWith(batch));
}

describe("words of managed nodes", () => {
    it("reach the component, with what the settings say", () => {
        const shape = shapeWith({ ...BATCH, ...OPTIONS });
        const [nodes = assert.fail()] = managedNodes.plan(environmentFor(shape));
        assert.equal(nodes.name, "nodes-batch");
        const { serviceCidr, ...given } = nodes.spec;
        assert.equal(serviceCidr, "172.20.0.0/16");
        for (const [word, value] of Object.entries(OPTIONS)) {
            assert.deepEqual(Object.entries(given).find(([key]) => key === word)?.[1], value, word);
        }
        assert.deepEqual(
            plannedOf(shape).notices.filter((notice) => notice.includes("batch")),
            [
                "Managed nodes batch offer nvidia.com/gpu by themselves: their image carries driver and device plugin, " +
                    "so keep another plugin away",
                "Every pod on managed nodes batch can act as its node: hop limit 2: " +
                    "the inventory agent reads its instance's tags",
            ],
        );
    });

    it("plan an own image without a further word", () => {
        assert.deepEqual(problemsOf({ ...BATCH, amiId: "ami-0123456789abcdef0" }), []);
    });

    it("are refused where they stand", () => {
        assert.deepEqual(
            problemsOf({
                ...BATCH,
                amiFamily: "AL2023",
                amiId: "al2023@latest",
                extraTags: { Name: "x" },
                iops: 1,
                metadataHopLimit: { value: 1, reason: "because it is so" },
                userData: "#!/bin/bash\necho ready",
            }),
            [
                'stacks/dev.ts › managedNodes.batch.amiId: not the id of an image (got "al2023@latest"). ' +
                    "Write ami- and 17 hexadecimal digits, as EC2 lists it in this region.",
                "stacks/dev.ts › managedNodes.batch.iops: not a speed gp3 has (got 1). " +
                    "Write a whole number from 3000 to 80000.",
                "stacks/dev.ts › managedNodes.batch.metadataHopLimit.value: not a hop limit other than the usual 1 " +
                    "(got 1). Write 2, at most 64, or leave metadataHopLimit out.",
                "stacks/dev.ts › managedNodes.batch.userData: EKS joins its own user data to a MIME multi-part archive " +
                    "only. Write it as a part of one, with Content-Type: text/x-shellscript.",
                "stacks/dev.ts › managedNodes.batch.extraTags.Name: the kit sets this tag itself " +
                    '(got "x"). Remove it.',
            ],
        );
    });

    it("are refused when nobody knows them, before anything is made of them", () => {
        const wrong = {
            capacityType: "on-demand",
            nodeRepair: "yes",
            update: { kind: "percent" },
            volume: 3,
        };
        assert.deepEqual(
            problemsOf({ ...BATCH, ...wrong }).map((problem) => problem.split(": ")[0]),
            ["capacityType", "update.kind", "nodeRepair", "volume"].map(
                (word) => `stacks/dev.ts › managedNodes.batch.${word}`,
            ),
        );
    });
});
