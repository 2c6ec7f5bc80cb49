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
import * as pulumi from "@pulumi/pulumi";

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
    resourcesOf,
    TYPES,
    valuesOf,
} from "../support/gallery";
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

/** What Argo CD starts with: the values of a load balancer that asks who somebody is, each by its name in the bridge. */
const VALUES = {
    certificateArn: "certificate_arn_tools",
    region: "aws_region",
    userPoolArn: "user_pool_arn",
    userPoolClientId: "user_pool_client_id",
    userPoolDomain: "user_pool_domain",
} as const;

const BOOTSTRAP = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "ApplicationSet",
    metadata: { name: "bootstrap", namespace: "argocd" },
    spec: {
        goTemplate: true,
        goTemplateOptions: ["missingkey=error"],
        generators: [{ clusters: { selector: { matchLabels: { schema_version: "1" } } } }],
        template: {
            metadata: { name: "bootstrap-{{.metadata.labels.environment}}" },
            spec: {
                project: "default",
                source: {
                    repoURL: "https://github.com/example/workloads",
                    path: "secure-ingress-cognito/envs/{{.metadata.labels.environment}}",
                    targetRevision: "main",
                    helm: {
                        valuesObject: Object.fromEntries(
                            Object.entries(VALUES).map(([value, name]) => [
                                value,
                                `{{.metadata.annotations.${name}}}`,
                            ]),
                        ),
                    },
                },
                destination: { server: "{{.server}}", namespace: "argocd" },
            },
        },
    },
};

const ZONE = "Z0123456789ABCDEFGHIJ";

const SHAPE: EnvironmentShape = {
    ...ON_NODES,
    hostedZones: { company: { kind: "existing", domain: "example.com" } },
    certificates: { tools: { domain: HOST } },
    catalogue: {
        "argo-cd": {},
        "aws-load-balancer-controller": {},
        "external-dns": { zones: ["company"] },
        opencost: {},
    },
    gitops: {
        argoCd: {},
        values: {
            user_pool_arn: { own: "users", output: "poolArn" },
            user_pool_client_id: { own: "users", output: "clientId" },
            user_pool_domain: { own: "users", output: "domain" },
        },
    },
    objects: { bootstrap: { manifests: [BOOTSTRAP] } },
    own: { users },
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
        const set = onlyInputs(graph, "kubernetes:argoproj.io/v1alpha1:ApplicationSet");
        assert.equal(
            at(set["spec"], "template", "spec", "source", "helm", "valuesObject", "userPoolArn"),
            "{{.metadata.annotations.user_pool_arn}}",
        );
        const { metadata } = onlyInputs(graph, "kubernetes:core/v1:Secret", "gitops-bridge");
        const told = at(metadata, "annotations");
        const { certificateArn, region, userPoolArn, userPoolClientId, userPoolDomain } = Object.fromEntries(
            Object.entries(VALUES).map(([value, name]) => [value, String(at(told, name))]),
        );
        assert.match(certificateArn ?? "", /^arn:aws:acm:us-east-1:210987654321:certificate\//);
        assert.deepEqual([region, userPoolDomain], ["us-east-1", PREFIX]);
        assert.match(userPoolArn ?? "", /^arn:aws:cognito-idp:us-east-1:210987654321:userpool\//);
        assert.ok((userPoolClientId ?? "").length > 0);
        const [bridge] = resourcesOf(graph, "kubernetes:core/v1:Secret", "gitops-bridge");
        const madeFrom = bridge?.propertyDependencies["metadata"]?.map((urn) => urn.split("::")[2]) ?? [];
        assert.ok(madeFrom.some((type) => type?.endsWith("aws:cognito/userPoolClient:UserPoolClient")));
        assertAfter(graph, "objects-bootstrap-applicationset-argocd-bootstrap", "gitops-bridge-cluster");
        assertAfter(graph, "gitops-bridge-cluster", "chart-argo-cd-release");
    });

    it("its add-ons: load balancers, names, volumes, costs", async () => {
        const graph = await graphOfShape(SHAPE, { config: CONFIG });
        assert.ok(addonsIn(graph).includes("aws-ebs-csi-driver"));
        const releases = releasesIn(graph);
        for (const name of ["argo-cd", "aws-load-balancer-controller", "external-dns", "opencost"]) {
            assert.ok(releases.includes(name), name);
        }
        const names = valuesOf(graph, "external-dns");
        assert.deepEqual([names["policy"], names["domainFilters"]], ["upsert-only", ["example.com"]]);
        const [change] = documentOf(onlyInputs(graph, TYPES.rolePolicy, "external-dns")["policy"]);
        assert.deepEqual(change?.["Resource"], [`arn:aws:route53:::hostedzone/${ZONE}`]);
    });
});
