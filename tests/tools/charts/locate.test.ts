import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { CHARTS } from "../../../components/charts/catalogue";
import { DEVICE_PLUGINS } from "../../../components/versions";
import { locateChart, type Places } from "../../../tools/charts/locate";
import { MODULES } from "../../../tools/charts/sources";

const KEEPER = { chart: "keeper", repository: "https://example.com/charts", version: "1.2.3" };
const MODULE = { module: "example.com/keeper", version: "v1.2.3", sum: "h1:0=", folder: "chart" };

/** Nothing answers, unless a test says otherwise. */
function places(changes: Partial<Places> = {}): Places {
    return {
        helm: { pull: () => ({ error: "no such host" }) },
        download: async () => Promise.reject(new Error("go mod download ended with 1:\n403 Forbidden\n")),
        modules: { keeper: MODULE },
        ...changes,
    };
}

describe("where a chart is found", () => {
    it("is its Go module, under the sum that is written down", async () => {
        const asked: unknown[] = [];
        const download: Places["download"] = async (...args) => {
            asked.push(args);
            return Promise.resolve("/modules/keeper");
        };
        assert.deepEqual(await locateChart(KEEPER, places({ download })), {
            path: "/modules/keeper/chart",
            inside: [],
            version: "1.2.3",
        });
        assert.deepEqual(asked, [["example.com/keeper", "v1.2.3", "h1:0="]]);
    });

    it("says which version the module has where the release writes it later", async () => {
        const download: Places["download"] = async () => Promise.resolve("/modules/keeper");
        const modules = { keeper: { ...MODULE, says: "0.0.0" } };
        assert.deepEqual(await locateChart(KEEPER, places({ download, modules })), {
            path: "/modules/keeper/chart",
            inside: [],
            version: "0.0.0",
        });
    });

    it("is several modules where charts inside it have their own", async () => {
        const download: Places["download"] = async (module) => Promise.resolve(`/modules/${module}`);
        const inside = [{ ...MODULE, module: "example.com/inside", folder: "charts/inside" }];
        assert.deepEqual(
            await locateChart(KEEPER, places({ download, modules: { keeper: { ...MODULE, inside } } })),
            {
                path: "/modules/example.com/keeper/chart",
                inside: ["/modules/example.com/inside/charts/inside"],
                version: "1.2.3",
            },
        );
    });

    it("is its repository where no module answers, or none carries it", async () => {
        const asked: unknown[] = [];
        const helm: Places["helm"] = {
            pull: (chart) => {
                asked.push({ ...chart, into: path.basename(chart.into) });
                return { path: "/pulled/keeper-1.2.3.tgz" };
            },
        };
        for (const modules of [{}, { keeper: MODULE }])
            assert.deepEqual(await locateChart(KEEPER, places({ helm, modules })), {
                path: "/pulled/keeper-1.2.3.tgz",
                inside: [],
                version: "1.2.3",
            });
        assert.deepEqual(asked, [
            { ...KEEPER, into: "1.2.3" },
            { ...KEEPER, into: "1.2.3" },
        ]);
    });

    it("is a copy of one's own before anything else", async () => {
        const own = mkdtempSync(path.join(tmpdir(), "charts-"));
        try {
            assert.deepEqual(await locateChart(KEEPER, places({ own })), {
                missing: "its Go module: 403 Forbidden; its repository: no such host",
            });
            mkdirSync(path.join(own, "keeper"));
            assert.deepEqual(await locateChart(KEEPER, places({ own })), {
                path: path.join(own, "keeper"),
                inside: [],
                version: "1.2.3",
            });
        } finally {
            rmSync(own, { recursive: true });
        }
    });

    it("is nowhere, with a reason for each place", async () => {
        assert.deepEqual(await locateChart(KEEPER, places()), {
            missing: "its Go module: 403 Forbidden; its repository: no such host",
        });
        assert.deepEqual(await locateChart(KEEPER, places({ modules: {} })), {
            missing: "its repository: no such host",
        });
        const answer =
            '{\n\t"Path": "example.com/keeper",\n\t"Error": "requires go \\u003e= 1.27.0 (\\"local\\")",\n\t"Sum": "h1:0="\n}\n';
        const download: Places["download"] = async () => Promise.reject(new Error(answer));
        assert.deepEqual(await locateChart(KEEPER, places({ download })), {
            missing: 'its Go module: requires go >= 1.27.0 ("local"); its repository: no such host',
        });
    });
});

describe("the table of Go modules", () => {
    it("names charts that the kit knows, each with the sum of its module", () => {
        const plugins = Object.values(DEVICE_PLUGINS).map(({ chart }) => chart);
        const known: readonly string[] = [...Object.keys(CHARTS), ...plugins, "karpenter", "karpenter-crd"];
        assert.deepEqual(
            Object.keys(MODULES).filter((chart) => !known.includes(chart)),
            [],
        );
        for (const [chart, source] of Object.entries(MODULES)) {
            assert.match(source?.sum ?? "", /^h1:[A-Za-z0-9+/]{43}=$/, chart);
            assert.match(source?.version ?? "", /^v\d+\.\d+\.\d+/, chart);
        }
    });
});
