import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { PlannedOptions } from "../../../tools/plan/graph";
import type { Change } from "../../../tools/review/change";
import { diff } from "../../../tools/review/diff";
import { pathText } from "../../../tools/review/paths";
import { countedReads } from "../../support/counted-work";
import { ENVIRONMENT } from "./environment";
import { graphOfPlan, OPEN, openWith } from "./environments";
import { from, graphOf, type Sketch, withChanges, withInputs } from "./world";

const BASE = graphOf(ENVIRONMENT);

function changed(
    changes: Readonly<Record<string, Sketch | undefined>>,
    base = ENVIRONMENT,
): readonly Change[] {
    return diff(graphOf(base), graphOf(withChanges(base, changes)), FACTS).changes;
}

/** `replace create-first network-vpc: cidrBlock` */
function lines(changes: readonly Change[]): string[] {
    return changes.map(({ operation, order, type, name, forcedBy, properties }) => {
        const why =
            operation === "replace"
                ? forcedBy.map(({ path }) => path)
                : properties.map(({ path }) => pathText(path));
        const paths = operation === "create" || operation === "delete" ? [] : why;
        return [operation, order, type.split(":").at(-1), name, paths.join(",")]
            .filter((word) => word)
            .join(" ");
    });
}

describe("diff", () => {
    it("of a graph with itself is empty", () => {
        assert.deepEqual(diff(BASE, BASE, FACTS), {
            base: BASE,
            head: BASE,
            changes: [],
            outputs: [],
            unchanged: Object.keys(ENVIRONMENT).length,
        });
    });

    it("without a base creates everything", () => {
        const { changes, unchanged } = diff(undefined, BASE, FACTS);
        assert.deepEqual([...new Set(changes.map(({ operation }) => operation))], ["create"]);
        assert.deepEqual([changes.length, unchanged], [BASE.resources.length, 0]);
    });

    it("updates in place, with the value on both sides", () => {
        const [cluster, ...others] = changed({
            cluster: withInputs(ENVIRONMENT.cluster, { version: "1.36" }),
        });
        assert.deepEqual(others, []);
        assert.deepEqual(
            { ...cluster, before: undefined, after: undefined },
            {
                urn: "urn:pulumi:dev::kit::platform:stacks:Platform$aws:eks/cluster:Cluster::cluster-control-plane",
                type: "aws:eks/cluster:Cluster",
                name: "cluster-control-plane",
                custom: true,
                operation: "update",
                properties: [{ path: ["version"], before: "1.35", after: "1.36" }],
                ignored: [],
                options: [],
                forcedBy: [],
                ripples: [],
                retained: false,
                known: true,
                before: undefined,
                after: undefined,
            },
        );
    });

    it("follows a changed VPC range to everything made from the VPC", () => {
        assert.deepEqual(
            lines(
                changed({
                    network: withInputs(ENVIRONMENT.network, { cidr: "10.1.0.0/16" }),
                    vpc: withInputs(ENVIRONMENT.vpc, { cidrBlock: "10.1.0.0/16" }),
                    subnet: withInputs(ENVIRONMENT.subnet, { cidrBlock: "10.1.0.0/19" }),
                }),
            ),
            [
                "update Cluster cluster-control-plane",
                "replace create-first FargateProfile system subnetIds",
                "replace create-first NodeGroup system-a subnetIds",
                "replace create-first NatGateway network-nat-a subnetId",
                "replace create-first Subnet network-node-a cidrBlock,vpcId",
                "replace create-first Vpc network-vpc cidrBlock",
                "update Vpc network cidr",
            ],
        );
    });

    it("names the root of what ripples", () => {
        const changes = changed({ vpc: withInputs(ENVIRONMENT.vpc, { cidrBlock: "10.1.0.0/16" }) });
        const nat = changes.find(({ name, type }) => name === "network-nat-a" && type.includes("natGateway"));
        const urn = (name: string) => BASE.resources.find((resource) => resource.name === name)?.urn;
        assert.deepEqual(nat?.ripples, [
            { input: "subnetId", from: urn("network-node-a"), roots: [urn("network-vpc")] },
        ]);
        assert.deepEqual(nat.properties, []);
    });

    it("deletes a cluster with a name of its own first, and with it what names the cluster", () => {
        const changes = changed({
            cluster: withInputs(ENVIRONMENT.cluster, {
                kubernetesNetworkConfig: { serviceIpv4Cidr: "172.21.0.0/16" },
            }),
        });
        assert.deepEqual(lines(changes), [
            "replace delete-first Addon vpc-cni clusterName",
            "replace delete-first Cluster cluster-control-plane kubernetesNetworkConfig.serviceIpv4Cidr",
            "replace delete-first FargateProfile system clusterName",
            "replace delete-first NodeGroup system-a clusterName",
            "replace delete-first OpenIdConnectProvider cluster-oidc url",
            "replace delete-first AccessEntry access-admin clusterName",
            "replace delete-first AccessEntry access-deploy clusterName",
            "replace delete-first AccessPolicyAssociation access-admin clusterName",
            "replace delete-first AccessPolicyAssociation access-deploy clusterName",
            "replace delete-first kubernetes cluster-kubernetes clusterIdentifier",
        ]);
    });

    it("leaves alone what is made from an output that stays, of a resource that is made first", () => {
        const world = withChanges(ENVIRONMENT, {
            rule: {
                type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                name: "rule",
                provider: "aws",
                inputs: { securityGroupId: "sg-1", ipProtocol: "tcp", cidrIpv4: from("subnet", "cidrBlock") },
            },
        });
        const moved = withChanges(world, {
            subnet: withInputs(ENVIRONMENT.subnet, { availabilityZone: "eu-west-1b" }),
        });
        const { changes } = diff(graphOf(world), graphOf(moved), FACTS);
        assert.equal(
            changes.some(({ name }) => name === "rule"),
            false,
        );
        assert.deepEqual(lines(changes.filter(({ name }) => name === "network-node-a")), [
            "replace create-first Subnet network-node-a availabilityZone",
        ]);
    });

    it("rolls node groups when their launch template gets a new version", () => {
        const template = {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "system",
            provider: "aws",
            inputs: { imageId: "ami-1" },
        };
        const launchTemplate = { id: from("template", "id"), version: from("template", "latestVersion") };
        const { nodes, ...rest } = ENVIRONMENT;
        const world = { ...rest, template, nodes: withInputs(nodes, { launchTemplate }) };
        const { changes } = diff(
            graphOf(world),
            graphOf({ ...world, template: withInputs(template, { imageId: "ami-2" }) }),
            FACTS,
        );
        assert.deepEqual(lines(changes), [
            "update LaunchTemplate system imageId",
            "update NodeGroup system-a",
        ]);
        assert.deepEqual(
            changes[1]?.ripples.map(({ input }) => input),
            ["launchTemplate"],
        );
    });

    it("takes a default for what it is", () => {
        const unset = withInputs(ENVIRONMENT.cluster, { bootstrapSelfManagedAddons: true });
        assert.deepEqual(lines(changed({ cluster: unset })), [
            "update Cluster cluster-control-plane bootstrapSelfManagedAddons",
        ]);
        const off = withInputs(ENVIRONMENT.cluster, { bootstrapSelfManagedAddons: false });
        assert.equal(
            lines(changed({ cluster: off })).includes(
                "replace delete-first Cluster cluster-control-plane bootstrapSelfManagedAddons",
            ),
            true,
        );
    });

    it("says when it does not know a type", () => {
        const strange = { type: "aws:strange/thing:Thing", name: "it", provider: "aws", inputs: { a: 1 } };
        const world = { ...ENVIRONMENT, strange };
        const { changes } = diff(
            graphOf(world),
            graphOf({ ...world, strange: withInputs(strange, { a: 2 }) }),
            FACTS,
        );
        assert.deepEqual(lines(changes), ["update Thing it a"]);
        assert.equal(changes[0]?.known, false);
    });

    it("compares what the stack exports", () => {
        const head = { ...BASE, outputs: { vpcId: "vpc-1" } };
        assert.deepEqual(diff(BASE, head, FACTS).outputs, [{ path: ["vpcId"], after: "vpc-1" }]);
    });
});

