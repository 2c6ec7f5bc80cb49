/** Each controller that leaves a shape while its objects stay there: the plan refuses it by name, or the review says what stays. */
import assert from "node:assert/strict";

import { LEAKS } from "../../../tools/destroy/destroy";
import { FACTS } from "../../../tools/facts";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import {
    CONTROLLED,
    CONTROLLER_NAMES,
    type ControllerName,
    controlledWithout,
} from "../../support/controlled";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { WORKLOADS_CONFIG } from "../../support/workloads";

interface Said {
    /** Rows of tools/destroy it stands for. */
    readonly rows: readonly string[];
    /** What refuses it, of the plan, or what stays, of the review. */
    readonly refusedAt?: readonly string[];
    readonly stays?: string;
}

const SAID: Readonly<Record<ControllerName, Said>> = {
    "aws-load-balancer-controller": {
        rows: ["ingresses"],
        stays: "Ingresses, Gateways and TargetGroupBindings of the AWS Load Balancer Controller",
    },
    "aws-gateway-controller-chart": { rows: ["lattice"], stays: "Routes and Gateways of VPC Lattice" },
    "external-secrets": { rows: ["external-secrets"], stays: "ExternalSecrets and stores" },
    keda: { rows: ["scaled-objects"], stays: "ScaledObjects and ScaledJobs of KEDA" },
    "snapshot-controller": {
        rows: ["snapshots"],
        refusedAt: ["catalogue.aws-fsx-openzfs-csi-driver", "snapshotClasses.hourly"],
    },
    "aws-efs-csi-driver": {
        rows: ["access-points"],
        refusedAt: ["storageClasses.aws-efs-csi-driver.driver"],
    },
    "aws-fsx-csi-driver": { rows: ["file-systems"], refusedAt: ["storageClasses.aws-fsx-csi-driver.driver"] },
    "aws-fsx-openzfs-csi-driver": {
        rows: ["file-systems"],
        refusedAt: ["storageClasses.aws-fsx-openzfs-csi-driver.driver"],
    },
    "trident-operator": {
        rows: ["ontap-volumes"],
        refusedAt: ["storageClasses.trident-operator.driver"],
    },
};

/** Rows about objects whose controller does not leave so, each with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
    gitops: "a chart of the fork's own, or a capability",
    services: "the controller is the control plane's",
    "ingresses-of-auto-mode": "the controller is the control plane's",
    volumes: "every environment has the driver",
    "pools-by-hand": "Karpenter leaves with its kind of compute alone",
    backups: "nothing in the cluster answers for them once they are made",
};

describe("a controller that leaves while its objects stay", function () {
    this.timeout(60_000);
    let base: PlannedGraph;

    before(async () => {
        base = await graphOfShape(CONTROLLED, { config: WORKLOADS_CONFIG });
    });

    for (const name of CONTROLLER_NAMES) {
        const { refusedAt, stays } = SAID[name];
        it(`${refusedAt === undefined ? "is told by the review" : "is refused by the plan"}: ${name}`, async () => {
            const shape = controlledWithout(name);
            const problems = refusedOf(shape, { config: WORKLOADS_CONFIG });
            assert.deepEqual(
                problems.map((text) => text.replace("stacks/dev.ts › ", "").split(": ")[0]),
                refusedAt ?? [],
            );
            if (refusedAt !== undefined) return;
            const head = await graphOfShape(shape, { config: WORKLOADS_CONFIG });
            const found = risksOf(diff(base, head, FACTS)).filter(({ kind }) => kind === "objects-stay");
            assert.deepEqual(
                found.map(({ component, severity, what }) => [component, severity, what]),
                [
                    [
                        `chart-${name}`,
                        "high",
                        `Chart "chart-${name}-release" goes before what it answers: ${stays ?? ""}.`,
                    ],
                ],
            );
        });
    }

    it("is of each line of the table of leaks that is about objects", () => {
        const lines = LEAKS.filter(({ objects = [] }) => objects.length > 0).map(({ id }) => id);
        const told = Object.values(SAID).flatMap(({ rows }) => rows);
        assert.deepEqual([...new Set([...told, ...Object.keys(OTHERWISE)])].sort(), [...lines].sort());
    });
});
