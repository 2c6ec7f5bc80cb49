/**
 * Ring 5: what keeps production's pods in two zones is the kit's spreads. Kubernetes spreads pods that ask for nothing as
 * well, which would hide it: its scheduler is told not to, and one zone has the most room.
 */
import assert from "node:assert/strict";

import { makeNodes, type Rehearsal, start } from "../../tools/cluster/rehearsal";
import { leftWithoutAZone } from "../../tools/cluster/roll";
import { inputOf } from "../../tools/fit/fit";
import { readEnvironment } from "../../tools/parity/environment";
import { describeWithGo } from "./with-go";

/** With a first build on a slow machine. */
const START_MS = 60 * 60_000;
const STEP_MS = 5 * 60_000;
/** Empty nodes more in the first zone: what looks at room alone goes there. */
const FURTHER = 4;
const ROOM = { cpu: "32", memory: "128Gi", pods: "110" };

const SPREAD = [
    "external-secrets/external-secrets",
    "external-secrets/external-secrets-cert-controller",
    "external-secrets/external-secrets-webhook",
    "kube-system/aws-load-balancer-controller",
    "kube-system/coredns",
    "kube-system/karpenter",
    "kube-system/metrics-server",
];
/** Its pods are never on one node: where the second goes is then chance. */
const BY_CHANCE = "kube-system/ebs-csi-controller";

describeWithGo("production's pods are in two zones", function () {
    this.timeout(STEP_MS);
    let rehearsal: Rehearsal;

    before("start", async function () {
        this.timeout(START_MS);
        const environment = await readEnvironment("production");
        assert.ok(!("problems" in environment));
        rehearsal = await start({
            environment: inputOf(environment),
            scheduler: { spreadsUnasked: false },
        });
        const [first] = await rehearsal.nodes("desired");
        assert.ok(first !== undefined);
        await makeNodes(
            rehearsal.client,
            Array.from({ length: FURTHER }, (_, index) => {
                const name = `${first.name}-more-${index}`;
                const labels = { ...first.labels, "kubernetes.io/hostname": name };
                const allocatable = { ...first.allocatable, ...ROOM };
                return { ...first, name, labels, allocatable, total: allocatable };
            }),
        );
        await rehearsal.install();
    });

    after("stop", async () => rehearsal.stop());

    it("because the kit asks for it: a lost zone leaves one of each pair", async () => {
        assert.deepEqual(await together(), []);
    });

    it("and without what it asks, the zone with room has both", async () => {
        for (const { metadata } of await rehearsal.client.list("apps/v1", "Deployment")) {
            const { name, namespace = "default" } = metadata;
            const without = { template: { spec: { topologySpreadConstraints: null } } };
            await rehearsal.client.patch("apps/v1", "Deployment", { namespace, name }, { spec: without });
        }
        const found = await together();
        assert.deepEqual(
            found.filter((name) => name !== BY_CHANCE),
            SPREAD,
        );
    });

    /** Workloads with a promise whose pods one zone's loss takes all. */
    async function together(): Promise<readonly string[]> {
        await rehearsal.settled();
        const left = await leftWithoutAZone(rehearsal.client);
        return left.flatMap(({ fewest, name, promised }) =>
            promised === undefined || fewest > 0 ? [] : [name],
        );
    }
});
