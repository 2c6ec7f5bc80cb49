/** The kit's sets for what is no pod: load balancers, target groups, namespaces. Pure. */
import { POD_SECURITY_DOMAIN } from "../shared/pod-security";
import type { AdmissionWords } from "./admission-schema";
import { orElse, quoted } from "./cel";
import type { Draft } from "./draft";

/** Source: kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md and ingress/annotations.md, v3.5.0. */
const SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const INTERNAL = "service.beta.kubernetes.io/aws-load-balancer-internal";
const INGRESS_SCHEME = "alb.ingress.kubernetes.io/scheme";

const annotation = (name: string, object = "object") =>
    `(has(${object}.metadata.annotations) && ${quoted(name)} in ${object}.metadata.annotations ? ` +
    `${object}.metadata.annotations[${quoted(name)}] : "")`;

/** Controllers write annotations and fields of their own. */
function readsLoadBalancer(object: string): string {
    const schemes = [SCHEME, INTERNAL, INGRESS_SCHEME].map((name) => annotation(name, object));
    return `[${[...schemes, orElse(`dyn(${object}).spec.type`, '""')].join(", ")}]`;
}

export function loadBalancersOf({ allowed }: NonNullable<AdmissionWords["loadBalancers"]>): Draft {
    const isNone = 'dyn(object).spec.type != "LoadBalancer"';
    const isInternal = `(${annotation(SCHEME)} == "internal" || ${annotation(INTERNAL)} == "true")`;
    const services = {
        none: { expression: isNone, message: "no Service is of type LoadBalancer" },
        internal: {
            expression: `${isNone} || ${isInternal}`,
            message: `a Service of type LoadBalancer is internal: ${SCHEME}: internal`,
        },
        stated: {
            expression: `${isNone} || ${isInternal} || ${annotation(SCHEME)} == "internet-facing"`,
            message: `a Service of type LoadBalancer says which it means: ${SCHEME}: internal, or internet-facing`,
        },
    }[allowed];
    const ofServices = { ...services, expression: `object.kind != "Service" || ${services.expression}` };
    return {
        resources: [
            { apiGroups: [""], resources: ["services"] },
            ...(allowed === "internal"
                ? [{ apiGroups: ["networking.k8s.io"], resources: ["ingresses"] }]
                : []),
        ],
        reads: readsLoadBalancer,
        validations: [
            ofServices,
            ...(allowed === "internal"
                ? [
                      {
                          expression: `object.kind != "Ingress" || ${annotation(INGRESS_SCHEME)} != "internet-facing"`,
                          message: `an Ingress is internal: ${INGRESS_SCHEME} is not internet-facing`,
                      },
                  ]
                : []),
        ],
    };
}

/**
 * What controllers make for Ingresses and Services of others is theirs to choose. Nobody else has names that begin so: EKS
 * refuses them in access entries.
 * Source: kubernetes-sigs/aws-load-balancer-controller docs/guide/targetgroupbinding/targetgroupbinding.md, v3.5.0;
 * EKS User Guide, creating-access-entries, on user names.
 */
export function targetGroupsOf({ allowed }: NonNullable<AdmissionWords["targetGroups"]>): Draft {
    const exact = allowed.filter((arn) => !arn.endsWith("*"));
    const prefixes = allowed.filter((arn) => arn.endsWith("*")).map((arn) => arn.slice(0, -1));
    const arn = "object.spec.targetGroupARN";
    return {
        resources: [
            { apiGroups: ["eks.amazonaws.com", "elbv2.k8s.aws"], resources: ["targetgroupbindings"] },
        ],
        reads: (object) => `dyn(${object}.spec)`,
        matchConditions: [
            {
                name: "not-a-controller",
                expression:
                    'request.userInfo.username != "system:serviceaccount:kube-system:aws-load-balancer-controller" && ' +
                    '!request.userInfo.username.startsWith("eks:")',
            },
        ],
        validations: [
            {
                expression:
                    `has(${arn}) && (${arn} in ${quoted(exact)} || ` +
                    `${quoted(prefixes)}.exists(p, ${arn}.startsWith(p)))`,
                message: "a TargetGroupBinding takes over one of the target groups that are allowed here",
            },
        ],
    };
}

/** Source: Kubernetes documentation, Pod Security Admission, "Pod Security Admission labels for namespaces". */
export function namespaceLevelsOf({
    allowed = ["baseline", "restricted"],
}: NonNullable<AdmissionWords["namespaceLevels"]>): Draft {
    const known = ["enforce", "audit", "warn"].flatMap((mode) => [
        `${POD_SECURITY_DOMAIN}/${mode}`,
        `${POD_SECURITY_DOMAIN}/${mode}-version`,
    ]);
    const enforce = quoted(`${POD_SECURITY_DOMAIN}/enforce`);
    return {
        resources: [{ apiGroups: [""], resources: ["namespaces"] }],
        reads: labelsOf,
        variables: [{ name: "labels", expression: labelsOf("object") }],
        validations: [
            {
                expression: `${enforce} in variables.labels && variables.labels[${enforce}] in ${quoted(allowed)}`,
                message: `a namespace states its level of Pod Security, ${POD_SECURITY_DOMAIN}/enforce: ${allowed.join(" or ")}`,
            },
            {
                expression:
                    `variables.labels.all(key, !key.startsWith(${quoted(`${POD_SECURITY_DOMAIN}/`)}) || ` +
                    `key in ${quoted(known)})`,
                message: "Kubernetes knows no such label of Pod Security, and would take it without a word",
            },
        ],
    };
}

function labelsOf(object: string): string {
    return orElse(`${object}.metadata.labels`, "{}");
}
