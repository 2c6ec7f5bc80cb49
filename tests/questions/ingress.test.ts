/**
 * What users of other EKS projects ask of ingress, names and certificates, as questions to a plan of this one: each an
 * environment of its own. Public source: aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import { Release } from "@pulumi/kubernetes/helm/v3/release";

import type { OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ancestorsOf } from "../../tools/plan/order";
import { argoCdSecrets } from "../support/gallery-argo-cd";
import { INGRESS_NGINX } from "../support/gallery-charts";
import { MANAGED } from "../support/kinds";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
import { resourceNamed } from "../support/record";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

type Inputs = Readonly<Record<string, Json | undefined>>;

function valuesOf(graph: PlannedGraph, chart: string): Inputs {
    return objectOf(objectOf(resourceNamed(graph, `chart-${chart}-release`).inputs)["values"]);
}

/** Charts that have a role of their own, by the association that hands it out. */
function withRoles(graph: PlannedGraph): readonly string[] {
    return graph.resources
        .filter(({ type }) => type === "aws:eks/podIdentityAssociation:PodIdentityAssociation")
        .map(({ inputs }) => String(objectOf(inputs)["serviceAccount"]))
        .sort();
}

const ROLE = "arn:aws:iam::111122223333:role/dns";
const DELEGATED = {
    config: { "platform:hostedZones": { company: { id: "Z0000000COMPANY", roleArn: ROLE } } },
};

/** What stands before NGINX, whoever installs it; Argo CD's first password has a name in Secrets Manager. */
const UNDER_A_DELEGATED_ZONE: EnvironmentShape = {
    ...ON_NODES,
    hostedZones: {
        company: { kind: "existing", domain: "example.com" },
        dev: { kind: "public", domain: "dev.example.com", delegatedBy: "company" },
    },
    certificates: { dev: { domain: "*.dev.example.com" } },
    catalogue: {
        "argo-cd": {},
        "aws-load-balancer-controller": {},
        "external-dns": { zones: ["dev"] },
        "external-secrets": {},
    },
    ...argoCdSecrets({ admin: "argo-admin-secret" }),
};

