/** A Fargate profile as plain values: which pods run without nodes, and everything EKS would refuse. */
import { type SubnetIds, subnetsIn, usedSlots } from "../network/slots";
import { canonicalJson } from "../shared/json";
import type { Capacity, FargateSelector } from "../shared/pods";
import { type Problem, whenComplete } from "../shared/problems";

/** Source: EKS User Guide, fargate-profile, "Selectors"; Service Quotas L-D78D8AF8 and L-23414FF3, both adjustable. */
export const MAX_SELECTORS = 5;
export const MAX_LABELS = 5;

/** Names AWS keeps for itself. Source: EKS API Reference, CreateFargateProfile; eksctl ReservedProfileNamePrefix. */
const RESERVED_PREFIX = "eks-";

export interface FargateProfileSpec {
    readonly clusterName: string;
    readonly region: string;
    /** What messages and tags call it: `system`. */
    readonly profile: string;
    /**
     * 1 to {@link MAX_SELECTORS}. A change replaces the profile, and every pod it runs is evicted: choose them once,
     * and add a profile for what comes later.
     */
    readonly selectors: readonly FargateSelector[];
}

/** Every rule of EKS the profile would break; empty when all hold. */
export function checkFargateProfile(spec: Partial<FargateProfileSpec>): Problem[] {
    return whenComplete(spec, ["profile", "selectors"], checkComplete);
}

function checkComplete({ profile, selectors }: Pick<FargateProfileSpec, "profile" | "selectors">): Problem[] {
    const identities = selectors.map(({ labels, namespace }) => canonicalJson({ labels, namespace }));
    return [
        ...checkProfileName("profile", profile),
        ...checkCount(profile, selectors),
        ...selectors.flatMap((selector, index) => {
            const path = `selectors[${index}]`;
            const first = identities.indexOf(identities[index] ?? "");
            return [
                ...checkSelector(path, selector),
                ...(first === index ? [] : [duplicateOf(path, first, selector)]),
            ];
        }),
    ];
}

/** Pods get no public address, so EKS takes private subnets only. Source: EKS User Guide, fargate-profile, "Subnets". */
export function checkFargateSubnets(vpc: {
    readonly nodeSubnetIds: SubnetIds;
    readonly publicSubnetIds?: SubnetIds;
}): Problem[] {
    const { publicSubnetIds = {} } = vpc;
    const publicIds = new Map(
        usedSlots(publicSubnetIds).flatMap((slot) =>
            subnetsIn(publicSubnetIds, [slot]).map((id) => [id, slot] as const),
        ),
    );
    const slots = usedSlots(vpc.nodeSubnetIds);
    if (slots.length === 0) {
        const remedy = "Name a private subnet in each slot pods may use";
        return [{ path: "nodeSubnetIds", what: "pods on Fargate have no subnet", got: [], remedy }];
    }
    return slots.flatMap((slot) =>
        subnetsIn(vpc.nodeSubnetIds, [slot]).flatMap((id) => {
            const publicSlot = publicIds.get(id);
            // Ids of subnets that are yet to be made cannot be compared.
            if (typeof id !== "string" || publicSlot === undefined) return [];
            return [
                {
                    path: `nodeSubnetIds.${slot}`,
                    what: `the same subnet as publicSubnetIds.${publicSlot}, and Fargate takes private subnets only`,
                    got: id,
                    remedy: "Name a subnet without a route to an internet gateway",
                },
            ];
        }),
    );
}

/** EKS would refuse the name that begins with this one. */
export function checkProfileName(path: string, name: string): Problem[] {
    if (name.startsWith(RESERVED_PREFIX)) {
        const what = `names of Fargate profiles that begin with ${RESERVED_PREFIX} belong to AWS`;
        return [{ path, what, got: name, remedy: "Choose another name" }];
    }
    if (/^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/.test(name)) return [];
    const remedy = "Use letters, digits and - _ with a letter or digit at both ends";
    return [{ path, what: "not a name of a Fargate profile", got: name, remedy }];
}

/** What pods of later phases may count on. */
export function capacityOfFargateProfile({ profile, selectors }: FargateProfileSpec): Capacity {
    return { kind: "fargate", name: `Fargate profile ${profile}`, phase: "capacity", selectors };
}

/** What a reader of the plan sees: `kube-system app=ebs-csi-controller`. */
export function decisionsOfFargateProfile({
    profile,
    selectors,
}: FargateProfileSpec): Record<string, string | string[]> {
    return { profile, selectors: selectors.map(describeSelector) };
}

function describeSelector({ labels, namespace }: FargateSelector): string {
    const pairs = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return [namespace, ...pairs.map(([key, value]) => `${key}=${value}`)].join(" ");
}

function checkCount(profile: string, selectors: readonly FargateSelector[]): Problem[] {
    if (selectors.length >= 1 && selectors.length <= MAX_SELECTORS) return [];
    const count = selectors.length === 0 ? "no selectors" : `${selectors.length} selectors`;
    return [
        {
            path: "selectors",
            what: `Fargate profile ${profile} has ${count}, and EKS takes 1 to ${MAX_SELECTORS}`,
            got: selectors.length,
            remedy: selectors.length === 0 ? "Name a namespace" : "Split it into several profiles",
        },
    ];
}

function checkSelector(path: string, { labels = {}, namespace }: FargateSelector): Problem[] {
    const count = Object.keys(labels).length;
    return [
        ...checkNamespace(`${path}.namespace`, namespace),
        ...(count <= MAX_LABELS
            ? []
            : [
                  {
                      path: `${path}.labels`,
                      what: `a selector has at most ${MAX_LABELS} labels`,
                      got: count,
                      remedy: "Keep those that tell its pods apart",
                  },
              ]),
    ];
}

function checkNamespace(path: string, namespace: string): Problem[] {
    if (namespace === "") {
        const remedy = "Name a namespace; * and ? are wildcards";
        return [{ path, what: "a selector needs a namespace", got: namespace, remedy }];
    }
    if (namespace.length <= 63 && /^[a-z0-9*?-]+$/.test(namespace)) return [];
    const remedy = "Use at most 63 small letters, digits and -, and * and ? as wildcards";
    return [{ path, what: "no namespace has such a name", got: namespace, remedy }];
}

function duplicateOf(path: string, first: number, selector: FargateSelector): Problem {
    return {
        path,
        what: `the same selector as selectors[${first}]`,
        got: describeSelector(selector),
        remedy: "List each selector once",
    };
}
