import assert from "node:assert/strict";

import { amountOf } from "../../../components/shared/kubernetes-quantity";

describe("amountOf", () => {
    it("reads amounts as Kubernetes writes them, and nothing else", () => {
        const amounts = ["2", "1500m", "0.5", "2Gi", "400M", "1e3", "0"].map(amountOf);
        assert.deepEqual(amounts, [2, 1.5, 0.5, 2_147_483_648, 400_000_000, 1000, 0]);
        assert.deepEqual(["", "Gi", "2 Gi", "2GiB", "-1", undefined].map(amountOf), Array(6).fill(undefined));
    });
});
