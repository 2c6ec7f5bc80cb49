/** Reports as the page shows them, of the tests' own: prices, times and quotas of the kit's change, pictures do not. */
import type { PlannedGraph } from "../../tools/plan/graph";
import type { PageReports, ReportsOf } from "../../tools/page/from-reports";
import type { CostLine, TimeStep } from "../../tools/page/views";

/** Of every resource something, by its place. */
export const REPORTS: ReportsOf = ({ graph }, base) => ({
    now: told(graph, base !== undefined),
    before: base === undefined ? {} : told(base.graph, false),
});

const TODAY = "2026-11-29";

function told(graph: PlannedGraph, isDifference: boolean): PageReports {
    const made = graph.resources.filter(({ custom }) => custom);
    const lines = made.map(({ name, parent = "", type, urn }, place): CostLine => {
        const component = parent.split("::").at(-1) ?? "";
        const priced = /natGateway|nodeGroup|vpcEndpoint|cluster:Cluster|kms|eip/.test(type);
        const hour = 0.01 * (1 + (place % 7));
        return {
            urn,
            name,
            component,
            what: `${type}, of the tests`,
            kind: type.split(":").at(-1) ?? type,
            state: priced ? "priced" : place % 5 === 0 ? "by-use" : place % 11 === 0 ? "unknown" : "free",
            ...(priced ? { hour: { low: hour, high: hour } } : {}),
        };
    });
    const sum = lines.reduce((all, { hour }) => all + (hour?.high ?? 0), 0);
    const steps = made.map(({ name, urn }, place): TimeStep => {
        const start = Math.floor(place / 4) * 12;
        return {
            ...{ urn, name, operation: "create", start, end: start + 10 + (place % 9) * 6 },
            isCritical: place % 8 === 0,
            source: "of the tests",
        };
    });
    const subnets = made.filter(({ type }) => type.endsWith("subnet:Subnet"));
    return {
        cost: {
            lines,
            totals: [
                { of: "before any pod", hour: { low: sum, high: sum } },
                { of: "with the kit's own pods", hour: { low: sum, high: sum * 1.25 } },
            ],
            month: { low: sum * 730, high: sum * 730 * 1.25 },
            ceilings: [{ of: "general", hour: { low: 1.2, high: 9.87 }, why: "32 vCPU, of the tests" }],
            notes: ["Prices of the tests, USD, seen 2026-11-01."],
            ...(isDifference
                ? {
                      change: {
                          month: { low: -65.7, high: -65.7 },
                          rows: [
                              {
                                  ...{ label: "NAT gateway", quantityBefore: 3, quantityAfter: 1 },
                                  change: { low: -65.7, high: -65.7 },
                              },
                          ],
                      },
                  }
                : {}),
        },
        time: {
            schedules: [
                {
                    title: "First deployment",
                    ...{ shortest: 540, usual: 780, longest: 1560, steps },
                    savings: ["A second runner: 2 min."],
                },
            ],
            notes: ["16 steps at a time."],
        },
        fit: {
            subnets: subnets.map(({ name, urn }, place) => ({
                ...{ urn, subnet: name, zone: `zone ${name.at(-1) ?? ""}`, total: 256, reserved: 5 },
                level: place > 5 ? "over" : place > 4 ? "near" : "fits",
                usual: 30 + place * 16,
                uses: [
                    { by: "pods", most: 20 + place * 34 },
                    { by: "load balancers", most: 16 },
                ],
            })),
            quotas: [
                {
                    quota: "NAT gateways",
                    level: "fits",
                    limit: 5,
                    counted: 1,
                    of: "us-east-1a",
                    source: "of the tests",
                },
                {
                    quota: "rules of a security group",
                    level: "near",
                    limit: 60,
                    counted: 55,
                    of: "nodes",
                    source: "of the tests",
                },
            ],
            notes: [],
        },
        calendar: {
            today: TODAY,
            entries: [
                {
                    day: "2027-08-02",
                    what: "1.36 ends",
                    why: "extended support begins",
                    source: "of the tests",
                    cost: "+ 365 USD a month",
                },
                {
                    day: "2026-01-15",
                    what: "An image is old",
                    why: "fixes are missing",
                    source: "of the tests",
                },
            ],
            rhythms: [{ every: "720 h", what: "Nodes are replaced", why: "of the tests" }],
            ages: [
                {
                    ...{ what: "add-on coredns", version: "v1", age: "60 days" },
                    ...{ until: "nobody says a day", source: "of the tests" },
                },
            ],
            notes: [],
        },
        controls: {
            level: "production",
            counts: { failed: 1, unknown: 0, exempt: 0, passed: 1, "not applicable": 0 },
            controls: made.slice(0, 2).map(({ name, urn }, place) => ({
                ...{ id: `T${place}`, title: "Of the tests", means: "what the tests ask", severity: "low" },
                state: place === 0 ? "failed" : "passed",
                rows: ["CIS 1.1"],
                ...(place === 0 ? { note: "Change it." } : {}),
                evidence: [{ urn, name, said: "path = 1" }],
                further: place,
            })),
            benchmarks: [{ title: "A benchmark of the tests", summary: "1 not met, 1 met" }],
        },
    };
}
