/**
 * What users of other EKS projects ask of one Argo CD for several clusters, as questions to plans of this one: each cluster an
 * environment of its own. Public source: aws-ia/terraform-aws-eks-blueprints patterns/gitops.
 */
import assert from "node:assert/strict";

import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import * as pulumi from "@pulumi/pulumi";

import type { OwnResources } from "../../components/own/own-schema";
import { parsePlatformOutputs } from "../../components/platform/outputs";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { assertAfter, at, documentOf, inputsOf, onlyInputs, releasesIn, TYPES } from "../support/gallery";
import { ARGO_CD } from "../support/gallery-charts";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const ACCOUNT = "210987654321";
const HUB_ROLE = `arn:aws:iam::${ACCOUNT}:role/argocd-hub`;
const SECRET = "kubernetes:core/v1:Secret";
const ADMIN = "AmazonEKSClusterAdminPolicy";

const trustOf = (principal: Json, actions: readonly string[]): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: [...actions], Principal: principal }],
    });

/** In a spoke: the role that the hub assumes, let in as an administrator. */
const spoke: OwnResources = {
    needs: "cluster",
    make: ({ cluster, name, options, settings: { clusterName } }) => {
        const assumeRolePolicy = trustOf({ AWS: HUB_ROLE }, ["sts:AssumeRole", "sts:TagSession"]);
        const role = new Role(name, { name: `${clusterName}-argocd`, assumeRolePolicy }, options);
        const entry = new AccessEntry(name, { clusterName: cluster.name, principalArn: role.arn }, options);
        const policyArn = `arn:aws:eks::aws:cluster-access-policy/${ADMIN}`;
        new AccessPolicyAssociation(
            name,
            {
                clusterName: cluster.name,
                principalArn: entry.principalArn,
                policyArn,
                accessScope: { type: "cluster" },
            },
            options,
        );
        return { roleArn: role.arn };
    },
};

/** One shape for all of them. */
const SPOKE: EnvironmentShape = { ...ON_FARGATE, own: { spoke } };

/** What a spoke hands on. */
interface SpokeFacts {
    readonly name: string;
    readonly server: string;
    readonly caData: string;
    readonly roleArn: string;
}

/** In the hub, before Argo CD: as whom it reaches the spokes. */
const hub = (spokes: readonly SpokeFacts[]): OwnResources => ({
    needs: "cluster",
    make: ({ cluster, name, options }) => {
        const trust = trustOf({ Service: "pods.eks.amazonaws.com" }, ["sts:AssumeRole", "sts:TagSession"]);
        const role = new Role(name, { name: "argocd-hub", assumeRolePolicy: trust }, options);
        const policy = JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Resource: spokes.map(({ roleArn }) => roleArn),
                },
            ],
        });
        new RolePolicy(name, { role: role.name, policy }, options);
        for (const serviceAccount of ["argocd-application-controller", "argocd-server"]) {
            new PodIdentityAssociation(
                `${name}-${serviceAccount}`,
                { clusterName: cluster.name, namespace: "argocd", serviceAccount, roleArn: role.arn },
                options,
            );
        }
        return undefined;
    },
});

/** In the hub, after it: a Secret for each spoke, which holds no secret but is read as one. */
const clusters = (spokes: readonly SpokeFacts[]): OwnResources => ({
    needs: "cluster",
    after: ["chart-argocd"],
    make: ({ name: prefix, options }) => {
        for (const { caData, name, roleArn, server } of spokes) {
            const config = {
                awsAuthConfig: { clusterName: `platform-${name}`, roleARN: roleArn },
                tlsClientConfig: { insecure: false, caData },
            };
            const labels = { "argocd.argoproj.io/secret-type": "cluster", environment: name };
            new Secret(
                `${prefix}-${name}`,
                {
                    metadata: { name, namespace: "argocd", labels },
                    stringData: { name, server, config: pulumi.jsonStringify(config) },
                },
                options,
            );
        }
        return undefined;
    },
});

const SPOKES = [
    ["dev", "10.0.0.0/16"],
    ["staging", "10.1.0.0/16"],
    ["prod", "10.2.0.0/16"],
] as const;

function planSpoke(name: string, cidr: string): Promise<PlannedGraph> {
    const config = { "platform:clusterName": `platform-${name}`, "platform:vpcCidr": cidr };
    return graphOfShape(SPOKE, { config });
}

