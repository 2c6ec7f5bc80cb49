/** A class of Ingresses: its parameters in the spelling of each controller, and what is refused of it. Pure. */
import { isLabelName } from "../shared/object-names";
import type { Json } from "../shared/json";
import type { Problem } from "../shared/problems";
import type { IngressClassWords } from "./ingress-classes-schema";

export interface IngressClassSpec {
    readonly className: string;
    readonly words: IngressClassWords;
}

/**
 * Sources: EKS User Guide, auto-configure-alb; kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/ingress_class,
 * v3.5.0; what Auto Mode's definition takes: imroc/kubeschemas eks.amazonaws.com/ingressclassparams_v1.json.
 */
const CONTROLLERS = {
    "auto-mode": { controller: "eks.amazonaws.com/alb", group: "eks.amazonaws.com", version: "v1" },
    "load-balancer-controller": {
        controller: "ingress.k8s.aws/alb",
        group: "elbv2.k8s.aws",
        version: "v1beta1",
    },
} as const;

export function controllerOf({ words: { controller } }: IngressClassSpec) {
    return CONTROLLERS[controller];
}

/** Name of the parameter that takes ARNs. */
export function certificatesKeyOf({ words: { controller } }: IngressClassSpec): string {
    return controller === "auto-mode" ? "certificateARNs" : "certificateArn";
}

/** Everything but certificates, whose ARNs are known once they are issued. */
export function parametersOf({ words }: IngressClassSpec): Readonly<Record<string, Json>> {
    const { attributes, group, inboundCidrs, ipAddressType, namespaces, scheme, sslPolicy, tags } = words;
    return {
        scheme: scheme ?? "internal",
        ...(group === undefined ? {} : { group: { name: group } }),
        ...(inboundCidrs === undefined ? {} : { inboundCIDRs: [...inboundCidrs] }),
        ...(ipAddressType === undefined ? {} : { ipAddressType }),
        ...(sslPolicy === undefined ? {} : { sslPolicy }),
        ...(namespaces === undefined ? {} : { namespaceSelector: { matchLabels: namespaces } }),
        ...subnetsOf(words),
        ...(tags === undefined ? {} : { tags: pairs(tags) }),
        ...(attributes === undefined ? {} : { loadBalancerAttributes: pairs(attributes) }),
    };
}

/** Auto Mode has a list where the other has a map. */
function subnetsOf({ controller, subnetTags }: IngressClassWords): Readonly<Record<string, Json>> {
    if (subnetTags === undefined) return {};
    const values = Object.entries(subnetTags).map(([key, among]) => [key, [...among]] as const);
    return controller === "auto-mode"
        ? { subnets: { matchTags: values.map(([key, among]) => ({ key, values: among })) } }
        : { subnets: { tags: Object.fromEntries(values) as Record<string, Json> } };
}

function pairs(map: Readonly<Record<string, string>>): Json {
    return Object.entries(map).map(([key, value]) => ({ key, value }));
}

/** Source: the definitions of both kinds, group.name. */
const GROUP = /^([a-z0-9][-a-z0-9.]{0,61})?[a-z0-9]$/;

export function checkIngressClass({ className, words }: IngressClassSpec): Problem[] {
    const { group, inboundCidrs = [] } = words;
    return [
        ...(isLabelName(className)
            ? []
            : [
                  {
                      path: "className",
                      what: "not a name of a class",
                      got: className,
                      remedy: "Use 1 to 63 lower-case letters, digits and hyphens",
                  },
              ]),
        ...(group === undefined || GROUP.test(group)
            ? []
            : [
                  {
                      path: "group",
                      what: "not a name of a group",
                      got: group,
                      remedy: "Use 1 to 63 lower-case letters, digits, hyphens and dots",
                  },
              ]),
        ...inboundCidrs.flatMap((got, index) =>
            /^[0-9A-Fa-f:.]+\/\d{1,3}$/.test(got)
                ? []
                : [
                      {
                          path: `inboundCidrs[${index}]`,
                          what: "not a network",
                          got,
                          remedy: "Write an address and a prefix, such as 203.0.113.0/24",
                      },
                  ],
        ),
    ];
}

export function decisionsOfIngressClass(spec: IngressClassSpec): Record<string, string | boolean | string[]> {
    const { certificates, default: isDefault = false, group, scheme = "internal" } = spec.words;
    return {
        certificates: certificates === undefined ? "found by host" : [...certificates],
        controller: controllerOf(spec).controller,
        default: isDefault,
        loadBalancer: group === undefined ? "one for each Ingress" : `shared, ${group}`,
        scheme,
    };
}
