/** Capabilities of a shape: what EKS is told, whom they may be, and what is refused of them. */
import assert from "node:assert/strict";

import type { CapabilitiesWords } from "../../../components/capabilities/capability-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { edgesOf, resourceNamed } from "../../support/record";
import { ON_FARGATE } from "../../support/shapes";

const INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const GROUP = "00000000-0000-4000-8000-000000000001";
const USER = "0123456789-00000000-0000-4000-8000-000000000002";

const WHOLE: CapabilitiesWords = {
    argoCd: {
        identityCenter: { instanceArn: INSTANCE, region: "us-west-2" },
        namespace: "gitops",
        roles: { ADMIN: { groups: [GROUP] }, VIEWER: { users: [USER] } },
        vpcEndpointIds: ["vpce-0123456789abcdef0"],
        access: [
            { policy: "AmazonEKSClusterAdminPolicy" },
            { policy: "AmazonEKSEditPolicy", namespaces: ["b", "a"] },
        ],
    },
    ack: {
        policyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
        statements: [{ Sid: "Queues", Effect: "Allow", Action: "sqs:*", Resource: "*" }],
    },
    kro: { access: [{ policy: "AmazonEKSAdminPolicy" }] },
};

function shapeWith(capabilities: CapabilitiesWords): EnvironmentShape {
    return { ...ON_FARGATE, capabilities };
}

function inputsOf(graph: PlannedGraph, name: string, type?: string) {
    const found =
        type === undefined
            ? undefined
            : graph.resources.find((one) => one.name === name && one.type === type);
    return objectOf((found ?? resourceNamed(graph, name)).inputs);
}

describe("capabilities of a shape", () => {
    it("are told to EKS whole", async () => {
        const graph = await graphOfShape(shapeWith(WHOLE));
        const { roleArn: _, ...argoCd } = inputsOf(graph, "capability-argocd-capability");
        assert.deepEqual(argoCd, {
            capabilityName: "argocd",
            clusterName: "platform-dev",
            configuration: {
                argoCd: {
                    awsIdc: { idcInstanceArn: INSTANCE, idcRegion: "us-west-2" },
                    namespace: "gitops",
                    networkAccess: { vpceIds: ["vpce-0123456789abcdef0"] },
                    rbacRoleMappings: [
                        { role: "ADMIN", identities: [{ id: GROUP, type: "SSO_GROUP" }] },
                        { role: "VIEWER", identities: [{ id: USER, type: "SSO_USER" }] },
                    ],
                },
            },
            deletePropagationPolicy: "RETAIN",
            tags: { Name: "platform-dev-argoCd" },
            type: "ARGOCD",
        });
        const { roleArn: __, ...kro } = inputsOf(graph, "capability-kro-capability");
        assert.deepEqual(kro, {
            capabilityName: "kro",
            clusterName: "platform-dev",
            deletePropagationPolicy: "RETAIN",
            tags: { Name: "platform-dev-kro" },
            type: "KRO",
        });
    });

    it("act with a role that only EKS's capabilities assume", async () => {
        const graph = await graphOfShape(shapeWith(WHOLE));
        assert.deepEqual(inputsOf(graph, "capability-ack-role", "aws:iam/role:Role"), {
            assumeRolePolicy: JSON.stringify({
                Statement: [
                    {
                        Action: ["sts:AssumeRole", "sts:TagSession"],
                        Effect: "Allow",
                        Principal: { Service: "capabilities.eks.amazonaws.com" },
                        Sid: "AllowServiceToAssumeRole",
                    },
                ],
                Version: "2012-10-17",
            }),
            tags: { Name: "platform-dev-ack" },
        });
        const policy = inputsOf(graph, "capability-ack-role", "aws:iam/rolePolicy:RolePolicy")["policy"];
        assert.equal(
            policy,
            '{"Statement":[{"Action":"sqs:*","Effect":"Allow","Resource":"*","Sid":"Queues"}],"Version":"2012-10-17"}',
        );
        const attached = graph.resources.filter(({ name }) =>
            name.startsWith("capability-ack-role-AmazonS3FullAccess"),
        );
        assert.deepEqual(
            attached.map(({ inputs }) => objectOf(inputs)["policyArn"]),
            ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
        );
    });

    it("get access once EKS has made their entry, which is never ours", async () => {
        const graph = await graphOfShape(shapeWith(WHOLE));
        const name = "capability-argocd-AmazonEKSEditPolicy";
        const { principalArn: _, ...association } = inputsOf(graph, name);
        assert.deepEqual(association, {
            accessScope: { type: "namespace", namespaces: ["a", "b"] },
            clusterName: "platform-dev",
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
        });
        const edges = resourceNamed(graph, name).dependencies;
        assert.ok(edges.some((urn) => urn.endsWith("::capability-argocd-capability")));
        assert.equal(resourceNamed(graph, name).options.deleteBeforeReplace, true);
        const entries = graph.resources.filter(({ type }) => type === "aws:eks/accessEntry:AccessEntry");
        assert.deepEqual(
            entries.filter(({ urn }) => urn.includes("capabilities")),
            [],
        );
    });

    it("come before objects of their kinds, with the same edges in both modes", async () => {
        const objects = {
            apps: {
                manifests: [
                    {
                        apiVersion: "argoproj.io/v1alpha1",
                        kind: "Application",
                        metadata: { name: "a", namespace: "gitops" },
                    },
                ],
            },
        };
        const shape = { ...shapeWith(WHOLE), objects };
        const graph = await graphOfShape(shape);
        const application = graph.resources.find(({ type }) => type.endsWith(":Application"));
        assert.ok(application);
        const before = [...ancestorsOf(graph, application.urn)];
        assert.ok(before.some((urn) => urn.endsWith("::capability-argocd-capability")));
        assert.deepEqual(edgesOf(graph), edgesOf(await graphOfShape(shape, { mode: "unknown" })));
    });

    it("hold up no add-on and no controller of nodes, which take up to 20 minutes less", async () => {
        const graph = await graphOfShape(shapeWith(WHOLE));
        const waiting = graph.resources.filter(
            ({ type }) => type === "aws:eks/addon:Addon" || type === "kubernetes:helm.sh/v3:Release",
        );
        assert.ok(waiting.length > 5);
        for (const { name, urn } of waiting)
            assert.ok(![...ancestorsOf(graph, urn)].some((one) => one.includes("capability-")), name);
    });

    it("say in notices what they could not do", () => {
        const words = { argoCd: { identityCenter: { instanceArn: INSTANCE } }, ack: {}, kro: {} };
        assert.deepEqual(
            plannedOf(shapeWith(words)).notices.filter((notice) => notice.includes("capabilities.")),
            [
                "Argo CD may deploy nothing into this cluster: capabilities.argoCd.access is empty",
                "Nobody administers Argo CD: capabilities.argoCd.roles has no ADMIN",
                "ACK may do nothing in AWS: capabilities.ack has neither policyArns nor statements",
                "kro may make none of the kinds it is given: capabilities.kro.access is empty",
            ],
        );
    });
});

