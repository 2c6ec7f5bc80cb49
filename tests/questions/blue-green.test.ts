/**
 * What users of other EKS projects ask of two clusters that take turns, as questions to plans of this one: each stack an
 * environment of its own. Public source: aws-ia/terraform-aws-eks-blueprints patterns/blue-green-upgrade.
 */
import assert from "node:assert/strict";

import { Subnet } from "@pulumi/aws/ec2/subnet";
import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { Role } from "@pulumi/aws/iam/role";
import { Secret } from "@pulumi/aws/secretsmanager/secret";

import type { OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape, ShapeWithoutCluster } from "../../components/platform/shape";
import { transform } from "../../components/platform/transforms";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { assertAfter, at, inputsOf, onlyInputs, releasesIn, TYPES } from "../support/gallery";
import { teamsOf } from "../support/gallery-fleets";
import { graphOfShape, graphWithoutCluster } from "../support/plan-shape";
import { ON_FARGATE } from "../support/shapes";

const ACCOUNT = "210987654321";
const CLUSTERS = { blue: "1.35", green: "1.36" } as const;
type Colour = keyof typeof CLUSTERS;

const SUBNET = "aws:ec2/subnet:Subnet";
const SECRET = "kubernetes:core/v1:Secret";

/** What controllers of both look for. */
const SHARED_TAGS = Object.fromEntries(
    Object.keys(CLUSTERS).map((colour) => [`kubernetes.io/cluster/platform-${colour}`, "shared"]),
);

/** The VPC, the domain, its certificate and a secret, which outlive either cluster. */
const FOUNDATION: ShapeWithoutCluster = {
    keys: ON_FARGATE.keys,
    network: ON_FARGATE.network,
    hostedZones: {
        company: { kind: "existing", domain: "example.com" },
        apps: { kind: "public", domain: "apps.example.com", delegatedBy: "company" },
    },
    certificates: { apps: { domain: "*.apps.example.com" } },
    own: {
        argocd: {
            needs: "network",
            make: ({ name, options }) => ({
                secretArn: new Secret(name, { name: "argocd-admin" }, options).arn,
            }),
        },
    },
    transforms: [
        // The kit's own tags are plain values.
        transform("network", Subnet, (inputs) => ({
            ...inputs,
            tags: { ...(inputs.tags as Readonly<Record<string, string>>), ...SHARED_TAGS },
        })),
    ],
};

/** As whom an add-on calls AWS that Argo CD installs. */
const ROLES = { external_dns: "external-dns", cert_manager: "cert-manager" } as const;

const roles: OwnResources = {
    needs: "cluster",
    make: ({ cluster, name, options }) => {
        const Principal = { Service: "pods.eks.amazonaws.com" };
        const trust = { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Principal };
        const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
        const made = Object.entries(ROLES).map(([key, addon]) => {
            const role = new Role(`${name}-${addon}`, { assumeRolePolicy }, options);
            const roleArn = role.arn;
            const association = { namespace: addon, serviceAccount: addon, roleArn };
            new PodIdentityAssociation(
                `${name}-${addon}`,
                { clusterName: cluster.name, ...association },
                options,
            );
            return [key, roleArn] as const;
        });
        return Object.fromEntries(made);
    },
};

const NAMES = ["burnham", "carmen", "kirk", "picard", "platform", "riker"];
const TEAMS: NonNullable<EnvironmentShape["teams"]> = Object.fromEntries(
    NAMES.map((name) => [name, { namespaces: teamsOf([`team-${name}`]) }]),
);

/** Blue and green are one function of their share of the traffic. */
const shapeOf = (weight: number): EnvironmentShape => ({
    ...ON_FARGATE,
    network: { kind: "existing", egress: "routed", endpoints: [] },
    catalogue: { "argo-cd": {} },
    // What Argo CD knows of its own cluster, and how much of the traffic goes there.
    gitops: {
        argoCd: {},
        values: {
            route53_weight: String(weight),
            ...Object.fromEntries(
                Object.keys(ROLES).map((key) => [`${key}_role_arn`, { own: "roles", output: key }]),
            ),
        },
    },
    teams: TEAMS,
    own: { roles },
});

const CONFIG = { "platform:hostedZones": { company: { id: "Z0123456789ABCDEFGHIJ" } } };

let foundation: Promise<PlannedGraph> | undefined;

function planFoundation(): Promise<PlannedGraph> {
    return (foundation ??= graphWithoutCluster(FOUNDATION, { config: CONFIG }));
}

/** In the foundation's VPC, whose ids stand in its settings. */
async function planCluster(colour: Colour, weight: number): Promise<PlannedGraph> {
    const { nodeSubnetIds, vpcId } = objectOf((await planFoundation()).outputs);
    const nodeSubnets = Object.fromEntries(
        Object.entries(objectOf(nodeSubnetIds)).map(([slot, id]): [string, Json] => [slot, [id ?? ""]]),
    );
    return graphOfShape(shapeOf(weight), {
        config: {
            "platform:clusterName": `platform-${colour}`,
            "platform:kubernetesVersion": CLUSTERS[colour],
            "platform:existingVpc": { vpcId: vpcId ?? "", nodeSubnets },
        },
    });
}

