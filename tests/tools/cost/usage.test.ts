/** The usage file: what it may say, what it is refused for, and what its amounts cost at the tiers of a price. */
import assert from "node:assert/strict";

import type { PoolCapacity } from "../../../components/shared/pods";
import { instanceTypeOf } from "../../../components/shared/instance-data";
import { usdOfAmount } from "../../../tools/cost/priced";
import type { Pool } from "../../../tools/cost/pools";
import { costsOfResources } from "../../../tools/cost/resources";
import { siteOf } from "../../../tools/cost/site";
import { usedOf } from "../../../tools/cost/usage";
import { parseUsage, type Usage } from "../../../tools/cost/usage-file";
import { pricesOf } from "../../../tools/prices/prices";
import { graphOf, planned } from "../../support/graphs";

const CAPACITY: PoolCapacity = {
    kind: "pool",
    name: "pool general",
    phase: "pools",
    taints: [],
    labels: {},
    requirements: [],
    limits: { cpu: "8" },
    types: () => ["m7g.large", "m7g.xlarge"].flatMap((type) => instanceTypeOf(type) ?? []),
};

const POOL: Pool = {
    component: "pool-general",
    capacity: CAPACITY,
    capacityTypes: ["on-demand"],
    volumes: { low: 0.01, high: 0.01 },
};

const GRAPH = graphOf(
    planned({ type: "platform:stacks:Platform", name: "platform", inputs: { region: "us-east-1" } }),
    planned({ type: "aws:cloudwatch/logGroup:LogGroup", name: "logs", inputs: { name: "/apps" } }),
);

const USABLE = { resources: costsOfResources(siteOf(GRAPH, "2026-11-29")), pools: [POOL] };

function isUsage(read: ReturnType<typeof parseUsage>): read is Usage {
    return !("problems" in read);
}

function problemsOf(text: string) {
    const read = parseUsage(text, USABLE);
    return isUsage(read) ? [] : read.problems;
}

describe("a usage file", () => {
    it("turns unit prices into sums", () => {
        const read = parseUsage(
            "month:\n    logs.ingestion: 50\nnodes:\n    pool-general:\n        m7g.large: 2\n",
            USABLE,
        );
        assert.ok(isUsage(read));
        const lines = usedOf(read, [POOL], pricesOf("us-east-1"));
        assert.deepEqual(
            lines.map(({ amount, month, title }) => ({ amount, month: month?.toFixed(3), title })),
            [
                { amount: 50, month: "25.000", title: "CloudWatch Logs, taken in" },
                // Two nodes for 730 hours, each 0.0816 and 0.01 of volumes.
                { amount: 1460, month: "133.736", title: "nodes of pool-general: m7g.large" },
            ],
        );
    });

    it("that is empty says nothing", () => {
        assert.deepEqual(parseUsage("", USABLE), { month: {}, nodes: {} });
    });

    it("is refused with every fault, where it stands", () => {
        const text = [
            "month:",
            "    logs.ingestoin: 5",
            "    eks.hybrid-node: 5",
            "    logs.storage: -1",
            "nodes:",
            "    genral: { m7g.large: 1 }",
            "    pool-general: { m7g.largex: 1, c7g.large: 1, m7g.xlarge: -2 }",
        ].join("\n");
        assert.deepEqual(
            problemsOf(text).map(({ path, what }) => `${path}: ${what}`),
            [
                "month.logs.ingestoin: no item of the price data",
                "month.eks.hybrid-node: nothing in this environment is billed by it",
                "month.logs.storage: an amount below zero",
                "nodes.genral: no pool of this environment",
                "nodes.pool-general.m7g.largex: no instance type the kit knows",
                "nodes.pool-general.c7g.large: a type the pool does not admit",
                "nodes.pool-general.m7g.xlarge: fewer nodes than none",
            ],
        );
        const [typo] = problemsOf(text);
        assert.equal(typo?.remedy, 'Did you mean "logs.ingestion"? Known: logs.ingestion, logs.storage');
    });

    it("of a wrong form is refused in its own words", () => {
        assert.deepEqual(
            problemsOf('moth: 1\nmonth: "five"').map(({ path, what }) => `${path}: ${what}`),
            ["month: not { … }", "moth: not a word of a usage file"],
        );
        assert.deepEqual(
            problemsOf("month: [").map(({ path }) => path),
            ["line 1"],
        );
    });
});

describe("an amount at tiers", () => {
    const TIERS = [
        { from: 0, usd: 0.09 },
        { from: 10, usd: 0.08 },
        { from: 100, usd: 0.05 },
    ];

    for (const [amount, usd] of [
        [0, 0],
        [10, 0.9],
        [11, 0.98],
        [100, 8.1],
        [300, 18.1],
    ] as const) {
        it(`of ${amount} costs ${usd}`, () =>
            assert.equal(usdOfAmount(amount, TIERS).toFixed(6), usd.toFixed(6)));
    }
});
