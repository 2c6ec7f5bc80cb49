/** Charts that would take from EKS Auto Mode what it does itself. Karpenter's the kit refuses everywhere. */
import type { Problem } from "../shared/problems";
import type { ChartSpec } from "./chart-spec";

const MUTATOR = "enableServiceMutatorWebhook";

/**
 * AWS Load Balancer Controller beside Auto Mode serves its own classes alone.
 * Source: EKS User Guide, migrate-auto, "Migration Reference"; kubernetes-sigs/aws-load-balancer-controller
 * docs/guide/service/nlb.md: its webhook gives every new Service of type LoadBalancer a class of its own.
 */
export function checkBesideAutoMode({ chart, values = {} }: Pick<ChartSpec, "chart" | "values">): Problem[] {
    const got = values[MUTATOR];
    if (!/(^|\/)aws-load-balancer-controller$/.test(chart) || got === false) return [];
    return [
        {
            path: `values.${MUTATOR}`,
            what: "its webhook would take every new Service of type LoadBalancer from Auto Mode",
            ...(got === undefined ? {} : { got }),
            remedy: "Write false, and give Services of its own loadBalancerClass: service.k8s.aws/nlb",
        },
    ];
}
