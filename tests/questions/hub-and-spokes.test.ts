/**
 * What users of other EKS projects ask of one Argo CD for several clusters, as questions to plans of this one: each cluster an
 * environment of its own, and a file of what it exports. Public source: aws-ia/terraform-aws-eks-blueprints patterns/gitops.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type Spoke, spokeSchema } from "../../components/gitops/spoke-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ROOT } from "../../tools/plan/root";
import {
    assertAfter,
    at,
    documentOf,
    inputsOf,
    onlyInputs,
    releasesIn,
    resourcesOf,
    TYPES,
} from "../support/gallery";
import { accountOf } from "../support/gallery-fleets";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const HUB_ACCOUNT = "444444444444";
const HUB_ROLE = `arn:aws:iam::${HUB_ACCOUNT}:role/gitops-hub-platform-hub`;
const SECRET = "kubernetes:core/v1:Secret";

/** One shape for all of them: the hub is let in, and there is no Argo CD. */
const SPOKE: EnvironmentShape = {
    ...ON_FARGATE,
    gitops: {
        hub: { roleArn: HUB_ROLE, policies: [{ policy: "AmazonEKSClusterAdminPolicy" }] },
    },
};

const SPOKES = {
    dev: { account: "111111111111", cidr: "10.0.0.0/16" },
    staging: { account: "222222222222", cidr: "10.1.0.0/16" },
    prod: { account: "333333333333", cidr: "10.2.0.0/16" },
} as const;
type Name = keyof typeof SPOKES;
const NAMES = Object.keys(SPOKES) as Name[];

function planSpoke(name: Name): Promise<PlannedGraph> {
    const { account, cidr } = SPOKES[name];
    const config = {
        ...accountOf(account),
        "platform:clusterName": `platform-${name}`,
        "platform:vpcCidr": cidr,
    };
    return graphOfShape(SPOKE, { config, environment: name });
}

function planHub(files: readonly string[]): Promise<PlannedGraph> {
    const shape: EnvironmentShape = {
        ...ON_NODES,
        catalogue: { "argo-cd": {} },
        gitops: { argoCd: {}, spokes: files },
    };
    const config = { ...accountOf(HUB_ACCOUNT), "platform:clusterName": "platform-hub" };
    return graphOfShape(shape, { config, environment: "hub" });
}

