import assert from "node:assert/strict";

import { beyondLimits, tooLarge, tooMany } from "../../../components/platform/node-room";
import { instanceTypeOf } from "../../../components/shared/instance-data";
import type { KitPod } from "../../../components/shared/pods";

const POD: KitPod = {
    ...{ name: "web", kind: "Deployment", phase: "releases", namespace: "web", labels: {}, tolerations: [] },
    ...{ replicas: 3, spreadOverNodes: false, identity: "none", nodesOnly: false, notOnPools: false },
};

const asking = (cpu: string, memory: string): KitPod => ({ ...POD, requests: { cpu, memory } });

const of = (...names: readonly string[]) => ({
    types: () => names.map((name) => instanceTypeOf(name) ?? assert.fail(name)),
});

describe("room on nodes", () => {
    it("is enough where one of their types takes the pod", () => {
        // m7g.large leaves 1930m and 6844Mi, r7g.xlarge 3920m and 29258Mi.
        assert.equal(tooLarge(asking("1930m", "6844Mi"), of("m7g.large")), undefined);
        assert.equal(tooLarge(asking("3", "20Gi"), of("m7g.large", "r7g.xlarge")), undefined);
        assert.deepEqual(tooLarge(asking("1931m", "1Gi"), of("m7g.large")), {
            why:
                "admits no instance type with room for 1931m of cpu and 1Gi of memory: its types leave pods at most " +
                "1930m of cpu and 6844Mi of memory",
            remedy: "Admit larger instance types, or let the pod ask for less",
        });
    });

    it("is enough where all replicas find some, whichever of cpu, memory and addresses is short", () => {
        assert.equal(tooMany(asking("600m", "1Gi"), of("m7g.large"), 1), undefined);
        assert.equal(tooMany(asking("1", "1Gi"), of("m7g.large"), 3), undefined);
        const remedy = "Let the group have more nodes or larger ones, or let the pods ask for less";
        const held = (count: number, nodes: number) => ({
            why: `has room for ${count} of its 3 replicas, with all of its ${nodes} nodes to themselves`,
            remedy,
        });
        assert.deepEqual(tooMany(asking("1", "1Gi"), of("m7g.large"), 2), held(2, 2));
        assert.deepEqual(tooMany(asking("100m", "4Gi"), of("m7g.large"), 1), held(1, 1));
        const many = { ...asking("0", "0"), replicas: 30 };
        assert.deepEqual(
            tooMany(many, of("m7g.large"), 1)?.why.slice(0, 35),
            "has room for 29 of its 30 replicas,",
        );
    });

    it("is none on types that are larger than the limits of their pool", () => {
        const limited = (cpu: string) => ({
            ...of("m7g.large", "m7g.2xlarge"),
            limits: { cpu, memory: "100Gi" },
        });
        assert.equal(tooLarge(asking("3", "1Gi"), limited("8")), undefined);
        assert.match(
            tooLarge(asking("3", "1Gi"), limited("7"))?.why ?? "",
            /leave pods at most 1930m of cpu/,
        );
    });

    it("is as much as whole nodes within a limit have", () => {
        // t1.micro counts 579Mi and leaves 180Mi, t3.nano counts 473Mi and leaves 74Mi.
        const small = { ...of("t1.micro", "t3.nano"), limits: { memory: "595Mi" } };
        assert.equal(beyondLimits({ ...asking("20m", "64Mi"), replicas: 2 }, small), undefined);
        assert.deepEqual(beyondLimits(asking("20m", "64Mi"), small), {
            why: "may grow to 595Mi of memory, where its nodes hold 2 of its 3 replicas",
            remedy: "Raise limits.memory",
        });
        assert.match(
            beyondLimits({ ...asking("20m", "64Mi"), spreadOverNodes: true }, small)?.why ?? "",
            /hold 1/,
        );
        const lean = { ...small, memoryOverhead: 0.5 };
        assert.equal(beyondLimits(asking("20m", "64Mi"), lean), undefined);
        // An m7g.large counts 2 and holds one of a whole core.
        const large = (cpu: string) => ({ ...of("m7g.large"), limits: { cpu } });
        assert.equal(beyondLimits(asking("1", "1Gi"), large("6")), undefined);
        assert.match(
            beyondLimits(asking("1", "1Gi"), large("5"))?.why ?? "",
            /5 of cpu, where its nodes hold 2 of/,
        );
        assert.equal(beyondLimits(asking("1", "1Gi"), of("m7g.large")), undefined);
        assert.equal(beyondLimits(asking("1", "1Gi"), { limits: { cpu: "1" } }), undefined);
    });

    it("is no more on a type the lists only name than on any other of its size", () => {
        // The largest 2xlarge leaves pods 7910m and 241490Mi; p3.2xlarge is named alone.
        const named = of("m7g.large", "p3.2xlarge");
        assert.equal(tooLarge(asking("7", "235Gi"), named), undefined);
        assert.match(tooLarge(asking("7", "236Gi"), named)?.why ?? "", /at most 1930m of cpu and 6844Mi/);
        assert.match(tooLarge(asking("8", "1Gi"), named)?.why ?? "", /at most 1930m of cpu and 6844Mi/);
        assert.equal(tooMany(asking("1", "1Gi"), named, 1), undefined);
        // The smallest 2xlarge counts 4 of cpu.
        assert.match(
            tooLarge(asking("3", "1Gi"), { ...named, limits: { cpu: "3" } })?.why ?? "",
            /at most 1930m/,
        );
        assert.equal(tooLarge(asking("3", "1Gi"), { ...named, limits: { cpu: "4" } }), undefined);
        assert.equal(tooLarge(asking("64", "1Gi"), of("p3.2xlarge")), undefined);
    });

    it("is what nobody knows of pods without requests, and of types the lists lack", () => {
        assert.deepEqual(
            [tooLarge(POD, of("m7g.large")), tooMany(POD, of("m7g.large"), 1)],
            [undefined, undefined],
        );
        assert.deepEqual(
            [tooLarge(asking("64", "1Gi"), {}), tooMany(asking("64", "1Gi"), {}, 1)],
            [undefined, undefined],
        );
    });
});
