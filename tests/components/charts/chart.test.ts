import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Chart } from "../../../components/charts/chart";
import type { ChartSpec } from "../../../components/charts/chart-spec";
import { kubernetesProviderFor } from "../../../components/cluster/kubernetes-provider";
import { irsaTrust, podIdentityTrust } from "../../../components/shared/workload-identity";
import { chartSpec, IDENTITY } from "../../support/chart-spec";
import { testCluster } from "../../support/karpenter-spec";
import { readyOf } from "../../support/ready";
import { find, inputsByLabel, recordComponent, type RecordedResource } from "../../support/record-component";

const ROLE = "arn:aws:iam::123456789012:role/chart-grafana-role-0a1b2c3";
const ACCOUNT = { namespace: "monitoring", name: "grafana" };

function build(changes: Partial<ChartSpec>): Chart {
    const cluster = testCluster();
    const kubernetes = kubernetesProviderFor("kube", cluster, { region: "us-east-1" });
    const secret = (name: string) => pulumi.output(`value of ${name}`);
    const args = { ...chartSpec(changes), cluster, secret };
    return new Chart("chart-grafana", args, { providers: { kubernetes } });
}

async function inputsOf(changes: Partial<ChartSpec>): Promise<Record<string, unknown>> {
    const resources = await recordComponent(() => build(changes));
    const { "Chart:chart-grafana": _, "kubernetes:kube": __, ...rest } = inputsByLabel(resources);
    return rest;
}

function record(changes: Partial<ChartSpec>): Promise<RecordedResource[]> {
    return recordComponent(() => build(changes));
}

/** `compat` is what the SDK adds by itself. */
const RELEASE = {
    chart: "grafana",
    compat: "true",
    maxHistory: 10,
    name: "grafana",
    namespace: "monitoring",
    repositoryOpts: { repo: "https://charts.example.org/grafana" },
    timeout: 600,
    values: {},
    version: "10.1.2",
};

const NAMESPACE = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
        labels: {
            "pod-security.kubernetes.io/audit": "restricted",
            "pod-security.kubernetes.io/enforce": "baseline",
            "pod-security.kubernetes.io/warn": "restricted",
        },
        name: "monitoring",
    },
};

