/**
 * What users of other EKS projects ask of storage, as questions to a plan of this one: each an environment of its own.
 * Public sources: aws-ia/terraform-aws-eks-blueprints-addons, awslabs/data-on-eks, Kasten's documentation of Amazon EKS.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ancestorsOf } from "../../tools/plan/order";
import { assertHidden, at, releasesIn, valuesOf } from "../support/gallery";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
import { resourceNamed } from "../support/record";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const ADDON = "aws:eks/addon:Addon";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

type Inputs = Readonly<Record<string, Json | undefined>>;

const with_ = (changes: Partial<EnvironmentShape>): EnvironmentShape => ({
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
    catalogue: { "cluster-autoscaler": {} },
    ...changes,
});

function inputsOf(graph: PlannedGraph, type: string): Inputs[] {
    return graph.resources.filter((one) => one.type === type).map(({ inputs }) => objectOf(inputs));
}

/** Add-ons and the service accounts that get a role of theirs. */
function identitiesOf(graph: PlannedGraph): Readonly<Record<string, readonly Json[]>> {
    return Object.fromEntries(
        inputsOf(graph, ADDON).map(({ addonName, podIdentityAssociations }) => [
            String(addonName),
            (Array.isArray(podIdentityAssociations) ? podIdentityAssociations : []).map(
                (one: Json) => objectOf(one)["serviceAccount"] ?? null,
            ),
        ]),
    );
}

/** What a hub must know of who signs people in, beside the client's secret. Source: OAuthenticator documentation, GenericOAuthenticator. */
const SIGN_IN = {
    authorize_url: "https://sso.example.com/oauth2/authorize",
    client_id: "jupyterhub",
    login_service: "single sign-on",
    oauth_callback_url: "https://notebooks.example.com/hub/oauth_callback",
    scope: ["openid", "email"],
    token_url: "https://sso.example.com/oauth2/token",
    userdata_url: "https://sso.example.com/oauth2/userInfo",
    username_claim: "email",
};

