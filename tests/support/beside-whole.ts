/** Environments with what excludes something of tests/support/whole.ts. */
import type { EnvironmentShape } from "../../components/platform/shape";
import { dev } from "../fixtures/fork/stacks/dev";
import { AUTO_MODE_OWN } from "./kinds";
import { onKarpenter } from "./on-karpenter";
import { NODES } from "./whole";

const { network } = onKarpenter(dev);

/** dev, whose controllers run on Fargate, with what excludes something of {@link WHOLE}. On Kubernetes 1.35. */
export const WHOLE_ON_FARGATE: EnvironmentShape = {
    ...dev,
    network: { ...network, pods: { subnets: { kind: "discovery" } } },
    serviceDiscovery: { internal: { kind: "private-dns", domain: "svc.example.internal" } },
    managedNodes: {
        linux: NODES,
        windows: {
            ...NODES,
            slots: ["a"],
            instanceTypes: ["m7i.xlarge"],
            amiFamily: "WindowsCore2022",
            nodeRepair: false,
        },
    },
    addons: {
        ...dev.addons,
        "amazon-cloudwatch-observability": { containerInsights: true, applicationSignals: true },
        "aws-guardduty-agent": {},
        "snapshot-controller": {},
    },
    threatDetection: { detector: { kind: "own" }, runtime: "add-on" },
    prometheus: { collector: { kind: "none" }, alerts: { kind: "none" } },
    catalogue: {
        "aws-load-balancer-controller": { gateway: true },
        "external-dns": {
            namespaces: ["internal"],
            policy: "sync",
            sources: ["service", "gateway-httproute"],
        },
        "cert-manager": {},
        "kube-prometheus-stack": { remoteWrite: true },
        "fluent-bit": {},
        kyverno: {},
        "external-secrets": {},
        keda: {},
        "s3-chart": { names: ["shop-*"], deletionPolicy: "retain" },
        "sqs-chart": { names: ["shop-*"], deletionPolicy: "retain" },
        "dynamodb-chart": { names: ["shop-*"], deletionPolicy: "retain" },
        kro: { rights: "everything" },
        "argo-cd": { dex: true, domain: "argocd.example.com", notifications: true },
    },
    gitops: {
        argoCd: {
            repositories: {
                platform: { url: "https://git.example.com/platform", path: "clusters/dev", branch: "dev" },
            },
        },
    },
    objects: {
        "gateway-api": {
            first: true,
            manifests: [
                {
                    apiVersion: "apiextensions.k8s.io/v1",
                    kind: "CustomResourceDefinition",
                    metadata: { name: "gateways.gateway.networking.k8s.io" },
                    spec: { group: "gateway.networking.k8s.io" },
                },
            ],
        },
    },
};

/** Nodes of one kind alone, which the Cluster Autoscaler grows. */
export const WHOLE_MANAGED: EnvironmentShape = {
    ...dev,
    compute: { kind: "managed", systemNodes: NODES, dedicated: true },
    managedNodes: { general: NODES },
    catalogue: {
        "cluster-autoscaler": {},
        descheduler: {},
        volcano: { queues: { research: { weight: 2, limits: { cpu: "64" } } } },
    },
};

/** Pools that EKS makes itself, whose load balancers and volumes are its own as well. */
export const WHOLE_ON_AUTO_MODE: EnvironmentShape = {
    ...AUTO_MODE_OWN,
    ingressClasses: { shop: { controller: "auto-mode", default: true } },
    storageClasses: { fast: { driver: "auto-mode", type: "io2", iops: 4000 } },
    namespaces: { "team-a": {} },
    catalogue: { "external-secrets": {} },
};
