import assert from "node:assert/strict";

import { CHART_NAMES } from "../../../components/charts/catalogue";
import type { Pin } from "../../../components/versions";
import { columns, renderList } from "../../../tools/versions/list";
import { namedPins, TABLE, type VersionTable } from "../../../tools/versions/table";

function pin(value: string, seen = "2026-07-08"): Pin {
    return { value, source: "somebody", seen, address: "https://example.com/a" };
}

const SMALL: VersionTable = {
    minors: ["1.35"],
    kubernetes: {
        "1.35": {
            released: pin("2026-01-28"),
            endOfStandardSupport: pin("2027-03-27"),
            endOfExtendedSupport: pin("2028-03-27"),
        },
    },
    addonNames: ["coredns", "other"],
    addons: { "1.35": { coredns: pin("v1.13.2-eksbuild.31", "2026-09-24") } },
    stepwise: [],
    karpenter: {
        ...pin("1.14.1", "2026-11-24"),
        source: "aws/karpenter-provider-aws",
        address: "https://github.com/aws/karpenter-provider-aws/tree/v1.14.1/charts",
    },
    karpenterMinimum: { "1.35": pin("1.9.0") },
    amiAlias: pin("al2023@v20260930"),
    nodeReleases: { "1.35": pin("1.35.6-20260714") },
    charts: { plugin: { repository: "https://charts.example.com", version: pin("0.20.0") } },
    autoscalers: { "1.35": pin("v1.35.2") },
};

describe("npm run versions -- list", () => {
    it("shows every pin with value, age in days and the source of who makes it, and what each minor has left", () => {
        assert.equal(
            renderList(SMALL, "2026-11-24"),
            [
                "Kubernetes  released    standard support                 extended support",
                "1.35        2026-01-28  until 2027-03-27, 123 days left  until 2028-03-27, 489 days left",
                "",
                "pin                              value                age       source",
                "1.35 released                    2026-01-28           139 days  second-hand: components/versions.ts, 2026-07-08",
                "1.35 end of standard support     2027-03-27           139 days  second-hand: components/versions.ts, 2026-07-08",
                "1.35 end of extended support     2028-03-27           139 days  second-hand: components/versions.ts, 2026-07-08",
                "1.35 coredns                     v1.13.2-eksbuild.31  61 days   second-hand: components/versions.ts, 2026-09-24",
                "charts karpenter, karpenter-crd  1.14.1               0 days    aws/karpenter-provider-aws, 2026-11-24",
                "1.35 oldest Karpenter            1.9.0                139 days  second-hand: components/versions.ts, 2026-07-08",
                "AMI alias                        al2023@v20260930     139 days  second-hand: components/versions.ts, 2026-07-08",
                "1.35 node release                1.35.6-20260714      139 days  second-hand: components/versions.ts, 2026-07-08",
                "chart plugin                     0.20.0               139 days  second-hand: components/versions.ts, 2026-07-08",
                "1.35 Cluster Autoscaler          v1.35.2              139 days  second-hand: components/versions.ts, 2026-07-08",
                "",
            ].join("\n"),
        );
    });

    it("fits the terminal, the widest column giving way first", () => {
        const lines = renderList(SMALL, "2026-11-24", 60).split("\n");
        assert.deepEqual(lines.slice(0, 7), [
            "Kubernetes  released    standard support   extended support",
            "1.35        2026-01-28  until 2027-03-27,  until 2028-03-27,",
            "                        123 days left      489 days left",
            "",
            "pin              value            age       source",
            "1.35 released    2026-01-28       139 days  second-hand:",
            "                                            components/",
        ]);
        assert.deepEqual(
            lines.filter((line) => line.length > 60),
            [],
        );
    });

    for (const [today, row, warning] of [
        ["2026-12-27", "90 days left", undefined],
        ["2026-12-28", "89 days left", "leaves standard support in 89 days"],
        ["2027-03-27", "0 days left", "leaves standard support in 0 days"],
        ["2027-03-28", "over for 1 days", "has left standard support"],
    ] as const) {
        it(`rule 40: on ${today} ${warning === undefined ? "does not warn" : `warns that it ${warning}`}`, () => {
            const lines = renderList(SMALL, today).split("\n");
            assert.match(lines[1] ?? "", new RegExp(`until 2027-03-27, ${row} `));
            const expected =
                warning === undefined
                    ? ""
                    : `warning: 1.35 ${warning}: update clusters of it, one minor at a time.`;
            assert.equal(lines[2], expected);
        });
    }

    it("leaves out nothing that components/versions.ts pins", () => {
        const addons = TABLE.minors.flatMap((minor) => Object.keys(TABLE.addons[minor] ?? {}));
        const charts = Object.keys(TABLE.charts);
        assert.deepEqual(charts, [
            ...CHART_NAMES,
            "nvidia-device-plugin",
            "neuron-helm-chart",
            "aws-efa-k8s-device-plugin",
        ]);
        // Three days, the oldest Karpenter, a release of nodes and an autoscaler for each minor.
        assert.equal(namedPins(TABLE).length, 6 * TABLE.minors.length + addons.length + charts.length + 2);
        assert.deepEqual(
            namedPins(TABLE)
                .map(({ name }) => name)
                .filter((name, index, all) => all.indexOf(name) !== index),
            [],
        );
    });

    it("gives each column the width of its widest cell", () => {
        assert.deepEqual(
            columns([
                ["a", "b"],
                ["long", "c"],
            ]),
            ["a     b", "long  c"],
        );
    });
});
