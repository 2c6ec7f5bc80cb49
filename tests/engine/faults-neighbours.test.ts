/**
 * Ring 2: ten environments of several kinds, in two regions, share a backend and an account. They come, change and go at
 * once, some of them in trouble, and do not touch each other.
 */
import assert from "node:assert/strict";

import { Bench, describeWithPulumi, type Edit, type Run, RUN_MS, type RunOptions, said } from "./harness";
import { assertConverged, assertSettled } from "./recovery";
import { recoverFrom } from "./trouble";

const REGIONS = ["us-east-1", "eu-west-1"] as const;
/** As many as a region may have networks. */
const PROGRAMS: Readonly<Record<string, string | undefined>> = {
    karpenter: undefined,
    web: "web-of-stack",
    auto: "on-auto-mode",
    managed: "on-managed-nodes",
    hosted: "dev-on-nodes",
};
/** Ten engines on two cores pause for longer than one does. */
const PATIENT: RunOptions = { patienceMs: 120_000 };

interface Trouble extends RunOptions {
    readonly struck: readonly string[];
}

/** By stack, as their first update meets it; the others come up undisturbed. */
const COMING: Readonly<Record<string, Trouble>> = {
    "web-us-east-1": { interruptAfter: 40, struck: ["killed"] },
    "auto-us-east-1": {
        faults: [{ kind: "lost", operation: "create", type: "aws:ec2/subnet" }],
        struck: ["lost create"],
    },
    "managed-us-east-1": {
        faults: [{ kind: "fail", operation: "create", type: "aws:eks/nodeGroup", always: false }],
        struck: ["failed create"],
    },
    "hosted-us-east-1": { faults: [{ kind: "throttling", count: 27 }], struck: ["throttled"] },
    // The control plane is being made then.
    "karpenter-eu-west-1": { interruptAfter: 28, struck: ["killed"] },
    "auto-eu-west-1": {
        faults: [{ kind: "expired-credentials", after: 20 }],
        struck: ["expired credentials"],
    },
    "hosted-eu-west-1": {
        faults: [{ kind: "lost", operation: "create", type: "aws:iam/role" }],
        struck: ["lost create"],
    },
};

/** As their end meets it. */
const GOING: Readonly<Record<string, Trouble>> = {
    "karpenter-us-east-1": { interruptAfter: 30, struck: ["killed"] },
    "managed-eu-west-1": {
        faults: [{ kind: "lost", operation: "delete", type: "aws:eks/nodeGroup" }],
        struck: ["lost delete"],
    },
    "hosted-eu-west-1": { faults: [{ kind: "throttling", count: 27 }], struck: ["throttled"] },
};

describeWithPulumi("ring 2: ten environments at once", function () {
    this.timeout(6 * RUN_MS);
    const benches: Bench[] = [];

    before(() => {
        for (const region of REGIONS) {
            for (const [kind, program] of Object.entries(PROGRAMS)) {
                const stack = `${kind}-${region}`;
                const [first] = benches;
                const settings = settingsOf(stack, region);
                const bench = new Bench({
                    stack,
                    settings,
                    ...(first === undefined ? {} : { beside: first }),
                });
                if (program !== undefined) bench.run(require.resolve(`./programs/${program}.ts`));
                benches.push(bench);
            }
        }
        assert.equal(benches.length, 10);
    });

    after(() => {
        for (const bench of benches) bench.close();
    });

    it("come up, and those that met trouble once they are recovered", async () => {
        await each(benches, async (bench) => {
            await meet(bench, COMING, (options) => bench.up(options));
            const run = await bench.up(PATIENT);
            assert.equal(run.code, 0, said(run));
        });
        await assertApart(benches);
        await each(benches, (bench) => assertConverged(bench, PATIENT));
    });

    it("stay as they are while one goes, one changes and one moves its controllers", async () => {
        const named = (name: string): Bench | undefined => benches.find(({ stack }) => stack === name);
        const [going, changing] = [named("web-us-east-1"), named("web-eu-west-1")];
        const moving = named("karpenter-eu-west-1");
        assert.ok(going && changing && moving);
        const staying = benches.filter((bench) => ![going, changing, moving].includes(bench));
        const before = staying.map((bench) => bench.made());
        changing.configure(["owner: platform-team", "owner: data-team"]);
        moving.run(require.resolve("./programs/dev-on-nodes.ts"));
        const runs = await Promise.all([going.destroy(PATIENT), changing.up(PATIENT), moving.up(PATIENT)]);
        for (const run of runs) assert.equal(run.code, 0, said(run));
        assert.deepEqual([...new Set(runs[1].changes.map(({ method }) => method))], ["update"]);
        assert.deepEqual(going.made(), []);
        assert.deepEqual(
            staying.map((bench) => bench.made()),
            before,
        );
        await assertApart(benches);
    });

    it("go, and leave an empty account and empty states", async () => {
        await each(benches, async (bench) => {
            await meet(bench, GOING, (options) => bench.destroy(options));
            const run = await bench.destroy(PATIENT);
            assert.equal(run.code, 0, said(run));
            assert.deepEqual((await bench.state()).resources ?? [], []);
        });
        assert.deepEqual(benches[0]?.inventory.all(), []);
    });
});

function settingsOf(stack: string, region: string): readonly Edit[] {
    return [
        ["clusterName: platform-dev", `clusterName: ${stack}`],
        ["us-east-1", region],
    ];
}

/** All of them at once; what fails in one is told with its name, after the others ended. */
async function each(benches: readonly Bench[], run: (bench: Bench) => Promise<void>): Promise<void> {
    const ended = await Promise.allSettled(benches.map(run));
    const failed = benches.flatMap(({ stack }, index) => {
        const one = ended[index];
        return one?.status === "rejected" ? [`${stack}: ${String(one.reason)}`] : [];
    });
    assert.deepEqual(failed, []);
}

/** The trouble that is meant for it, and the way back. */
async function meet(
    bench: Bench,
    troubles: Readonly<Record<string, Trouble>>,
    run: (options: RunOptions) => Promise<Run>,
): Promise<void> {
    const { struck = [], ...options } = troubles[bench.stack] ?? {};
    const { faults } = await recoverFrom(bench, await run({ ...PATIENT, ...options }));
    assert.deepEqual(faults, struck);
}

/** Each state has what its stack made, as the account tells, and nobody else made anything. */
async function assertApart(benches: readonly Bench[]): Promise<void> {
    await each(benches, assertSettled);
    const all = benches[0]?.inventory.all() ?? [];
    const made = benches.flatMap((bench) => bench.made());
    assert.deepEqual(
        all.filter((entry) => entry.name !== "" && !made.includes(entry)),
        [],
    );
}
