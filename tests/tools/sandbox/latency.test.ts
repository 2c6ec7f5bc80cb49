import assert from "node:assert/strict";

import { type LatencyOf, parseLatency } from "../../../tools/sandbox/latency";
import { TYPES } from "../../../tools/sandbox/world/lookups";
import { makeProfile } from "../../support/sandbox-compute";
import { makeCluster, Rig } from "../../support/sandbox-world";

function of(text: string): LatencyOf {
    const latency = parseLatency(text);
    assert.ok(typeof latency === "function", text);
    return latency;
}

describe("the sandbox's latency", () => {
    it("is milliseconds, or what a step takes on AWS, divided", () => {
        const cluster = { name: "one", type: TYPES.cluster, values: {} } as const;
        assert.equal(parseLatency("400"), 400);
        assert.equal(of("usual")({ ...cluster, method: "create" }), 564_000);
        assert.equal(of("usual/100")({ ...cluster, method: "create" }), 5640);
        assert.equal(of("shortest/100")({ ...cluster, method: "delete" }), 690);
        assert.equal(of("longest/1000")({ ...cluster, method: "delete" }), 522);
        assert.equal(of("longest/1000")({ ...cluster, method: "read" }), 0);
        for (const text of ["", "usual/0", "usual/", "sometimes/100", "-1", "1.5", "usual/100/2"]) {
            assert.equal(parseLatency(text), undefined, text);
        }
    });

    it("is what every change takes, and no reading", async () => {
        const rig = new Rig({ latencyMs: 30 });
        const vpc = await rig.create(TYPES.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
        await rig.read(vpc);
        await rig.update(vpc, { enableDnsHostnames: true });
        await rig.remove(vpc);
        // A timer may be a millisecond early.
        const took = rig.log.calls.map(({ beganAt, endedAt = 0 }) => endedAt - beganAt >= 29);
        assert.deepEqual(took, [true, false, true, true]);
    });

    it("is spent with the provider's lock held: Fargate profiles take it one after the other", async () => {
        const plain = new Rig();
        const small = await makeCluster(plain);
        const profile = (rig: Rig, name: string) =>
            makeProfile(rig, small, { name, selectors: [{ namespace: name }] });
        // Makes the role as well.
        await profile(plain, "first");
        const rig = plain.as({ latencyMs: () => 40 });
        await Promise.all([profile(rig, "a"), profile(rig, "b")]);
        const [a, b] = rig.log.calls;
        const apart = (b?.endedAt ?? 0) - (a?.endedAt ?? 0);
        assert.ok(apart >= 39, `${apart} ms apart`);
        assert.ok(Math.abs((b?.beganAt ?? 0) - (a?.beganAt ?? 0)) < 30);
    });
});
