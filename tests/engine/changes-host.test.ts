/** Ring 2: Karpenter's host moved, from Fargate to managed nodes and back: docs/runbooks/move-karpenter-host.md. */
import assert from "node:assert/strict";

import { ROOT } from "../support/settings";
import { assertChanges, assertDone, each, type Stage } from "./changes";
import { deployed } from "./deployed";
import { type Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";
import { assertQuoted } from "./quotes";

const ON_NODES = require.resolve("./programs/dev-on-nodes.ts");

/** What the nodes stand on. */
const GROUND = [
    "LaunchTemplate nodes-system-template",
    "Role nodes-system-role",
    ...["registry", "session-manager", "worker"].map((name) => `RolePolicyAttachment nodes-system-${name}`),
];
const NODES = ["NodeGroup nodes-system-a", "NodeGroup nodes-system-b"];

/** The pods follow, those of Karpenter last. */
const MOVES: readonly Stage[] = [
    each(
        "update",
        "Addon addon-aws-ebs-csi-driver-addon",
        "Addon addon-coredns-addon",
        "Addon addon-metrics-server-addon",
        "Role addon-aws-ebs-csi-driver-role",
    ),
    ["update Role karpenter-controller"],
];
const CONTROLLER = ["update Release karpenter-controller"];

/** The old host, once nothing is on it. */
const PROFILE = [
    "FargateProfile fargate-system-profile",
    "RolePolicyAttachment fargate-system-pod-execution",
    "Role fargate-system-pod-execution",
];

/** Pods whose role already trusts the new host: for minutes they live on credentials they have. */
const OUTLIVED = [
    "pod ebs-csi-controller gets no new credentials since addon-aws-ebs-csi-driver-role was changed: does not trust",
    "pod karpenter gets no new credentials since karpenter-controller was changed: does not trust",
];

const COMPONENTS = ["update Addon addon-aws-ebs-csi-driver", "update Karpenter karpenter"];

describeWithPulumi("ring 2: Karpenter's host moves", function () {
    this.timeout(RUN_MS);
    let bench: Bench;

    before(async () => {
        bench = await deployed("dev");
    });

    it("when the new nodes fail, every pod is still where it was", async () => {
        bench.run(ON_NODES);
        const fault = { kind: "fail", operation: "create", type: "aws:eks/nodeGroup", always: true } as const;
        const run = await bench.up({ faults: [fault] });
        assert.notEqual(run.code, 0);
        assertDone(run, [each("create", ...GROUND)]);
        assert.deepEqual([run.left, run.notes], [[], []]);
    });

    it("one update moves it: nodes, then pods, then the profile goes", async () => {
        const run = await bench.up();
        assertChanges(
            run,
            [
                each("create", ...NODES),
                ...MOVES,
                ["create PodIdentityAssociation karpenter-controller"],
                CONTROLLER,
                ...PROFILE.map((one) => each("delete", one)),
            ],
            [...COMPONENTS, "delete FargateProfile fargate-system"],
        );
        assertNobodyEvicted(run);
        assert.deepEqual(withoutIssuer(run.notes), OUTLIVED);
        const shown = run.notes.map((note) => `sandbox: ${note}.`).join("\n");
        assertQuoted({ ...run, stderr: shown }, "move-karpenter-host", 1);
    });

    it("and one moves it back", async () => {
        bench.run(ROOT);
        const run = await bench.up();
        assertChanges(
            run,
            [
                ...[...PROFILE].reverse().map((one) => each("create", one)),
                ...MOVES,
                CONTROLLER,
                each("delete", ...NODES),
                each("delete", ...GROUND, "PodIdentityAssociation karpenter-controller"),
            ],
            [...COMPONENTS, "create FargateProfile fargate-system", "delete ManagedNodes nodes-system"],
        );
        assertNobodyEvicted(run);
        assert.deepEqual(withoutIssuer(run.notes), OUTLIVED);
        const preview = await bench.preview();
        assert.equal(preview.code, 0, said(preview));
        assert.deepEqual(
            preview.planned.filter(({ op }) => op !== "same"),
            [],
        );
    });
});

describeWithPulumi("ring 2: Karpenter's host moves half-way", function () {
    this.timeout(RUN_MS);

    it("when the chart fails the old host is still there, and the way back open", async () => {
        const bench = await deployed("dev");
        const labels = () => bench.made().map(({ name, type }) => `${type} ${name}`);
        const before = labels();
        bench.run(ON_NODES);
        const type = "kubernetes:helm.sh/v3:Release";
        const failed = await bench.up({
            faults: [{ kind: "fail", operation: "update", type, always: false }],
        });
        assert.notEqual(failed.code, 0);
        assert.deepEqual(failed.left, []);
        bench.run(ROOT);
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assertNobodyEvicted(run);
        assert.deepEqual(labels().sort(), before.sort());
    });
});

/** The workloads' nodes stay, and no pod was left without a place when the old host went. */
function assertNobodyEvicted({ left, notes }: Run): void {
    assert.deepEqual(
        left.filter(({ type }) => type === "sandbox:ec2/instance"),
        [],
    );
    assert.deepEqual(
        notes.filter((note) => note.includes("Pending")),
        [],
    );
}

function withoutIssuer(notes: readonly string[]): readonly string[] {
    return notes.map((note) => note.replace(/AccessDenied: role \S+ (does not trust) \S+/, "$1"));
}
