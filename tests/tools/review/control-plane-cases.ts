/** Settings of a control plane, and who signs in to it: cases for the tests of risks. */
import type { Case } from "./case";
import { ENVIRONMENT as E } from "./environment";
import { from, type Sketch, withInputs } from "./world";

function withMode(authenticationMode: string): Sketch {
    return withInputs(E.cluster, {
        accessConfig: { authenticationMode, bootstrapClusterCreatorAdminPermissions: false },
    });
}

function withRemote(nodes: readonly string[], pods?: readonly string[]): Sketch {
    return withInputs(E.cluster, {
        remoteNetworkConfig: {
            remoteNodeNetworks: { cidrs: nodes },
            ...(pods === undefined ? {} : { remotePodNetworks: { cidrs: pods } }),
        },
    });
}

function withEgress(controlPlaneEgressMode: string): Sketch {
    const common = { subnetIds: [from("subnet", "id")], endpointPrivateAccess: true };
    return withInputs(E.cluster, { vpcConfig: { ...common, controlPlaneEgressMode } });
}

function signIn(change: { readonly [key: string]: string }): Sketch {
    return {
        type: "aws:eks/identityProviderConfig:IdentityProviderConfig",
        name: "sign-in-okta-oidc",
        provider: "aws",
        inputs: {
            clusterName: from("cluster", "name"),
            oidc: {
                identityProviderConfigName: "okta",
                issuerUrl: "https://example.okta.com",
                clientId: "kit",
                ...change,
            },
        },
        options: { deleteBeforeReplace: true },
    };
}

function argoCd(namespace: string): Sketch {
    return {
        type: "aws:eks/capability:Capability",
        name: "capability-argocd",
        provider: "aws",
        inputs: {
            capabilityName: "argocd",
            clusterName: from("cluster", "name"),
            type: "ARGOCD",
            roleArn: "arn:aws:iam::123456789012:role/argocd",
            deletePropagationPolicy: "RETAIN",
            configuration: { argoCd: { namespace } },
        },
        options: { deleteBeforeReplace: true },
    };
}

function logsFor(retentionInDays: number | undefined): Sketch {
    return {
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "logs",
        provider: "aws",
        inputs: { name: "/kit", ...(retentionInDays === undefined ? {} : { retentionInDays }) },
    };
}

export const CONTROL_PLANE_CASES: readonly Case[] = [
    {
        title: "logs kept for a shorter time",
        risks: [
            'medium | deleted | logs | Log group "logs" keeps 90 days instead of 365: what is older is deleted.',
        ],
        given: { logs: logsFor(365) },
        change: { logs: logsFor(90) },
    },
    {
        title: "logs no longer kept for ever",
        risks: [
            'medium | deleted | logs | Log group "logs" keeps 14 days instead of all: what is older is deleted.',
        ],
        given: { logs: logsFor(0) },
        change: { logs: logsFor(14) },
    },
    {
        title: "logs kept for ever, and no longer a year",
        risks: [],
        given: { logs: logsFor(365) },
        change: { logs: logsFor(undefined) },
    },
    {
        title: "rule 32: aws-auth that is read no longer",
        risks: [
            'high | lock-out | cluster-control-plane | Cluster "cluster-control-plane" reads the ConfigMap aws-auth no longer: who and what is listed there alone loses it, nodes as well.',
        ],
        given: { cluster: withMode("API_AND_CONFIG_MAP") },
        change: { cluster: withMode("API") },
    },
    {
        title: "rule 32: aws-auth that would be read again",
        risks: [
            'high | update-fails | cluster-control-plane | The update fails: cluster "cluster-control-plane" has the authentication mode API, and EKS takes no way back to API_AND_CONFIG_MAP.',
        ],
        given: { cluster: withMode("API") },
        change: { cluster: withMode("API_AND_CONFIG_MAP") },
    },
    {
        title: "a tier that is no longer written, and so goes on costing",
        risks: [
            'high | not-applied | cluster-control-plane | The change of "cluster-control-plane" at controlPlaneScalingConfig is not applied: EKS keeps what it had.',
            'medium | not-applied | cluster-control-plane | The change of "cluster-control-plane" at kubeSchedulerConfig is not applied: EKS keeps what it had.',
        ],
        given: {
            cluster: withInputs(E.cluster, {
                controlPlaneScalingConfig: { tier: "tier-xl" },
                kubeSchedulerConfig: {
                    nodeResourcesFit: { scoringStrategy: { type: "MostAllocated" } },
                },
            }),
        },
        change: { cluster: E.cluster },
    },
    {
        title: "another tier",
        risks: [],
        given: { cluster: withInputs(E.cluster, { controlPlaneScalingConfig: { tier: "tier-xl" } }) },
        change: { cluster: withInputs(E.cluster, { controlPlaneScalingConfig: { tier: "standard" } }) },
    },
    {
        title: "a control plane that goes out by its own subnets",
        risks: [],
        change: { cluster: withEgress("CUSTOMER_ROUTED") },
    },
    {
        title: "a control plane that would go out by AWS again",
        risks: [
            'critical | replaced | cluster-control-plane | Cluster "cluster-control-plane" is replaced, because vpcConfig.controlPlaneEgressMode changes, and with it 9 more that are made from it.',
        ],
        given: { cluster: withEgress("CUSTOMER_ROUTED") },
        change: { cluster: withEgress("AWS_MANAGED") },
    },
    {
        title: "a network of hybrid nodes removed",
        risks: [
            'high | endpoint-closes | cluster-control-plane | Cluster "cluster-control-plane" reaches nodes and pods in 10.81.0.0/16, 10.85.0.0/16 no longer.',
        ],
        given: { cluster: withRemote(["10.80.0.0/16", "10.81.0.0/16"], ["10.85.0.0/16"]) },
        change: { cluster: withRemote(["10.80.0.0/16"]) },
    },
    {
        title: "a network of hybrid nodes more",
        risks: [],
        given: { cluster: withRemote(["10.80.0.0/16"]) },
        change: { cluster: withRemote(["10.80.0.0/16", "10.81.0.0/16"]) },
    },
    {
        title: "a capability in another namespace",
        risks: [
            'high | replaced | capability-argocd | Capability "capability-argocd" is replaced, because configuration.argoCd.namespace changes.',
        ],
        given: { argoCd: argoCd("argocd") },
        change: { argoCd: argoCd("gitops") },
    },
    {
        title: "a capability removed",
        risks: ['high | deleted | capability-argocd | Capability "capability-argocd" is deleted.'],
        given: { argoCd: argoCd("argocd") },
        change: { argoCd: undefined },
    },
    {
        title: "another client of an identity provider",
        risks: [
            'high | lock-out | sign-in-okta-oidc | Nobody signs in through https://example.okta.com while identity provider "sign-in-okta-oidc" is removed and made again.',
        ],
        given: { signIn: signIn({}) },
        change: { signIn: signIn({ clientId: "other" }) },
    },
    {
        title: "an identity provider removed",
        risks: [
            'medium | lock-out | sign-in-okta-oidc | Nobody signs in through https://example.okta.com any more: identity provider "sign-in-okta-oidc" is removed.',
        ],
        given: { signIn: signIn({}) },
        change: { signIn: undefined },
    },
];
