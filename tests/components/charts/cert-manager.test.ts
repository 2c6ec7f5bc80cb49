/** cert-manager and issuers: values wherever they run, whom they issue for, and what is refused. */
import assert from "node:assert/strict";

import { certManager } from "../../../components/charts/cert-manager";
import type { ChartSite } from "../../../components/charts/definition";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const SITE: ChartSite = {
    account: "111122223333",
    region: "eu-west-1",
    clusterName: "kit-test",
    kubernetesVersion: "1.36",
    compute: "karpenter",
    onFargate: false,
    replicas: 2,
    zoneSpread: false,
    pins: {},
    zones: [
        { key: "shop", domain: "shop.example.com" },
        { key: "company", domain: "example.com", id: "Z0000000COMPANY" },
        { key: "partner", domain: "example.org", id: "Z0P", roleArn: "arn:aws:iam::111122223333:role/dns" },
    ],
};
const TOLERATIONS = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
const ARN =
    "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/00000000-0000-4000-8000-000000000001";

const ISSUING: EnvironmentShape = {
    ...ON_NODES,
    hostedZones: { shop: { kind: "public", domain: "shop.example.com" } },
    catalogue: {
        "cert-manager": { issuers: { "lets-encrypt": { kind: "lets-encrypt", zones: ["shop"] } } },
        "aws-privateca-issuer": { issuers: { corporate: { arn: ARN } } },
    },
};

describe("cert-manager", () => {
    it("has a budget and a webhook more where there are several, and tolerates the system's taint in all four", () => {
        const part = (cpu: string, memory: string, replicaCount: number) => ({
            podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
            podDisruptionBudget: { enabled: replicaCount > 1 },
            replicaCount,
            resources: { limits: { memory }, requests: { cpu, memory } },
            tolerations: TOLERATIONS,
            topologySpreadConstraints: [],
        });
        assert.deepEqual(certManager.decide(SITE, {}).values, {
            ...part("50m", "128Mi", 2),
            cainjector: part("20m", "128Mi", 2),
            crds: { enabled: true, keep: true },
            global: {
                leaderElection: { namespace: "cert-manager" },
                priorityClassName: "system-cluster-critical",
            },
            serviceAccount: { create: true, name: "cert-manager" },
            startupapicheck: {
                resources: { limits: { memory: "64Mi" }, requests: { cpu: "20m", memory: "64Mi" } },
                timeout: "5m",
                tolerations: TOLERATIONS,
            },
            webhook: { ...part("20m", "64Mi", 3), securePort: 10250 },
        });
        const alone = certManager.decide({ ...SITE, replicas: 1 }, {});
        assert.deepEqual(objectOf(alone.values["webhook"])["podDisruptionBudget"], { enabled: false });
        assert.deepEqual(
            certManager.decide({ ...SITE, imageRegistry: "mirror.example.com" }, {}).values["imageRegistry"],
            "mirror.example.com",
        );
    });

    it("keeps its webhook off the kubelet's port on Fargate", async () => {
        const graph = await graphOfShape({ ...FARGATE, catalogue: { "cert-manager": {} } });
        const values = objectOf(
            objectOf(resourceNamed(graph, "chart-cert-manager-release").inputs)["values"],
        );
        const { podAnnotations, securePort } = objectOf(values["webhook"]);
        assert.deepEqual([securePort, podAnnotations], [10260, {}]);
        const { webhooks } = certManager.decide({ ...SITE, onFargate: true }, {});
        assert.deepEqual([...new Set(webhooks.map(({ port }) => port))], [10260]);
    });

    it("has a role where it proves names alone, and may write challenges of them and nothing else", () => {
        assert.equal(certManager.decide(SITE, {}).identity, undefined);
        const statements = (...zones: readonly string[]) => {
            const issuers = { live: { kind: "lets-encrypt", zones } };
            return certManager.decide(SITE, { issuers }).identity?.statements ?? [];
        };
        const [answer] = statements("shop");
        assert.deepEqual(answer, {
            Sid: "AnswerChallenges",
            Effect: "Allow",
            Action: "route53:ChangeResourceRecordSets",
            Resource: ["arn:aws:route53:::hostedzone/*"],
            Condition: {
                "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
                "ForAllValues:StringLike": {
                    "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
                        "_acme-challenge.shop.example.com",
                        "_acme-challenge.*.shop.example.com",
                    ],
                },
            },
        });
        assert.deepEqual(statements("company")[0]?.Resource, [
            "arn:aws:route53:::hostedzone/Z0000000COMPANY",
        ]);
        assert.deepEqual(statements("partner"), [
            {
                Sid: "WriteAsTheOwners",
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Resource: ["arn:aws:iam::111122223333:role/dns"],
            },
        ]);
    });

    it("makes issuers after itself, which find a zone by its domain or by its id", async () => {
        const issuers = {
            live: { kind: "lets-encrypt", zones: ["shop", "partner"], email: "ops@example.com" },
            trial: { kind: "lets-encrypt", zones: ["company"], staging: true },
        };
        assert.deepEqual(
            certManager.decide(SITE, { issuers }).objects.map(({ spec }) => objectOf(spec)["acme"]),
            [
                {
                    email: "ops@example.com",
                    privateKeySecretRef: { name: "live-account" },
                    server: "https://acme-v02.api.letsencrypt.org/directory",
                    solvers: [
                        {
                            dns01: { route53: { region: "eu-west-1" } },
                            selector: { dnsZones: ["shop.example.com"] },
                        },
                        {
                            dns01: {
                                route53: {
                                    hostedZoneID: "Z0P",
                                    region: "eu-west-1",
                                    role: "arn:aws:iam::111122223333:role/dns",
                                },
                            },
                            selector: { dnsZones: ["example.org"] },
                        },
                    ],
                },
                {
                    privateKeySecretRef: { name: "trial-account" },
                    server: "https://acme-staging-v02.api.letsencrypt.org/directory",
                    solvers: [
                        {
                            dns01: { route53: { hostedZoneID: "Z0000000COMPANY", region: "eu-west-1" } },
                            selector: { dnsZones: ["example.com"] },
                        },
                    ],
                },
            ],
        );
        const graph = await graphOfShape(ISSUING);
        const issuer = resourceNamed(graph, "chart-cert-manager-clusterissuer-lets-encrypt");
        assert.ok(ancestorsOf(graph, issuer.urn).has(resourceNamed(graph, "chart-cert-manager-release").urn));
    });

    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › catalogue.cert-manager";
        assert.deepEqual(
            refusedOf({
                ...ISSUING,
                catalogue: {
                    "cert-manager": {
                        issuers: {
                            Live: { kind: "lets-encrypt", zones: [] },
                            other: { kind: "lets-encrypt", zones: ["shops"], email: "ops" },
                        },
                        values: { crds: { keep: false } },
                    },
                },
            }),
            [
                `${at}.values.crds: this keeps certificates when the release goes (got {"keep":false}). Remove it.`,
                `${at}.issuers.Live: not a name (got "Live"). Use small letters, digits and hyphens.`,
                `${at}.issuers.Live.zones: it could prove no name (got []). Name a zone.`,
                `${at}.issuers.other.zones[0]: not a hosted zone of the shape (got "shops"). Use one of: shop.`,
                `${at}.issuers.other.email: not an address (got "ops"). Write a@example.com.`,
            ],
        );
    });
});

