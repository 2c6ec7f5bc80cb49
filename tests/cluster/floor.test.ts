/**
 * Ring 5: the floor of the cost estimate, which is the nodes that the kit's own pods force, is what Karpenter makes. Of the
 * repository's environments environments.test.ts asks the same.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../components/platform/shape";
import { start, type Rehearsal } from "../../tools/cluster/rehearsal";
import { generalPool } from "../fixtures/fork/stacks/presets";
import { AUTO_MODE_OWN } from "../support/kinds";
import { graphOfShape, plannedOf } from "../support/plan-shape";
import { ON_FARGATE } from "../support/shapes";
import { forcedNodes, nodesOfKarpenter } from "./floor";
import { describeWithGo, report } from "./with-go";

/** With a first build on a slow machine. */
const START_MS = 60 * 60_000;

/** As the environments have them that come with the kit. */
const PLATFORM_SERVICES = {
    catalogue: { "aws-load-balancer-controller": {}, "external-secrets": {} },
    namespaces: { apps: {} },
    snapshotClasses: { ebs: { driver: "ebs", default: true } },
} as const satisfies Partial<EnvironmentShape>;
const PLATFORM_ADDONS = {
    "snapshot-controller": {},
    "amazon-cloudwatch-observability": { containerLogs: true },
} as const satisfies Partial<EnvironmentShape["addons"]>;

const ALONE = { replicas: 1, zoneSpread: false, ...PLATFORM_ADDONS };
const TWICE = { replicas: 2, zoneSpread: false, ...PLATFORM_ADDONS };

function onPool(
    words: Partial<Parameters<typeof generalPool>[0]>,
    addons: EnvironmentShape["addons"],
): EnvironmentShape {
    const { compute } = ON_FARGATE;
    const pool = { architecture: "amd64", capacityTypes: ["spot", "on-demand"], cpuLimit: 32 } as const;
    const pools = { general: generalPool({ ...pool, ...words }) };
    return { ...ON_FARGATE, compute: { ...compute, pools }, ...PLATFORM_SERVICES, addons };
}

const SHAPES: Readonly<Record<string, EnvironmentShape>> = {
    "Spot and on demand, one pod of each": onPool({}, ALONE),
    "Graviton on demand, one pod of each": onPool(
        { architecture: "arm64", capacityTypes: ["on-demand"] },
        ALONE,
    ),
    "two pods of each": onPool({}, TWICE),
    "two pods of each on Graviton": onPool({ architecture: "arm64", capacityTypes: ["on-demand"] }, TWICE),
    "Auto Mode with pools of its own": {
        ...AUTO_MODE_OWN,
        catalogue: { "external-secrets": {} },
        addons: { ...AUTO_MODE_OWN.addons, "amazon-cloudwatch-observability": { containerLogs: true } },
    },
};

describeWithGo("the floor of the cost estimate", function () {
    this.timeout(START_MS);
    let rehearsal: Rehearsal | undefined;

    afterEach("stop", async () => {
        await rehearsal?.stop();
        rehearsal = undefined;
    });

    for (const [title, shape] of Object.entries(SHAPES)) {
        it(`is what Karpenter makes: ${title}`, async () => {
            const { components } = plannedOf(shape).plan;
            const graph = await graphOfShape(shape);
            rehearsal = await start({ environment: { components, graph } });
            await rehearsal.nodes("desired");
            await rehearsal.install();
            const { isQuiet, pods } = await rehearsal.settled();
            assert.ok(isQuiet, rehearsal.cluster.logs());
            assert.deepEqual(
                pods.flatMap(({ name, pending }) => (pending === undefined ? [] : [`${name}: ${pending}`])),
                [],
            );
            const made = await nodesOfKarpenter(rehearsal.client);
            report(`${title}: ${made.join(", ")}`);
            assert.deepEqual(made, forcedNodes(components, graph));
        });
    }
});