describe("storage, as other projects ask for it", () => {
    it("E06: drivers of EBS, EFS and FSx for Lustre, each with an identity of its own", async () => {
        const graph = await graphOfShape(
            with_({
                addons: { ...ON_NODES.addons, "aws-efs-csi-driver": {}, "aws-fsx-csi-driver": {} },
            }),
        );
        const identities = identitiesOf(graph);
        for (const [addon, accounts] of [
            ["aws-ebs-csi-driver", ["ebs-csi-controller-sa"]],
            ["aws-efs-csi-driver", ["efs-csi-controller-sa", "efs-csi-node-sa"]],
            ["aws-fsx-csi-driver", ["fsx-csi-controller-sa"]],
        ] as const)
            assert.deepEqual(identities[addon], accounts, addon);
    });

    it("C18: JupyterHub whose homes are one file system of EFS, reached by the nodes alone", async () => {
        const graph = await graphOfShape(
            with_({
                addons: { ...ON_NODES.addons, "aws-efs-csi-driver": {} },
                fileSystems: { homes: { kind: "efs" } },
                storageClasses: { homes: { driver: "efs", fileSystem: "homes" } },
                namespaces: { jupyterhub: {} },
                objects: {
                    "efs-persist": {
                        after: ["namespace-jupyterhub"],
                        manifests: [
                            {
                                apiVersion: "v1",
                                kind: "PersistentVolumeClaim",
                                metadata: { name: "efs-persist", namespace: "jupyterhub" },
                                spec: {
                                    accessModes: ["ReadWriteMany"],
                                    resources: { requests: { storage: "120Gi" } },
                                    storageClassName: "homes",
                                },
                            },
                        ],
                    },
                },
                charts: {
                    jupyterhub: {
                        chart: "jupyterhub",
                        repository: "https://hub.jupyter.org/helm-chart",
                        version: "4.1.0",
                        namespace: { name: "jupyterhub", create: false },
                        after: ["namespace-jupyterhub"],
                        secretValues: {
                            "hub.config.GenericOAuthenticator.client_secret": { secret: "oauthClient" },
                        },
                        values: {
                            hub: {
                                config: {
                                    GenericOAuthenticator: SIGN_IN,
                                    JupyterHub: { authenticator_class: "generic-oauth" },
                                },
                            },
                            proxy: { service: { type: "ClusterIP" } },
                            singleuser: { storage: { type: "static", static: { pvcName: "efs-persist" } } },
                        },
                        pods: "unknown",
                    },
                },
            }),
            { secrets: ["oauthClient"] },
        );
        assert.equal(inputsOf(graph, "aws:efs/fileSystem:FileSystem").length, 1);
        assert.equal(inputsOf(graph, "aws:efs/mountTarget:MountTarget").length, 2);
        const rules = inputsOf(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
            ({ fromPort }) => fromPort === 2049,
        );
        assert.equal(rules.length, 1);
        assert.equal(rules[0]?.["cidrIpv4"], undefined);
        const claim = graph.resources.find(({ type }) => type === "kubernetes:core/v1:PersistentVolumeClaim");
        assert.ok(claim);
        assert.deepEqual(at(claim.inputs, "spec", "accessModes"), ["ReadWriteMany"]);
        assert.deepEqual(at(claim.inputs, "spec", "resources"), { requests: { storage: "120Gi" } });
        const { hub, proxy } = valuesOf(graph, "jupyterhub");
        assert.deepEqual(proxy, { service: { type: "ClusterIP" } });
        const signIn = at(hub, "config", "GenericOAuthenticator");
        assert.deepEqual(signIn, { ...SIGN_IN, client_secret: { $secret: true } });
        assertHidden(graph, "[secret]");
        const addons = inputsOf(graph, ADDON).map(({ addonName }) => addonName);
        for (const name of ["aws-efs-csi-driver", "kube-proxy", "vpc-cni"])
            assert.ok(addons.includes(name), name);
        assert.ok(releasesIn(graph).includes("cluster-autoscaler"));
        const before = ancestorsOf(graph, claim.urn);
        const addon = graph.resources.find(
            ({ inputs, type }) => type === ADDON && objectOf(inputs)["addonName"] === "aws-efs-csi-driver",
        );
        assert.ok(addon !== undefined && before.has(addon.urn));
    });

    it("C20: Kasten K10, whose pods may make snapshots of EBS and nothing else", async () => {
        const statements = [
            {
                Sid: "Snapshots",
                Effect: "Allow" as const,
                Action: ["ec2:CreateSnapshot", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"],
                Resource: "*",
            },
        ];
        const graph = await graphOfShape(
            with_({
                addons: { ...ON_NODES.addons, "snapshot-controller": {} },
                charts: {
                    k10: {
                        chart: "k10",
                        repository: "https://charts.kasten.io",
                        version: "8.0.1",
                        namespace: { name: "kasten-io" },
                        identity: { serviceAccount: "k10-k10", statements },
                        pods: "unknown",
                    },
                },
            }),
        );
        const release = objectOf(resourceNamed(graph, "chart-k10-release").inputs);
        assert.deepEqual([release["namespace"], release["version"]], ["kasten-io", "8.0.1"]);
        const associations = inputsOf(graph, ASSOCIATION).filter(
            ({ namespace }) => namespace === "kasten-io",
        );
        assert.deepEqual(
            associations.map(({ serviceAccount }) => serviceAccount),
            ["k10-k10"],
        );
        const policy = graph.resources.find(
            ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("chart-k10"),
        );
        assert.deepEqual(
            (JSON.parse(String(objectOf(policy?.inputs)["policy"])) as { Statement: Json }).Statement,
            statements,
        );
        resourceNamed(graph, "chart-cluster-autoscaler-release");
    });
});
