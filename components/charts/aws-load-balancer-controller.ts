/** AWS Load Balancer Controller: load balancers of Ingresses, Services and Gateways, and targets of groups of others. */
import { z } from "zod";

import { isLabelName } from "../shared/object-names";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { loadBalancerStatements, targetStatements } from "./aws-load-balancer-controller-policy";
import { type ChartSite, type ChartWebhook, defineChart } from "./definition";
import { budgetOf, mirrored, placeOf, spreadOf } from "./pod-values";
import type { Values } from "./values";

const NAME = "aws-load-balancer-controller";
const IMAGE = "public.ecr.aws/eks/aws-load-balancer-controller";
/** Source: templates/_helpers.tpl of chart 3.5.0, aws-load-balancer-controller.selectorLabels. */
const LABELS = { "app.kubernetes.io/name": NAME };
/** The chart's own proposal. Source: values.yaml of chart 3.5.0, the comment at resources. */
const SIZE = { cpu: "100m", memory: "128Mi" };
/** Many load balancers take more; a limit stops a leak. */
const MOST_MEMORY = "512Mi";

const options = {
    /**
     * What it looks after. `"load-balancers"`: those of Ingresses, Services and Gateways, and targets. `"targets"`: only targets
     * of groups that somebody else keeps, by TargetGroupBindings; nothing in AWS is its own then, and nothing is left behind.
     * @default "load-balancers"
     */
    manages: z.enum(["load-balancers", "targets"]).exactOptional(),
    /** The class of Ingresses it serves. @default a class that no Ingress gets unasked */
    ingressClass: z
        .strictObject({
            /** Name of the class. @default "alb"; "alb-controller" under Auto Mode, whose own class is usually called alb */
            name: z.string().exactOptional(),
            /** Whether Ingresses without a class get it. @default false */
            default: z.boolean().exactOptional(),
        })
        .exactOptional(),
    /**
     * Whether it serves the Gateway API. Its definitions are those of `objects.gateway-api`, which must be made before it:
     * the controller looks for them when it starts. @default false
     */
    gateway: z.boolean().exactOptional(),
    /** Whether it asks WAF and Shield about load balancers. @default where there is a way out: not every region has endpoints */
    firewalls: z.boolean().exactOptional(),
};

type Options = z.infer<z.ZodObject<typeof options>>;
interface Chosen {
    readonly site: ChartSite;
    readonly options: Options;
}

export const loadBalancerController = defineChart({
    repository: "https://aws.github.io/eks-charts",
    version: {
        value: "3.5.0",
        source: "kubernetes-sigs/aws-load-balancer-controller helm/aws-load-balancer-controller/Chart.yaml, tag v3.5.0",
        seen: "2026-08-03",
        address: "https://github.com/kubernetes-sigs/aws-load-balancer-controller/releases/tag/v3.5.0",
    },
    namespace: { name: "kube-system" },
    // Only it takes load balancers away: it is there before what has some, and goes after it.
    phase: "karpenter",
    leftOut: { none: "its pods have nowhere to run, and there is nothing to send requests to" },
    options,
    check,
    relations: ({ options: { gateway = false } }) =>
        gateway
            ? {
                  needs: [
                      {
                          word: "objects.gateway-api",
                          why: "the controller looks for the Gateway API's definitions when it starts, and serves what it finds",
                      },
                  ],
              }
            : {},
    identity: ({ options: { manages }, site }) => ({
        serviceAccount: NAME,
        statements: manages === "targets" ? targetStatements(site) : loadBalancerStatements(site),
        annotate: "serviceAccount.annotations",
    }),
    endpoints: ["ec2", "elasticloadbalancing"],
    pods: ({ site: { replicas } }) => [
        {
            name: NAME,
            kind: "Deployment",
            labels: LABELS,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        },
    ],
    values,
    // Otherwise the controller asks the instance it runs on, which answers no pod.
    placed: () => ({ vpcId: "vpcId" }),
    reserved: [
        { path: "clusterName", why: "marks what is this cluster's", remedy: "Remove it" },
        { path: "region", why: "is the environment's region", remedy: "Remove it" },
        { path: "vpcId", why: "is the environment's VPC", remedy: "Remove it" },
        {
            path: "enableServiceMutatorWebhook",
            why: "would refuse every Service of the cluster while no pod of the controller answers",
            remedy: "Give Services loadBalancerClass: service.k8s.aws/nlb",
        },
        {
            path: "keepTLSSecret",
            why: "keeps the webhooks' certificates through an upgrade, whose pods still serve the old ones",
            remedy: "Remove it",
        },
        {
            path: "ingressClass",
            why: "is the name of its class",
            remedy: "Set ingressClass.name beside values",
        },
        { path: "podAnnotations", why: "keeps the pods where the kit places them", remedy: "Remove it" },
        {
            path: "replicaCount",
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        },
        { path: "serviceAccount.name", why: "is the one its role trusts", remedy: "Remove it" },
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
    ],
    images: [IMAGE],
    definitions: {
        home: "crds",
        names: [
            "albtargetcontrolconfigs.elbv2.k8s.aws",
            "globalaccelerators.aga.k8s.aws",
            "ingressclassparams.elbv2.k8s.aws",
            "listenerruleconfigurations.gateway.k8s.aws",
            "loadbalancerconfigurations.gateway.k8s.aws",
            "targetgroupbindings.elbv2.k8s.aws",
            "targetgroupconfigurations.gateway.k8s.aws",
        ],
        kept: true,
    },
    webhooks,
    rendersAnew: [
        "MutatingWebhookConfiguration/aws-load-balancer-webhook",
        "Secret/aws-load-balancer-tls",
        "ValidatingWebhookConfiguration/aws-load-balancer-webhook",
    ],
    leaves: [
        {
            kinds: ["Ingress", "Service", "Gateway"],
            what: "load balancers, target groups, and security groups named k8s-* with their rules in those of the nodes",
        },
        {
            kinds: ["TargetGroupBinding"],
            what: "targets in groups of others, and rules that let requests in",
        },
    ],
});

