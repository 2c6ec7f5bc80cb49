/** Classes of Ingresses: in the spelling of each controller, and what is refused of them. */
import assert from "node:assert/strict";

import type { IngressClassWords } from "../../../components/ingress/ingress-classes-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const WITH_CERTIFICATE = {
    hostedZones: { shop: { kind: "public", domain: "shop.example.com" } },
    certificates: { shop: { domain: "shop.example.com" } },
} as const;
const LBC = { catalogue: { "aws-load-balancer-controller": {} } } as const;

const EVERYTHING: Omit<IngressClassWords, "controller"> = {
    default: true,
    scheme: "internet-facing",
    group: "shop",
    certificates: ["shop"],
    inboundCidrs: ["203.0.113.0/24"],
    ipAddressType: "dualstack",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    namespaces: { team: "shop" },
    subnetTags: { tier: ["public"] },
    tags: { team: "shop" },
    attributes: { "idle_timeout.timeout_seconds": "120" },
};

async function specOf(shape: EnvironmentShape) {
    const graph = await graphOfShape(shape);
    const { metadata, spec } = objectOf(resourceNamed(graph, "ingress-class-shop-params").inputs);
    assert.deepEqual(metadata, { name: "shop" });
    return { graph, spec: objectOf(spec) };
}

describe("a class of Ingresses", () => {
    const common = {
        group: { name: "shop" },
        inboundCIDRs: ["203.0.113.0/24"],
        ipAddressType: "dualstack",
        loadBalancerAttributes: [{ key: "idle_timeout.timeout_seconds", value: "120" }],
        namespaceSelector: { matchLabels: { team: "shop" } },
        scheme: "internet-facing",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        tags: [{ key: "team", value: "shop" }],
    };

    it("of Auto Mode has parameters of EKS's group, and waits for its certificates", async () => {
        const { graph, spec } = await specOf({
            ...AUTO_MODE,
            ...WITH_CERTIFICATE,
            ingressClasses: { shop: { controller: "auto-mode", ...EVERYTHING } },
        });
        const { certificateARNs, ...rest } = spec;
        assert.match(String(certificateARNs), /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/);
        assert.deepEqual(rest, {
            ...common,
            subnets: { matchTags: [{ key: "tier", values: ["public"] }] },
        });
        const made = resourceNamed(graph, "ingress-class-shop-class");
        assert.equal(made.type, "kubernetes:networking.k8s.io/v1:IngressClass");
        assert.deepEqual(made.inputs, {
            apiVersion: "networking.k8s.io/v1",
            kind: "IngressClass",
            metadata: {
                name: "shop",
                annotations: { "ingressclass.kubernetes.io/is-default-class": "true" },
            },
            spec: {
                controller: "eks.amazonaws.com/alb",
                parameters: { apiGroup: "eks.amazonaws.com", kind: "IngressClassParams", name: "shop" },
            },
        });
        const before = ancestorsOf(graph, made.urn);
        assert.ok(before.has(resourceNamed(graph, "ingress-class-shop-params").urn));
        assert.ok(before.has(resourceNamed(graph, "certificate-shop-issued").urn));
    });

    it("of the load balancer controller has parameters of its group, after it and before charts", async () => {
        const { graph, spec } = await specOf({
            ...ON_NODES,
            ...WITH_CERTIFICATE,
            ...LBC,
            ingressClasses: { shop: { controller: "load-balancer-controller", ...EVERYTHING } },
        });
        const { certificateArn, ...rest } = spec;
        assert.match(String(certificateArn), /^arn:aws:acm:/);
        assert.deepEqual(rest, { ...common, subnets: { tags: { tier: ["public"] } } });
        const params = resourceNamed(graph, "ingress-class-shop-params");
        assert.equal(params.type, "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams");
        assert.ok(
            ancestorsOf(graph, params.urn).has(
                resourceNamed(graph, "chart-aws-load-balancer-controller-release").urn,
            ),
        );
    });

    it("is for the VPC alone, for no Ingress unasked, and looks for certificates by host unless told", async () => {
        const { graph, spec } = await specOf({
            ...AUTO_MODE,
            ingressClasses: { shop: { controller: "auto-mode" } },
        });
        assert.deepEqual(spec, { scheme: "internal" });
        const { metadata } = objectOf(resourceNamed(graph, "ingress-class-shop-class").inputs);
        assert.deepEqual(objectOf(metadata)["annotations"], {
            "ingressclass.kubernetes.io/is-default-class": "false",
        });
    });

    it("is refused without a controller, and with every fault at once", () => {
        const at = "stacks/dev.ts › ingressClasses";
        assert.deepEqual(
            refusedOf({
                ...ON_NODES,
                ingressClasses: {
                    one: { controller: "auto-mode", certificates: ["shop"] },
                    Two: { controller: "load-balancer-controller", group: "A", inboundCidrs: ["all"] },
                },
            }),
            [
                `${at}.one.controller: compute of kind karpenter has no controller of its own (got "auto-mode"). Write controller: "load-balancer-controller", with it in the catalogue.`,
                `${at}.one.certificates[0]: not a certificate of the shape (got "shop"). Name one of certificates, or add it there.`,
                `${at}.Two: not a name of a class (got "Two"). Use 1 to 63 lower-case letters, digits and hyphens.`,
                `${at}.Two.group: not a name of a group (got "A"). Use 1 to 63 lower-case letters, digits, hyphens and dots.`,
                `${at}.Two.inboundCidrs[0]: not a network (got "all"). Write an address and a prefix, such as 203.0.113.0/24.`,
                `${at}.Two.controller: the catalogue does not have it (got "load-balancer-controller"). Add catalogue: { "aws-load-balancer-controller": {} }.`,
            ],
        );
        const of = { controller: "load-balancer-controller" } as const;
        assert.deepEqual(refusedOf({ ...ON_NODES, ...LBC, ingressClasses: { alb: of } }), [
            `${at}.alb: catalogue.aws-load-balancer-controller makes a class of this name (got "alb"). Name one of the two otherwise.`,
        ]);
        const targets = { catalogue: { "aws-load-balancer-controller": { manages: "targets" } } } as const;
        assert.deepEqual(refusedOf({ ...ON_NODES, ...targets, ingressClasses: { one: of } }), [
            `${at}.one.controller: it makes no load balancer here, only targets (got "load-balancer-controller"). Remove manages of catalogue.aws-load-balancer-controller.`,
        ]);
    });

    it("is the default once, also beside the controller's own", () => {
        const at = "stacks/dev.ts › ingressClasses";
        const auto = { controller: "auto-mode", default: true } as const;
        assert.deepEqual(refusedOf({ ...AUTO_MODE, ingressClasses: { one: auto, two: auto } }), [
            `${at}.two.default: ingressClasses.one is the default already (got true). Leave one of them.`,
        ]);
        const own = {
            catalogue: { "aws-load-balancer-controller": { ingressClass: { default: true } } },
        } as const;
        assert.deepEqual(refusedOf({ ...AUTO_MODE, ...own, ingressClasses: { one: auto } }), [
            `${at}.one.default: catalogue.aws-load-balancer-controller.ingressClass is the default already (got true). Leave one of them.`,
        ]);
        assert.deepEqual(refusedOf({ ...AUTO_MODE, ...LBC, ingressClasses: { alb: auto } }), []);
    });
});