describe("questions about one Argo CD for several clusters", () => {
    let folder: string;
    let files: readonly string[];
    let spokes: Readonly<Record<Name, { readonly graph: PlannedGraph; readonly told: Spoke }>>;
    let hub: PlannedGraph;

    before(async () => {
        folder = mkdtempSync(path.join(ROOT, "tests/fixtures/gitops-"));
        const planned: [Name, (typeof spokes)[Name]][] = [];
        for (const name of NAMES) {
            const graph = await planSpoke(name);
            // pulumi stack output gitops --stack <name> --json > <name>.json
            const output = at(graph.outputs, "gitops");
            writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(output));
            planned.push([name, { graph, told: spokeSchema.parse(output) }]);
        }
        spokes = Object.fromEntries(planned) as typeof spokes;
        files = NAMES.map((name) => path.relative(ROOT, path.join(folder, `${name}.json`)));
        hub = await planHub(files);
    });

    after(() => rmSync(folder, { recursive: true }));

    it("gitops/multi-cluster-hub-spoke-argocd: the hub's Argo CD may assume the spokes' roles, and no others", () => {
        const associations = resourcesOf(hub, TYPES.association, "gitops-hub");
        assert.deepEqual(
            associations.map(({ inputs }) => [at(inputs, "namespace"), at(inputs, "serviceAccount")]),
            ["application-controller", "applicationset-controller", "server"].map((pod) => [
                "argocd",
                `argocd-${pod}`,
            ]),
        );
        const roles = associations.map(({ inputs }) => at(inputs, "roleArn"));
        assert.deepEqual(new Set(roles), new Set([HUB_ROLE]));
        const [trust] = documentOf(onlyInputs(hub, TYPES.role, "gitops-hub")["assumeRolePolicy"]);
        assert.deepEqual(trust?.["Principal"], { Service: "pods.eks.amazonaws.com" });
        assert.deepEqual(documentOf(onlyInputs(hub, TYPES.rolePolicy, "gitops-hub")["policy"]), [
            {
                Sid: "AssumeRolesOfSpokes",
                Effect: "Allow",
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Resource: NAMES.map((name) => spokes[name].told.roleArn),
            },
        ]);
        assert.ok(releasesIn(hub).includes("argo-cd"));
        for (const { name } of associations) assertAfter(hub, "chart-argo-cd-release", name);
    });

    it("its Secrets: one a spoke, of address, certificate and role that the spoke's file has", () => {
        assert.equal(inputsOf(hub, SECRET, "gitops-cluster-").length, 3);
        for (const name of NAMES) {
            const { bridge, certificateAuthorityData: caData, roleArn, server } = spokes[name].told;
            assert.match(server, /^https:\/\/\w+\.gr7\.us-east-1\.eks\.amazonaws\.com$/);
            assert.match(caData, /^LS0tLS1CRUdJTi/);
            const { account } = SPOKES[name];
            assert.ok(roleArn?.startsWith(`arn:aws:iam::${account}:role/gitops-spoke-role-`));
            const { metadata, stringData } = onlyInputs(hub, SECRET, `gitops-cluster-${name}`);
            assert.equal(at(metadata, "namespace"), "argocd");
            assert.equal(at(metadata, "labels", "argocd.argoproj.io/secret-type"), "cluster");
            assert.equal(at(metadata, "labels", "environment"), name);
            assert.deepEqual(at(metadata, "annotations"), bridge);
            const { config, ...plain } = stringData as Readonly<Record<string, string>>;
            assert.deepEqual(plain, { name, server });
            assert.deepEqual(JSON.parse(config ?? ""), {
                awsAuthConfig: { clusterName: `platform-${name}`, roleARN: roleArn },
                tlsClientConfig: { insecure: false, caData },
            });
            assertAfter(hub, `gitops-cluster-${name}-secret`, "chart-argo-cd-release");
        }
    });

    it("its spokes: one shape, a role that the hub alone assumes, an administrator, and no Argo CD", () => {
        for (const name of NAMES) {
            const { graph, told } = spokes[name];
            const [trust] = documentOf(onlyInputs(graph, TYPES.role, "gitops-spoke")["assumeRolePolicy"]);
            assert.deepEqual(trust?.["Principal"], { AWS: `arn:aws:iam::${HUB_ACCOUNT}:root` });
            assert.deepEqual(trust["Condition"], { ArnEquals: { "aws:PrincipalArn": HUB_ROLE } });
            assert.equal(onlyInputs(graph, TYPES.entry, "gitops-spoke")["principalArn"], told.roleArn);
            const { accessScope, policyArn, principalArn } = onlyInputs(
                graph,
                TYPES.entryPolicy,
                "gitops-spoke",
            );
            assert.equal(principalArn, told.roleArn);
            assert.equal(policyArn, "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy");
            assert.deepEqual(accessScope, { type: "cluster" });
            assert.deepEqual(releasesIn(graph), ["karpenter", "karpenter-crd"]);
            assert.deepEqual(inputsOf(graph, SECRET), []);
        }
    });

    it("its neighbour, a hub of two of them: neither role nor Secret of the third", async () => {
        const graph = await planHub(files.slice(0, 2));
        const [assume] = documentOf(onlyInputs(graph, TYPES.rolePolicy, "gitops-hub")["policy"]);
        assert.deepEqual(assume?.["Resource"], [spokes.dev.told.roleArn, spokes.staging.told.roleArn]);
        assert.deepEqual(
            resourcesOf(graph, SECRET, "gitops-cluster-").map(({ name }) => name),
            ["gitops-cluster-dev-secret", "gitops-cluster-staging-secret"],
        );
    });
});