function check({ options: { gateway, ingressClass, manages } }: Chosen): Problem[] {
    const problems: Problem[] = [];
    const { name } = ingressClass ?? {};
    if (name !== undefined && !isLabelName(name)) {
        const remedy = "Use 1 to 63 lower-case letters, digits and hyphens";
        problems.push({ path: "ingressClass.name", what: "not a name of a class", got: name, remedy });
    }
    if (manages !== "targets") return problems;
    const remedy = 'Remove it, or write manages: "load-balancers"';
    return [
        ...problems,
        ...Object.entries({ gateway, ingressClass })
            .filter(([, value]) => value !== undefined && value !== false)
            .map(([path]) => ({ path, what: "it makes no load balancer here, only targets", remedy })),
    ];
}

function classNameOf({ options: { ingressClass = {} }, site }: Chosen): string {
    return ingressClass.name ?? (site.compute === "auto-mode" ? "alb-controller" : "alb");
}

/** Source of the keys: values.yaml of chart 3.5.0. */
function values(chosen: Chosen): Values {
    const { options: chosenOptions, site } = chosen;
    const { firewalls = site.isolated !== true, manages } = chosenOptions;
    return {
        clusterName: site.clusterName,
        ...featuresOf(chosen),
        // Pods answer requests themselves, wherever they run.
        defaultTargetType: "ip",
        enableServiceMutatorWebhook: false,
        enableShield: firewalls,
        enableWaf: firewalls,
        enableWafv2: firewalls,
        image: { repository: mirrored(site, IMAGE) },
        keepTLSSecret: true,
        podAnnotations: placeOf(site),
        ...(budgetOf(site) === undefined ? {} : { podDisruptionBudget: { maxUnavailable: 1 } }),
        region: site.region,
        replicaCount: site.replicas,
        resources: { limits: { memory: MOST_MEMORY }, requests: SIZE },
        serviceAccount: { create: true, name: NAME },
        tolerations: [{ ...SYSTEM_TOLERATION }],
        topologySpreadConstraints: spreadOf(site, LABELS),
        webhookConfig: manages === "targets" ? { disableIngressValidation: true } : validationOf(site),
    };
}

/** Which kinds it serves. */
function featuresOf(chosen: Chosen): Values {
    const { gateway = false, ingressClass = {}, manages } = chosen.options;
    const gateways = { ALBGatewayAPI: gateway, NLBGatewayAPI: gateway };
    if (manages === "targets") {
        return {
            controllerConfig: { featureGates: { EnableServiceController: false, ...gateways } },
            createIngressClassResource: false,
            disableIngressClassAnnotation: true,
        };
    }
    return {
        controllerConfig: { featureGates: gateways },
        ingressClass: classNameOf(chosen),
        ingressClassConfig: { default: ingressClass.default ?? false },
    };
}

/** One pod alone is away while it moves: Ingresses are then taken unseen. The key is misspelt in the chart. */
function validationOf({ replicas }: ChartSite): Values {
    return {
        ingressValdationFailurePolicy: replicas > 1 ? "Fail" : "Ignore",
        ingressValidationNamespaceSelector: {
            matchExpressions: [
                { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] },
            ],
        },
    };
}

/** Source: templates/webhook.yaml of chart 3.5.0. */
function webhooks({ options: { manages }, site: { replicas } }: Chosen): readonly ChartWebhook[] {
    const of = (name: string, about: Omit<ChartWebhook, "name" | "port">): ChartWebhook => ({
        ...about,
        name: `${name}.elbv2.k8s.aws`,
        port: 9443,
    });
    const mutating = { kind: "mutating", policy: "Fail", resources: ["pods"], scope: "labelled" } as const;
    const own = (kind: ChartWebhook["kind"], resources: readonly string[]) =>
        ({ kind, policy: "Fail", resources, scope: "own" }) as const;
    const ingress = {
        kind: "validating",
        policy: replicas > 1 ? "Fail" : "Ignore",
        resources: ["ingresses"],
        scope: "all",
    } as const;
    return [
        of("mpod", { ...mutating, policy: "Ignore" }),
        of("quicid", mutating),
        of("alb-target-control.namespace", mutating),
        of("alb-target-control.object", mutating),
        of("mtargetgroupbinding", own("mutating", ["targetgroupbindings"])),
        of("vingressclassparams", own("validating", ["ingressclassparams"])),
        of("vtargetgroupbinding", own("validating", ["targetgroupbindings"])),
        ...(manages === "targets" ? [] : [of("vingress", ingress)]),
    ];
}