describe("diff and options", () => {
    function withOptions(options: PlannedOptions, inputs: Parameters<typeof withInputs>[1] = {}) {
        return { ...withInputs(ENVIRONMENT.vpc, inputs), options };
    }

    it("honours ignoreChanges, and shows what it holds back", () => {
        const world = { ...ENVIRONMENT, vpc: withOptions({ ignoreChanges: ["cidrBlock"] }) };
        const { changes } = diff(
            graphOf(world),
            graphOf({
                ...world,
                vpc: withOptions({ ignoreChanges: ["cidrBlock"] }, { cidrBlock: "10.1.0.0/16" }),
            }),
            FACTS,
        );
        assert.deepEqual(lines(changes), ["none Vpc network-vpc"]);
        assert.deepEqual(changes[0]?.ignored, [
            { path: ["cidrBlock"], before: "10.0.0.0/16", after: "10.1.0.0/16" },
        ]);
    });

    it("honours ignoreChanges for what ripples", () => {
        const world = {
            ...ENVIRONMENT,
            profile: { ...ENVIRONMENT.profile, options: { ignoreChanges: ["subnetIds"] } },
        };
        const moved = { ...world, subnet: withInputs(ENVIRONMENT.subnet, { cidrBlock: "10.0.32.0/19" }) };
        const { changes } = diff(graphOf(world), graphOf(moved), FACTS);
        assert.equal(
            changes.some(({ type }) => type === "aws:eks/fargateProfile:FargateProfile"),
            false,
        );
    });

    it("honours replaceOnChanges", () => {
        const [vpc] = changed({
            vpc: withOptions({ replaceOnChanges: ["enableDnsHostnames"] }, { enableDnsHostnames: false }),
        }).filter(({ name }) => name === "network-vpc");
        assert.deepEqual(vpc?.operation, "replace");
        assert.deepEqual(vpc.forcedBy, [{ kind: "replace-on-changes", path: "enableDnsHostnames" }]);
    });

    it("honours replaceWith", () => {
        const urn = BASE.resources.find(({ name }) => name === "keys-secrets")?.urn ?? "";
        const world = {
            ...ENVIRONMENT,
            nodeRole: { ...ENVIRONMENT.nodeRole, options: { replaceWith: [urn] } },
        };
        const { changes } = diff(
            graphOf(world),
            graphOf({ ...world, key: withInputs(ENVIRONMENT.key, { multiRegion: true }) }),
            FACTS,
        );
        const role = changes.find(({ name }) => name === "node-role");
        assert.deepEqual(role?.forcedBy, [{ kind: "replace-with", path: "replaceWith" }]);
        assert.deepEqual(role.ripples, [{ input: "replaceWith", from: urn, roots: [urn] }]);
    });

    for (const [deleteBeforeReplace, order] of [
        [true, "delete-first"],
        [false, "create-first"],
    ] as const) {
        it(`honours deleteBeforeReplace: ${deleteBeforeReplace}`, () => {
            const changes = changed({
                vpc: withOptions({ deleteBeforeReplace }, { cidrBlock: "10.1.0.0/16" }),
            });
            assert.equal(changes.find(({ name }) => name === "network-vpc")?.order, order);
        });
    }

    it("refuses to delete what is protected, and to replace it while it stays so", () => {
        const guarded = withOptions({ protect: true });
        const open = withOptions({}, { cidrBlock: "10.1.0.0/16" });
        const world = { ...ENVIRONMENT, vpc: guarded };
        const refusedOf = (vpc: Sketch | undefined) => {
            const { changes } = diff(
                graphOf(world),
                graphOf(withChanges(ENVIRONMENT, { ...NOTHING_IN_VPC, vpc })),
                FACTS,
            );
            return changes.find(({ name }) => name === "network-vpc")?.refused;
        };
        assert.equal(refusedOf(undefined), "protected");
        assert.equal(refusedOf({ ...open, options: { protect: true } }), "protected");
        assert.equal(refusedOf(open), undefined);
    });

    it("tells what stays in AWS", () => {
        const world = { ...ENVIRONMENT, key: { ...ENVIRONMENT.key, options: { retainOnDelete: true } } };
        const replaced = {
            ...world,
            key: { ...withInputs(ENVIRONMENT.key, { multiRegion: true }), options: {} },
        };
        const { changes } = diff(graphOf(world), graphOf(replaced), FACTS);
        assert.equal(changes.find(({ name }) => name === "keys-secrets")?.retained, true);
    });

    it("compares options without touching the resource", () => {
        const [vpc, ...others] = changed({ vpc: withOptions({ protect: true }) });
        assert.deepEqual(others, []);
        assert.equal(vpc?.operation, "none");
        assert.deepEqual(vpc.options, [{ path: ["protect"], after: true }]);
    });
});

