import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { decidedOf } from "../../../tools/page/decided";
import { unionOf } from "../../../tools/page/difference";
import type { Drawing } from "../../../tools/page/drawn";
import { drawingOf } from "../../../tools/page/drawing";
import { mermaidOf } from "../../../tools/page/mermaid";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { recordProgram } from "../../../tools/plan/recorder";
import { IDENTITY } from "../../support/record";
import { environmentOf, type TestEnvironment } from "../../support/environments";
import { everything, everythingOnAutoMode, everythingOnFargate } from "../../support/everything";
import { graphOf, planned } from "../../support/graphs";

const stack = planned({ type: "pulumi:pulumi:Stack", name: "kit-dev" });
const platform = planned({
    type: "platform:stacks:Platform",
    name: "platform",
    parent: stack,
    inputs: { account: "123456789012", region: "eu-west-1" },
});
const network = planned({
    type: "platform:network:Vpc",
    name: "network",
    parent: platform,
    inputs: { cidr: "10.0.0.0/16" },
});
const within = (type: string, name: string, inputs: Json, ...made: readonly [string, PlannedResource][]) => ({
    ...planned({ type, name, parent: network, inputs }),
    propertyDependencies: Object.fromEntries(made.map(([input, { urn }]) => [input, [urn]])),
});
const vpc = within("aws:ec2/vpc:Vpc", "network-vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = (tier: string, cidrBlock: string) =>
    within("aws:ec2/subnet:Subnet", `network-${tier}-a`, { cidrBlock, availabilityZone: "eu-west-1a" });
const [node, open] = [subnet("node", "10.0.0.0/19"), subnet("public", "10.0.128.0/24")];
const nat = within("aws:ec2/natGateway:NatGateway", "network-nat-a", {}, ["subnetId", open]);
const igw = within("aws:ec2/internetGateway:InternetGateway", "network-internet-gateway", {});
const table = (name: string) => within("aws:ec2/routeTable:RouteTable", name, {});
const [ofNodes, ofPublic] = [table("of-nodes"), table("of-public")];
const association = (name: string, one: PlannedResource, of: PlannedResource) =>
    within(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        name,
        {},
        ["subnetId", one],
        ["routeTableId", of],
    );
const SMALL = graphOf(
    ...[stack, platform, network, vpc, node, open, nat, igw, ofNodes, ofPublic],
    association("a", node, ofNodes),
    association("b", open, ofPublic),
    within("aws:ec2/route:Route", "out", {}, ["routeTableId", ofNodes], ["natGatewayId", nat]),
    within("aws:ec2/route:Route", "in", {}, ["routeTableId", ofPublic], ["gatewayId", igw]),
);

/** Title, kind and container of each part. */
function outline({ parts }: Drawing): readonly string[] {
    return parts.map(({ id, inside = "", kind, lines }) =>
        `${inside} > ${id} (${kind}) ${lines.join("; ")}`.trim(),
    );
}

describe("a drawing of a planned graph", () => {
    it("has boxes for account, VPC, zones, subnets with their addresses, and gateways", () => {
        assert.deepEqual(outline(drawingOf(SMALL)), [
            "> outside:internet (outside)",
            "account > vpc (vpc) 10.0.0.0/16",
            "vpc > zone:eu-west-1a (zone)",
            "zone:eu-west-1a > subnet:network-node-a (private) 10.0.0.0/19; 8,187 addresses",
            "zone:eu-west-1a > subnet:network-public-a (public) 10.0.128.0/24; 251 addresses",
            "vpc > gateway:igw (gateway)",
            "subnet:network-public-a > gateway:network-nat-a (gateway)",
            "> account (account) eu-west-1",
        ]);
    });

    it("has an arrow for each way out, from a public subnet over the NAT gateway in it", () => {
        assert.deepEqual(
            drawingOf(SMALL).edges.map(({ from, to }) => `${from} → ${to}`),
            [
                "gateway:igw → outside:internet",
                "subnet:network-node-a → gateway:network-nat-a",
                "gateway:network-nat-a → gateway:igw",
            ],
        );
    });

    it("is Mermaid that names no account", () => {
        assert.equal(
            mermaidOf(drawingOf(SMALL)),
            [
                "flowchart LR",
                '    n0["Internet"]',
                '    subgraph n7["AWS account<br/>eu-west-1"]',
                '        subgraph n1["VPC<br/>10.0.0.0/16"]',
                '            subgraph n2["eu-west-1a"]',
                '                n3["node subnet<br/>10.0.0.0/19<br/>8,187 addresses"]',
                '                subgraph n4["public subnet<br/>10.0.128.0/24<br/>251 addresses"]',
                '                    n6["NAT gateway"]',
                "                end",
                "            end",
                '            n5["Internet gateway"]',
                "        end",
                "    end",
                "    n5 --> n0",
                "    n3 --> n6",
                "    n6 --> n5",
            ].join("\n"),
        );
    });

    it("is Mermaid that names no network that may call the API", () => {
        const inputs = {
            api: "public to 203.0.113.0/24, and private",
            clusterName: "c",
            kubernetesVersion: "1.36",
        };
        const cluster = planned({
            type: "platform:cluster:Cluster",
            name: "cluster",
            parent: platform,
            inputs,
        });
        const drawing = drawingOf(graphOf(stack, platform, cluster));
        assert.match(JSON.stringify(drawing.parts), /203\.0\.113\.0/);
        assert.doesNotMatch(mermaidOf(drawing), /203\.0\.113\.0/);
    });

    it("is Mermaid in which no name says anything of its own", () => {
        const evil = planned({
            type: "platform:security:Keys",
            name: 'x"]; click n0 "https://e.example" %%',
            parent: platform,
        });
        const text = mermaidOf(drawingOf(graphOf(stack, platform, evil)));
        assert.match(text, /x#34;#93;; click n0 #34;https:\/\/e\.example#34; #37;#37;/);
    });

    it("says that a subnet of an unknown range has so many addresses as nobody knows", () => {
        const unknown = within("aws:ec2/subnet:Subnet", "network-node-a", { cidrBlock: { $unknown: true } });
        const { parts } = drawingOf(graphOf(stack, platform, network, vpc, unknown));
        assert.deepEqual(parts.find(({ id }) => id === "subnet:network-node-a")?.title, "node subnet");
    });

    for (const name of ["small", "large"] as const) {
        it(`shows every component of the ${name} environment once`, async () => {
            const environment = await environmentOf(name);
            assertWhole(environment.graph, drawingOf(environment.graph, decidedOf(environment)));
        });
    }

    for (const [name, program] of Object.entries({ everything, everythingOnFargate, everythingOnAutoMode })) {
        it(`shows every component of ${name} once, placed or not`, async () => {
            const { graph } = await recordProgram({
                program,
                ...IDENTITY,
                config: {},
                secretKeys: [],
                mode: "deterministic",
            });
            assertWhole(graph, drawingOf(graph));
        });
    }

    it("puts pods where the planner does: on the profile that takes them, on the first nodes they fit, on every node", async () => {
        const homes = async (name: TestEnvironment) => {
            const environment = await environmentOf(name);
            const { parts } = drawingOf(environment.graph, decidedOf(environment));
            return Object.fromEntries(
                parts.filter(({ kind }) => kind === "workload").map(({ id, inside }) => [id, inside]),
            );
        };
        const [small, large] = [await homes("small"), await homes("large")];
        assert.equal(small["pods:karpenter"], "capacity:fargate-system");
        assert.equal(large["pods:karpenter"], "capacity:nodes-system");
        assert.equal(large["pods:addon-vpc-cni"], "every-node");
    });

    it("keeps what goes where it stood", () => {
        const without = graphOf(...SMALL.resources.filter(({ name }) => name !== "network-nat-a"));
        const { edges, parts } = unionOf(drawingOf(without), drawingOf(SMALL));
        assert.deepEqual(
            parts.filter(({ id }) => id.startsWith("gateway:")).map(({ id, inside }) => [id, inside]),
            [
                ["gateway:igw", "vpc"],
                ["gateway:network-nat-a", "subnet:network-public-a"],
            ],
        );
        assert.ok(
            edges.some(({ from, to }) => from === "subnet:network-node-a" && to === "gateway:network-nat-a"),
        );
    });
});

/** Each component below the platform is one box, boxes stand in boxes that are there, arrows end at boxes. */
function assertWhole(graph: PlannedGraph, { edges, parts }: Drawing): void {
    const root = graph.resources.find(({ type }) => type === "platform:stacks:Platform");
    const components = graph.resources.filter(({ custom, parent }) => !custom && parent === root?.urn);
    const times = components.map(({ name, urn }) => [
        name,
        parts.filter(
            (part) =>
                part.urn === urn &&
                part.kind !== "outside" &&
                part.kind !== "endpoints" &&
                !part.id.startsWith("subnet:"),
        ).length,
    ]);
    assert.deepEqual(
        times.filter(([, n]) => n !== 1),
        [],
    );
    const ids = new Set(parts.map(({ id }) => id));
    assert.equal(ids.size, parts.length);
    assert.deepEqual(
        parts.filter(({ inside }) => inside !== undefined && !ids.has(inside)),
        [],
    );
    assert.deepEqual(
        edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to)),
        [],
    );
}