describe("aws-privateca-issuer", () => {
    it("issues from the authorities it is given, after cert-manager", async () => {
        const graph = await graphOfShape(ISSUING);
        const release = resourceNamed(graph, "chart-aws-privateca-issuer-release");
        assert.ok(
            ancestorsOf(graph, release.urn).has(resourceNamed(graph, "chart-cert-manager-release").urn),
        );
        assert.deepEqual(
            resourceNamed(graph, "chart-aws-privateca-issuer-awspcaclusterissuer-corporate").inputs,
            {
                apiVersion: "awspca.cert-manager.io/v1beta1",
                kind: "AWSPCAClusterIssuer",
                metadata: { name: "corporate" },
                spec: { arn: ARN, region: "eu-west-1" },
            },
        );
        const values = objectOf(objectOf(release.inputs)["values"]);
        assert.equal(values["priorityClassName"], "system-cluster-critical");
        const policy = graph.resources.find(
            ({ name, type }) =>
                type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("chart-aws-privateca"),
        );
        assert.match(String(objectOf(policy?.inputs)["policy"]), new RegExp(`"Resource":\\["${ARN}"\\]`));
    });

    it("is refused without cert-manager, without an authority, and with what is none", () => {
        const at = "stacks/dev.ts › catalogue.aws-privateca-issuer";
        const refused = (issuers: Readonly<Record<string, { readonly arn: string }>>) =>
            refusedOf({ ...ON_NODES, catalogue: { "aws-privateca-issuer": { issuers } } });
        const needs = `${at}: needs catalogue.cert-manager, which the environment does not have: it answers cert-manager's requests. Add catalogue.cert-manager, or remove it.`;
        assert.deepEqual(refused({}), [
            `${at}.issuers: it has nothing to issue from. Name an authority.`,
            needs,
        ]);
        assert.deepEqual(refused({ one: { arn: "arn:aws:acm:eu-west-1:111122223333:certificate/x" } }), [
            `${at}.issuers.one.arn: not an authority of AWS Private CA (got "arn:aws:acm:eu-west-1:111122223333:certificate/x"). Write arn:aws:acm-pca:us-east-1:<account>:certificate-authority/<id>.`,
            needs,
        ]);
    });
});