/** What cannot be there without the VPC. */
const NOTHING_IN_VPC = Object.fromEntries(
    [
        "subnet",
        "eip",
        "nat",
        "cluster",
        "kubernetes",
        "oidc",
        "adminEntry",
        "admin",
        "deployEntry",
        "deploy",
        "nodes",
        "profile",
        "addon",
    ].map((key) => [key, undefined]),
);

describe("diff and names", () => {
    const key = ENVIRONMENT.key;

    it("creates and deletes what is renamed without an alias", () => {
        const world = withChanges(ENVIRONMENT, { key: undefined, cluster: undefined, ...NOTHING_IN_VPC });
        const base = graphOf({ ...world, key });
        const { changes } = diff(base, graphOf({ ...world, key: { ...key, name: "keys-main" } }), FACTS);
        assert.deepEqual(lines(changes), ["create Key keys-main", "delete Key keys-secrets"]);
    });

    for (const [what, alias] of [
        ["its former name", { name: "network" }],
        [
            "its former URN",
            { urn: "urn:pulumi:dev::kit::platform:stacks:Platform$platform:network:Vpc::network" },
        ],
        ["its former name and type", { name: "network", type: "platform:network:Vpc" }],
    ] as const) {
        it(`changes nothing for a component renamed with ${what} as alias, nor for its children`, () => {
            const renamed = {
                ...ENVIRONMENT,
                network: { ...ENVIRONMENT.network, name: "net", options: { aliases: [alias] } },
                vpc: { ...ENVIRONMENT.vpc, name: "net-vpc" },
            };
            const base = withChanges(ENVIRONMENT, NOTHING_IN_VPC);
            const { changes } = diff(graphOf(base), graphOf(withChanges(renamed, NOTHING_IN_VPC)), FACTS);
            assert.deepEqual(
                changes.map(({ operation, name, formerUrn }) => [
                    operation,
                    name,
                    formerUrn?.split("::").at(-1),
                ]),
                [
                    ["none", "net-vpc", "network-vpc"],
                    ["none", "net", "network"],
                ],
            );
        });
    }

    it("keeps the generated name of what is renamed with an alias", () => {
        const world = withChanges(ENVIRONMENT, NOTHING_IN_VPC);
        const renamed = {
            ...ENVIRONMENT.nodeRole,
            name: "nodes",
            options: { aliases: [{ name: "node-role" }] },
        };
        const tagged = withInputs(renamed, { tags: { a: "b" } });
        const { changes } = diff(graphOf(world), graphOf({ ...world, nodeRole: tagged }), FACTS);
        assert.deepEqual(lines(changes), ["update Role nodes tags"]);
    });

    it("does not take two resources for the same former one", () => {
        const world = withChanges(ENVIRONMENT, NOTHING_IN_VPC);
        const aliased = { ...key, options: { aliases: [{ name: "keys-secrets" }] } };
        const { changes } = diff(
            graphOf(world),
            graphOf({ ...world, key: { ...aliased, name: "one" }, second: { ...aliased, name: "two" } }),
            FACTS,
        );
        assert.deepEqual(lines(changes), ["none Key one", "create Key two"]);
    });

    it("follows an alias of the provider", () => {
        const renamed = { ...ENVIRONMENT.aws, name: "main", options: { aliases: [{ name: "aws" }] } };
        assert.deepEqual(
            changed({ aws: renamed }).filter(({ operation }) => operation !== "none"),
            [],
        );
    });

    it("replaces what moves to a provider of another region, and nothing for another of the same", () => {
        const other = (region: string) => ({
            ...ENVIRONMENT,
            aws2: { ...ENVIRONMENT.aws, name: "aws2", inputs: { ...ENVIRONMENT.aws.inputs, region } },
            nodeRole: { ...ENVIRONMENT.nodeRole, provider: "aws2" },
        });
        const ordered = ({ aws2, ...rest }: ReturnType<typeof other>) => {
            const { stack, platform, aws, ...others } = rest;
            return { stack, platform, aws, aws2, ...others };
        };
        const roleIn = (region: string) =>
            diff(BASE, graphOf(ordered(other(region))), FACTS).changes.find(
                ({ name }) => name === "node-role",
            );
        assert.deepEqual(roleIn("eu-central-1")?.forcedBy, [{ kind: "provider", path: "provider" }]);
        assert.equal(roleIn("eu-west-1")?.operation, "none");
    });
});

