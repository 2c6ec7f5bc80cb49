import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { definedResources, resourceOf } from "../../../tools/facts/resource-names";

function definition(group: string, kind: string, plural: string): Json {
    return {
        ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
        metadata: { name: `${plural}.${group}` },
        spec: { group, names: { kind, plural, singular: kind.toLowerCase() } },
    };
}

describe("resources of Kubernetes' kinds", () => {
    // Source: Kubernetes API reference 1.36, Gateway API reference, Karpenter's and prometheus-operator's definitions.
    const NAMED: readonly (readonly [string, string, string])[] = [
        ["v1", "Pod", "pods"],
        ["v1", "Endpoints", "endpoints"],
        ["v1", "ComponentStatus", "componentstatuses"],
        ["discovery.k8s.io/v1", "EndpointSlice", "endpointslices"],
        ["networking.k8s.io/v1", "Ingress", "ingresses"],
        ["networking.k8s.io/v1", "IngressClass", "ingressclasses"],
        ["networking.k8s.io/v1", "NetworkPolicy", "networkpolicies"],
        ["networking.k8s.io/v1", "IPAddress", "ipaddresses"],
        ["apiregistration.k8s.io/v1", "APIService", "apiservices"],
        ["gateway.networking.k8s.io/v1", "Gateway", "gateways"],
        ["gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes"],
        ["karpenter.k8s.aws/v1", "EC2NodeClass", "ec2nodeclasses"],
        ["monitoring.coreos.com/v1", "Prometheus", "prometheuses"],
    ];
    for (const [apiVersion, kind, resource] of NAMED) {
        it(`${kind} of ${apiVersion} is ${resource}`, () => {
            assert.equal(resourceOf({ apiVersion, kind }), resource);
        });
    }

    it("are called as a definition says, in its group and every version of it", () => {
        const defined = definedResources([
            definition("redis.example.com", "Redis", "redis"),
            {
                apiVersion: "v1",
                kind: "Redis",
                spec: { group: "v1", names: { kind: "Redis", plural: "no" } },
            },
        ]);
        const called = (apiVersion: string) => resourceOf({ apiVersion, kind: "Redis" }, defined);
        assert.deepEqual(
            ["redis.example.com/v1", "redis.example.com/v1beta1", "other.example.com/v1", "v1"].map(called),
            ["redis", "redis", "redises", "redises"],
        );
    });
});
