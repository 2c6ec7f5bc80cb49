import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { calendarOf, type CalendarReport, type Promises } from "../../../tools/calendar/calendar";
import { agesOf } from "../../../tools/calendar/ages";
import { ENTRY_KINDS } from "../../../tools/calendar/entry";
import { daysDeclared } from "../../../tools/calendar/promises";
import type { Environment } from "../../../tools/parity/environment";
import { type PlannedGraph } from "../../../tools/plan/graph";
import { declaredOf, environmentOf as planOf } from "../../support/environments";
import { graphOf, planned, type ResourceSketch } from "../../support/graphs";
import { CERTIFICATE } from "./certificate";

const TODAY = "2026-11-29";
const NONE: Promises = { acknowledgements: [], exemptions: [], policy: { levels: {}, waivers: [] } };

function environmentOf(
    graph: PlannedGraph,
    shape?: (shape: EnvironmentShape) => EnvironmentShape,
): Environment {
    const declared = declaredOf("small", shape === undefined ? {} : { shape });
    return { stack: "dev", project: "kit", declared, graph };
}

function calendar(
    sketches: readonly ResourceSketch[],
    { today = TODAY, ...promises }: Partial<Promises> & { readonly today?: string } = {},
): CalendarReport {
    const platform = { type: "platform:stacks:Platform", name: "platform", inputs: { region: "us-east-1" } };
    const graph = graphOf(...[platform, ...sketches].map(planned));
    return calendarOf(environmentOf(graph), today, { ...NONE, ...promises });
}

function cluster(version: string, supportType?: string): ResourceSketch {
    const upgradePolicy = supportType === undefined ? {} : { upgradePolicy: { supportType } };
    return { type: "aws:eks/cluster:Cluster", name: "control-plane", inputs: { version, ...upgradePolicy } };
}

describe("days of a Kubernetes minor", () => {
    it("end with standard support where EKS then upgrades by itself", () => {
        const { entries } = calendar([cluster("1.36", "STANDARD")]);
        assert.deepEqual(entries, [
            {
                id: "kubernetes/control-plane/standard",
                kind: "kubernetes",
                day: "2027-08-02",
                // December, January, March, May and July have 31 days, February 28: 1 + 31 + 31 + 28 + 31 + 30 + 31 + 30 + 31 + 2.
                daysLeft: 246,
                what: "EKS 1.36 leaves standard support",
                why: "The cluster has supportType STANDARD: from the day after EKS upgrades the control plane by itself. Upgrade it before, docs/day-2/kubernetes-minor.md.",
                source: "endoflife.date, products/amazon-eks, generated from the release calendar in the EKS User Guide, kubernetes-versions, seen 2026-07-08",
            },
        ]);
    });

    it("cost more from then on with extended support, which ends as well", () => {
        for (const supportType of ["EXTENDED", undefined]) {
            const { entries } = calendar([cluster("1.35", supportType)]);
            assert.deepEqual(
                entries.map(({ cost, day, what }) => [
                    day,
                    what,
                    cost === undefined ? undefined : [cost.usdHour, cost.usdMonth],
                ]),
                [
                    // 730 hours of 0.50 USD.
                    ["2027-03-27", "EKS 1.35 leaves standard support", [0.5, 365]],
                    ["2028-03-27", "EKS 1.35 leaves extended support", undefined],
                ],
            );
        }
    });

    it("are none of a minor that nobody has looked up", () => {
        assert.deepEqual(calendar([cluster("1.20", "STANDARD")]).entries, []);
    });

    it("are counted past their end", () => {
        const left = (today: string) =>
            calendar([cluster("1.36", "STANDARD")], { today }).entries[0]?.daysLeft;
        assert.deepEqual([left("2027-08-01"), left("2027-08-02"), left("2027-08-03")], [1, 0, -1]);
    });
});