describe("capabilities are refused", () => {
    const at = "stacks/dev.ts › capabilities";

    it("with words EKS would not take", () => {
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    argoCd: {
                        identityCenter: { instanceArn: "arn:aws:sso:::instance/x", region: "mars" },
                        namespace: "kube-system",
                        vpcEndpointIds: ["eni-1"],
                        roles: { ADMIN: { groups: ["admins"], users: [USER] }, VIEWER: { users: [USER] } },
                    },
                }),
            ),
            [
                `${at}.argoCd.identityCenter.instanceArn: not an instance of IAM Identity Center, which is the only way into Argo CD (got "arn:aws:sso:::instance/x"). Write arn:aws:sso:::instance/ssoins-<16 characters>, as aws sso-admin list-instances shows it.`,
                `${at}.argoCd.identityCenter.region: not a region (got "mars"). Write us-east-1.`,
                `${at}.argoCd.namespace: not a namespace for it (got "kube-system"). Use at most 63 small letters, digits and -, and one of its own: it reads every Secret there.`,
                `${at}.argoCd.vpcEndpointIds[0]: not a VPC endpoint (got "eni-1"). Write vpce-<id>.`,
                `${at}.argoCd.roles.ADMIN.groups[0]: not an id of the identity store: Argo CD knows neither names nor addresses (got "admins"). Write what aws identitystore list-groups or list-users shows.`,
                `${at}.argoCd.roles.VIEWER.users[0]: has a role already, at roles.ADMIN.users[0] (got "${USER}"). Give each user and group the higher role alone.`,
            ],
        );
    });

    it("with access and policies that cannot be", () => {
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    kro: {
                        policyArns: ["arn:aws:iam::123456789012:role/x"],
                        access: [
                            { policy: "AmazonEKSClusterAdminPolicy", namespaces: ["a"] },
                            { policy: "AmazonEKSEditPolicy", namespaces: [] },
                            { policy: "AmazonEKSEditPolicy" },
                        ],
                    },
                }),
            ),
            [
                `${at}.kro.policyArns[0]: not the ARN of an IAM policy (got "arn:aws:iam::123456789012:role/x"). ` +
                    "Write arn:aws:iam::210987654321:policy/<name>, or arn:aws:iam::aws:policy/<name>.",
                `${at}.kro.access[0].namespaces: AmazonEKSClusterAdminPolicy is of whole clusters (got ["a"]). Write AmazonEKSAdminPolicy, or leave namespaces out.`,
                `${at}.kro.access[1].namespaces: no namespace (got []). Name one at least, or leave it out for the whole cluster.`,
                `${at}.kro.access[2].policy: the same policy as access[1], and EKS keeps one scope of each (got "AmazonEKSEditPolicy"). Write its namespaces together.`,
            ],
        );
    });
});
