/** Why things change: what is a beginning, what follows, and what several environments have in common. */
import assert from "node:assert/strict";

import { ANY_FACTS } from "../../../tools/facts";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { readAcknowledgements } from "../../../tools/review/acknowledgements";
import { followLines, storyLines, titleOf, whatOf } from "../../../tools/review/cause-text";
import { counted, nounOf } from "../../../tools/review/nouns";
import type { ReviewReport } from "../../../tools/review/report";
import { review } from "../../../tools/review/review";
import { acknowledgementLines, refusalsOf, rowsOf } from "../../../tools/review/summary";
import { ENVIRONMENT } from "./environment";
import { from, graphOf, type Sketch, type World, withChanges, withInputs } from "./world";

const PLAIN = (text: string): string => text;
const STYLE = { code: PLAIN, words: PLAIN };

/** A component with two groups of nodes, and something that is made from one of them. */
const NODES: World = {
    ...ENVIRONMENT,
    pool: {
        type: "platform:compute:ManagedNodes",
        name: "nodes-system",
        parent: "platform",
        inputs: { instanceTypes: ["m7g.large"], diskSizeGiB: 50 },
    },
    a: group("nodes-system-a", "m7g.large"),
    b: group("nodes-system-b", "m7g.large"),
};

function group(name: string, type: string, protect = false): Sketch {
    return {
        type: "aws:eks/nodeGroup:NodeGroup",
        name,
        parent: "pool",
        provider: "aws",
        inputs: { clusterName: "kit", nodeRoleArn: "arn", subnetIds: ["subnet-1"], instanceTypes: [type] },
        options: protect ? { protect } : {},
    };
}

function onto(type: string, protect = false): Record<string, Sketch> {
    return {
        pool: withInputs(NODES["pool"], { instanceTypes: [type] }),
        a: group("nodes-system-a", type, protect),
        b: group("nodes-system-b", type, protect),
    };
}

interface Side {
    readonly base?: Readonly<Record<string, Sketch | undefined>>;
    readonly head?: Readonly<Record<string, Sketch | undefined>>;
}

function inStack(graph: PlannedGraph, stack: string): PlannedGraph {
    const text = JSON.stringify(graph).replaceAll("urn:pulumi:dev::", `urn:pulumi:${stack}::`);
    return { ...(JSON.parse(text) as PlannedGraph), stack, environment: stack };
}

/** The review of stacks that are all this world but for what they change. */
function reviewOf(world: World, stacks: Readonly<Record<string, Side>>, file?: string): ReviewReport {
    return review({
        environments: Object.entries(stacks).map(([stack, { base = {}, head = {} }]) => {
            const before = withChanges(world, base);
            return {
                base: inStack(graphOf(before), stack),
                head: inStack(graphOf(withChanges(before, head)), stack),
            };
        }),
        removed: [],
        base: "main",
        acknowledgements: readAcknowledgements(file),
        today: "2026-11-24",
        facts: ANY_FACTS,
    });
}

function said({ causes }: ReviewReport): readonly string[] {
    return causes.map((cause) =>
        [
            titleOf(cause, STYLE),
            ...storyLines(cause, STYLE),
            ...cause.risks.map((risk) => `${risk.environments.join(", ")}: ${whatOf(risk)}`),
            ...followLines(cause, STYLE),
        ].join(" | "),
    );
}

