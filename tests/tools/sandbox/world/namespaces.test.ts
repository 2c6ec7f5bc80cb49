/** What goes with a namespace in the sandbox, and what keeps it. */
import assert from "node:assert/strict";

import type { Json } from "../../../../components/shared/json";
import type { Entry } from "../../../../tools/sandbox/inventory";
import { KINDS } from "../../../../tools/sandbox/world/controllers";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { makeRelease } from "../../../support/sandbox-compute";
import { makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

describe("namespaces in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;
    let apps: Entry;
    let controller: Entry;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
        apps = await rig.create(
            "kubernetes:core/v1:Namespace",
            "apps",
            { metadata: { name: "apps" } },
            small.inside,
        );
        controller = await makeRelease(rig, small, "aws-load-balancer-controller", {});
    });

    const make = (kind: string, namespace: string, spec: Json = {}) =>
        rig.create(kind, "web", { metadata: { name: "web", namespace }, spec }, small.inside);

    it("take what is in them along, with what was made for it, and nothing of another", async () => {
        await make(KINDS.ingress, "apps", { ingressClassName: "alb" });
        await make("kubernetes:core/v1:ConfigMap", "apps");
        const other = await make(KINDS.ingress, "other", { ingressClassName: "alb" });
        assert.equal(rig.inventory.ofType(TYPES.loadBalancer).length, 2);
        await rig.remove(apps, small.inside);
        assert.deepEqual(
            rig.inventory
                .all()
                .filter(({ place }) => place === other.place)
                .map(({ id }) => id),
            [controller.id, other.id],
        );
        assert.equal(rig.inventory.ofType(TYPES.loadBalancer).length, 1);
        assert.deepEqual(rig.log.notes, []);
    });

    it("stay while something in them keeps its finalizer", async () => {
        await make(KINDS.ingress, "apps", { ingressClassName: "alb" });
        await rig.remove(controller, small.inside);
        assert.match(
            (await refusalOf(rig.remove(apps, small.inside))) ?? "",
            /^timed out waiting for the condition: Ingress apps\/web keeps its finalizer: no aws-load-balancer-controller lives, and sg-k8s-\d+, k8s-web-\d+ stays$/,
        );
        assert.equal(rig.now(apps).status, "active");
        assert.equal(rig.inventory.ofType(KINDS.ingress).length, 1);
    });
});
