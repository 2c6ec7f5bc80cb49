/** dev with a web application: a domain, an Ingress, a Service, a claim, and the controllers that answer them. */
import type { EnvironmentShape } from "../../../components/platform/shape";
import { dev } from "../../fixtures/fork/stacks/dev";

const CONTROLLERS = ["aws-load-balancer-controller", "external-dns"] as const;
export type ControllerName = (typeof CONTROLLERS)[number];

const named = { name: "web", namespace: "web" };

export interface WebParts {
    /** Controllers that are left out. @default none */
    readonly without?: readonly ControllerName[];
    /** Whether the controllers wait for the objects, not the objects for them. @default false */
    readonly reversed?: boolean;
    /** Of its hosted zone. @default shop.example.com */
    readonly domain?: string;
}

export function web({
    domain = "shop.example.com",
    reversed = false,
    without = [],
}: WebParts = {}): EnvironmentShape {
    const controllers = CONTROLLERS.filter((name) => !without.includes(name));
    const charts = controllers.map((chart) => [
        chart,
        {
            chart,
            repository: "https://charts.example.com",
            version: "1.0.0",
            namespace: { name: "kube-system" },
            values: chart === "external-dns" ? { policy: "sync" } : {},
            pods: "unknown",
            ...(reversed ? { after: ["objects-web"] } : {}),
        } as const,
    ]);
    return {
        ...dev,
        hostedZones: { shop: { kind: "public", domain } },
        charts: Object.fromEntries(charts),
        objects: {
            web: {
                manifests: [
                    { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } },
                    {
                        apiVersion: "networking.k8s.io/v1",
                        kind: "Ingress",
                        metadata: named,
                        spec: { ingressClassName: "alb", rules: [{ host: `www.${domain}` }] },
                    },
                    {
                        apiVersion: "v1",
                        kind: "Service",
                        metadata: named,
                        spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
                    },
                    {
                        apiVersion: "v1",
                        kind: "PersistentVolumeClaim",
                        metadata: named,
                        spec: {
                            accessModes: ["ReadWriteOnce"],
                            resources: { requests: { storage: "1Gi" } },
                            storageClassName: "gp3",
                        },
                    },
                ],
                ...(reversed ? {} : { after: controllers.map((name) => `chart-${name}`) }),
            },
        },
    };
}
