/** One Argo CD for several environments: what a spoke exports is what the hub reads, and each names the other's role. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { spokeSchema } from "../../../components/gitops/spoke-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { ROOT } from "../../../tools/plan/root";
import {
    assertAfter,
    at,
    documentOf,
    inputsOf,
    onlyInputs,
    releasesIn,
    resourcesOf,
    TYPES,
} from "../../support/gallery";
import { ARGO_CD } from "../../support/gallery-charts";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const SECRET = "kubernetes:core/v1:Secret";
const HUB_ROLE = "arn:aws:iam::111122223333:role/gitops-hub-platform-hub";
const SPOKE: EnvironmentShape = {
    ...ON_FARGATE,
    gitops: {
        hub: { roleArn: HUB_ROLE, policies: [{ policy: "AmazonEKSClusterAdminPolicy" }] },
        labels: { tier: "canary" },
    },
};
const ARGO = { identityCenter: { instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" } };

describe("a spoke of GitOps", () => {
    it("lets one role in, which the hub alone assumes, whether or not the hub stands", async () => {
        const graph = await graphOfShape(SPOKE);
        const role = onlyInputs(graph, TYPES.role, "gitops-spoke");
        assert.equal(role["name"], undefined);
        assert.deepEqual(documentOf(role["assumeRolePolicy"]), [
            {
                Sid: "AllowHubToAssumeRole",
                Effect: "Allow",
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Principal: { AWS: "arn:aws:iam::111122223333:root" },
                Condition: { ArnEquals: { "aws:PrincipalArn": HUB_ROLE } },
            },
        ]);
        const { principalArn } = onlyInputs(graph, TYPES.entry, "gitops-spoke");
        assert.match(String(principalArn), /:role\/gitops-spoke-role-/);
        const { accessScope, policyArn } = onlyInputs(graph, TYPES.entryPolicy, "gitops-spoke");
        assert.deepEqual(accessScope, { type: "cluster" });
        assert.equal(policyArn, "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy");
        assert.deepEqual(inputsOf(graph, SECRET), []);
    });

    it("exports what the hub reads, and an environment without a hub does not", async () => {
        const graph = await graphOfShape(SPOKE);
        const spoke = spokeSchema.parse(at(graph.outputs, "gitops"));
        const { bridge, certificateAuthorityData: _, roleArn, server, ...rest } = spoke;
        assert.deepEqual(rest, {
            schemaVersion: 1,
            name: "dev",
            clusterName: "platform-dev",
            clusterArn: "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev",
            labels: {
                aws_region: "us-east-1",
                environment: "dev",
                kubernetes_version: "1.36",
                schema_version: "1",
                tier: "canary",
            },
        });
        assert.equal(roleArn, onlyInputs(graph, TYPES.entry, "gitops-spoke")["principalArn"]);
        assert.equal(server, at(graph.outputs, "clusterEndpoint"));
        assert.equal(bridge.vpc_id, at(graph.outputs, "vpcId"));
        const { gitops: _gitops, ...without } = SPOKE;
        assert.equal(at((await graphOfShape(without)).outputs, "gitops"), undefined);
    });

    it("lets the capability of a hub in as it is, of its own account alone", async () => {
        const hub = (account: string) => ({
            letsIn: "principal" as const,
            roleArn: `arn:aws:iam::${account}:role/capability-argocd-role-1234567`,
            policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["shop"] }],
        });
        const graph = await graphOfShape({ ...ON_FARGATE, gitops: { hub: hub("210987654321") } });
        assert.deepEqual(inputsOf(graph, TYPES.role, "gitops-spoke"), []);
        assert.equal(
            onlyInputs(graph, TYPES.entry, "gitops-spoke")["principalArn"],
            hub("210987654321").roleArn,
        );
        assert.deepEqual(onlyInputs(graph, TYPES.entryPolicy, "gitops-spoke")["accessScope"], {
            type: "namespace",
            namespaces: ["shop"],
        });
        assert.equal(at(graph.outputs, "gitops", "roleArn"), undefined);
        assert.match(
            refusedOf({ ...ON_FARGATE, gitops: { hub: hub("111122223333") } }).join("\n"),
            /^stacks\/dev\.ts › gitops\.hub\.roleArn: .*111122223333/,
        );
    });

    it("is refused with another principal, or with nothing that the hub may do", () => {
        assert.deepEqual(
            refusedOf({
                ...ON_FARGATE,
                gitops: { hub: { roleArn: "arn:aws:iam::111122223333:user/x", policies: [] } },
            }),
            [
                'stacks/dev.ts › gitops.hub.roleArn: not the ARN of a role (got "arn:aws:iam::111122223333:user/x"). Write arn:aws:iam::<account of the hub>:role/gitops-hub-<its cluster>.',
                'stacks/dev.ts › gitops.hub.policies: the hub may deploy nothing here (got []). Name one at least: [{ policy: "AmazonEKSClusterAdminPolicy" }].',
            ],
        );
    });
});

describe("a hub of GitOps", () => {
    let folder = "";
    let file = "";
    let spoke: unknown;
    const HUB = (spokes: readonly string[]): EnvironmentShape => ({
        ...ON_NODES,
        charts: { argocd: ARGO_CD },
        gitops: { argoCd: {}, spokes },
    });
    beforeEach(async () => {
        folder = mkdtempSync(path.join(ROOT, "tests/fixtures/gitops-"));
        file = path.relative(ROOT, path.join(folder, "dev.json"));
        spoke = at((await graphOfShape(SPOKE)).outputs, "gitops");
        writeFileSync(path.join(ROOT, file), JSON.stringify(spoke));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("may assume the roles of its spokes and no others, before its pods start", async () => {
        const graph = await graphOfShape(HUB([file]));
        assert.equal(onlyInputs(graph, TYPES.role, "gitops-hub")["name"], "gitops-hub-platform-dev");
        assert.deepEqual(documentOf(onlyInputs(graph, TYPES.rolePolicy, "gitops-hub")["policy"]), [
            {
                Sid: "AssumeRolesOfSpokes",
                Effect: "Allow",
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Resource: [at(spoke, "roleArn")],
            },
        ]);
        const associations = resourcesOf(graph, TYPES.association, "gitops-hub");
        assert.deepEqual(
            associations.map(({ inputs }) => [at(inputs, "namespace"), at(inputs, "serviceAccount")]),
            [
                ["argocd", "argocd-application-controller"],
                ["argocd", "argocd-applicationset-controller"],
                ["argocd", "argocd-server"],
            ],
        );
        for (const { name } of associations) assertAfter(graph, "chart-argocd-release", name);
    });

    it("knows a spoke by its address, its certificate and the role that it assumes there", async () => {
        const graph = await graphOfShape(HUB([file]));
        const { metadata, stringData } = onlyInputs(graph, SECRET, "gitops-cluster-dev");
        const { outputs } = await graphOfShape(SPOKE);
        const { config, ...plain } = stringData as Record<string, string>;
        assert.deepEqual(plain, { name: "dev", server: at(outputs, "clusterEndpoint") });
        assert.deepEqual(JSON.parse(config ?? ""), {
            awsAuthConfig: {
                clusterName: "platform-dev",
                roleARN: at(spoke, "roleArn"),
            },
            tlsClientConfig: { insecure: false, caData: at(outputs, "gitops", "certificateAuthorityData") },
        });
        assert.equal(at(metadata, "name"), "cluster-dev");
        assert.equal(at(metadata, "labels", "argocd.argoproj.io/secret-type"), "cluster");
        assert.equal(at(metadata, "labels", "tier"), "canary");
        assert.deepEqual(at(metadata, "annotations"), at(outputs, "gitops", "bridge"));
        assertAfter(graph, "gitops-cluster-dev-secret", "chart-argocd-release");
        assert.ok(releasesIn(graph).includes("argocd"));
    });

    it("of EKS knows it by its ARN, and needs no role", async () => {
        const { charts: _, ...rest } = HUB([file]);
        const graph = await graphOfShape({ ...rest, capabilities: { argoCd: ARGO } });
        assert.deepEqual(onlyInputs(graph, SECRET, "gitops-cluster-dev")["stringData"], {
            name: "dev",
            server: "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev",
            project: "default",
        });
        assert.deepEqual(resourcesOf(graph, TYPES.role, "gitops-hub"), []);
    });

    it("refuses files that are none of a spoke's, each with what to type", () => {
        const write = (name: string, value: Json): string => {
            writeFileSync(path.join(folder, name), JSON.stringify(value));
            return path.relative(ROOT, path.join(folder, name));
        };
        const newer = write("newer.json", { schemaVersion: 2 });
        const other = write("other.json", { schemaVersion: 1, name: "x" });
        const remedy = "Write it anew: pulumi stack output gitops --stack <its stack> --json";
        assert.deepEqual(refusedOf(HUB(["nowhere.json", "../x.json", newer, other, file, file])), [
            `stacks/dev.ts › gitops.spokes[0]: no file of this repository that holds JSON (got "nowhere.json"). ${remedy}.`,
            `stacks/dev.ts › gitops.spokes[1]: no file of this repository (got "../x.json"). ${remedy}.`,
            `stacks/dev.ts › gitops.spokes[2]: of another version of the kit than this, which knows version 1 (got "${newer}"). ${remedy}.`,
            `stacks/dev.ts › gitops.spokes[3]: not what a spoke exports, by its clusterName, clusterArn, server, certificateAuthorityData, labels, bridge (got "${other}"). ${remedy}.`,
            'stacks/dev.ts › gitops.spokes: two files of one cluster (got "dev"). Keep one of them.',
        ]);
    });

    it("is refused without an Argo CD, and where its pods would get no role", () => {
        assert.deepEqual(
            refusedOf({ ...ON_NODES, gitops: { flux: { namespace: "flux" }, spokes: [file] } }),
            [
                "stacks/dev.ts › gitops.spokes: no Argo CD of this environment reads it. Add argoCd: {}, or remove it.",
            ],
        );
        const onFargate = { ...FARGATE, gitops: { argoCd: { namespace: "argocd" }, spokes: [file] } };
        assert.deepEqual(refusedOf(onFargate), [
            "stacks/dev.ts › gitops.spokes: pods on Fargate get no role by Pod Identity, and Argo CD reaches other clusters with one. Run it where there are nodes, or let EKS run it: capabilities.argoCd.",
        ]);
    });
});