describe("days that people have set", () => {
    const reason = "The runners move in spring.";
    const acknowledgements = [
        {
            component: "network",
            environments: ["dev", "staging"],
            risk: "replaces-data",
            reason,
            expires: "2027-01-31",
        },
        {
            component: "network",
            environments: ["production"],
            risk: "replaces-data",
            reason,
            expires: "2027-02-28",
        },
        {
            urn: "urn:pulumi:dev::kit::aws:ec2/vpc:Vpc::network-vpc",
            risk: "replaces-data",
            reason,
            expires: "2026-12-01",
        },
    ] as unknown as Promises["acknowledgements"];

    it("are the last ones of risks accepted in the stack", () => {
        const { entries } = calendar([], { acknowledgements });
        assert.deepEqual(
            entries.map(({ day, daysLeft, kind, what }) => [day, daysLeft, kind, what]),
            [
                [
                    "2026-12-01",
                    2,
                    "acknowledgement",
                    "Risk replaces-data of network-vpc is accepted for the last time",
                ],
                [
                    "2027-01-31",
                    63,
                    "acknowledgement",
                    "Risk replaces-data of network is accepted for the last time",
                ],
            ],
        );
    });

    it("are the last ones of controls exempt in the stack", () => {
        const exempt = { control: "C43", reason, owner: "shop-team" };
        const exemptions = [
            { ...exempt, component: "keys", environments: ["dev", "staging"], expires: "2027-01-31" },
            { ...exempt, component: "keys", environments: ["production"], expires: "2027-02-28" },
            {
                ...exempt,
                urn: "urn:pulumi:dev::kit::aws:kms/key:Key::keys-logs",
                expires: "2026-11-28",
            },
        ];
        const { entries } = calendar([], { exemptions });
        assert.deepEqual(
            entries.map(({ day, daysLeft, id, what }) => [day, daysLeft, id, what]),
            [
                [
                    "2026-11-28",
                    -1,
                    "exemption/C43/urn:pulumi:dev::kit::aws:kms/key:Key::keys-logs",
                    "Control C43 of keys-logs is exempt for the last time",
                ],
                ["2027-01-31", 63, "exemption/C43/keys", "Control C43 of keys is exempt for the last time"],
            ],
        );
        assert.deepEqual(
            [entries[1]?.kind, entries[1]?.source, entries[1]?.why],
            [
                "exemption",
                "control-exemptions.yaml",
                "npm run plan -- controls fails on it from the day after, and shop-team answers for it. Exempt because: The runners move in spring.",
            ],
        );
    });

    it("are the last ones of workloads that policies of admission let off, and stand there once", async () => {
        const agent = {
            kind: "DaemonSet",
            namespace: "agents",
            name: "node-agent",
            owner: "shop-team",
        } as const;
        const widgets = { apiGroups: ["apps"], resources: ["daemonsets"] };
        const { declared, ...environment } = await planOf("small", {
            shape: (shape) => ({
                ...shape,
                admissionPolicies: {
                    host: { exemptWorkloads: [{ ...agent, reason, expires: "2027-06-30" }] },
                    secretsAsFiles: { exemptWorkloads: [{ ...agent, reason, expires: "2026-11-28" }] },
                    own: {
                        widgets: {
                            resources: [widgets],
                            validations: [{ expression: "true", message: "no" }],
                            exemptWorkloads: [{ ...agent, reason, expires: "2026-11-29" }],
                        },
                    },
                },
            }),
        });
        const { entries } = calendarOf({ declared, ...environment }, TODAY, NONE);
        const found = entries.filter(({ what }) => /exempt/i.test(what));
        assert.deepEqual(
            found.map(({ day, daysLeft, id, kind, source, what }) => [day, daysLeft, id, kind, source, what]),
            [
                [
                    "2026-11-28",
                    -1,
                    "exemption/admission-secrets-as-files/DaemonSet agents/node-agent",
                    "exemption",
                    "exemptWorkloads of admission-secrets-as-files",
                    "DaemonSet agents/node-agent is exempt from admission-secrets-as-files for the last time",
                ],
                [
                    "2026-11-29",
                    0,
                    "exemption/admission-widgets/DaemonSet agents/node-agent",
                    "exemption",
                    "exemptWorkloads of admission-widgets",
                    "DaemonSet agents/node-agent is exempt from admission-widgets for the last time",
                ],
                [
                    "2027-06-30",
                    213,
                    "exemption/admission-host/DaemonSet agents/node-agent",
                    "exemption",
                    "exemptWorkloads of admission-host",
                    "DaemonSet agents/node-agent is exempt from admission-host for the last time",
                ],
            ],
        );
        assert.equal(
            found[0]?.why,
            "npm run plan -- controls fails on it from the day after; the API server knows no day and lets it off as before. shop-team answers for it. Exempt because: The runners move in spring.",
        );
        assert.deepEqual(daysDeclared(declared, TODAY), []);
    });

    it("are those of waivers, and a waiver without one is said to have none", () => {
        const waiver = { control: "C01", environment: "dev", reason };
        const policy = {
            levels: {},
            waivers: [
                { ...waiver, until: "2027-01-01" },
                { ...waiver, control: "C02" },
                { ...waiver, control: "C03", environment: "production" },
            ],
        };
        const { endless, entries } = calendar([], { policy });
        assert.deepEqual(
            entries.map(({ day, id, kind }) => [day, id, kind]),
            [["2027-01-01", "waiver/C01", "waiver"]],
        );
        assert.deepEqual(endless, [
            "The waiver of control C02 has no last day: add `until` in stacks/own/policy.ts.",
        ]);
    });

    it("are those to come that a setting or the shape names, by their path", () => {
        const declared = declaredOf("small");
        const shape = {
            ...declared.shape,
            reservation: { ends: ["2027-05-01T12:00:00Z", "2026-01-01", "2027-02-30", "a 2027-05-01"] },
        };
        assert.deepEqual(
            daysDeclared({ ...declared, shape }, TODAY).map(({ day, id }) => [day, id]),
            [["2027-05-01", "shape/shape.reservation.ends[0]"]],
        );
        assert.deepEqual(daysDeclared(declared, TODAY), []);
    });
});

