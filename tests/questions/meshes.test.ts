/**
 * What users of other EKS projects ask of meshes and of pods' network, as questions to a plan of this one: each an
 * environment of its own. Public source: aws-ia/terraform-aws-eks-blueprints patterns/.
 */
import assert from "node:assert/strict";

import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";

import type { OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape, ManagedNodesShape } from "../../components/platform/shape";
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
import { ISTIO_BASE, ISTIO_GATEWAY, ISTIOD } from "../support/gallery-charts";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

/** One pool in one zone, 1/2/5. */
const POOL: ManagedNodesShape = {
    ...systemNodesOf(ON_NODES),
    slots: ["a"],
    instanceTypes: ["m5.large"],
    sizePerZone: { min: 1, desired: 2, max: 5 },
};

const MANAGED: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
    managedNodes: { initial: POOL },
};

interface Opening {
    readonly protocol: "tcp" | "udp";
    readonly port: number;
    readonly why: string;
}

/** Nodes and control plane share the cluster's security group: these ports are open within it. */
function within(openings: readonly Opening[]): OwnResources {
    return {
        needs: "cluster",
        make: ({ cluster, name, options }) => {
            for (const { port, protocol, why } of openings) {
                new SecurityGroupIngressRule(
                    `${name}-${port}`,
                    {
                        securityGroupId: cluster.securityGroupId,
                        referencedSecurityGroupId: cluster.securityGroupId,
                        ipProtocol: protocol,
                        fromPort: port,
                        toPort: port,
                        description: why,
                    },
                    options,
                );
            }
            return undefined;
        },
    };
}

const LOAD_BALANCER = {
    "service.beta.kubernetes.io/aws-load-balancer-type": "external",
    "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
    "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
    "service.beta.kubernetes.io/aws-load-balancer-attributes": "load_balancing.cross_zone.enabled=true",
};

const ISTIO: EnvironmentShape = {
    ...MANAGED,
    catalogue: { "aws-load-balancer-controller": {} },
    charts: {
        "istio-base": ISTIO_BASE,
        istiod: { ...ISTIOD, after: ["chart-istio-base"] },
        "istio-ingress": {
            ...ISTIO_GATEWAY,
            values: { service: { annotations: LOAD_BALANCER } },
            after: ["chart-istiod"],
        },
    },
    own: {
        mesh: within([
            { protocol: "tcp", port: 15012, why: "Cluster API to nodes, istiod" },
            { protocol: "tcp", port: 15017, why: "Cluster API to nodes, webhook of istiod" },
        ]),
    },
};

