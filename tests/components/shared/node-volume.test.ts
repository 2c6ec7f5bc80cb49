import assert from "node:assert/strict";

import { checkNodeDisk, checkNodeVolume, type NodeVolume } from "../../../components/shared/node-volume";
import { describeProblem } from "../../../components/shared/problems";

const refusals = (volume: NodeVolume, maxGiB?: number): string[] =>
    checkNodeVolume("", volume, maxGiB).map((problem) => describeProblem(problem));

describe("checkNodeDisk", () => {
    it("takes what EBS has, or what the node's maker takes", () => {
        assert.deepEqual(checkNodeDisk("disk", 20), []);
        assert.deepEqual(checkNodeDisk("disk", 65_536), []);
        assert.deepEqual(checkNodeDisk("disk", 59_000, 59_000), []);
        assert.deepEqual(
            [checkNodeDisk("disk", 19), checkNodeDisk("disk", 59_001, 59_000)]
                .flat()
                .map((one) => describeProblem(one)),
            [
                "disk: not the size of a node's volume (got 19). Write a whole number from 20 to 65536.",
                "disk: not the size of a node's volume (got 59001). Write a whole number from 20 to 59000.",
            ],
        );
    });
});

describe("checkNodeVolume", () => {
    it("takes the edges of gp3", () => {
        const volumes: readonly NodeVolume[] = [
            { diskSizeGiB: 20 },
            { diskSizeGiB: 20, iops: 3_000, throughput: 125 },
            { diskSizeGiB: 20, iops: 10_000, throughput: 2_000 },
            { diskSizeGiB: 160, iops: 80_000, throughput: 2_000 },
            { diskSizeGiB: 20, throughput: 750 },
        ];
        for (const volume of volumes) assert.deepEqual(refusals(volume), []);
    });

    it("refuses speeds gp3 does not have", () => {
        assert.deepEqual(refusals({ diskSizeGiB: 50, iops: 2_999, throughput: 124 }), [
            "iops: not a speed gp3 has (got 2999). Write a whole number from 3000 to 80000.",
            "throughput: not a speed gp3 has (got 124). Write a whole number from 125 to 2000.",
        ]);
        assert.deepEqual(refusals({ diskSizeGiB: 19, iops: 80_001, throughput: 2_000.5 }), [
            "diskSizeGiB: not the size of a node's volume (got 19). Write a whole number from 20 to 65536.",
            "iops: not a speed gp3 has (got 80001). Write a whole number from 3000 to 80000.",
            "throughput: not a speed gp3 has (got 2000.5). Write a whole number from 125 to 2000.",
        ]);
    });

    it("refuses more operations than the size carries, and more throughput than the operations do", () => {
        assert.deepEqual(refusals({ diskSizeGiB: 20, iops: 10_001 }), [
            "iops: more operations than 20 GiB of gp3 can do, 500 for each GiB (got 10001). " +
                "Choose at most 10000, or a larger disk.",
        ]);
        assert.deepEqual(refusals({ diskSizeGiB: 50, throughput: 751 }), [
            "throughput: more than 3000 operations a second can carry, 0.25 MiB/s for each (got 751). " +
                "Set iops to 3004 or more.",
        ]);
    });

    it("says where, and keeps to what the node's maker takes", () => {
        assert.deepEqual(
            checkNodeVolume("nodeClass.", { diskSizeGiB: 60_000, iops: 1 }, 59_000).map(({ path }) => path),
            ["nodeClass.diskSizeGiB", "nodeClass.iops"],
        );
    });
});