describe("causes", () => {
    it("are told once for all environments that have them", () => {
        const report = reviewOf(NODES, {
            dev: {},
            staging: { head: onto("m8g.large") },
            production: { head: onto("m8g.large") },
        });
        assert.deepEqual(said(report), [
            '2 node groups of nodes-system are replaced, because instanceTypes changes m7g.large → m8g.large (staging, production) | staging, production: Node group "nodes-system-a" is replaced (instanceTypes): all its nodes go; and 3 alike.',
        ]);
        assert.deepEqual(acknowledgementLines(report), [
            "  - component: nodes-system",
            "    risk: nodes-roll",
            "    environments: [staging, production]",
            "    reason:",
            '    expires: "2026-12-24"',
        ]);
    });

    it("say what differs where environments ask for different things", () => {
        const report = reviewOf(NODES, {
            staging: { head: onto("m8g.large") },
            production: { head: onto("m8g.xlarge") },
        });
        assert.deepEqual(said(report), [
            [
                "nodes-system: instanceTypes changes (staging, production)",
                "staging: 2 node groups of nodes-system are replaced, because instanceTypes changes m7g.large → m8g.large",
                "production: 2 node groups of nodes-system are replaced, because instanceTypes changes m7g.large → m8g.xlarge",
                'staging, production: Node group "nodes-system-a" is replaced (instanceTypes): all its nodes go; and 3 alike.',
            ].join(" | "),
        ]);
    });

    it("are apart where something else is asked", () => {
        const disk = { pool: withInputs(NODES["pool"], { diskSizeGiB: 60 }) };
        const roll = {
            a: withInputs(group("nodes-system-a", "m7g.large"), { releaseVersion: "1.35.6-20260714" }),
        };
        const report = reviewOf(NODES, {
            staging: { head: onto("m8g.large") },
            production: { head: { ...disk, ...roll } },
        });
        assert.deepEqual(
            report.causes.map(({ environments, severity }) => [environments, severity]),
            [
                [["staging"], "high"],
                [["production"], "medium"],
            ],
        );
    });

    it("are open where one environment has not accepted, and keep apart who has", () => {
        const file = `acknowledgements:
  - component: nodes-system
    risk: nodes-roll
    environments: [staging]
    reason: staging may roll at any time
    expires: "2026-12-31"
`;
        const report = reviewOf(
            NODES,
            { staging: { head: onto("m8g.large") }, production: { head: onto("m8g.large") } },
            file,
        );
        const [cause, ...others] = report.causes;
        assert.deepEqual(others, []);
        assert.deepEqual(
            cause?.risks.map(({ acknowledged, environments, fails }) => [
                environments,
                fails,
                acknowledged?.reason,
            ]),
            [
                [["production"], true, undefined],
                [["staging"], false, "staging may roll at any time"],
            ],
        );
        assert.equal(report.code, 3);
        assert.deepEqual(
            rowsOf(report).map(({ environment, worst }) => [environment, worst]),
            [
                ["production", "high"],
                ["staging", "accepted"],
            ],
        );
        assert.equal(acknowledgementLines(report)[2], "    environments: [production]");
    });

    it("keep what is protected, and name what is to be unprotected", () => {
        const guarded = { base: onto("m7g.large", true), head: onto("m8g.large", true) };
        const report = reviewOf(NODES, { staging: guarded, production: { head: onto("m8g.large") } });
        assert.deepEqual(
            refusalsOf(report).map(({ environments, remedy }) => [environments, remedy]),
            [
                [
                    ["staging"],
                    'If it is meant, list "nodes-system" under unprotected in stacks/<environment>.ts and deploy that alone; then this change; then take the line out again',
                ],
            ],
        );
    });

    it("count what only follows, in whatever component", () => {
        const report = reviewOf(ENVIRONMENT, {
            dev: {
                head: {
                    network: withInputs(ENVIRONMENT.network, { cidr: "10.1.0.0/16" }),
                    vpc: withInputs(ENVIRONMENT.vpc, { cidrBlock: "10.1.0.0/16" }),
                },
            },
        });
        const [cause, ...others] = report.causes;
        assert.deepEqual(others, []);
        assert.deepEqual(cause?.stories[0]?.effects, [
            { operation: "replace", noun: "VPC", names: ["network-vpc"] },
        ]);
        assert.deepEqual(cause.stories[0].follows, { create: 0, update: 1, replace: 4, delete: 0 });
    });

    it("take an id that comes or goes for what brings it, not for a reason", () => {
        const second = { ...ENVIRONMENT.subnet, name: "network-node-b" };
        const subnets = [from("subnet", "id"), from("second", "id")];
        const { second: _, ...rest } = withChanges(ENVIRONMENT, { second });
        const world = Object.fromEntries(
            Object.entries<Sketch>({ ...rest }).flatMap(([key, sketch]): (readonly [string, Sketch])[] =>
                key === "nat"
                    ? [
                          ["second", second],
                          [key, sketch],
                      ]
                    : [[key, sketch]],
            ),
        );
        const cluster = withInputs(ENVIRONMENT.cluster, {
            vpcConfig: { ...ENVIRONMENT.cluster.inputs.vpcConfig, subnetIds: subnets },
        });
        const before = withChanges(world, { cluster });
        const report = review({
            environments: [
                {
                    base: graphOf(before),
                    head: graphOf(withChanges(before, { second: undefined, cluster: ENVIRONMENT.cluster })),
                },
            ],
            removed: [],
            base: "main",
            acknowledgements: { entries: [], problems: [] },
            today: "2026-11-24",
            facts: ANY_FACTS,
        });
        assert.deepEqual(
            report.causes.map((cause) => titleOf(cause, STYLE)),
            ["The subnet of network is deleted (dev)"],
        );
        assert.deepEqual(report.causes[0]?.stories[0]?.follows, {
            create: 0,
            update: 1,
            replace: 0,
            delete: 0,
        });
    });

    it("never claim that something changes in place of which nobody knows it", () => {
        const shared = {
            type: "aws:fsx/windowsFileSystem:WindowsFileSystem",
            name: "shared",
            inputs: { throughputCapacity: 32 },
        };
        const report = reviewOf(
            { ...ENVIRONMENT, shared },
            { dev: { head: { shared: withInputs(shared, { throughputCapacity: 64 }) } } },
        );
        assert.equal(
            said(report)[0]?.split(" | ")[0],
            "The file system shared changes, and may be replaced, because throughputCapacity changes 32 → 64 (dev)",
        );
    });
});

describe("nouns", () => {
    it("are what people say", () => {
        const types = [
            "aws:eks/nodeGroup:NodeGroup",
            "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            "aws:ec2/vpc:Vpc",
            "aws:iam/policy:Policy",
            "aws:sqs/queue:Queue",
            "platform:karpenter:NodePool",
        ];
        assert.deepEqual(
            types.map((type) => [counted(1, nounOf(type)), counted(2, nounOf(type))]),
            [
                ["1 node group", "2 node groups"],
                ["1 node class", "2 node classes"],
                ["1 VPC", "2 VPCs"],
                ["1 policy", "2 policies"],
                ["1 queue", "2 queues"],
                ["1 node pool", "2 node pools"],
            ],
        );
        assert.equal(counted(2, nounOf("platform:compute:ManagedNodes")), "2 groups of managed nodes");
    });
});
