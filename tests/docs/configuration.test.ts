/** What docs/configuration.md says of a change, against a plan of that change. */
import assert from "node:assert/strict";

import type { Json } from "../../components/shared/json";
import { planEnvironment } from "../../components/platform/environment";
import { describeLocated } from "../../components/platform/located";
import { PARTS } from "../../components/platform/parts";
import { SETTINGS_REFERENCE } from "../../components/platform/settings/reference";
import type { EnvironmentShape, ShapeOnExistingCluster } from "../../components/platform/shape";
import { isSettingKey, SETTING_KEYS } from "../../components/platform/settings/schema";
import { FACTS } from "../../tools/facts";
import type { PlannedGraph } from "../../tools/plan/graph";
import type { EnvironmentReview } from "../../tools/review/report";
import { review } from "../../tools/review/review";
import { EXISTING_CLUSTER, EXISTING_VPC, FAR, NETWORKS } from "../support/networks";
import { planOnExistingCluster } from "../support/plan-shape";
import { readingWith } from "../support/settings";
import { ON_NODES } from "../support/shapes";
import { graphOfPlan } from "../tools/review/environments";

type Settings = Readonly<Record<string, Json | undefined>>;

/** A change as the reference names it, and what the review must find. */
interface Sample {
    readonly given?: Settings;
    readonly change: Settings;
    /** Logical names that must be among what is created, deleted or replaced. */
    readonly touches: readonly string[];
    /** Kinds of risk, each once, in the review's order. */
    readonly risks?: readonly string[];
    /** Whether the engine replaces only what no object lives in any more, so that one update fails. */
    readonly inPasses?: true;
    /** What goes beside, for it is named by what changes. */
    readonly alsoDeletes?: string;
    /** The kit's own refusal, where there is one. */
    readonly refusal?: RegExp;
}

