/**
 * Which nodes of Karpenter a change replaces as drifted, field by field, as the pinned version decides it. Pure.
 * Documented in Karpenter's Disruption page, Drift (https://karpenter.sh/docs/concepts/disruption/#drift). The page names
 * special and behavioural fields; every other field is in a hash. Sources of v1.14.1 and of kubernetes-sigs/karpenter
 * v1.14.0, which it is built on, stand with each rule.
 */
import { secondsOf } from "../../../components/shared/durations";
import { canonicalJson, type Json } from "../../../components/shared/json";
import {
    admitsAbsence,
    admitsValue,
    combine,
    type LabelSet,
    type NodeRequirement,
    OPERATORS,
} from "../../../components/shared/node-requirements";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { isList } from "../compare";

export interface Drift {
    readonly field: string;
    /** `every` node; or those alone that `which` describes. */
    readonly nodes: "every" | "some";
    /** Of `some`: which nodes go. */
    readonly which?: string;
}

/**
 * Behavioural fields, which no node is compared with.
 * Source: Karpenter documentation, Disruption, Behavioral Fields; replicas: pkg/apis/v1/nodepool.go, Hash takes
 * spec.template alone.
 */
export const POOL_BEHAVIOUR = ["disruption", "limits", "replicas", "weight"] as const;

/** In the hash of a pool. Source: kubernetes-sigs/karpenter v1.14.0 pkg/apis/v1/nodepool.go, NodeClaimTemplate, Hash. */
export const POOL_HASHED = [
    "metadata.annotations",
    "metadata.labels",
    "spec.expireAfter",
    "spec.nodeClassRef",
    "spec.startupTaints",
    "spec.taints",
    "spec.terminationGracePeriod",
] as const;

/** In the hash of a node class. Source: aws/karpenter-provider-aws v1.14.1 pkg/apis/v1/ec2nodeclass.go, without `hash:"ignore"`. */
export const CLASS_HASHED = [
    "associatePublicIPAddress",
    "blockDeviceMappings",
    "connectionTracking",
    "context",
    "cpuOptions",
    "detailedMonitoring",
    "instanceProfile",
    "instanceStorePolicy",
    "kubelet",
    "metadataOptions",
    "networkInterfaces",
    "placementGroupSelector",
    "role",
    "tags",
    "userData",
] as const;

/** Compared as what they resolve to. Source: the same, pkg/cloudprovider/drift.go; amiFamily: ec2nodeclass.go, AMIFamily. */
export const CLASS_RESOLVED = [
    "amiFamily",
    "amiSelectorTerms",
    "capacityReservationSelectorTerms",
    "securityGroupSelectorTerms",
    "subnetSelectorTerms",
] as const;

/** Out of the hash, and compared with nothing: new nodes alone have it. Source: the same file, `hash:"ignore"`. */
export const CLASS_NEW_NODES = ["ipPrefixCount"] as const;

/** Of two specs of one NodePool. */
export function poolDrift(before: Properties, after: Properties): readonly Drift[] {
    const [old, now] = [objectOf(before["template"]), objectOf(after["template"])];
    const hashed = POOL_HASHED.flatMap((path): Drift[] => {
        const [part = "", field = ""] = path.split(".");
        const [was, is] = [objectOf(old[part])[field], objectOf(now[part])[field]];
        return sameToHash(settled(field, was), settled(field, is)) ? [] : [{ field, nodes: "every" }];
    });
    return [...hashed, ...narrowed(requirementsOf(old), requirementsOf(now))];
}

/** Of two specs of one EC2NodeClass. */
export function classDrift(before: Properties, after: Properties): readonly Drift[] {
    const differs = (field: string): boolean => !sameToHash(before[field], after[field]);
    const hashed = CLASS_HASHED.filter(differs).map((field): Drift => ({ field, nodes: "every" }));
    const family: Drift[] =
        familyOf(before) === familyOf(after) ? [] : [{ field: "amiFamily", nodes: "every" }];
    return [
        ...hashed,
        ...family,
        // The newest image that fits an instance type is the one it should have: a further term may bring a newer one.
        ...(differs("amiSelectorTerms") ? [imageDrift(before, after)] : []),
        // Source: pkg/cloudprovider/drift.go, areSecurityGroupsDrifted: the groups of an instance are these, all of them.
        ...(differs("securityGroupSelectorTerms")
            ? [{ field: "securityGroupSelectorTerms", nodes: "every" } as const]
            : []),
        ...termsGone("subnetSelectorTerms", "those in a subnet that is no longer selected", before, after),
        ...termsGone(
            "capacityReservationSelectorTerms",
            "those in a reservation that is no longer selected",
            before,
            after,
        ),
    ];
}

