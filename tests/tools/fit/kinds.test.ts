/** Every kind of compute and of network has a fit and a calendar, in which nothing is lost. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { calendarOf } from "../../../tools/calendar/calendar";
import { CALENDAR_JSON } from "../../../tools/calendar/schema";
import { type FitReport, reckonFit } from "../../../tools/fit/fit";
import { renderFit } from "../../../tools/fit/render-text";
import { FIT_JSON } from "../../../tools/fit/schema";
import { KINDS } from "../../support/kinds";
import { NETWORKS, type NetworkKind } from "../../support/networks";
import { graphOfShape, plannedOf } from "../../support/plan-shape";

const CASES: Readonly<Record<string, NetworkKind>> = {
    ...Object.fromEntries(
        Object.entries(KINDS).map(([kind, shape]: [string, EnvironmentShape]) => [
            kind,
            { shape, config: {} },
        ]),
    ),
    ...NETWORKS,
};

const known = new Map<string, Promise<FitReport>>();

function fitOfCase(name: string): Promise<FitReport> {
    const { config, shape } = CASES[name] ?? assert.fail(name);
    const report =
        known.get(name) ??
        graphOfShape(shape, { config }).then((graph) =>
            reckonFit({ graph, components: plannedOf(shape, { config }).plan.components }),
        );
    known.set(name, report);
    return report;
}

describe("the fit of every kind of environment", function () {
    this.timeout(60_000);

    for (const name of Object.keys(CASES)) {
        it(`is of the schema's form, with a number or a reason for everybody: ${name}`, async () => {
            const report = await fitOfCase(name);
            assert.equal(FIT_JSON.safeParse(JSON.parse(JSON.stringify([report]))).error, undefined);
            for (const { subnet, uses } of report.addresses) {
                for (const { by, most, unbounded } of uses) {
                    assert.ok(
                        unbounded !== undefined || Number.isInteger(most),
                        `${subnet}: ${by} ${most ?? ""}`,
                    );
                }
            }
            assert.ok(!/NaN|undefined|\[object/.test(renderFit(report, { width: Infinity, colour: false })));
        });
    }

    it("puts every pool and group that can be bounded into some subnet", async () => {
        for (const name of Object.keys(CASES)) {
            const { addresses, density, unbounded } = await fitOfCase(name);
            const placed = new Set(addresses.flatMap(({ uses }) => uses.map(({ by }) => by)));
            const told = new Set(unbounded.map(({ by }) => by));
            for (const { by } of density) assert.ok(placed.has(by) || told.has(by), `${name}: ${by}`);
        }
    });

    it("says of EKS's own pools that they have no limit", async () => {
        const { unbounded } = await fitOfCase("auto-mode");
        assert.deepEqual(unbounded, [
            {
                by: "Auto Mode pools general-purpose, system",
                why: "no limit: pools of EKS's own have none; pools of yours take limits.cpu",
            },
        ]);
    });

    it("says of subnets of a network team that AWS alone knows their size", async () => {
        const { addresses } = await fitOfCase("existing");
        assert.deepEqual([...new Set(addresses.map(({ level }) => level))], ["unknown"]);
    });
});

describe("the calendar of every kind of environment", function () {
    this.timeout(60_000);

    it("is of the schema's form", async () => {
        const { config, shape } = CASES["hybrid"] ?? assert.fail();
        const graph = await graphOfShape(shape, { config });
        const { settings } = plannedOf(shape, { config }).plan;
        const environment = { stack: "dev", project: "kit", declared: { settings, shape }, graph };
        const report = calendarOf(environment, "2026-11-29", {
            acknowledgements: [],
            exemptions: [],
            policy: { levels: {}, waivers: [] },
        });
        assert.equal(CALENDAR_JSON.safeParse(JSON.parse(JSON.stringify([report]))).error, undefined);
    });
});