describe("questions about Istio", () => {
    it("istio: with an internet-facing gateway", async () => {
        const graph = await graphOfShape(ISTIO);
        const versions = inputsOf(graph, TYPES.release, "istio").map(({ chart, version }) => [
            chart,
            version,
        ]);
        assert.deepEqual(versions.sort(), [
            ["base", "1.30.0"],
            ["gateway", "1.30.0"],
            ["istiod", "1.30.0"],
        ]);
        assertAfter(graph, "chart-istiod-release", "chart-istio-base-release");
        assertAfter(graph, "chart-istio-ingress-release", "chart-istiod-release");
        assert.deepEqual(at(valuesOf(graph, "istio-ingress"), "service", "annotations"), LOAD_BALANCER);
        const group = onlyInputs(graph, TYPES.rule, "own-mesh-15012")["securityGroupId"];
        assert.match(String(group), /^sg-/);
        const rules = inputsOf(graph, TYPES.rule, "own-mesh");
        assert.deepEqual(
            rules.map(({ fromPort, ipProtocol, referencedSecurityGroupId, securityGroupId, toPort }) => [
                [ipProtocol, fromPort, toPort],
                [referencedSecurityGroupId, securityGroupId],
            ]),
            [15012, 15017].map((port) => [
                ["tcp", port, port],
                [group, group],
            ]),
        );
        assert.deepEqual(onlyInputs(graph, TYPES.group, "nodes-initial")["scalingConfig"], {
            minSize: 1,
            desiredSize: 2,
            maxSize: 5,
        });
    });

    it("its load balancers: the controller, with an identity of its own, before the gateway", async () => {
        const graph = await graphOfShape(ISTIO);
        const controller = "aws-load-balancer-controller";
        assert.ok(releasesIn(graph).includes(controller));
        const { namespace, serviceAccount } = onlyInputs(graph, TYPES.association, controller);
        assert.deepEqual([namespace, serviceAccount], ["kube-system", controller]);
        const actions = inputsOf(graph, TYPES.rolePolicy, controller)
            .flatMap(({ policy }) => documentOf(policy))
            .flatMap(({ Action }) => Action);
        assert.ok(actions.includes("elasticloadbalancing:CreateLoadBalancer"));
        assertAfter(graph, "chart-istio-ingress-release", `chart-${controller}-release`);
    });

    it("its neighbour, a gateway before what injects it, is refused by name", () => {
        const { charts = {} } = ISTIO;
        const early = { ...ISTIO_BASE, after: ["chart-istio-ingress"] };
        assert.deepEqual(refusedOf({ ...ISTIO, charts: { ...charts, "istio-base": early } }), [
            "stacks/dev.ts › charts.istio-base.after: these wait for each other: chart-istio-base, chart-istio-ingress, chart-istiod, chart-istio-base. Let one of them wait for none of the others.",
        ]);
    });
});

/** Source of the keys: Cilium documentation, installation/cni-chaining-aws-cni and security/network/encryption-wireguard. */
const CILIUM = {
    cni: { chainingMode: "aws-cni", exclusive: false },
    enableIPv4Masquerade: false,
    encryption: { enabled: true, type: "wireguard" },
    endpointRoutes: { enabled: true },
    routingMode: "native",
};

describe("questions about pods' network", () => {
    it("wireguard-with-cilium: pod traffic encrypted on the wire", async () => {
        const graph = await graphOfShape({
            ...MANAGED,
            // Cilium enforces NetworkPolicies in place of vpc-cni.
            network: { ...ON_FARGATE.network, pods: { policies: "off" } },
            charts: {
                cilium: {
                    chart: "cilium",
                    repository: "https://helm.cilium.io",
                    version: "1.19.1",
                    namespace: { name: "kube-system" },
                    values: CILIUM,
                    pods: [
                        {
                            name: "cilium",
                            kind: "DaemonSet",
                            labels: { "k8s-app": "cilium" },
                            tolerations: [{ operator: "Exists" }],
                        },
                        {
                            name: "cilium-operator",
                            kind: "Deployment",
                            labels: { "io.cilium/app": "operator" },
                            tolerations: [{ operator: "Exists" }],
                            replicas: 2,
                        },
                    ],
                },
            },
            own: { wireguard: within([{ protocol: "udp", port: 51871, why: "WireGuard of Cilium" }]) },
        });
        assert.deepEqual(releasesIn(graph), ["cilium"]);
        assert.equal(onlyInputs(graph, TYPES.release)["namespace"], "kube-system");
        const values = valuesOf(graph, "cilium");
        assert.deepEqual(values["cni"], { chainingMode: "aws-cni", exclusive: false });
        assert.deepEqual(values["encryption"], { enabled: true, type: "wireguard" });
        const rule = onlyInputs(graph, TYPES.rule, "own-wireguard");
        assert.equal(rule["referencedSecurityGroupId"], rule["securityGroupId"]);
        assert.deepEqual([rule["ipProtocol"], rule["fromPort"], rule["toPort"]], ["udp", 51871, 51871]);
        for (const addon of ["vpc-cni", "coredns", "kube-proxy"]) {
            assert.ok(addonsIn(graph).includes(addon), addon);
        }
        assertAfter(graph, "chart-cilium-release", "addon-vpc-cni-addon");
    });
});