/** Source: pkg/providers/amifamily/ami.go, MapToInstanceTypes; pkg/cloudprovider/drift.go, isAMIDrifted. */
function imageDrift(before: Properties, after: Properties): Drift {
    const field = "amiSelectorTerms";
    const gone = termsOf(before[field]).some((term) => !termsOf(after[field]).includes(term));
    const which = "those whose type has a newer image among the further ones";
    return gone ? { field, nodes: "every" } : { field, nodes: "some", which };
}

/** One more to choose from moves nobody. Source: the same, isSubnetDrifted and isCapacityReservationDrifted. */
function termsGone(field: string, which: string, before: Properties, after: Properties): Drift[] {
    const kept = new Set(termsOf(after[field]));
    return termsOf(before[field]).every((term) => kept.has(term)) ? [] : [{ field, nodes: "some", which }];
}

function termsOf(value: Json | undefined): readonly string[] {
    return isList(value) ? value.map((term) => canonicalJson(term)) : [];
}

/** As the hash takes it: the family itself, or that of the alias. */
function familyOf(spec: Properties): string {
    const stated = textOf(spec["amiFamily"]);
    if (stated !== "") return stated.toLowerCase();
    const terms = spec["amiSelectorTerms"];
    const alias = isList(terms)
        ? terms.map((term) => textOf(objectOf(term)["alias"])).find((one) => one !== "")
        : "";
    return alias?.split("@")[0] ?? "";
}

/** Durations are hashed as such. Source: pkg/apis/v1/duration.go, NillableDuration; the CRD's default of expireAfter. */
function settled(field: string, value: Json | undefined): Json | undefined {
    if (field !== "expireAfter" && field !== "terminationGracePeriod") return value;
    const text = field === "expireAfter" ? (value ?? "720h") : value;
    return typeof text === "string" ? (secondsOf(text) ?? text) : text;
}

/** Lists are hashed as sets. Source: pkg/apis/v1/nodepool.go and ec2nodeclass.go, Hash, SlicesAsSets. */
function sameToHash(left: Json | undefined, right: Json | undefined): boolean {
    return spelt(left) === spelt(right);
}

function spelt(value: Json | undefined): string {
    if (value === undefined || value === null) return "";
    if (isList(value)) return `[${value.map(spelt).sort().join()}]`;
    if (typeof value !== "object") return JSON.stringify(value);
    const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${spelt(item)}`);
    return `{${entries.sort().join()}}`;
}

function requirementsOf(template: Properties): readonly NodeRequirement[] {
    const list = objectOf(template["spec"])["requirements"];
    if (!isList(list)) return [];
    return list.flatMap((item): NodeRequirement[] => {
        const { key, operator, values } = objectOf(item);
        const known = OPERATORS.find((one) => one === operator);
        if (typeof key !== "string" || known === undefined) return [];
        return [{ key, operator: known, values: isList(values) ? values.map(String) : [] }];
    });
}

/**
 * A node drifts when its labels are no longer among what the requirements leave; a wider choice moves nobody.
 * Source: kubernetes-sigs/karpenter v1.14.0 pkg/controllers/nodeclaim/disruption/drift.go, areRequirementsDrifted, with
 * pkg/scheduling/requirements.go, Compatible. minValues is no label: the same file compares none.
 */
function narrowed(before: readonly NodeRequirement[], after: readonly NodeRequirement[]): Drift[] {
    const [old, now] = [combine(before), combine(after)];
    return [...now].flatMap(([key, set]): Drift[] => {
        const was = old.get(key);
        const lost = was === undefined ? "those whose label does not fit" : lostOf(was, set);
        return lost === undefined ? [] : [{ field: `requirements ${key}`, nodes: "some", which: lost }];
    });
}

/** What a label could be and may be no longer, in words; undefined when it may be all that it could be. */
function lostOf(was: LabelSet, is: LabelSet): string | undefined {
    if (was.isComplement) return lostOfMany(was, is);
    if (was.values.size === 0) return admitsAbsence(is) ? undefined : "those without the label";
    const gone = [...was.values].filter((value) => !admitsValue(is, value));
    return gone.length === 0 ? undefined : `those with ${gone.join(", ")}`;
}

/** Of a label that could be anything but a few. */
function lostOfMany(was: LabelSet, is: LabelSet): string | undefined {
    if (!is.isComplement) return `those without ${[...is.values].join(", ")}`;
    const excluded = [...is.values].filter((value) => admitsValue(was, value));
    if (excluded.length > 0) return `those with ${excluded.join(", ")}`;
    const [from, upTo] = [is.gte ?? -Infinity, is.lte ?? Infinity];
    if (from > (was.gte ?? -Infinity)) return `those below ${from}`;
    return upTo < (was.lte ?? Infinity) ? `those above ${upTo}` : undefined;
}
