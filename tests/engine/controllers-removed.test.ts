/** Ring 2: every controller that can leave the shape leaves it while its objects exist, and what leaks is told by name. */
import assert from "node:assert/strict";

import { madeForObjects } from "../../tools/sandbox/world/leaks";
import { CONTROLLER_NAMES, type ControllerName } from "../support/controlled";
import { Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";
import { lose } from "./recovery";

const stuck = (object: string, controller: string, stays = "") =>
    `${object} keeps its finalizer: no ${controller} lives${stays}`;
const orphan = (what: string, claim: string) =>
    `${what} is left behind: no ${claim} lived when PersistentVolumeClaim web/${claim} went`;

/** By controller, what a destroy after it says, numbers left out: of objects that hang, and of what nobody takes away. */
const TOLD: Readonly<
    Record<ControllerName, { readonly hangs: readonly string[]; readonly leaks: readonly string[] }>
> = {
    "aws-load-balancer-controller": {
        hangs: [
            stuck("Ingress web/web", "aws-load-balancer-controller", ", and sg-k8s-N, k8s-web-N stays"),
            stuck("Service web/web", "aws-load-balancer-controller", ", and sg-k8s-N, k8s-web-N stays"),
            stuck("TargetGroupBinding web/web", "aws-load-balancer-controller"),
        ],
        leaks: [],
    },
    "aws-gateway-controller-chart": {
        hangs: [stuck("HTTPRoute web/web", "aws-gateway-controller-chart", ", and svc-N stays")],
        leaks: [],
    },
    "snapshot-controller": {
        hangs: [stuck("VolumeSnapshot web/web", "snapshot-controller", ", and snap-N stays")],
        leaks: [],
    },
    keda: { hangs: [stuck("ScaledObject web/web", "keda")], leaks: [] },
    "aws-efs-csi-driver": { hangs: [], leaks: [orphan("access point fsap-N", "aws-efs-csi-driver")] },
    "aws-fsx-csi-driver": { hangs: [], leaks: [orphan("file system fs-N", "aws-fsx-csi-driver")] },
    "aws-fsx-openzfs-csi-driver": {
        hangs: [],
        leaks: [orphan("file system fs-N", "aws-fsx-openzfs-csi-driver")],
    },
    "trident-operator": { hangs: [], leaks: [orphan("volume of ONTAP fsvol-N", "trident-operator")] },
    // It makes nothing in AWS, and its kinds go with its chart.
    "external-secrets": { hangs: [], leaks: [] },
};

describeWithPulumi("ring 2: controllers removed while their objects exist", function () {
    this.timeout(RUN_MS);
    let bench: Bench;
    let blocked: Run;

    before(async () => {
        bench = new Bench({
            stack: "dev",
            settings: [
                [
                    "  platform:inCluster",
                    "  platform:lattice: { prefixLists: [pl-0123456789abcdef0] }\n  platform:inCluster",
                ],
            ],
        });
        bench.run(require.resolve("./programs/controlled.ts"));
        succeeded(await bench.up());
        bench.run(require.resolve("./programs/uncontrolled.ts"));
        succeeded(await bench.up());
        await giveUpProtected(bench);
        blocked = await bench.destroy();
    });

    after(() => bench.close());

    it("are all that can leave the shape", () => {
        assert.deepEqual(Object.keys(TOLD).sort(), [...CONTROLLER_NAMES].sort());
    });

    it("stop the destroy", () => {
        assert.notEqual(blocked.code, 0);
        assert.deepEqual(
            hangingIn(blocked),
            Object.values(TOLD)
                .flatMap(({ hangs }) => hangs)
                .sort(),
        );
    });

    for (const [name, { hangs, leaks }] of Object.entries(TOLD)) {
        it(`${name}: ${[...hangs, ...leaks].length} by name`, () => {
            for (const text of hangs) assert.ok(hangingIn(blocked).includes(text), text);
            for (const text of leaks) assert.ok(blocked.notes.map(withoutNumbers).includes(text), text);
        });
    }

    it("come back, and with what nobody takes away removed by hand everything goes", async () => {
        bench.run(require.resolve("./programs/controlled.ts"));
        succeeded(await bench.up());
        const left = madeForObjects(bench.inventory).filter(({ entry }) =>
            blocked.notes.some((note) => note.includes(` ${entry.id} is left behind`)),
        );
        assert.deepEqual(left.length, 4);
        for (const { entry } of left) lose(bench, entry.id);
        await giveUpProtected(bench);
        succeeded(await bench.destroy());
        assert.deepEqual(
            bench.inventory
                .all()
                .map(({ name }) => name)
                .sort(),
            ["keys-logs", "keys-secrets", "keys-volumes"],
        );
    });
});

function hangingIn(run: Run): readonly string[] {
    const lines = said(run).matchAll(/timed out waiting for the condition: (.* keeps its finalizer: .*)$/gm);
    return [...new Set([...lines].map(([, text = ""]) => withoutNumbers(text)))].sort();
}

function withoutNumbers(text: string): string {
    return text.replaceAll(/-\d{10}/g, "-N");
}

/** Keys that are to outlive the environment. */
async function giveUpProtected(bench: Bench): Promise<void> {
    const held = ((await bench.state()).resources ?? []).filter(({ protect }) => protect === true);
    if (held.length === 0) return;
    succeeded(await bench.pulumi(["state", "unprotect", ...held.map(({ urn }) => urn), "--yes"]));
}

function succeeded(run: Run): Run {
    assert.equal(run.code, 0, said(run));
    return run;
}
