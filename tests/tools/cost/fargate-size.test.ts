/** The sizes Fargate bills. */
import assert from "node:assert/strict";

import { fargateSizeOf } from "../../../tools/cost/fargate-size";

describe("the size of a pod on Fargate", () => {
    for (const [requests, vcpu, gb] of [
        [{}, 0.25, 0.5],
        [{ cpu: "250m", memory: "256M" }, 0.25, 0.5],
        [{ cpu: "250m", memory: "257Mi" }, 0.25, 1],
        [{ cpu: "0.3", memory: "100Mi" }, 0.5, 1],
        [{ cpu: "1", memory: "1536Mi" }, 1, 2],
        [{ cpu: "1", memory: "2Gi" }, 1, 3],
        [{ cpu: "100m", memory: "3Gi" }, 0.5, 4],
        [{ cpu: "250m", memory: "1Gi" }, 0.25, 2],
        [{ cpu: "6", memory: "17Gi" }, 8, 20],
        [{ cpu: "16", memory: "33Gi" }, 16, 40],
    ] as const) {
        it(`for ${JSON.stringify(requests)} is ${vcpu} vCPU and ${gb} GB`, () => {
            assert.deepEqual(fargateSizeOf(requests), { vcpu, gb });
        });
    }

    it("is none where Fargate has none as large", () => {
        assert.equal(fargateSizeOf({ cpu: "17" }), undefined);
        assert.equal(fargateSizeOf({ memory: "120Gi" }), undefined);
    });
});
