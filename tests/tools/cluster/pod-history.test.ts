import assert from "node:assert/strict";

import type { LiveObject } from "../../../tools/cluster/objects";
import { fewestReady, type PodEvent, type Watched } from "../../../tools/cluster/pod-history";

const WEB: Watched = { name: "apps/web", replicas: 2, promised: 1, selector: { app: "web" } };

interface PodState {
    readonly isReady?: boolean;
    readonly isLeaving?: boolean;
    readonly namespace?: string;
}

function pod(
    name: string,
    { isLeaving = false, isReady = true, namespace = "apps" }: PodState = {},
): LiveObject {
    return {
        ...{ apiVersion: "v1", kind: "Pod", spec: {} },
        metadata: {
            ...{ name, namespace, uid: name, creationTimestamp: "", labels: { app: "web" } },
            ...(isLeaving ? { deletionTimestamp: "2026-11-30T00:00:00Z" } : {}),
        },
        status: { conditions: [{ type: "Ready", status: isReady ? "True" : "False" }] },
    };
}

function event(type: PodEvent["type"], object: LiveObject): PodEvent {
    return { type, object };
}

function fewest(events: readonly PodEvent[]): number | undefined {
    return fewestReady({ pods: [pod("one"), pod("two")] }, events, [WEB]).get("apps/web");
}

describe("fewest ready pods", () => {
    it("of a quiet time are all of them", () => {
        assert.equal(fewest([]), 2);
    });

    it("are those between the going of one and the coming of the next", () => {
        assert.equal(
            fewest([
                event("MODIFIED", pod("one", { isLeaving: true })),
                event("ADDED", pod("three", { isReady: false })),
                event("DELETED", pod("one", { isLeaving: true })),
                event("MODIFIED", pod("three")),
                event("MODIFIED", pod("two", { isLeaving: true })),
            ]),
            1,
        );
    });

    it("show a moment without any, however short", () => {
        assert.equal(
            fewest([
                event("MODIFIED", pod("one", { isLeaving: true })),
                event("MODIFIED", pod("two", { isReady: false })),
                event("MODIFIED", pod("two")),
            ]),
            0,
        );
    });

    it("do not count pods of other namespaces", () => {
        assert.equal(
            fewest([
                event("ADDED", pod("three", { namespace: "other" })),
                event("DELETED", pod("one")),
                event("DELETED", pod("two")),
            ]),
            0,
        );
    });
});