describe("a chart", () => {
    it("is a release and the namespace it goes to", async () => {
        assert.deepEqual(await inputsOf({}), {
            "Namespace:chart-grafana-namespace": NAMESPACE,
            "Release:chart-grafana-release": RELEASE,
        });
    });

    it("from an OCI address has no repository, and in a namespace that is there makes none", async () => {
        const { repositoryOpts: _, ...release } = RELEASE;
        const changes = {
            repository: "oci://registry.example.org/charts/",
            namespace: { name: "monitoring", create: false },
        };
        assert.deepEqual(await inputsOf(changes), {
            "Release:chart-grafana-release": {
                ...release,
                chart: "oci://registry.example.org/charts/grafana",
            },
        });
    });

    it("labels its namespace for Pod Security", async () => {
        const podSecurity = { enforce: "baseline", warn: "restricted", version: "v1.36" } as const;
        const inputs = await inputsOf({ namespace: { name: "monitoring", podSecurity } });
        assert.deepEqual(inputs["Namespace:chart-grafana-namespace"], {
            ...NAMESPACE,
            metadata: {
                name: "monitoring",
                labels: {
                    "pod-security.kubernetes.io/enforce": "baseline",
                    "pod-security.kubernetes.io/enforce-version": "v1.36",
                    "pod-security.kubernetes.io/warn": "restricted",
                    "pod-security.kubernetes.io/warn-version": "v1.36",
                },
            },
        });
    });

    it("hands on what Helm is asked for", async () => {
        const first = await inputsOf({
            atomic: true,
            waitForJobs: true,
            timeoutSeconds: 60,
            values: { a: [1] },
        });
        assert.deepEqual(first["Release:chart-grafana-release"], {
            ...RELEASE,
            atomic: true,
            cleanupOnFail: true,
            timeout: 60,
            values: { a: [1] },
            waitForJobs: true,
        });
        const second = await inputsOf({ skipAwait: true, skipCrds: true, disableHooks: true });
        assert.deepEqual(second["Release:chart-grafana-release"], {
            ...RELEASE,
            disableCRDHooks: true,
            disableWebhooks: true,
            skipAwait: true,
            skipCrds: true,
        });
    });

    it("keeps secret values secret, each in its place", async () => {
        const inputs = await inputsOf({
            values: { "grafana.ini": { server: { port: 1 } } },
            secretValues: {
                adminPassword: { secret: "one" },
                "grafana\\.ini.auth.token": { secret: "two" },
            },
        });
        assert.deepEqual(inputs["Release:chart-grafana-release"], {
            ...RELEASE,
            values: {
                adminPassword: { $secret: "value of one" },
                "grafana.ini": { server: { port: 1 }, auth: { token: { $secret: "value of two" } } },
            },
        });
    });

    it("with Pod Identity has a role and its association, which the release waits for", async () => {
        const resources = await record({ identity: IDENTITY });
        const inputs = inputsByLabel(resources);
        assert.deepEqual(inputs["PodIdentityAssociation:chart-grafana-identity"], {
            clusterName: "kit-test",
            namespace: "monitoring",
            roleArn: ROLE,
            serviceAccount: "grafana",
            tags: { Name: "kit-test-grafana" },
        });
        assert.deepEqual(inputs["Role:chart-grafana-role"], {
            assumeRolePolicy: podIdentityTrust(
                "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
                ACCOUNT,
            ),
            tags: { Name: "kit-test-grafana" },
        });
        assert.equal(
            inputs["RolePolicy:chart-grafana-role"]?.["policy"],
            '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*","Sid":"Read"}],"Version":"2012-10-17"}',
        );
        const { dependencies } = find(resources, "Release:chart-grafana-release");
        assert.deepEqual(dependencies, [
            "Namespace:chart-grafana-namespace",
            "PodIdentityAssociation:chart-grafana-identity",
            "RolePolicy:chart-grafana-role",
        ]);
    });

    it("with irsa has its role where the chart takes it, and no association", async () => {
        const arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        const resources = await record({
            values: { sa: { annotations: { team: "x" } } },
            identity: {
                serviceAccount: "grafana",
                kind: "irsa",
                annotate: "sa.annotations",
                policyArns: [arn],
            },
        });
        const inputs = inputsByLabel(resources);
        assert.equal(inputs["PodIdentityAssociation:chart-grafana-identity"], undefined);
        const { oidcProviderArn, oidcIssuer } = {
            oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
            oidcIssuer: "oidc.example.com",
        };
        assert.equal(
            inputs["Role:chart-grafana-role"]?.["assumeRolePolicy"],
            irsaTrust(oidcProviderArn, oidcIssuer, ACCOUNT),
        );
        assert.deepEqual(inputs["Release:chart-grafana-release"]?.["values"], {
            sa: { annotations: { team: "x", "eks.amazonaws.com/role-arn": ROLE } },
        });
        assert.deepEqual(find(resources, "Release:chart-grafana-release").dependencies, [
            "Namespace:chart-grafana-namespace",
            "Role:chart-grafana-role",
            "RolePolicyAttachment:chart-grafana-role-ReadOnlyAccess",
        ]);
    });

    it("is ready with its release", async () => {
        assert.deepEqual(await readyOf(() => build({ identity: IDENTITY })), [
            "Release:chart-grafana-release",
        ]);
    });

    it("used directly refuses what the environment would", async () => {
        await assert.rejects(
            recordComponent(() => build({ version: "latest" })),
            /invalid arguments:\n {2}version: not an exact version, so that another day could install another chart \(got "latest"\)/,
        );
    });
});
