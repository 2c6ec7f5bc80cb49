/** An environment with everything that controllers answer: what was made for it in AWS stays when they go first. */
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { ON_NODES } from "./shapes";

const metadata = { name: "web", namespace: "web" };
const storage = { resources: { requests: { storage: "1Gi" } } };

export const WORKLOADS: EnvironmentShape = {
    ...ON_NODES,
    addons: { ...ON_NODES.addons, "aws-efs-csi-driver": {}, "snapshot-controller": {} },
    hostedZones: { shop: { kind: "public", domain: "shop.example.com" } },
    lattice: { serviceNetwork: { kind: "own" } },
    catalogue: {
        "aws-gateway-controller-chart": {},
        "aws-load-balancer-controller": {},
        "external-secrets": {},
        keda: {},
    },
    prometheus: { collector: { kind: "scraper" }, alerts: { kind: "none" } },
    snapshotClasses: { hourly: { driver: "ebs" } },
    objects: {
        web: {
            manifests: [
                { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } },
                {
                    apiVersion: "networking.k8s.io/v1",
                    kind: "Ingress",
                    metadata,
                    spec: { ingressClassName: "alb", rules: [{ host: "www.shop.example.com" }] },
                },
                {
                    apiVersion: "v1",
                    kind: "Service",
                    metadata,
                    spec: {
                        type: "LoadBalancer",
                        loadBalancerClass: "service.k8s.aws/nlb",
                        ports: [{ port: 80 }],
                    },
                },
                {
                    apiVersion: "elbv2.k8s.aws/v1beta1",
                    kind: "TargetGroupBinding",
                    metadata,
                    spec: { serviceRef: { name: "web", port: 80 }, targetGroupARN: "arn" },
                },
                {
                    apiVersion: "gateway.networking.k8s.io/v1",
                    kind: "HTTPRoute",
                    metadata,
                    spec: { parentRefs: [{ name: "lattice" }] },
                },
                {
                    apiVersion: "external-secrets.io/v1",
                    kind: "ExternalSecret",
                    metadata,
                    spec: { secretStoreRef: { name: "web" } },
                },
                {
                    apiVersion: "keda.sh/v1alpha1",
                    kind: "ScaledObject",
                    metadata,
                    spec: { scaleTargetRef: { name: "web" } },
                },
                {
                    apiVersion: "v1",
                    kind: "PersistentVolumeClaim",
                    metadata,
                    spec: { accessModes: ["ReadWriteOnce"], ...storage },
                },
                {
                    apiVersion: "snapshot.storage.k8s.io/v1",
                    kind: "VolumeSnapshot",
                    metadata,
                    spec: { source: { persistentVolumeClaimName: "web" } },
                },
            ],
        },
    },
};

/** Settings that belong to it. */
export const WORKLOADS_CONFIG: Readonly<Record<string, Json>> = {
    "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] },
};