/** As a stack reference of the hub reads it: {@link parsePlatformOutputs} refuses what is not there. */
function factsOf(name: string, { outputs }: PlannedGraph): SpokeFacts {
    const { certificateAuthorityData, clusterEndpoint } = parsePlatformOutputs(at(outputs, "platform"));
    const roleArn = String(at(outputs, "own", "spoke", "roleArn"));
    return { name, server: clusterEndpoint, caData: certificateAuthorityData, roleArn };
}

async function planAll(): Promise<{ readonly hub: PlannedGraph; readonly spokes: readonly SpokeFacts[] }> {
    const spokes: SpokeFacts[] = [];
    for (const [name, cidr] of SPOKES) spokes.push(factsOf(name, await planSpoke(name, cidr)));
    const shape: EnvironmentShape = {
        ...ON_NODES,
        charts: { argocd: { ...ARGO_CD, after: ["own-hub"] } },
        own: { hub: hub(spokes), clusters: clusters(spokes) },
    };
    return { hub: await graphOfShape(shape), spokes };
}

describe("questions about one Argo CD for several clusters", () => {
    it("gitops/multi-cluster-hub-spoke-argocd: the hub's Argo CD may assume the spokes' roles, and no others", async () => {
        const { hub: graph } = await planAll();
        const associations = inputsOf(graph, TYPES.association, "own-hub");
        assert.deepEqual(
            associations.map(({ namespace, serviceAccount }) => [namespace, serviceAccount]),
            [
                ["argocd", "argocd-application-controller"],
                ["argocd", "argocd-server"],
            ],
        );
        assert.deepEqual(new Set(associations.map(({ roleArn }) => roleArn)), new Set([HUB_ROLE]));
        const [trust] = documentOf(onlyInputs(graph, TYPES.role, "own-hub")["assumeRolePolicy"]);
        assert.deepEqual(trust?.["Principal"], { Service: "pods.eks.amazonaws.com" });
        const [assume] = documentOf(onlyInputs(graph, TYPES.rolePolicy, "own-hub")["policy"]);
        assert.deepEqual(
            assume?.["Resource"],
            SPOKES.map(([name]) => `arn:aws:iam::${ACCOUNT}:role/platform-${name}-argocd`),
        );
        assert.ok(releasesIn(graph).includes("argocd"));
        assertAfter(graph, "chart-argocd-release", "own-hub-argocd-server");
    });

    it("its Secrets: one a spoke, of what its stack exports by type; Kubernetes hides what is in them", async () => {
        const { hub: graph, spokes } = await planAll();
        assert.equal(inputsOf(graph, SECRET, "own-clusters").length, 3);
        for (const { caData, name, roleArn, server } of spokes) {
            assert.match(server, /^https:\/\/\w+\.gr7\.us-east-1\.eks\.amazonaws\.com$/);
            assert.match(caData, /^LS0tLS1CRUdJTi/);
            assert.equal(roleArn, `arn:aws:iam::${ACCOUNT}:role/platform-${name}-argocd`);
            const { metadata, stringData } = onlyInputs(graph, SECRET, `own-clusters-${name}`);
            assert.deepEqual(at(metadata, "labels"), {
                "argocd.argoproj.io/secret-type": "cluster",
                environment: name,
            });
            assert.deepEqual(stringData, { $secret: true });
            assertAfter(graph, `own-clusters-${name}`, "chart-argocd-release");
        }
    });

    it("its spokes: one shape, a role that the hub alone assumes, an administrator, and no Argo CD", async () => {
        for (const [name, cidr] of SPOKES) {
            const graph = await planSpoke(name, cidr);
            const role = onlyInputs(graph, TYPES.role, "own-spoke");
            const [trust] = documentOf(role["assumeRolePolicy"]);
            assert.deepEqual(objectOf(trust?.["Principal"]), { AWS: HUB_ROLE });
            const { policyArn, principalArn, accessScope } = onlyInputs(
                graph,
                TYPES.entryPolicy,
                "own-spoke",
            );
            assert.equal(principalArn, at(graph.outputs, "own", "spoke", "roleArn"));
            assert.equal(onlyInputs(graph, TYPES.entry, "own-spoke")["principalArn"], principalArn);
            assert.equal(policyArn, `arn:aws:eks::aws:cluster-access-policy/${ADMIN}`);
            assert.deepEqual(accessScope, { type: "cluster" });
            assert.deepEqual(releasesIn(graph), ["karpenter", "karpenter-crd"]);
        }
    });
});