/** Settings that name a VPC are those of a shape whose network is of that kind. */
const EXISTING = { "platform:existingVpc": EXISTING_VPC };
/** And those that name a cluster are of an environment on it. */
const ON_ANOTHERS = { ...EXISTING, "platform:existingCluster": EXISTING_CLUSTER };
const SHAPE_ON_ANOTHERS: ShapeOnExistingCluster = {
    network: { kind: "existing", egress: "routed", endpoints: [] },
    keys: ON_NODES.keys,
    compute: { kind: "existing", nodes: 2 },
    addons: { replicas: 2, zoneSpread: true },
    namespaces: { shop: {} },
};
const THREE = { "platform:zones": { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" } };
const ADMIN = "arn:aws:iam::210987654321:role/platform-admin";
const SN = "sn-0123456789abcdef0";
const DEPLOY = "arn:aws:iam::210987654321:role/platform-deploy";
const OTHER = "arn:aws:iam::210987654321:role/other";

/** By `setting: change`. */
const SAMPLES: Readonly<Record<string, Sample>> = {
    "region: another region": {
        change: {
            "platform:region": "eu-west-1",
            "platform:zones": { a: "eu-west-1a", b: "eu-west-1b" },
        },
        touches: ["aws", "network-vpc", "cluster-control-plane"],
        risks: ["environment-moves"],
    },
    "account: another account": {
        change: { "platform:account": "222222222222" },
        touches: [],
        refusal: /platform:deployRoleArn: belongs to account 210987654321, the environment to 222222222222/,
    },
    "clusterName: another name": {
        change: { "platform:clusterName": "other" },
        touches: ["cluster-control-plane", "cluster-logs", "network-flow-logs", "nodes-system-a"],
        risks: ["replaced", "update-fails"],
        inPasses: true,
    },
    "zones: a slot more": {
        change: THREE,
        touches: ["network-node-c", "network-public-c", "nodes-system-c"],
    },
    "zones: a slot less": {
        given: THREE,
        change: { "platform:zones": { a: "us-east-1a", b: "us-east-1b" } },
        touches: ["network-node-c", "nodes-system-c"],
        risks: ["deleted", "nodes-roll", "outbound-address"],
    },
    "zones: another zone in a slot": {
        change: { "platform:zones": { a: "us-east-1a", b: "us-east-1c" } },
        touches: ["network-node-b"],
        risks: ["update-fails", "replaced", "pods-evicted", "nodes-roll"],
    },
    "edgeZones: a slot more": {
        change: { "platform:edgeZones": { e: "us-east-1-bos-1a" } },
        touches: ["network-edge-e", "network-edge-e-egress"],
    },
    "edgeZones: a slot less": {
        given: { "platform:edgeZones": { e: "us-east-1-bos-1a" } },
        change: { "platform:edgeZones": undefined },
        touches: ["network-edge-e", "network-edge-e-egress"],
        risks: ["deleted"],
    },
    "edgeZones: another zone in a slot": {
        given: { "platform:edgeZones": { e: "us-east-1-bos-1a" } },
        change: { "platform:edgeZones": { e: "us-east-1-nyc-1a" } },
        touches: ["network-edge-e"],
        risks: ["replaced", "update-fails"],
    },
    "controlPlaneZones: other slots, also one less": {
        given: { ...THREE, "platform:controlPlaneZones": ["a", "b", "c"] },
        change: { "platform:controlPlaneZones": ["a", "c"] },
        touches: ["network-control-plane-b"],
        risks: ["update-fails", "deleted", "pods-evicted"],
    },
    "vpcCidr: other addresses": {
        change: { "platform:vpcCidr": "10.9.0.0/16" },
        touches: ["network-vpc"],
        risks: ["replaced", "update-fails", "pods-evicted", "nodes-roll"],
    },
    "serviceCidr: other addresses": {
        change: { "platform:serviceCidr": "172.21.0.0/16" },
        touches: ["cluster-control-plane", "nodes-system-a", "karpenter-controller"],
        risks: ["replaced", "update-fails"],
        inPasses: true,
    },
    "podCidr: a range where there was none": {
        change: { "platform:podCidr": "100.64.0.0/16" },
        touches: ["network-pod-cidr", "network-pod-a"],
        risks: ["not-applied"],
    },
    "podCidr: other addresses": {
        given: { "platform:podCidr": "100.64.0.0/16" },
        change: { "platform:podCidr": "100.65.0.0/16" },
        touches: ["network-pod-cidr", "network-pod-a"],
        risks: ["replaced", "not-applied"],
        alsoDeletes: "network-endpoints-https-100-64-0-0-16",
    },
    "existingVpc: another VPC": {
        given: EXISTING,
        change: {
            "platform:existingVpc": {
                vpcId: "vpc-0fedcba9876543210",
                nodeSubnets: { a: ["subnet-0e00000000000001a"], b: ["subnet-0e00000000000001b"] },
            },
        },
        touches: ["nodes-system-a"],
        risks: ["update-fails", "pods-evicted", "nodes-roll"],
    },
    "existingVpc: a node subnet more or less": {
        given: EXISTING,
        change: {
            "platform:existingVpc": {
                ...EXISTING_VPC,
                nodeSubnets: { ...EXISTING_VPC.nodeSubnets, a: ["subnet-0a00000000000001a"] },
            },
        },
        touches: ["nodes-system-a", "fargate-serverless-profile"],
        risks: ["pods-evicted", "nodes-roll"],
    },
    "existingVpc: other control-plane subnets of the same zones": {
        given: EXISTING,
        change: {
            "platform:existingVpc": {
                ...EXISTING_VPC,
                controlPlaneSubnets: { a: ["subnet-0c0000000000001ca"], b: ["subnet-0c0000000000001cb"] },
            },
        },
        touches: [],
    },
    "existingCluster: another endpoint, authority or role": {
        given: ON_ANOTHERS,
        change: { "platform:existingCluster": { ...EXISTING_CLUSTER, endpoint: "https://api.example.com" } },
        touches: [],
    },
    "existingCluster: another cluster, with its name": {
        given: ON_ANOTHERS,
        change: {
            "platform:clusterName": "platform-blue",
            "platform:existingCluster": { ...EXISTING_CLUSTER, endpoint: "https://api.example.com" },
        },
        touches: ["cluster-kubernetes", "namespace-shop-namespace"],
        risks: ["update-fails", "replaced"],
        inPasses: true,
    },
    "connectedNetworks: one more or less": {
        change: { "platform:connectedNetworks": ["10.8.0.0/16"] },
        touches: [],
    },
    "transitGatewayId: another gateway": {
        given: FAR.config,
        change: { "platform:transitGatewayId": "tgw-0fedcba9876543210" },
        touches: ["network-transit-gateway"],
        risks: ["way-out"],
    },
    "flowLogsBucket: another bucket": {
        given: FAR.config,
        change: { "platform:flowLogsBucket": "arn:aws:s3:::others" },
        touches: ["network-flow-logs"],
    },
    "dns: one more": {
        given: { ...FAR.config, "platform:dns": {} },
        change: { "platform:dns": { resolverRules: ["rslvr-rr-0123456789abcdef0"] } },
        touches: ["network-resolver-rule-0123456789abcdef0"],
    },
    "dns: one less": {
        given: FAR.config,
        change: { "platform:dns": {} },
        touches: ["network-resolver-rule-0123456789abcdef0", "network-zone-z0123456789abcdefghij"],
        risks: ["protection-removed"],
    },
    "hostedZones: another zone": {
        given: FAR.config,
        change: {
            "platform:hostedZones": {
                company: { id: "Z0000000OTHER", roleArn: "arn:aws:iam::111122223333:role/dns" },
            },
        },
        touches: ["zone-shop-delegation"],
        risks: ["replaced"],
    },
    "lattice: one prefix list more": {
        given: FAR.config,
        change: { "platform:lattice": { prefixLists: ["pl-0123456789abcdef0", "pl-0fedcba9876543210"] } },
        touches: ["lattice-pl-0fedcba9876543210"],
    },
    "lattice: another service network": {
        given: { "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"], serviceNetwork: SN } },
        change: {
            "platform:lattice": {
                prefixLists: ["pl-0123456789abcdef0"],
                serviceNetwork: `${SN.slice(0, -1)}1`,
            },
        },
        touches: ["lattice-vpc"],
        risks: ["replaced"],
    },
    "egressInterfaces: another interface": {
        given: { "platform:egressInterfaces": { a: "eni-0a000001", b: "eni-0b000001" } },
        change: { "platform:egressInterfaces": { a: "eni-0a000001", b: "eni-0b000002" } },
        touches: [],
        risks: ["way-out"],
    },
    "admins: one more": {
        change: { "platform:admins": [ADMIN, OTHER] },
        touches: ["access-other-f1d5ea01"],
    },
    "admins: one less": {
        given: { "platform:admins": [ADMIN, OTHER] },
        change: { "platform:admins": [ADMIN] },
        touches: ["access-other-f1d5ea01"],
    },
    "deployRoleArn: another role": {
        change: { "platform:deployRoleArn": OTHER, "platform:admins": [ADMIN, DEPLOY] },
        touches: ["access-other-f1d5ea01"],
    },
    "assumeRoleArn: set or taken away": { change: { "platform:assumeRoleArn": DEPLOY }, touches: [] },
    "apiAccess: other networks": {
        change: { "platform:apiAccess": { kind: "public", cidrs: ["198.18.8.0/24"] } },
        touches: [],
        risks: ["endpoint-closes", "endpoint-opens"],
    },
    "apiAccess: from public to private": {
        change: { "platform:apiAccess": { kind: "private", reach: "in-vpc-runner" } },
        touches: [],
        risks: ["endpoint-closes"],
    },
    "kubernetesVersion: one minor up": {
        given: { "platform:kubernetesVersion": "1.35" },
        change: { "platform:kubernetesVersion": "1.36" },
        touches: [],
        risks: ["nodes-roll"],
    },
    "kubernetesVersion: a minor back": {
        change: { "platform:kubernetesVersion": "1.35" },
        touches: [],
        risks: ["version-downgrade", "nodes-roll"],
    },
    "tags: another tag or value": {
        change: { "platform:tags": { owner: "platform-team", "cost-centre": "other" } },
        touches: [],
        risks: ["nodes-roll"],
    },
    "organisation: another `permissionsBoundary`": {
        change: { "platform:organisation": { permissionsBoundary: "policy/workload-boundary" } },
        touches: [],
    },
    "organisation: another `iamPath`": {
        change: { "platform:organisation": { iamPath: "/platform/" } },
        touches: ["cluster-role", "cluster-control-plane", "nodes-system-a", "fargate-serverless-profile"],
        risks: ["replaced", "update-fails"],
        inPasses: true,
    },
    "organisation: another `namePrefix`": {
        change: {
            "platform:organisation": { namePrefix: "platform-" },
            "pulumi:autonaming": { providers: { aws: { pattern: "platform-${name}-${hex(7)}" } } },
        },
        touches: [],
    },
    "organisation: other `tags`": {
        change: { "platform:organisation": { tags: { environment: { values: { dev: "nonprod" } } } } },
        touches: [],
        risks: ["nodes-roll"],
    },
    "organisation: another `proxy`": {
        change: { "platform:organisation": { proxy: { httpsProxy: "http://proxy.example.com:3128" } } },
        touches: [],
        risks: ["nodes-roll"],
    },
    "organisation: another `registry`": {
        change: { "platform:organisation": { registry: "registry.example.com" } },
        touches: [],
    },
    "chartRegistry: another registry": {
        change: { "platform:chartRegistry": "registry.example.com" },
        touches: [],
    },
    "imageRegistry: another registry": {
        change: { "platform:imageRegistry": "registry.example.com" },
        touches: [],
    },
    "inCluster: to true": {
        given: { "platform:inCluster": "false" },
        change: { "platform:inCluster": "true" },
        touches: ["storage-class-gp3", "karpenter-controller", "pool-x86-node-pool"],
    },
    "inCluster: back to false": {
        change: { "platform:inCluster": "false" },
        touches: ["pool-x86-node-pool", "karpenter-controller"],
        risks: ["in-cluster-off"],
    },
    "protection: to true": { change: { "platform:protection": "true" }, touches: [] },
    "protection: to false": {
        given: { "platform:protection": "true" },
        change: { "platform:protection": "false" },
        touches: [],
        risks: ["protection-removed"],
    },
};

