/**
 * What users of another EKS project ask of a cluster that something else made, as questions to a plan of this one. Public
 * source: aws-samples/cdk-eks-blueprints-patterns lib/import-cluster.
 */
import assert from "node:assert/strict";

import { ExistingCluster } from "../../components/cluster/existing-cluster";
import type { ShapeOnExistingCluster } from "../../components/platform/shape";
import { destroyReport } from "../../tools/destroy/destroy";
import type { PlannedGraph } from "../../tools/plan/graph";
import { at, inputsOf, onlyInputs, releasesIn, TYPES } from "../support/gallery";
import { EXISTING_CLUSTER, EXISTING_VPC } from "../support/networks";
import { graphOnExistingCluster } from "../support/plan-shape";
import { find, recordComponent } from "../support/record-component";
import { ON_FARGATE } from "../support/shapes";

const COMPONENT = "platform:cluster:ExistingCluster";
const ROLE = "arn:aws:iam::210987654321:role/cluster-owners-guest";

const SHAPE: ShapeOnExistingCluster = {
    network: { kind: "existing", egress: "routed", endpoints: [] },
    keys: ON_FARGATE.keys,
    compute: { kind: "existing", nodes: 3 },
    addons: { replicas: 2, zoneSpread: true, "metrics-server": {}, "aws-efs-csi-driver": {} },
    catalogue: { "aws-load-balancer-controller": {}, "external-secrets": {} },
    namespaces: { "team-riker": { quota: { pods: 20 } } },
    secretStores: {
        riker: {
            scope: { kind: "namespace", namespace: "team-riker" },
            from: { kind: "secrets-manager", secrets: ["riker/*"] },
        },
    },
    access: {
        riker: {
            principal: "role/team-riker",
            policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team-riker"] }],
        },
    },
};

const plan = (): Promise<PlannedGraph> =>
    graphOnExistingCluster(SHAPE, {
        config: {
            "platform:existingVpc": EXISTING_VPC,
            "platform:existingCluster": { ...EXISTING_CLUSTER, roleArn: ROLE },
        },
    });

describe("questions about a cluster that something else made", () => {
    it("import-cluster: add-ons and a team on it, and nothing of it or its network is made", async () => {
        const graph = await plan();
        for (const type of [TYPES.cluster, TYPES.vpc, TYPES.group, TYPES.profile, "aws:ec2/subnet:Subnet"]) {
            assert.deepEqual(inputsOf(graph, type), [], type);
        }
        const addons = inputsOf(graph, TYPES.addon);
        assert.deepEqual(addons.map(({ addonName }) => addonName).sort(), [
            "aws-efs-csi-driver",
            "metrics-server",
        ]);
        assert.deepEqual([...new Set(addons.map(({ clusterName }) => clusterName))], ["platform-dev"]);
        assert.deepEqual([...releasesIn(graph)].sort(), ["aws-load-balancer-controller", "external-secrets"]);
        const quota = onlyInputs(graph, "kubernetes:core/v1:ResourceQuota");
        assert.equal(at(quota["metadata"], "namespace"), "team-riker");
    });

    it("its facts: endpoint, authority, issuer and role are those that are given", async () => {
        const graph = await plan();
        const { clusterIdentifier } = onlyInputs(graph, "pulumi:providers:kubernetes");
        assert.equal(clusterIdentifier, "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev");
        const { endpoint, issuer: url, reachedAs } = onlyInputs(graph, COMPONENT);
        assert.deepEqual(
            [endpoint, url, reachedAs],
            [EXISTING_CLUSTER.endpoint, EXISTING_CLUSTER.issuer, ROLE],
        );
        const trust = String(onlyInputs(graph, TYPES.role, "secret-store-riker")["assumeRolePolicy"]);
        const { Statement } = JSON.parse(trust) as { readonly Statement: readonly unknown[] };
        const issuer = EXISTING_CLUSTER.issuer.replace("https://", "");
        assert.equal(
            at(Statement, 0, "Principal", "Federated"),
            `arn:aws:iam::210987654321:oidc-provider/${issuer}`,
        );
        assert.equal(
            at(Statement, 0, "Condition", "StringEquals", `${issuer}:sub`),
            "system:serviceaccount:team-riker:secret-store-riker",
        );
    });

    it("its kubeconfig: a secret, with the authority and the role that are given, and no token", async () => {
        const spec = {
            ...{ account: "210987654321", clusterName: "platform-dev", nodes: 3, region: "us-east-1" },
            existingCluster: { ...EXISTING_CLUSTER, roleArn: ROLE },
        };
        const resources = await recordComponent(() => new ExistingCluster("cluster", spec));
        const { inputs } = find(resources, "kubernetes:cluster-kubernetes");
        const text = at(inputs["kubeconfig"], "$secret");
        const { clusters, users } = JSON.parse(String(text)) as Readonly<Record<string, unknown>>;
        const { certificateAuthorityData, endpoint } = EXISTING_CLUSTER;
        assert.deepEqual(at(clusters, 0, "cluster"), {
            "certificate-authority-data": certificateAuthorityData,
            server: endpoint,
        });
        const args = at(users, 0, "user", "exec", "args") as readonly string[];
        assert.deepEqual(args.slice(-2), ["--role-arn", ROLE]);
    });

    it("its way down: what is deleted is what this stack made, no part of the cluster among it", async () => {
        const graph = await plan();
        const made = graph.resources.filter(({ type }) => /^aws:(eks|ec2|iam)\//.test(type));
        const kinds = [...new Set(made.map(({ type }) => type))].sort();
        assert.deepEqual(kinds, [
            "aws:eks/accessEntry:AccessEntry",
            "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            "aws:eks/addon:Addon",
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            "aws:iam/role:Role",
            "aws:iam/rolePolicy:RolePolicy",
        ]);
        const entries = inputsOf(graph, TYPES.entry);
        assert.deepEqual(
            entries.map(({ principalArn }) => principalArn),
            ["arn:aws:iam::210987654321:role/team-riker"],
        );
        const { cluster, findings } = destroyReport(graph);
        assert.equal(cluster, "platform-dev");
        assert.ok(
            findings.some(({ resources }) =>
                resources.includes("chart-aws-load-balancer-controller-release"),
            ),
        );
        assert.ok(!findings.some(({ resources }) => resources.includes("cluster-control-plane")));
    });
});