describe("everything that runs out", () => {
    it("stands in one calendar, by day, beside ages", async () => {
        const accepted = { component: "network", environments: ["dev"], reason: "It moves in spring." };
        const exempt = {
            kind: "DaemonSet",
            namespace: "agents",
            name: "node-agent",
            owner: "shop-team",
        } as const;
        const environment = await planOf("small", {
            shape: (shape) => ({
                ...shape,
                admissionPolicies: {
                    host: {
                        exemptWorkloads: [
                            { ...exempt, reason: "It measures the network.", expires: "2027-01-03" },
                        ],
                    },
                },
            }),
        });
        const { declared, graph } = environment;
        const inputs = { source: { sourceData: { x509CertificateData: CERTIFICATE } } };
        const anchor = planned({ type: "aws:rolesanywhere/trustAnchor:TrustAnchor", name: "nodes", inputs });
        const shape = { ...declared.shape, reservation: { ends: "2027-01-05" } };
        const report = calendarOf(
            {
                ...environment,
                stack: "dev",
                declared: { ...declared, shape },
                graph: { ...graph, environment: "dev", resources: [...graph.resources, anchor] },
            },
            TODAY,
            {
                acknowledgements: [{ ...accepted, risk: "replaced", expires: "2027-01-01" }],
                exemptions: [{ ...accepted, control: "C43", owner: "shop-team", expires: "2027-01-02" }],
                policy: {
                    levels: {},
                    waivers: [
                        { control: "C01", environment: "dev", reason: "It moves.", until: "2027-01-04" },
                    ],
                },
            },
        );
        assert.deepEqual(
            report.entries.map(({ day, id }) => [day, id]),
            [
                ["2027-01-01", "acknowledgement/replaced/network"],
                ["2027-01-02", "exemption/C43/network"],
                ["2027-01-03", "exemption/admission-host/DaemonSet agents/node-agent"],
                ["2027-01-04", "waiver/C01"],
                ["2027-01-05", "shape/shape.reservation.ends"],
                ["2027-03-01", "certificate/nodes/2a"],
                ["2027-06-30", "node-system/al2023-standard"],
                ["2027-08-02", "kubernetes/cluster-control-plane/standard"],
                ["2029-06-30", "node-system/al2023-end"],
            ],
        );
        assert.deepEqual([...new Set(report.entries.map(({ kind }) => kind))].sort(), [...ENTRY_KINDS]);
        assert.deepEqual(report.ages, agesOf(graph, TODAY));
        assert.ok(report.ages.some(({ what }) => what === "add-on coredns"));
    });
});

describe("days of certificates", () => {
    const anchor = (data: Json) => ({
        type: "aws:rolesanywhere/trustAnchor:TrustAnchor",
        name: "nodes",
        inputs: { source: { sourceData: { x509CertificateData: data } } },
    });

    it("are the last ones they are valid on, once a resource", () => {
        const { entries } = calendar([anchor(`${CERTIFICATE}\n${CERTIFICATE}`)]);
        assert.deepEqual(entries, [
            {
                id: "certificate/nodes/2a",
                kind: "certificate",
                day: "2027-03-01",
                daysLeft: 92,
                what: "The certificate O=nobody, CN=kit tests of nodes ends",
                why: "Whatever TrustAnchor nodes checks by it is refused afterwards: put its successor beside it before.",
                source: "the certificate itself, serial number 2a",
            },
        ]);
    });

    it("are found in base64, as Auto Mode's bundles are", () => {
        const data = Buffer.from(CERTIFICATE).toString("base64");
        const bundle = {
            type: "kubernetes:eks.amazonaws.com/v1:NodeClass",
            name: "general",
            inputs: { spec: { certificateBundles: [{ name: "proxy", data }] } },
        };
        assert.deepEqual(
            calendar([bundle]).entries.map(({ day }) => day),
            ["2027-03-01"],
        );
    });

    it("are none of what only looks like one", () => {
        const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
        assert.deepEqual(calendar([anchor(broken), anchor("none")]).entries, []);
    });
});

