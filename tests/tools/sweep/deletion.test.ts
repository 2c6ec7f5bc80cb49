import assert from "node:assert/strict";

import { deleteAll, nameOf } from "../../../tools/sweep/deletion";
import { AwsRefusal, type Cloud, type Found } from "../../../tools/sweep/found";
import { thing } from "./things";

/** A cloud that notes what it is told; `refusals` are thrown in turn, by id. */
function recordingCloud(
    refusals: Readonly<Record<string, readonly string[]>> = {},
    unfinished: readonly string[][] = [],
) {
    const done: string[] = [];
    const tries = new Map<string, number>();
    const polls = [...unfinished];
    const cloud: Pick<Cloud, "remove" | "revokeReferences" | "unfinished"> = {
        remove: ({ id }) => {
            const count = tries.get(id) ?? 0;
            tries.set(id, count + 1);
            const code = refusals[id]?.[count];
            done.push(`remove ${id}${code === undefined ? "" : ` ${code}`}`);
            return code === undefined ? Promise.resolve() : Promise.reject(new AwsRefusal(code, "no."));
        },
        revokeReferences: (ids) => {
            done.push(`revoke ${ids.join()}`);
            return Promise.resolve();
        },
        unfinished: (ids) => {
            done.push(`poll ${ids.join()}`);
            return Promise.resolve(polls.shift() ?? []);
        },
    };
    return { cloud, done };
}

async function run(items: readonly Found[], refusals = {}, unfinished: readonly string[][] = []) {
    const { cloud, done } = recordingCloud(refusals, unfinished);
    const said: string[] = [];
    let slept = 0;
    const failures = await deleteAll(items, {
        // Lists are not asked for here.
        cloud: cloud as Cloud,
        say: (line) => void said.push(line),
        sleep: (ms) => {
            slept += ms;
            return Promise.resolve();
        },
    });
    return { done, said, slept, failures: failures.map(({ item, why }) => `${item.id}: ${why}`) };
}

const ALL = [
    thing("volume", "vol-1"),
    thing("security group", "sg-1"),
    thing("security group", "sg-2"),
    thing("network interface", "eni-1"),
    thing("instance", "i-1"),
    thing("instance", "i-2"),
    thing("load balancer", "lb-1"),
];

describe("deleting what is leaked", () => {
    it("rule 4: load balancers, instances until they have ended, interfaces, groups without rules between them, volumes", async () => {
        const { done, failures, said, slept } = await run(ALL, {}, [["i-2"], []]);
        assert.deepEqual(done, [
            "remove lb-1",
            "remove i-1",
            "remove i-2",
            "poll i-1,i-2",
            "poll i-2",
            "remove eni-1",
            "revoke sg-1,sg-2",
            "remove sg-1",
            "remove sg-2",
            "remove vol-1",
        ]);
        assert.deepEqual(failures, []);
        assert.equal(slept, 10_000);
        assert.deepEqual(said, [
            "load balancer lb-1: deleted",
            "instance i-1: deleted",
            "instance i-2: deleted",
            "waiting for 1 of 2 instances to end",
            "network interface eni-1: deleted",
            "security group sg-1: deleted",
            "security group sg-2: deleted",
            "volume vol-1: deleted",
        ]);
    });

    it("goes on after a refusal, and does not wait for what it did not end", async () => {
        const { done, failures } = await run(ALL, {
            "i-1": ["OperationNotPermitted"],
            "eni-1": ["InvalidParameterValue"],
        });
        assert.deepEqual(failures, ["i-1: OperationNotPermitted: no.", "eni-1: InvalidParameterValue: no."]);
        assert.ok(done.includes("poll i-2"));
        assert.equal(done.at(-1), "remove vol-1");
    });

    it("takes what is gone already as deleted", async () => {
        const refusals = {
            "eni-1": ["InvalidNetworkInterfaceID.NotFound"],
            "lb-1": ["LoadBalancerNotFoundException"],
            "vol-1": ["InvalidVolume.NotFound"],
        };
        assert.deepEqual((await run(ALL, refusals)).failures, []);
    });

    it("waits for a group's last users, ten minutes for all groups together", async () => {
        const soon = await run([thing("security group", "sg-1")], {
            "sg-1": ["DependencyViolation", "DependencyViolation"],
        });
        assert.deepEqual([soon.failures, soon.slept], [[], 20_000]);
        const violations = Array.from({ length: 200 }, () => "DependencyViolation");
        const groups = [thing("security group", "sg-1"), thing("security group", "sg-2")];
        const never = await run(groups, { "sg-1": violations, "sg-2": violations });
        assert.deepEqual(never.failures, [
            "sg-1: DependencyViolation: no.",
            "sg-2: DependencyViolation: no.",
        ]);
        assert.equal(never.slept, 600_000);
        const other = await run([thing("network interface", "eni-1")], { "eni-1": ["DependencyViolation"] });
        assert.deepEqual([other.failures.length, other.slept], [1, 0]);
    });

    it("waits ten minutes for instances and then goes on", async () => {
        const { done, slept } = await run(
            [thing("instance", "i-1")],
            {},
            Array.from({ length: 100 }, () => ["i-1"]),
        );
        assert.equal(slept, 600_000);
        assert.equal(done.filter((line) => line.startsWith("poll")).length, 60);
    });

    it("lets a fault of the program through", async () => {
        const cloud: Partial<Cloud> = { remove: () => Promise.reject(new TypeError("x is not a function")) };
        const options = { cloud: cloud as Cloud, say: () => undefined, sleep: () => Promise.resolve() };
        await assert.rejects(deleteAll([thing("volume", "vol-1")], options), /x is not a function/);
    });

    it("names things as a person would look for them", () => {
        assert.equal(nameOf(thing("volume", "vol-1", { name: "data" })), "vol-1 (data)");
        assert.equal(nameOf(thing("volume", "vol-1")), "vol-1");
        const arn = "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/k8s-web/50dc";
        assert.equal(nameOf(thing("load balancer", arn, { name: "k8s-web" })), "app/k8s-web/50dc");
    });
});