describe("questions about ingress, names and certificates", () => {
    it("nginx-ingress-construct: wildcard TLS under a zone that another account delegates", async () => {
        const graph = await graphOfShape(
            {
                ...UNDER_A_DELEGATED_ZONE,
                ingressClasses: {
                    "nginx-outside": {
                        controller: "load-balancer-controller",
                        scheme: "internet-facing",
                        certificates: ["dev"],
                    },
                },
                charts: {
                    "ingress-nginx": {
                        ...INGRESS_NGINX,
                        values: { controller: { service: { type: "ClusterIP" } } },
                    },
                },
            },
            DELEGATED,
        );
        const delegation = resourceNamed(graph, "zone-dev-delegation");
        const { name, type, zoneId } = objectOf(delegation.inputs);
        assert.deepEqual([name, type, zoneId], ["dev.example.com", "NS", "Z0000000COMPANY"]);
        const provider = resourceNamed(graph, "zone-company-records");
        assert.equal(delegation.provider, provider.urn);
        assert.deepEqual(objectOf(provider.inputs)["assumeRoles"], `[{"roleArn":"${ROLE}"}]`);
        const { domainName, validationMethod } = objectOf(resourceNamed(graph, "certificate-dev-acm").inputs);
        assert.deepEqual([domainName, validationMethod], ["*.dev.example.com", "DNS"]);
        const proof = resourceNamed(graph, "certificate-dev-dev-example-com");
        assert.deepEqual(proof.propertyDependencies["zoneId"], [resourceNamed(graph, "zone-dev-zone").urn]);
        assert.deepEqual(valuesOf(graph, "external-dns")["domainFilters"], ["dev.example.com"]);
        // The certificate is the load balancer's, which stands before nginx.
        const { spec } = objectOf(resourceNamed(graph, "ingress-class-nginx-outside-params").inputs);
        assert.match(String(objectOf(spec)["certificateArn"]), /^arn:aws:acm:/);
        const behind = ancestorsOf(graph, resourceNamed(graph, "chart-ingress-nginx-release").urn);
        assert.ok(behind.has(resourceNamed(graph, "chart-aws-load-balancer-controller-release").urn));
    });

    it("its certificate: the ARN reaches values of NGINX's chart, which resources of one's own install", async () => {
        const nginx: OwnResources = {
            needs: "cluster",
            after: ["chart-aws-load-balancer-controller", "chart-external-dns"],
            make: ({ certificates, name, options }) => {
                const service = "service.beta.kubernetes.io/aws-load-balancer";
                const annotations = {
                    [`${service}-backend-protocol`]: "tcp",
                    [`${service}-scheme`]: "internet-facing",
                    [`${service}-attributes`]: "load_balancing.cross_zone.enabled=false",
                    [`${service}-ssl-cert`]: certificates["dev"] ?? "",
                    "external-dns.alpha.kubernetes.io/hostname": "*.dev.example.com",
                };
                new Release(
                    name,
                    {
                        ...{ chart: "ingress-nginx", version: "4.13.3", namespace: "ingress-nginx" },
                        createNamespace: true,
                        repositoryOpts: { repo: "https://kubernetes.github.io/ingress-nginx" },
                        values: { controller: { service: { annotations } } },
                    },
                    options,
                );
                return undefined;
            },
        };
        const graph = await graphOfShape({ ...UNDER_A_DELEGATED_ZONE, own: { nginx } }, DELEGATED);
        const release = graph.resources.find(
            ({ name, type }) => name === "own-nginx" && type === "kubernetes:helm.sh/v3:Release",
        );
        const { annotations } = objectOf(
            objectOf(objectOf(objectOf(release?.inputs)["values"])["controller"])["service"],
        );
        const { "service.beta.kubernetes.io/aws-load-balancer-ssl-cert": arn, ...rest } =
            objectOf(annotations);
        assert.match(String(arn), /^arn:aws:acm:us-east-1:\d{12}:certificate\//);
        assert.deepEqual(rest, {
            "external-dns.alpha.kubernetes.io/hostname": "*.dev.example.com",
            "service.beta.kubernetes.io/aws-load-balancer-attributes":
                "load_balancing.cross_zone.enabled=false",
            "service.beta.kubernetes.io/aws-load-balancer-backend-protocol": "tcp",
            "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
        });
        const zones = valuesOf(graph, "external-dns")["domainFilters"];
        assert.deepEqual(zones, ["dev.example.com"]);
        const { data, target } = objectOf(
            objectOf(resourceNamed(graph, "objects-logins-externalsecret-argocd-admin").inputs)["spec"],
        );
        assert.deepEqual(target, { name: "argocd-secret", creationPolicy: "Merge" });
        assert.deepEqual(data, [{ secretKey: "admin.password", remoteRef: { key: "argo-admin-secret" } }]);
        // Not before it is issued: a listener with one that is not is refused.
        const behind = ancestorsOf(graph, release?.urn ?? "");
        for (const name of ["certificate-dev-issued", "chart-aws-load-balancer-controller-release"]) {
            assert.ok(behind.has(resourceNamed(graph, name).urn), name);
        }
    });

    it("starter-construct: a first cluster with ingress, metrics and autoscaling", async () => {
        const graph = await graphOfShape({
            ...MANAGED,
            catalogue: { "aws-load-balancer-controller": {}, "cluster-autoscaler": {} },
        });
        for (const account of ["aws-load-balancer-controller", "cluster-autoscaler"]) {
            assert.ok(withRoles(graph).includes(account), account);
        }
        for (const addon of ["metrics-server", "vpc-cni"]) {
            assert.ok(resourceNamed(graph, `addon-${addon}-addon`));
        }
    });

    it("bottlerocket-construct: a pool of Bottlerocket under controllers with roles of their own", async () => {
        const graph = await graphOfShape({
            ...ON_NODES,
            compute: {
                kind: "managed",
                systemNodes: { ...systemNodesOf(ON_NODES), amiFamily: "Bottlerocket" },
                dedicated: false,
            },
            catalogue: {
                "aws-load-balancer-controller": {},
                "cert-manager": {},
                "cluster-autoscaler": {},
            },
        });
        assert.equal(objectOf(valuesOf(graph, "cert-manager")["webhook"])["replicaCount"], 3);
        const groups = graph.resources.filter(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
        assert.deepEqual(
            [...new Set(groups.map(({ inputs }) => objectOf(inputs)["amiType"]))],
            ["BOTTLEROCKET_ARM_64"],
        );
        const behind = ancestorsOf(graph, resourceNamed(graph, "chart-cert-manager-release").urn);
        assert.ok(groups.every(({ urn }) => behind.has(urn)));
    });

    it("generic-cluster-construct: pools on demand and of Spot, with Fargate profiles beside them", async () => {
        const nodes = systemNodesOf(ON_NODES);
        const graph = await graphOfShape({
            ...ON_FARGATE,
            compute: { kind: "managed", systemNodes: nodes, dedicated: false },
            managedNodes: { spot: { ...nodes, capacityType: "SPOT", instanceTypes: ["t4g.medium"] } },
            fargateProfiles: { fp1: [{ namespace: "serverless1" }], fp2: [{ namespace: "serverless2" }] },
            catalogue: { "aws-load-balancer-controller": {}, "cert-manager": {} },
        });
        const profiles = graph.resources.filter(
            ({ type }) => type === "aws:eks/fargateProfile:FargateProfile",
        );
        assert.deepEqual(
            profiles.flatMap(({ inputs }) => objectOf(inputs)["selectors"]),
            [{ namespace: "serverless1" }, { namespace: "serverless2" }],
        );
        // On nodes, whatever profiles select.
        for (const chart of ["aws-load-balancer-controller", "cert-manager"]) {
            assert.deepEqual(valuesOf(graph, chart)["podAnnotations"], {
                "eks.amazonaws.com/compute-type": "ec2",
            });
        }
    });
});