describe("what has no day", () => {
    const pool = (expireAfter?: string): ResourceSketch => ({
        type: "kubernetes:karpenter.sh/v1:NodePool",
        name: "pool-general-node-pool",
        inputs: {
            metadata: { name: "general" },
            spec: { template: { spec: expireAfter === undefined ? {} : { expireAfter } } },
        },
    });

    it("is when nodes are replaced, counted from their own start", () => {
        const every = (expireAfter?: string) => calendar([pool(expireAfter)]).rhythms.map((one) => one.every);
        assert.deepEqual(["720h", undefined, "36h", "24h", "Never"].map(every), [
            ["30 days"],
            ["30 days"],
            ["36h"],
            ["24h"],
            [],
        ]);
        assert.match(
            calendar([pool("720h")]).rhythms[0]?.why ?? "",
            /^expireAfter 720h, counted from its own start/,
        );
    });

    it("is what Auto Mode replaces, where EKS has pools of its own", () => {
        const auto = (computeConfig: Json) => ({ ...cluster("1.20"), inputs: { computeConfig } });
        assert.deepEqual(
            calendar([auto({ enabled: true, nodePools: ["system", "general-purpose"] })]).rhythms.map(
                ({ every, what }) => [every, what],
            ),
            [["14 days", "Each node of EKS's own pools (system, general-purpose) is replaced"]],
        );
        assert.deepEqual(calendar([auto({ enabled: true, nodePools: [] })]).rhythms, []);
        assert.deepEqual(calendar([auto({ enabled: false, nodePools: ["system"] })]).rhythms, []);
    });

    it("is when keys turn", () => {
        const key = (inputs: Json) => ({ type: "aws:kms/key:Key", name: "keys-logs", inputs });
        const every = (inputs: Json) => calendar([key(inputs)]).rhythms.map((one) => one.every);
        assert.deepEqual(every({ enableKeyRotation: true }), ["365 days"]);
        assert.deepEqual(every({ enableKeyRotation: true, rotationPeriodInDays: 90 }), ["90 days"]);
        assert.deepEqual(every({}), []);
    });
});

describe("ages", () => {
    const template = (name: string, day: string) => ({
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name,
        inputs: {
            imageId: `resolve:ssm:/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/x86_64/standard/amazon-eks-node-al2023-x86_64-standard-1.36-v${day}/image_id`,
        },
    });
    const addon = (name: string, version: string) => ({
        type: "aws:eks/addon:Addon",
        name,
        inputs: { addonName: name, addonVersion: version },
    });

    it("are those of images since their release, of the kit's own pins since their source, the oldest first", () => {
        const graph = graphOf(
            ...[
                cluster("1.36", "STANDARD"),
                template("nodes", "20260930"),
                addon("coredns", "v1.14.3-eksbuild.23"),
                addon("kube-proxy", "v1.36.9-eksbuild.1"),
            ].map(planned),
        );
        assert.deepEqual(
            agesOf(graph, TODAY).map(({ days, meaning, since, until, what }) => [
                what,
                days,
                since,
                meaning,
                until,
            ]),
            [
                ["add-on coredns", 66, "2026-09-24", "its source", undefined],
                [
                    "node image amazon-eks-node-al2023-x86_64-standard-1.36",
                    60,
                    "2026-09-30",
                    "released",
                    "2029-06-30",
                ],
                // Of a fork's own pin the kit knows no day.
                ["add-on kube-proxy", undefined, undefined, undefined, undefined],
            ],
        );
    });

    it("of the system that nodes run are two days of the calendar, once for all of them", () => {
        const { entries } = calendar([template("a", "20260930"), template("b", "20260801")]);
        assert.deepEqual(
            entries.map(({ day, what }) => [day, what]),
            [
                ["2027-06-30", "Amazon Linux 2023 leaves standard support"],
                ["2029-06-30", "Amazon Linux 2023 is no longer maintained"],
            ],
        );
    });
});
