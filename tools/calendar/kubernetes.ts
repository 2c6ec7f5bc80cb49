/** Days of a cluster's Kubernetes minor, and what it costs to stay. Pure. */
import { isKubernetesMinor, KUBERNETES, type Pin } from "../../components/versions";
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import { HOURS_OF_A_MONTH, type Prices } from "../prices/prices";
import type { EntryCost, Found } from "./entry";

const CLUSTER = "aws:eks/cluster:Cluster";

/** Of each cluster in the graph: the end of standard support, and with EXTENDED the end of all. */
export function daysOfKubernetes({ resources }: PlannedGraph, prices: Prices): readonly Found[] {
    return resources.flatMap(({ inputs, name, type }) => {
        const { upgradePolicy, version } = objectOf(inputs);
        const minor = textOf(version);
        if (type !== CLUSTER || !isKubernetesMinor(minor)) return [];
        const { endOfExtendedSupport, endOfStandardSupport } = KUBERNETES[minor];
        // EKS's own default. Source: EKS API Reference, UpgradePolicyRequest, supportType.
        const isExtended = textOf(objectOf(upgradePolicy)["supportType"], "EXTENDED") === "EXTENDED";
        const standard = standardEnd(name, minor, endOfStandardSupport, isExtended, prices);
        return isExtended ? [standard, extendedEnd(name, minor, endOfExtendedSupport)] : [standard];
    });
}

function standardEnd(cluster: string, minor: string, end: Pin, isExtended: boolean, prices: Prices): Found {
    const cost = isExtended ? surcharge(prices) : undefined;
    return {
        ...common(cluster, "standard", end),
        what: `EKS ${minor} leaves standard support`,
        why: isExtended
            ? `From the day after the control plane costs more${cost === undefined ? "; nobody has seen the price in this region" : ""}: upgrade it before, docs/day-2/kubernetes-minor.md.`
            : "The cluster has supportType STANDARD: from the day after EKS upgrades the control plane by itself. Upgrade it before, docs/day-2/kubernetes-minor.md.",
        ...(cost === undefined ? {} : { cost }),
    };
}

function extendedEnd(cluster: string, minor: string, end: Pin): Found {
    return {
        ...common(cluster, "extended", end),
        what: `EKS ${minor} leaves extended support`,
        why: "From the day after EKS upgrades the control plane by itself.",
    };
}

function common(cluster: string, which: string, { seen, source, value }: Pin) {
    return {
        id: `kubernetes/${cluster}/${which}`,
        kind: "kubernetes" as const,
        day: value,
        source: `${source}, seen ${seen}`,
    };
}

function surcharge(prices: Prices): EntryCost | undefined {
    const [price] = prices.of("eks.control-plane.extended");
    if (price === undefined) return undefined;
    const { source, usd } = price;
    return {
        usdHour: usd,
        usdMonth: Math.round(usd * HOURS_OF_A_MONTH * 100) / 100,
        source: `${source.title}, seen ${source.seen}`,
    };
}