describe("diff of the kit's own environments", () => {
    it("is nothing for nothing, also with all options on", async () => {
        const [one, two] = [await graphOfPlan(OPEN), await graphOfPlan(OPEN)];
        assert.deepEqual(diff(one, two, FACTS).changes, []);
    });

    it("shows a NAT gateway less in each zone but one as deletions and a route in place", async () => {
        const single = await graphOfPlan(openWith({ nat: "single" }));
        assert.deepEqual(lines(diff(await graphOfPlan(OPEN), single, FACTS).changes), [
            "delete Eip network-nat-b",
            "delete Eip network-nat-c",
            "delete NatGateway network-nat-b",
            "delete NatGateway network-nat-c",
            "update Route network-node-b-egress natGatewayId",
            "update Route network-node-c-egress natGatewayId",
            "update Vpc network nat",
        ]);
    });

    it("compares ten times the resources with ten times the work, a third of them changed", () => {
        const world = (count: number, size: string) =>
            graphOf(
                Object.fromEntries([
                    ["stack", ENVIRONMENT.stack],
                    ["platform", ENVIRONMENT.platform],
                    ["aws", ENVIRONMENT.aws],
                    ["network", ENVIRONMENT.network],
                    ["vpc", ENVIRONMENT.vpc],
                    ...Array.from({ length: count - 5 }, (_, i) => {
                        const inputs = {
                            vpcId: from("vpc", "id"),
                            cidrBlock: `10.${i % 256}.0.0/${i % 3 === 0 ? size : "24"}`,
                            tags: { Name: `subnet-${i}`, owner: "tests" },
                        };
                        const type = "aws:ec2/subnet:Subnet";
                        return [
                            `subnet-${i}`,
                            { type, name: `subnet-${i}`, provider: "aws", inputs },
                        ] as const;
                    }),
                ] as readonly (readonly [string, Sketch])[]),
            );
        const readsOf = (count: number, changed: number): number => {
            const [old, now] = [countedReads(world(count, "24")), countedReads(world(count, "25"))];
            const { changes } = diff(old.graph, now.graph, FACTS);
            assert.deepEqual([now.graph.resources.length, changes.length], [count, changed]);
            assert.deepEqual([...new Set(changes.map(({ operation }) => operation))], ["replace"]);
            return old.reads() + now.reads();
        };
        assert.ok(readsOf(3000, 999) < 10.5 * readsOf(300, 99));
    });
});