describe("questions about two clusters that take turns", () => {
    it("blue-green-upgrade: one stack owns what both stand on, and has no cluster", async () => {
        const graph = await planFoundation();
        assert.deepEqual(inputsOf(graph, TYPES.cluster), []);
        assert.equal(inputsOf(graph, TYPES.vpc).length, 1);
        assert.equal(onlyInputs(graph, "aws:route53/zone:Zone")["name"], "apps.example.com");
        assert.equal(
            onlyInputs(graph, "aws:acm/certificate:Certificate")["domainName"],
            "*.apps.example.com",
        );
        assert.equal(onlyInputs(graph, "aws:secretsmanager/secret:Secret")["name"], "argocd-admin");
        const subnets = inputsOf(graph, SUBNET);
        assert.ok(subnets.length > 0);
        for (const { tags } of subnets) {
            assert.equal(at(tags, "kubernetes.io/cluster/platform-blue"), "shared");
            assert.equal(at(tags, "kubernetes.io/cluster/platform-green"), "shared");
        }
    });

    it("its clusters: neighbouring minors of one shape, in the subnets they are given", async () => {
        const { outputs } = await planFoundation();
        const given = Object.values(objectOf(at(outputs, "nodeSubnetIds") as Json));
        for (const [colour, minor] of Object.entries(CLUSTERS)) {
            const graph = await planCluster(colour as Colour, 100);
            const cluster = onlyInputs(graph, TYPES.cluster);
            assert.deepEqual([cluster["name"], cluster["version"]], [`platform-${colour}`, minor]);
            assert.deepEqual(at(cluster["vpcConfig"], "subnetIds"), given);
            assert.ok(releasesIn(graph).includes("argo-cd"));
            for (const kind of ["ResourceQuota", "LimitRange"]) {
                const found = inputsOf(graph, `kubernetes:core/v1:${kind}`);
                assert.deepEqual(
                    found.map(({ metadata }) => at(metadata, "namespace")).sort(),
                    NAMES.map((name) => `team-${name}`),
                    kind,
                );
            }
        }
    });

    it("its weights: what Argo CD is told of account, network, roles and share of the traffic", async () => {
        for (const [colour, weight] of [
            ["blue", 100],
            ["green", 0],
        ] as const) {
            const graph = await planCluster(colour, weight);
            const { metadata } = onlyInputs(graph, SECRET, "gitops-bridge");
            assert.equal(at(metadata, "labels", "argocd.argoproj.io/secret-type"), "cluster");
            const told = at(metadata, "annotations") as Readonly<Record<string, string>>;
            assert.deepEqual(
                [told["aws_account_id"], told["aws_region"], told["vpc_id"], told["cluster_name"]],
                [ACCOUNT, "us-east-1", at((await planFoundation()).outputs, "vpcId"), `platform-${colour}`],
            );
            assert.equal(told["route53_weight"], String(weight));
            for (const [key, addon] of Object.entries(ROLES)) {
                const { roleArn } = onlyInputs(graph, TYPES.association, `own-roles-${addon}`);
                assert.equal(told[`${key}_role_arn`], roleArn);
                assert.match(String(roleArn), new RegExp(`:role/own-roles-${addon}-`));
            }
            assertAfter(graph, "gitops-bridge-cluster", "chart-argo-cd-release");
        }
    });

    it("its turn: another weight changes the one Secret, and nothing else of the cluster", async () => {
        const [before, after] = [await planCluster("green", 0), await planCluster("green", 100)];
        const inputs = new Map(before.resources.map((one) => [one.urn, JSON.stringify(one.inputs)]));
        assert.equal(inputs.size, after.resources.length);
        const changed = after.resources.filter((one) => inputs.get(one.urn) !== JSON.stringify(one.inputs));
        assert.deepEqual(
            changed.filter(({ custom }) => custom).map(({ name }) => name),
            ["gitops-bridge-cluster"],
        );
    });

    it("its way down: blue has nothing of the network or the domain, and no name of green's", async () => {
        const { resources } = await planFoundation();
        const [blue, green] = [await planCluster("blue", 0), await planCluster("green", 100)];
        const shared = new Set(
            resources
                .map(({ type }) => type)
                .filter((type) => /^aws:(acm|ec2|route53|secretsmanager)\//.test(type)),
        );
        const owned = blue.resources.filter(({ type }) => shared.has(type)).map(({ type }) => type);
        assert.deepEqual(
            owned.filter((type) => !/launchTemplate|securityGroup/.test(type)),
            [],
        );
        const named = (graph: PlannedGraph) =>
            graph.resources
                .filter(({ type }) => type.startsWith("aws:"))
                .flatMap(({ inputs }) =>
                    typeof at(inputs, "name") === "string" ? [at(inputs, "name")] : [],
                );
        const names = new Set(named(green));
        assert.ok(names.size > 0);
        assert.deepEqual(
            named(blue).filter((name) => names.has(name)),
            [],
        );
    });
});
