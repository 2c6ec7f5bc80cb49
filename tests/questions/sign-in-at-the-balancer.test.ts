/**
 * What users of other EKS projects ask of a web tool behind a sign-in, as a question to a plan of this one.
 * Public source: aws-samples/cdk-eks-blueprints-patterns lib/secure-ingress-auth-cognito.
 */
import assert from "node:assert/strict";

import { UserPool } from "@pulumi/aws/cognito/userPool";
import { UserPoolClient } from "@pulumi/aws/cognito/userPoolClient";
import { UserPoolDomain } from "@pulumi/aws/cognito/userPoolDomain";
import { Role } from "@pulumi/aws/iam/role";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function";
import { Permission } from "@pulumi/aws/lambda/permission";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";

import type { ChartWords } from "../../components/charts/chart-schema";
import type { OwnPlace, OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import {
    addonsIn,
    assertAfter,
    at,
    documentOf,
    inputsOf,
    onlyInputs,
    releasesIn,
    TYPES,
    valuesOf,
} from "../support/gallery";
import { ARGO_CD } from "../support/gallery-charts";
import { graphOfShape } from "../support/plan-shape";
import { ON_NODES } from "../support/shapes";

const HOST = "costs.example.com";
const PREFIX = "example-platform-tools";
const FUNCTION = "aws:lambda/function:Function";

/** Lets in whom the organisation knows, and nobody else. */
function trigger({ name, options }: OwnPlace, moment: string): LambdaFunction {
    const trust = {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "lambda.amazonaws.com" },
    };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    const { arn } = new Role(`${name}-${moment}`, { assumeRolePolicy }, options);
    const code = `exports.handler = async (event) => {
        if (!/@example\\.com$/.test(event.request.userAttributes.email)) throw new Error("not of this organisation");
        return event;
    };`;
    const index = new pulumi.asset.StringAsset(code);
    return new LambdaFunction(
        `${name}-${moment}`,
        {
            role: arn,
            runtime: "nodejs22.x",
            handler: "index.handler",
            code: new pulumi.asset.AssetArchive({ "index.js": index }),
        },
        options,
    );
}

/** Who may sign in, and where a load balancer sends them back to. */
const users: OwnResources = {
    needs: "network",
    make: (place) => {
        const { name, options } = place;
        const triggers = {
            preSignUp: trigger(place, "sign-up"),
            preAuthentication: trigger(place, "sign-in"),
        };
        const lambdaConfig = {
            preSignUp: triggers.preSignUp.arn,
            preAuthentication: triggers.preAuthentication.arn,
        };
        const pool = new UserPool(name, { lambdaConfig, autoVerifiedAttributes: ["email"] }, options);
        for (const [moment, made] of Object.entries(triggers)) {
            const calls = { action: "lambda:InvokeFunction", principal: "cognito-idp.amazonaws.com" };
            new Permission(
                `${name}-${moment}`,
                { ...calls, function: made.name, sourceArn: pool.arn },
                options,
            );
        }
        const client = new UserPoolClient(
            name,
            {
                userPoolId: pool.id,
                allowedOauthFlowsUserPoolClient: true,
                allowedOauthFlows: ["code"],
                allowedOauthScopes: ["openid", "email"],
                callbackUrls: [`https://${HOST}/oauth2/idpresponse`],
                generateSecret: true,
                supportedIdentityProviders: ["COGNITO"],
            },
            options,
        );
        const domain = new UserPoolDomain(name, { domain: PREFIX, userPoolId: pool.id }, options);
        return { poolArn: pool.arn, clientId: client.id, domain: domain.domain };
    },
};

/** What Argo CD starts with: the values of a load balancer that asks who somebody is. */
const bootstrap: OwnResources = {
    needs: "cluster",
    after: ["chart-argocd"],
    make: ({ certificates, name, options, own, settings }) => {
        const { clientId, domain, poolArn } = own["users"] ?? {};
        const valuesObject = {
            certificateArn: certificates["tools"],
            region: settings.region,
            userPool: { arn: poolArn, clientId, domain },
        };
        new CustomResource(
            name,
            {
                apiVersion: "argoproj.io/v1alpha1",
                kind: "Application",
                metadata: { name: "bootstrap", namespace: "argocd" },
                spec: {
                    project: "default",
                    source: {
                        repoURL: "https://github.com/example/workloads",
                        path: "secure-ingress-cognito/envs/dev",
                        targetRevision: "main",
                        helm: { valuesObject },
                    },
                    destination: { server: "https://kubernetes.default.svc", namespace: "argocd" },
                },
            },
            options,
        );
        return undefined;
    },
};

const ZONE = "Z0123456789ABCDEFGHIJ";

