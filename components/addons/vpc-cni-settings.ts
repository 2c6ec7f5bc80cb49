/** How the network's words on pods reach vpc-cni: every value is a text. Pure. */
import { type PodsWords } from "../network/ref";
import { type Reserved } from "../shared/own-settings";

/** Source of names: aws/amazon-vpc-cni-k8s README, "CNI Configuration Variables"; texts: its chart's values.yaml. */
export function cniEnvironmentOf({ addresses }: PodsWords): Readonly<Record<string, string>> {
    const warm = addresses?.warm;
    return {
        ...(addresses?.kind === "prefixes" ? { ENABLE_PREFIX_DELEGATION: "true" } : {}),
        ...(warm === undefined ? {} : warmTargets(warm)),
    };
}

type Warm = NonNullable<NonNullable<PodsWords["addresses"]>["warm"]>;

function warmTargets(warm: Warm): Readonly<Record<string, string>> {
    switch (warm.kind) {
        case "enis":
            return { WARM_ENI_TARGET: `${warm.count}` };
        case "prefixes":
            return { WARM_PREFIX_TARGET: `${warm.count}` };
        case "addresses":
            return {
                ...(warm.atLeast === undefined ? {} : { MINIMUM_IP_TARGET: `${warm.atLeast}` }),
                WARM_IP_TARGET: `${warm.free}`,
            };
    }
}

/** What the plan reckons with, and so must be said where it looks. */
export const RESERVED_OF_PODS: readonly Reserved[] = [
    ...[
        "ENABLE_PREFIX_DELEGATION",
        "MINIMUM_IP_TARGET",
        "WARM_ENI_TARGET",
        "WARM_IP_TARGET",
        "WARM_PREFIX_TARGET",
    ].map((name) => ({
        path: `env.${name}`,
        why: "decides how many addresses nodes take, which the plan reckons with",
        remedy: "Set network.pods.addresses",
    })),
];
