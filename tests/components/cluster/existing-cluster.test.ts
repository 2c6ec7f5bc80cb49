/** A cluster that somebody else made: what follows from its facts, and what is refused of it and beside it. */
import assert from "node:assert/strict";

import {
    capacityOfExisting,
    checkExistingCluster,
    type ExistingClusterSpec,
    factsOf,
    reachOf,
} from "../../../components/cluster/existing-cluster-spec";
import type { ShapeOnExistingCluster } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import { EXISTING_CLUSTER, EXISTING_VPC } from "../../support/networks";
import { graphOnExistingCluster, planOnExistingCluster, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const SPEC: ExistingClusterSpec = {
    account: "210987654321",
    clusterName: "kit-test",
    existingCluster: EXISTING_CLUSTER,
    nodes: 2,
    region: "us-east-1",
};
const SHAPE: ShapeOnExistingCluster = {
    network: { kind: "existing", egress: "routed", endpoints: [] },
    keys: ON_FARGATE.keys,
    compute: { kind: "existing", nodes: 2 },
    addons: { replicas: 2, zoneSpread: true },
};
const CONFIG: Readonly<Record<string, Json>> = {
    "platform:existingVpc": EXISTING_VPC,
    "platform:existingCluster": EXISTING_CLUSTER,
};
const IDS = "oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

function refused(shape: ShapeOnExistingCluster, config = CONFIG): readonly string[] {
    const planned = planOnExistingCluster(shape, { config });
    return "plan" in planned ? [] : planned;
}

function told(shape: ShapeOnExistingCluster): readonly string[] {
    const planned = planOnExistingCluster(shape, { config: CONFIG });
    return "plan" in planned ? planned.notices : planned;
}

describe("an existing cluster", () => {
    it("has the ARNs that follow from its name and its issuer, in each partition", () => {
        const { arn, oidcProviderArn, ...rest } = factsOf(SPEC);
        assert.deepEqual(
            [arn, oidcProviderArn],
            [
                "arn:aws:eks:us-east-1:210987654321:cluster/kit-test",
                `arn:aws:iam::210987654321:oidc-provider/${IDS}`,
            ],
        );
        const { certificateAuthorityData, endpoint, issuer, securityGroupId } = EXISTING_CLUSTER;
        assert.deepEqual(rest, {
            ...{ certificateAuthorityData, endpoint, securityGroupId },
            ...{ name: "kit-test", oidcIssuer: issuer },
        });
        assert.equal(
            factsOf({ ...SPEC, region: "cn-north-1" }).arn,
            "arn:aws-cn:eks:cn-north-1:210987654321:cluster/kit-test",
        );
    });

    it("is reached as the owner's role, else as the provider's, else as whoever runs the program", () => {
        const roleArn = "arn:aws:iam::210987654321:role/guest";
        const assumeRoleArn = "arn:aws:iam::210987654321:role/platform-deploy";
        const proxyUrl = "http://proxy.example.com:3128";
        const region = "us-east-1";
        assert.deepEqual(reachOf(SPEC), { region });
        assert.deepEqual(reachOf({ ...SPEC, assumeRoleArn, proxyUrl }), { assumeRoleArn, proxyUrl, region });
        const owners = { ...SPEC, assumeRoleArn, existingCluster: { ...EXISTING_CLUSTER, roleArn } };
        assert.deepEqual(reachOf(owners), { assumeRoleArn: roleArn, region });
    });

    it("is of a minor that the kit has pins for: add-ons are chosen by it", () => {
        assert.deepEqual(refused(SHAPE, { ...CONFIG, "platform:kubernetesVersion": "1.34" }), [
            'Pulumi.dev.yaml › platform:kubernetesVersion: not a version the kit has pins for (got "1.34"). Choose "1.35" or "1.36".',
        ]);
    });

    it("has room for pods before anything else, on the nodes that are said to be there", () => {
        assert.deepEqual(capacityOfExisting(SPEC), {
            ...{ kind: "nodes", name: "the cluster", phase: "capacity", minNodes: 2 },
            ...{ taints: [], labels: {} },
        });
    });

    it("tells how to connect: the owner's role for the API server, the provider's for AWS", async () => {
        const commandOf = async (config: Readonly<Record<string, Json>>) =>
            objectOf((await graphOnExistingCluster(SHAPE, { config: { ...CONFIG, ...config } })).outputs)[
                "connectCommand"
            ];
        const roleArn = "arn:aws:iam::210987654321:role/guest";
        const update = "aws eks update-kubeconfig --name platform-dev --region us-east-1";
        const owners = { "platform:existingCluster": { ...EXISTING_CLUSTER, roleArn } };
        assert.equal(await commandOf({}), update);
        assert.equal(await commandOf(owners), `${update} --role-arn ${roleArn}`);
    });

    it("is refused with every fault at once, by the component as well", () => {
        const elsewhere = {
            ...EXISTING_CLUSTER,
            issuer: EXISTING_CLUSTER.issuer.replace("us-east-1", "eu-west-1"),
        };
        const compute = { kind: "existing", nodes: 0 } as const;
        assert.deepEqual(
            refused({ ...SHAPE, compute }, { ...CONFIG, "platform:existingCluster": elsewhere }),
            [
                `Pulumi.dev.yaml › platform:existingCluster.issuer: the cluster is in eu-west-1, the environment in us-east-1 (got "${elsewhere.issuer}"). Name a cluster of the region.`,
                "stacks/dev.ts › compute.nodes: not a number of nodes (got 0). Choose 1 or more.",
            ],
        );
        assert.deepEqual(refused(SHAPE, { "platform:existingVpc": EXISTING_VPC }), [
            "Pulumi.dev.yaml › platform:existingCluster: compute of kind existing has no cluster. Name it as DescribeCluster of EKS shows it, or choose other parts for this environment.",
        ]);
        // An issuer of a cluster with one of its own names no region.
        const own = { ...EXISTING_CLUSTER, issuer: "https://tokens.example.com" };
        assert.deepEqual(checkExistingCluster({ ...SPEC, existingCluster: own }), []);
    });

    it("is refused where the kit makes the cluster", () => {
        assert.deepEqual(refusedOf(ON_NODES, { config: { "platform:existingCluster": EXISTING_CLUSTER } }), [
            `Pulumi.dev.yaml › platform:existingCluster: the kit makes a cluster of its own here (got "${EXISTING_CLUSTER.endpoint}"). Remove it, or make the environment of PARTS_ON_EXISTING_CLUSTER.`,
        ]);
    });
});

describe("add-ons on an existing cluster", () => {
    it("are those that are named, and none of those that nodes need to start", async () => {
        const graph = await graphOnExistingCluster(SHAPE, { config: CONFIG });
        assert.deepEqual(
            graph.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")),
            [],
        );
        const reason =
            "compute of kind existing leaves it out: the cluster's owner has it, and destroying this stack would take it from every node. Remove it.";
        const addons = { ...SHAPE.addons, "vpc-cni": {}, coredns: {}, "kube-proxy": {} };
        assert.deepEqual(
            [...refused({ ...SHAPE, addons })].sort(),
            ["coredns", "kube-proxy", "vpc-cni"].map((addon) => `stacks/dev.ts › addons.${addon}: ${reason}`),
        );
        const network: ShapeOnExistingCluster["network"] = {
            ...{ kind: "existing", egress: "routed", endpoints: [] },
            pods: { addresses: { kind: "prefixes" } },
        };
        assert.deepEqual(refused({ ...SHAPE, network }), [
            "stacks/dev.ts › network.pods.addresses: compute of kind existing leaves vpc-cni out, which would read it: the cluster's owner has it, and destroying this stack would take it from every node. Remove it.",
        ]);
    });

    it("need room: replicas on nodes of their own are refused where there are too few", () => {
        const shape: ShapeOnExistingCluster = {
            ...SHAPE,
            compute: { kind: "existing", nodes: 1 },
            catalogue: { "cert-manager": {} },
        };
        assert.deepEqual(refused(shape), []);
        const addons = { ...SHAPE.addons, "metrics-server": {} };
        assert.deepEqual(refused({ ...shape, addons }), []);
    });

    it("need a number of pods, even where there is none of them", () => {
        assert.deepEqual(refused({ ...SHAPE, addons: { ...SHAPE.addons, replicas: -1 } }), [
            "stacks/dev.ts › addons.replicas: not a number of pods (got -1). Choose 1 or more; from 2 on one may go while another answers.",
        ]);
    });

    it("bring volumes of EBS only where their driver is named, and no class unasked", async () => {
        const storageClasses = { fast: { driver: "ebs" } } as const;
        assert.deepEqual(refused({ ...SHAPE, storageClasses }), [
            'stacks/dev.ts › storageClasses.fast.driver: the environment does not have the driver, add-on aws-ebs-csi-driver (got "ebs"). Ask for it with addons: { "aws-ebs-csi-driver": {} }.',
        ]);
        const addons = { ...SHAPE.addons, "aws-ebs-csi-driver": {} };
        const graph = await graphOnExistingCluster({ ...SHAPE, addons, storageClasses }, { config: CONFIG });
        assert.deepEqual(
            graph.resources
                .filter(({ type }) => type === "kubernetes:storage.k8s.io/v1:StorageClass")
                .map(({ name }) => name),
            ["storage-class-fast-class"],
        );
    });

    it("are told of what the owner has to have done", () => {
        const agent = (shape: ShapeOnExistingCluster) =>
            told(shape).filter((notice) => notice.includes("Pod Identity"));
        assert.deepEqual(agent(SHAPE), [
            "Pods get their roles through Pod Identity: the cluster needs its agent, its owner's or addons.eks-pod-identity-agent",
        ]);
        const addons = { ...SHAPE.addons, "eks-pod-identity-agent": {} };
        assert.deepEqual(agent({ ...SHAPE, addons }), []);
        const policies = told({ ...SHAPE, namespaces: { shop: {} } }).filter((one) =>
            one.includes("NetworkPol"),
        );
        assert.deepEqual(policies, [
            "NetworkPolicies of shop count where the cluster's vpc-cni acts on them: its owner turns that on",
        ]);
    });
});
