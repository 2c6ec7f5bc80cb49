/** Sound objects with one mistake each, and what a real API server says to it. */
import type { NodePoolSpec } from "../../components/karpenter/node-pool-spec";
import type { Json } from "../../components/shared/json";
import type { KubernetesObject, Refusal, Verb } from "../../tools/apiserver/client";
import { objectOf } from "../../tools/apiserver/objects";
import { nodePoolSpec } from "../support/node-pool-spec";

type Kind = "EC2NodeClass" | "NodePool" | "StorageClass";
export type Path = readonly (number | string)[];

export interface Broken {
    readonly title: string;
    readonly kind: Kind;
    readonly path: Path;
    /** Undefined takes the field away. */
    readonly value: Json | undefined;
    readonly refusals: { readonly [verb in Verb]: Refusal };
    /** The same mistake in a spec, and the path of the kit's own refusal; left out where no spec can hold it. */
    readonly kit?: { readonly spec: NodePoolSpec; readonly path: string };
}

/** Names of {@link soundObjects} as the server calls them. */
const NAMES: { readonly [kind in Kind]: string } = {
    EC2NodeClass: 'EC2NodeClass.karpenter.k8s.aws "general"',
    NodePool: 'NodePool.karpenter.sh "general"',
    StorageClass: 'StorageClass.storage.k8s.io "gp3"',
};
const VERSIONS: { readonly [kind in Kind]: string } = {
    EC2NodeClass: "/general; karpenter.k8s.aws/v1",
    NodePool: "/general; karpenter.sh/v1",
    StorageClass: "/gp3; storage.k8s.io/v1",
};

/** A value against the schema, or against a rule of it: the same words whichever way the object comes. */
function invalid(kind: Kind, field: string, message: string, reason = "FieldValueInvalid") {
    const refusal: Refusal = {
        code: 422,
        reason: "Invalid",
        message: `${NAMES[kind]} is invalid: ${field}: ${message}`,
        causes: [{ reason, message, field }],
    };
    return { create: refusal, apply: refusal };
}

function unknownField(kind: Kind, field: string) {
    const schema = `${VERSIONS[kind]}, Kind=${kind}`;
    return {
        create: {
            code: 400,
            reason: "BadRequest",
            message: `${kind} in version "v1" cannot be handled as a ${kind}: strict decoding error: unknown field "${field}"`,
            causes: [],
        },
        apply: {
            code: 500,
            reason: "",
            message: `failed to create typed patch object (${schema}): .${field}: field not declared in schema`,
            causes: [],
        },
    };
}

const BUDGETS: Path = ["spec", "disruption", "budgets"];
const REQUIREMENTS: Path = ["spec", "template", "spec", "requirements"];
const { disruption } = nodePoolSpec();

