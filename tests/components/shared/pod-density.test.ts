/** Pods on a node by its addresses, and addresses of a node by its pods. */
import assert from "node:assert/strict";

import { instanceTypeOf } from "../../../components/shared/instance-data";
import {
    addressesOf,
    leastMaxPods,
    maxPodsOf,
    PLAIN_ADDRESSING,
    type PodAddressing,
} from "../../../components/shared/pod-density";

const PREFIXES: PodAddressing = { kind: "prefixes", warm: { kind: "prefixes", count: 1 }, idleEnis: 0 };
const CUSTOM: PodAddressing = { ...PLAIN_ADDRESSING, idleEnis: 1 };

const type = (name: string) => instanceTypeOf(name) ?? assert.fail(name);
const pods = (name: string, addressing: PodAddressing) => maxPodsOf(type(name), addressing);
const held = (name: string, addressing: PodAddressing, count?: number) => {
    const { node, pods: ofPods } = addressesOf(type(name), addressing, count) ?? assert.fail(name);
    return [node, ofPods];
};

describe("pods of a node", () => {
    it("are as many as its interfaces have addresses, and two on the host network", () => {
        assert.equal(pods("m5.large", PLAIN_ADDRESSING), 29);
        assert.equal(pods("m5.large", CUSTOM), 20);
    });

    it("are sixteen times as many with prefixes, at most what AWS recommends by the vCPUs", () => {
        assert.deepEqual(
            ["t3.nano", "m6g.medium", "m5.large", "c5.4xlarge", "c5.9xlarge"].map((name) =>
                pods(name, PREFIXES),
            ),
            [34, 98, 110, 110, 250],
        );
        assert.equal(pods("t3.nano", { ...PREFIXES, idleEnis: 1 }), 18);
    });

    it("have no prefixes on instances without Nitro, and do on bare metal", () => {
        assert.equal(pods("m4.large", PREFIXES), 20);
        assert.equal(pods("m5.metal", PREFIXES), 250);
    });

    it("of several types are the least, and unknown where no type is known", () => {
        assert.deepEqual(leastMaxPods([type("m5.large"), type("m6g.medium"), undefined], PREFIXES), {
            type: "m6g.medium",
            maxPods: 98,
        });
        assert.equal(leastMaxPods([undefined], PREFIXES), undefined);
    });
});

describe("addresses of a node", () => {
    it("are all of its interfaces where it is full", () => {
        // Three interfaces of ten addresses.
        assert.deepEqual(held("m5.large", PLAIN_ADDRESSING), [1, 29]);
        assert.deepEqual(held("m5.large", CUSTOM), [1, 20]);
    });

    it("are those of its first interface where it is empty, and of one more with the first pod", () => {
        assert.deepEqual(held("m5.large", PLAIN_ADDRESSING, 0), [1, 9]);
        assert.deepEqual(held("m5.large", PLAIN_ADDRESSING, 1), [1, 19]);
        const none: PodAddressing = { ...PLAIN_ADDRESSING, warm: { kind: "enis", count: 0 } };
        assert.deepEqual(held("m5.large", none, 1), [1, 9]);
    });

    it("by warm addresses are pods and what is kept free, and never fewer than asked for", () => {
        const few: PodAddressing = { ...PLAIN_ADDRESSING, warm: { kind: "addresses", free: 2, atLeast: 8 } };
        assert.deepEqual(
            [held("m5.large", few, 0), held("m5.large", few, 10)],
            [
                [1, 8],
                [1, 13],
            ],
        );
    });

    it("with prefixes follow the table of vpc-cni for t3.small", () => {
        // Three interfaces of four addresses. Source: aws/amazon-vpc-cni-k8s docs/prefix-and-ip-target.md.
        const prefixesAt = (addressing: PodAddressing) =>
            [0, 5, 16, 17, 58].map((count) => {
                const [node = 0, ofPods = 0] = held("t3.small", addressing, count);
                return Math.floor((node + ofPods) / 16);
            });
        assert.deepEqual(prefixesAt(PREFIXES), [1, 2, 2, 3, 5]);
        const one: PodAddressing = { ...PREFIXES, warm: { kind: "addresses", free: 1, atLeast: 1 } };
        assert.deepEqual(prefixesAt(one), [1, 1, 2, 2, 4]);
    });

    it("with prefixes are at most seven of them and a spare one on a full node of 110 pods", () => {
        assert.deepEqual(held("m5.large", PREFIXES), [1, 128]);
        assert.deepEqual(held("m5.large", { ...PREFIXES, idleEnis: 1 }), [1, 129]);
    });
});