/** Changes that no plan can judge, and why. */
const STATED: Readonly<Record<string, string>> = {
    "environment: another environment": "depends on the two shapes",
};

/** Pods have a range of their own, where there is one. */
const PODS_APART: EnvironmentShape = {
    ...ON_NODES,
    network: { ...ON_NODES.network, pods: { subnets: { kind: "custom-networking" } } },
};

const graphs = new Map<string, Promise<PlannedGraph | readonly string[]>>();

/** The plan of the tests' own shape with these settings, or what is refused. */
function planned(settings: Settings): Promise<PlannedGraph | readonly string[]> {
    const key = JSON.stringify(settings);
    const graph = graphs.get(key) ?? plan(settings);
    graphs.set(key, graph);
    return graph;
}

/** Settings that name something belong to a shape that has it. */
function shapeFor(keys: readonly string[]): EnvironmentShape {
    const kinds = {
        "platform:existingVpc": "existing",
        "platform:transitGatewayId": "far",
        "platform:egressInterfaces": "interface",
    };
    const kind = Object.entries(kinds).find(([key]) => keys.includes(key))?.[1] ?? "";
    const joined = { ...ON_NODES, lattice: { serviceNetwork: { kind: "existing" } } } as const;
    return (
        NETWORKS[kind]?.shape ??
        (keys.includes("platform:lattice")
            ? joined
            : keys.includes("platform:podCidr")
              ? PODS_APART
              : ON_NODES)
    );
}