export const BROKEN: readonly Broken[] = [
    {
        title: "a budget of 110 %",
        kind: "NodePool",
        path: [...BUDGETS, 0, "nodes"],
        value: "110%",
        refusals: invalid(
            "NodePool",
            "spec.disruption.budgets[0].nodes",
            "Invalid value: \"110%\": spec.disruption.budgets[0].nodes in body should match '^((100|[0-9]{1,2})%|[0-9]+)$'",
        ),
        kit: {
            spec: nodePoolSpec({ disruption: { ...disruption, budgets: [{ nodes: "110%" }] } }),
            path: "disruption.budgets[0].nodes",
        },
    },
    {
        title: "In without values",
        kind: "NodePool",
        path: [...REQUIREMENTS, 0, "values"],
        value: [],
        refusals: invalid(
            "NodePool",
            "spec.template.spec.requirements",
            "Invalid value: requirements with operator 'In' must have a value defined",
        ),
        kit: {
            spec: nodePoolSpec({ requirements: [{ key: "kubernetes.io/arch", operator: "In", values: [] }] }),
            path: "requirements[0].values",
        },
    },
    {
        title: "an unknown field of a pool",
        kind: "NodePool",
        path: ["spec", "template", "spec", "expireAftr"],
        value: "720h",
        refusals: unknownField("NodePool", "spec.template.spec.expireAftr"),
    },
    {
        title: "an unknown field of a node class",
        kind: "EC2NodeClass",
        path: ["spec", "metadataOptions", "httpToken"],
        value: "required",
        refusals: unknownField("EC2NodeClass", "spec.metadataOptions.httpToken"),
    },
    {
        title: "an unknown field of a StorageClass",
        kind: "StorageClass",
        path: ["reclaimPolicies"],
        value: "Delete",
        refusals: unknownField("StorageClass", "reclaimPolicies"),
    },
    {
        title: "a schedule without a duration",
        kind: "NodePool",
        path: [...BUDGETS, 0, "schedule"],
        value: "@daily",
        refusals: invalid(
            "NodePool",
            "spec.disruption.budgets",
            "Invalid value: 'schedule' must be set with 'duration'",
        ),
        kit: {
            spec: nodePoolSpec({
                disruption: { ...disruption, budgets: [{ nodes: 1, schedule: "@daily" }] },
            }),
            path: "disruption.budgets[0]",
        },
    },
    {
        title: "a weight beyond 100",
        kind: "NodePool",
        path: ["spec", "weight"],
        value: 101,
        refusals: invalid(
            "NodePool",
            "spec.weight",
            "Invalid value: 101: spec.weight in body should be less than or equal to 100",
        ),
        kit: { spec: nodePoolSpec({ weight: 101 }), path: "weight" },
    },
    {
        title: "days as a unit of time",
        kind: "NodePool",
        path: ["spec", "template", "spec", "expireAfter"],
        value: "30d",
        refusals: invalid(
            "NodePool",
            "spec.template.spec.expireAfter",
            "Invalid value: \"30d\": spec.template.spec.expireAfter in body should match '^(([0-9]+(s|m|h))+|Never)$'",
        ),
        kit: { spec: nodePoolSpec({ expireAfter: "30d" }), path: "expireAfter" },
    },
    {
        title: "a label in Karpenter's domain",
        kind: "NodePool",
        path: ["spec", "template", "metadata"],
        value: { labels: { "karpenter.sh/team": "data" } },
        refusals: invalid(
            "NodePool",
            "spec.template.metadata.labels",
            'Invalid value: label domain "karpenter.sh" is restricted',
        ),
        kit: {
            spec: nodePoolSpec({ labels: { "karpenter.sh/team": "data" } }),
            path: "labels.karpenter.sh/team",
        },
    },
    {
        title: "a tag Karpenter sets itself",
        kind: "EC2NodeClass",
        path: ["spec", "tags", "karpenter.sh/nodepool"],
        value: "general",
        refusals: invalid(
            "EC2NodeClass",
            "spec.tags",
            "Invalid value: tag contains a restricted tag matching karpenter.sh/nodepool",
        ),
        kit: {
            spec: nodePoolSpec({ tags: { "karpenter.sh/nodepool": "general" } }),
            path: "tags.karpenter.sh/nodepool",
        },
    },
    {
        title: "an image without a release",
        kind: "EC2NodeClass",
        path: ["spec", "amiSelectorTerms", 0, "alias"],
        value: "al2023",
        refusals: invalid(
            "EC2NodeClass",
            "spec.amiSelectorTerms[0].alias",
            "Invalid value: \"al2023\": 'alias' is improperly formatted, must match the format 'family@version'",
        ),
        kit: { spec: nodePoolSpec({ amiAlias: "al2023" }), path: "amiAlias" },
    },
    {
        title: "a role and an instance profile",
        kind: "EC2NodeClass",
        path: ["spec", "instanceProfile"],
        value: "karpenter-node",
        refusals: invalid(
            "EC2NodeClass",
            "spec",
            "Invalid value: must specify exactly one of ['role', 'instanceProfile']",
        ),
    },
    {
        title: "a StorageClass without a provisioner",
        kind: "StorageClass",
        path: ["provisioner"],
        value: undefined,
        refusals: invalid("StorageClass", "provisioner", "Required value", "FieldValueRequired"),
    },
];

/** A sound object with the mistake in it. */
export function withMistake(
    sound: KubernetesObject,
    { path, title, value }: Pick<Broken, "path" | "title" | "value">,
): KubernetesObject {
    return objectOf(title, withValue(sound, path, value));
}

/** A copy; objects on the way that are missing are made. */
function withValue(target: Json | undefined, path: Path, value: Json | undefined): Json {
    const [step, ...rest] = path;
    if (step === undefined) return value ?? null;
    const next = (old: Json | undefined): Json | undefined =>
        rest.length === 0 ? value : withValue(old, rest, value);
    if (Array.isArray(target)) {
        const items: readonly Json[] = target;
        return items.map((item, index) => (index === step ? (next(item) ?? null) : item));
    }
    const entries = new Map<string, Json>(Object.entries(target ?? {}));
    const made = next(entries.get(String(step)));
    if (made === undefined) entries.delete(String(step));
    else entries.set(String(step), made);
    return Object.fromEntries(entries);
}
