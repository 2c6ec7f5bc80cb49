/** Names, certificates and what people reach from outside. */
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, none } from "../judging";
import { type Planned } from "../planned";
import { input, listOf, textOf, textsOf } from "../reading";

const PARAMS = /^kubernetes:(elbv2\.k8s\.aws|eks\.amazonaws\.com)\/v1(beta1)?:IngressClassParams$/;
const SCHEME = /^(alb\.ingress|service\.beta)\.kubernetes\.io\/(aws-load-balancer-)?scheme$/;

export const OUTSIDE: readonly Control[] = [
    {
        id: "C83",
        title: "Load balancers inside, with TLS",
        severity: "medium",
        means: "load balancers stand inside unless somebody says otherwise, and classes of Ingresses show certificates",
        why: "A service meant for colleagues would answer the internet.",
        remedy: 'Set scheme: "internal" of the ingress class, and list its certificates; name an exemption for what faces the internet',
        decidedBy: ["ingressClasses.<name>", "objects.<name>"],
        rows: {
            cis: ["5.4.5"],
            nsa: ["encryption", "network-policies"],
            bestPractices: ["network/load-balancers"],
        },
        from: "staging",
        judge: (planned) => [
            ...each(planned.matching(PARAMS), {
                path: "spec.scheme",
                holds: (value) => value !== "internet-facing",
                what: "faces the internet",
            }),
            ...each(planned.isAtLeast("production") ? planned.matching(PARAMS) : [], {
                path: "spec.certificateArn",
                holds: (value, one) =>
                    textsOf(value).length > 0 || listOf(input(one, "spec.certificateARNs")).length > 0,
                what: "names no certificate",
                tellsBy: "presence",
            }),
            ...none(facingTheInternet(planned), [], "faces the internet"),
        ],
    },
    {
        id: "C106",
        title: "Certificates that hold",
        severity: "medium",
        means: "certificates have a key that nobody breaks, and prove themselves by DNS",
        why: "One that is proven by mail is renewed by whoever reads it.",
        remedy: "Leave key and proof to certificates",
        decidedBy: ["certificates.<name>"],
        rows: { fsbp: ["ACM.2"], nsa: ["encryption"] },
        judge: (planned) => [
            ...each(planned.ofType("aws:acm/certificate:Certificate"), {
                path: "keyAlgorithm",
                // Absent is ACM's own, RSA_2048.
                holds: (value) => value === undefined || /^(RSA_([234]\d{3})|EC_)/.test(textOf(value)),
                what: "has a short key",
            }),
            ...each(planned.ofType("aws:acm/certificate:Certificate"), {
                path: "validationMethod",
                holds: (value) => value === undefined || value === "DNS",
                what: "is not proven by DNS",
            }),
            ...each(planned.ofType("kubernetes:cert-manager.io/v1:ClusterIssuer"), {
                path: "spec.acme.server",
                holds: (value) => value === undefined || textOf(value).startsWith("https://"),
                what: "asks an issuer without TLS",
            }),
        ],
    },
    {
        id: "C107",
        title: "Callers of the service network sign",
        severity: "medium",
        means: "callers of a service network sign with IAM",
        why: "Whatever is in the VPC would call every service.",
        remedy: "Take the transform of the service network out",
        decidedBy: ["lattice.serviceNetwork", "lattice"],
        rows: { nsa: ["authentication"] },
        judge: (planned) =>
            each(planned.ofType("aws:vpclattice/serviceNetwork:ServiceNetwork"), {
                path: "authType",
                holds: (value) => value === "AWS_IAM",
                what: "lets in whoever is there",
            }),
    },
    {
        id: "C108",
        title: "Zones stay",
        severity: "high",
        means: "production's hosted zones do not go with the records in them",
        why: "With the zone go the addresses of everything, and its name servers are never the same again.",
        remedy: "Take the transform of the zone out",
        decidedBy: ["hostedZones.<name>", "transforms"],
        source: "AWS provider, route53.Zone forceDestroy",
        from: "production",
        judge: (planned) =>
            each(planned.ofType("aws:route53/zone:Zone"), {
                path: "forceDestroy",
                holds: (value) => value !== true,
                what: "goes with its records",
            }),
    },
];

/** Services and Ingresses among the shape's objects that say so. */
function facingTheInternet(planned: Planned): readonly PlannedResource[] {
    return planned
        .matching(/^kubernetes:(core\/v1:Service|networking\.k8s\.io\/v1:Ingress)$/)
        .filter((one) => {
            const annotations = input(one, "metadata.annotations");
            return Object.entries(annotations ?? {}).some(
                ([key, value]) => SCHEME.test(key) && value === "internet-facing",
            );
        });
}