async function plan(settings: Settings): Promise<PlannedGraph | readonly string[]> {
    if (Object.hasOwn(settings, "platform:existingCluster")) {
        const planned = planOnExistingCluster(SHAPE_ON_ANOTHERS, { config: settings });
        return "plan" in planned ? await graphOfPlan(planned.plan) : planned;
    }
    const result = planEnvironment(readingWith(settings), {
        parts: PARTS,
        shapeOf: () => shapeFor(Object.keys(settings)),
    });
    if ("problems" in result) return result.problems.map(describeLocated);
    return await graphOfPlan(result.plan);
}

function isGraph(result: PlannedGraph | readonly string[]): result is PlannedGraph {
    return "resources" in result;
}

function reviewed(base: PlannedGraph, head: PlannedGraph): EnvironmentReview {
    const { environments } = review({
        environments: [{ base, head }],
        removed: [],
        base: "before",
        acknowledgements: { entries: [], problems: [] },
        today: "2026-11-25",
        facts: FACTS,
    });
    return environments[0] ?? assert.fail("no review");
}

/** Kinds of risk that make the change impossible. */
const IMPOSSIBLE = ["update-fails", "version-downgrade"];

describe("docs/configuration.md", () => {
    const said = SETTING_KEYS.filter(isSettingKey).flatMap((key) =>
        SETTINGS_REFERENCE[key].changes.map((change) => ({ ...change, title: `${key}: ${change.what}` })),
    );

    it("has a sample or a source for every change it names, and no other", () => {
        const proofs = [...Object.keys(SAMPLES), ...Object.keys(STATED)];
        assert.deepEqual(proofs.sort(), said.map(({ title }) => title).sort());
    });

    for (const { effect, title } of said) {
        const sample = SAMPLES[title];
        if (sample === undefined) continue;
        it(`${title} is ${effect}`, async () => {
            const base = await planned(sample.given ?? {});
            const head = await planned({ ...sample.given, ...sample.change });
            assert.ok(isGraph(base), String(base));
            if (!isGraph(head)) {
                assert.equal(effect, "forbidden");
                assert.match(head.join("\n"), sample.refusal ?? /no refusal expected/);
                return;
            }
            const { counts, groups, risks } = reviewed(base, head);
            const kinds = [...new Set(risks.map(({ kind }) => kind))];
            assert.deepEqual(kinds, sample.risks ?? []);
            const touched = groups
                .flatMap(({ changes }) => changes)
                .filter(({ operation }) => ["create", "delete", "replace"].includes(operation))
                .map(({ name }) => name);
            assert.deepEqual(
                sample.touches.filter((name) => !touched.includes(name)),
                [],
            );
            assert.equal(
                effect === "forbidden" || sample.inPasses === true,
                IMPOSSIBLE.some((kind) => kinds.some((k) => k === kind)),
            );
            if (effect === "forbidden") return;
            assert.equal(counts.replace > 0, effect === "replaces");
            assert.equal(counts.delete > (sample.alsoDeletes === undefined ? 0 : 1), effect === "deletes");
            if (effect === "creates") assert.ok(counts.create > 0);
        });
    }

    it("what is refused without the sentence beside it: another deploy role alone locks the update out", async () => {
        const [base, head] = [await planned({}), await planned({ "platform:deployRoleArn": OTHER })];
        assert.ok(isGraph(base) && isGraph(head));
        assert.deepEqual(
            reviewed(base, head).risks.map(({ kind }) => kind),
            ["lock-out"],
        );
    });
});