/** Names of the given zone alone, and none that it did not make. */
const EXTERNAL_DNS: ChartWords = {
    chart: "external-dns",
    repository: "https://kubernetes-sigs.github.io/external-dns",
    version: "1.22.0",
    namespace: { name: "external-dns" },
    values: {
        annotationPrefix: "external-dns.alpha.kubernetes.io/",
        domainFilters: ["example.com"],
        policy: "upsert-only",
        provider: { name: "aws" },
        txtOwnerId: "platform-dev",
    },
    identity: {
        serviceAccount: "external-dns",
        statements: [
            {
                Sid: "ChangeRecordsOfTheZone",
                Effect: "Allow",
                Action: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
                Resource: `arn:aws:route53:::hostedzone/${ZONE}`,
            },
            { Sid: "FindZones", Effect: "Allow", Action: "route53:ListHostedZones", Resource: "*" },
        ],
    },
    pods: [
        {
            name: "external-dns",
            kind: "Deployment",
            labels: { "app.kubernetes.io/name": "external-dns" },
        },
    ],
};

const OPENCOST: ChartWords = {
    chart: "opencost",
    repository: "https://opencost.github.io/opencost-helm-chart",
    version: "2.5.17",
    namespace: { name: "opencost" },
    pods: [{ name: "opencost", kind: "Deployment", labels: { "app.kubernetes.io/name": "opencost" } }],
};

const SHAPE: EnvironmentShape = {
    ...ON_NODES,
    hostedZones: { company: { kind: "existing", domain: "example.com" } },
    certificates: { tools: { domain: HOST } },
    catalogue: { "aws-load-balancer-controller": {} },
    charts: { argocd: ARGO_CD, "external-dns": EXTERNAL_DNS, opencost: OPENCOST },
    own: { users, bootstrap },
};

const CONFIG = { "platform:hostedZones": { company: { id: ZONE } } };

describe("questions about a sign-in at the load balancer", () => {
    it("secure-ingress-auth-cognito: a user pool with checks of one's own, and a client that comes back", async () => {
        const graph = await graphOfShape(SHAPE, { config: CONFIG });
        const functions = inputsOf(graph, FUNCTION).map(({ runtime }) => runtime);
        assert.deepEqual(functions, ["nodejs22.x", "nodejs22.x"]);
        const { preAuthentication, preSignUp } = onlyInputs(graph, "aws:cognito/userPool:UserPool")[
            "lambdaConfig"
        ] as Readonly<Record<string, string>>;
        const arn = "arn:aws:lambda:us-east-1:210987654321:function:own-users-sign";
        assert.ok(preSignUp?.startsWith(`${arn}-up-`));
        assert.ok(preAuthentication?.startsWith(`${arn}-in-`));
        const client = onlyInputs(graph, "aws:cognito/userPoolClient:UserPoolClient");
        assert.deepEqual(client["allowedOauthFlows"], ["code"]);
        assert.deepEqual(client["callbackUrls"], ["https://costs.example.com/oauth2/idpresponse"]);
        assert.equal(onlyInputs(graph, "aws:cognito/userPoolDomain:UserPoolDomain")["domain"], PREFIX);
    });

    it("its certificate: in the zone that is given, and its ARN among what Argo CD starts with", async () => {
        const graph = await graphOfShape(SHAPE, { config: CONFIG });
        assert.equal(onlyInputs(graph, "aws:acm/certificate:Certificate")["domainName"], HOST);
        assert.equal(onlyInputs(graph, "aws:route53/record:Record")["zoneId"], ZONE);
        assert.deepEqual(inputsOf(graph, "aws:route53/zone:Zone"), []);
        const application = onlyInputs(graph, "kubernetes:argoproj.io/v1alpha1:Application");
        const values = at(application["spec"], "source", "helm", "valuesObject");
        assert.match(
            String(at(values, "certificateArn")),
            /^arn:aws:acm:us-east-1:210987654321:certificate\//,
        );
        assert.equal(at(values, "region"), "us-east-1");
        const pool = at(values, "userPool");
        assert.match(String(at(pool, "arn")), /^arn:aws:cognito-idp:us-east-1:210987654321:userpool\//);
        assert.equal(at(pool, "domain"), PREFIX);
        assert.ok(String(at(pool, "clientId")).length > 0);
        assertAfter(graph, "own-bootstrap", "chart-argocd-release");
    });

    it("its add-ons: load balancers, names, volumes, costs", async () => {
        const graph = await graphOfShape(SHAPE, { config: CONFIG });
        assert.ok(addonsIn(graph).includes("aws-ebs-csi-driver"));
        const releases = releasesIn(graph);
        for (const name of ["argocd", "aws-load-balancer-controller", "external-dns", "opencost"]) {
            assert.ok(releases.includes(name), name);
        }
        const names = valuesOf(graph, "external-dns");
        assert.deepEqual([names["policy"], names["domainFilters"]], ["upsert-only", ["example.com"]]);
        const [change] = documentOf(onlyInputs(graph, TYPES.rolePolicy, "external-dns")["policy"]);
        assert.equal(change?.["Resource"], `arn:aws:route53:::hostedzone/${ZONE}`);
    });
});
