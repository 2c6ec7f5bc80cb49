/** Ring 2: AWS or the API server stops answering half-way. */
import assert from "node:assert/strict";

import type { Fault } from "../../tools/sandbox/faults";
import type { Entry } from "../../tools/sandbox/inventory";
import { TYPES } from "../../tools/sandbox/world/lookups";
import { deployed } from "./deployed";
import { Bench, describeWithPulumi, nameOf, type Run, RUN_MS, said } from "./harness";
import { assertQuoted } from "./quotes";
import { assertConverged, assertSettled, lose } from "./recovery";

const UNREACHABLE: readonly Fault[] = [{ kind: "unreachable" }];
const CANNOT_READ = "failed to read resource state due to unreachable cluster.";
const CANNOT_DELETE = "configured Kubernetes cluster is unreachable.";

describeWithPulumi("ring 2: AWS stops answering", function () {
    this.timeout(RUN_MS);
    let bench: Bench;

    afterEach(() => bench.close());

    it("credentials expire in the middle of an update: the next one goes on", async () => {
        bench = new Bench({ stack: "dev" });
        const run = await bench.up({ faults: [{ kind: "expired-credentials", after: 40 }] });
        assertFailed(run, "ExpiredTokenException: The security token included in the request is expired");
        assertQuoted(run, "credentials", 1);
        assert.ok(run.changes.length >= 40);
        await assertSettled(bench);
        await assertFinished(bench, [run]);
    });

    it("credentials expire in the middle of a destroy: the next one ends it", async () => {
        bench = await deployed("dev");
        const run = await bench.destroy({ faults: [{ kind: "expired-credentials", after: 20 }] });
        assertFailed(run, "ExpiredTokenException: The security token included in the request is expired");
        await assertSettled(bench);
        const next = await bench.destroy();
        assert.equal(next.code, 0, said(next));
        assert.deepEqual(bench.inventory.all(), []);
    });

    it("expired credentials take nothing out of the state, in preview and refresh", async () => {
        bench = await deployed("dev");
        for (const command of [["preview"], ["refresh", "--yes"], ["refresh", "--preview-only"]]) {
            const faults = [{ kind: "expired-credentials", after: 0 }] as const;
            const run = await bench.pulumi(command, { faults });
            assertFailed(run, "ExpiredTokenException: The security token included in the request is expired");
            await assertSettled(bench);
        }
    });

    it("throttling is waited for 25 times; beyond that the update fails, and the next one goes on", async () => {
        bench = new Bench({ stack: "dev" });
        const hopeless = await bench.up({ faults: [{ kind: "throttling", count: 60 }] });
        assertFailed(hopeless, "ThrottlingException: Rate exceeded");
        assertQuoted(hopeless, "throttling-and-quotas", 1);
        await assertSettled(bench);
        await assertFinished(bench, [hopeless], [{ kind: "throttling", count: 25 }]);
    });

    it("a quota that is used up keeps what was made; once it is raised the next update goes on", async () => {
        bench = new Bench({ stack: "dev" });
        const others = fillQuota(bench);
        const run = await bench.up();
        assertFailed(run, "AddressLimitExceeded: The maximum number of addresses has been reached.");
        assertQuoted(run, "throttling-and-quotas", 2);
        for (const one of others) bench.inventory.remove(one);
        await assertSettled(bench);
        await assertFinished(bench, [run]);
    });
});

describeWithPulumi("ring 2: the API server stops answering", function () {
    this.timeout(RUN_MS);

    it("rule 8: preview, refresh, update and destroy take nothing out of the state, nor out of the account", async () => {
        const bench = await deployed("dev");
        const before = [await recorded(bench), bench.inventory.all()];
        const commands: readonly (readonly [command: readonly string[], error: string | undefined])[] = [
            [["preview"], undefined],
            [["refresh", "--preview-only"], CANNOT_READ],
            [["refresh", "--yes"], CANNOT_READ],
            [["up", "--yes", "--skip-preview"], undefined],
            [["destroy", "--yes", "--skip-preview"], CANNOT_DELETE],
        ];
        for (const [command, error] of commands) {
            const run = await bench.pulumi(command, { faults: UNREACHABLE });
            if (error === undefined) assert.equal(run.code, 0, said(run));
            else assertFailed(run, error);
            assert.deepEqual(run.changes, [], command.join(" "));
            assert.deepEqual([await recorded(bench), bench.inventory.all()], before, command.join(" "));
        }
        await assertConverged(bench);
        bench.close();
    });

    it("rule 8: a cluster that somebody deleted comes back as the runbook says, without surgery", async () => {
        const bench = await deployed("dev");
        const count = bench.made().length;
        lose(bench, "cluster-control-plane");

        assertQuoted(await bench.refresh(), "unreachable-cluster", 1);
        assert.equal(bench.inventory.ofType(TYPES.cluster).length, 0);
        // What lived in the cluster is still in the state, and its update finds nothing.
        assertFailed(await bench.up(), "update failed");
        const refresh = await bench.refresh();
        assert.equal(refresh.code, 0, said(refresh));
        assert.deepEqual(
            refresh.steps.map(({ op, urn }) => `${op} ${nameOf(urn).split(":")[0] ?? ""}`),
            Array.from({ length: 5 }, () => "delete kubernetes"),
        );
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assert.equal(bench.made().length, count);
        await assertConverged(bench);
        bench.close();
    });
});

/** What the state says of each resource. A secret is encrypted anew with every update. */
async function recorded(bench: Bench): Promise<readonly string[]> {
    const withoutCiphertext = (key: string, value: unknown): unknown =>
        key === "ciphertext" ? undefined : value;
    const { resources = [] } = await bench.state();
    return resources
        .map(({ id, inputs, outputs, urn }) =>
            JSON.stringify({ urn, id, inputs, outputs }, withoutCiphertext),
        )
        .sort();
}

/** Addresses of somebody else: as many as an account may have. */
function fillQuota({ inventory }: Bench): readonly Entry[] {
    const place = "210987654321 us-east-1";
    const rest = { status: "active", revision: 0, inputs: {}, outputs: {} } as const;
    const others = ["1", "2", "3", "4", "5"].map((digit): Entry => ({
        ...rest,
        type: TYPES.eip,
        id: `eipalloc-${digit}`,
        place,
        serial: inventory.takeSerial(),
        name: "",
    }));
    for (const one of others) inventory.put(one);
    return others;
}

function assertFailed(run: Run, error: string): void {
    assert.notEqual(run.code, 0, said(run));
    assert.ok(said(run).includes(error), said(run));
}

/** The next update ends it; over all of them, nothing was made twice. */
async function assertFinished(
    bench: Bench,
    runs: readonly Run[],
    faults: readonly Fault[] = [],
): Promise<void> {
    const last = await bench.up({ faults });
    assert.equal(last.code, 0, said(last));
    const made = [...runs, last].flatMap(({ changes }) => changes);
    assert.deepEqual(
        made.filter(({ method }) => method !== "create"),
        [],
    );
    assert.equal(made.length, bench.made().length);
    await assertConverged(bench);
}
