import assert from "node:assert/strict";

import {
    type KubeconfigOptions,
    kubernetesProviderFor,
    renderKubeconfig,
} from "../../../components/cluster/kubernetes-provider";
import { existingCluster } from "../../../components/cluster/ref";
import { canonicalJson, type Json } from "../../../components/shared/json";
import { OTHER_SHELL, withVariables } from "../../support/environment-variables";
import { find, recordComponent, type RecordedResource } from "../../support/record-component";

const ARN = "arn:aws:eks:eu-west-1:123456789012:cluster/kit-test";
const FACTS = {
    name: "kit-test",
    arn: ARN,
    endpoint: "https://api.example.com",
    certificateAuthorityData: "LS0tLQ==",
    region: "eu-west-1",
};
const ROLE = "arn:aws:iam::123456789012:role/deploy";
const TOKEN_ARGS = [
    ...["eks", "get-token", "--cluster-name", "kit-test", "--region", "eu-west-1"],
    ...["--output", "json"],
];

function config(options: Partial<KubeconfigOptions> = {}): unknown {
    return JSON.parse(renderKubeconfig({ ...FACTS, ...options }));
}

async function recordProvider(options: Partial<KubeconfigOptions> = {}): Promise<RecordedResource> {
    const ref = existingCluster({
        ...{ name: FACTS.name, arn: ARN, endpoint: FACTS.endpoint },
        certificateAuthorityData: FACTS.certificateAuthorityData,
        securityGroupId: "sg-1",
        oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
        oidcIssuer: "oidc.example.com",
    });
    const resources = await recordComponent(() =>
        kubernetesProviderFor("kubernetes", ref, { region: "eu-west-1", ...options }),
    );
    return find(resources, "kubernetes:kubernetes");
}

describe("renderKubeconfig", () => {
    it("asks the AWS CLI for a token as the caller, and names no proxy", () => {
        assert.deepEqual(config(), {
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                {
                    name: ARN,
                    cluster: {
                        "certificate-authority-data": "LS0tLQ==",
                        server: "https://api.example.com",
                    },
                },
            ],
            users: [
                {
                    name: ARN,
                    user: {
                        exec: {
                            apiVersion: "client.authentication.k8s.io/v1beta1",
                            command: "aws",
                            args: TOKEN_ARGS,
                            env: null,
                            installHint: "Install the AWS CLI, version 2",
                        },
                    },
                },
            ],
            contexts: [{ name: ARN, context: { cluster: ARN, user: ARN } }],
            "current-context": ARN,
        });
    });

    it("rule 10: names a role exactly when one is to be assumed", () => {
        const argsOf = (options: Partial<KubeconfigOptions>): string | undefined =>
            /"args":(\[[^\]]*\])/.exec(renderKubeconfig({ ...FACTS, ...options }))?.[1];
        assert.equal(argsOf({}), JSON.stringify(TOKEN_ARGS));
        assert.equal(argsOf({ assumeRoleArn: ROLE }), JSON.stringify([...TOKEN_ARGS, "--role-arn", ROLE]));
    });

    it("goes through a proxy when there is one", () => {
        const plain = renderKubeconfig(FACTS);
        const proxied = renderKubeconfig({ ...FACTS, proxyUrl: "http://proxy:3128" });
        assert.equal(proxied, plain.replace('"server"', '"proxy-url":"http://proxy:3128","server"'));
    });

    it("is canonical JSON: the same bytes for the same cluster", () => {
        const text = renderKubeconfig({ ...FACTS, assumeRoleArn: ROLE, proxyUrl: "http://proxy:3128" });
        assert.equal(text, canonicalJson(JSON.parse(text) as Json));
    });

    it("rule 33: holds no token, password or client key", () => {
        const text = renderKubeconfig({ ...FACTS, assumeRoleArn: ROLE });
        assert.equal(/"(token|password|username|client-key-data|client-certificate-data)"/.exec(text), null);
    });
});

describe("kubernetesProviderFor", () => {
    it("rule 9: the kubeconfig has the same bytes under another profile, home and kubeconfig", async () => {
        const here = await recordProvider();
        const there = await withVariables(OTHER_SHELL, () => recordProvider());
        assert.deepEqual(here.inputs["kubeconfig"], { $secret: renderKubeconfig(FACTS) });
        assert.deepEqual(there.inputs["kubeconfig"], here.inputs["kubeconfig"]);
    });

    it("rule 9: the provider is replaced with the cluster only, and no variable changes an input", async () => {
        const inputs = {
            clusterIdentifier: ARN,
            deleteUnreachable: "false",
            enableConfigMapMutable: "false",
            enablePatchForce: "false",
            enableSecretMutable: "false",
            enableServerSideApply: "true",
            kubeClientSettings: '{"burst":120,"qps":50,"timeout":32}',
            kubeconfig: { $secret: renderKubeconfig(FACTS) },
            skipUpdateUnreachable: "false",
            suppressDeprecationWarnings: "false",
            suppressHelmHookWarnings: "false",
            upsertExistingObjects: "false",
        };
        assert.deepEqual((await recordProvider()).inputs, inputs);
        assert.deepEqual((await withVariables(OTHER_SHELL, () => recordProvider())).inputs, inputs);
    });

    it("rule 10: no profile is written down, with a role to assume or without", async () => {
        for (const options of [{}, { assumeRoleArn: ROLE }]) {
            const { inputs } = await withVariables(OTHER_SHELL, () => recordProvider(options));
            assert.equal(/profile|somebody/i.exec(JSON.stringify(inputs)), null);
        }
    });

    it("rule 33: the kubeconfig is a secret", async () => {
        const { inputs } = await recordProvider({ assumeRoleArn: ROLE });
        assert.deepEqual(inputs["kubeconfig"], {
            $secret: renderKubeconfig({ ...FACTS, assumeRoleArn: ROLE }),
        });
    });
});
