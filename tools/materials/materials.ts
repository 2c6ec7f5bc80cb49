/** What an environment is made of: read from its planned graph, with what the facts know of it. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf, textOf } from "../facts/build";
import { chartFacts, type ChartImage } from "../facts/charts";
import type { PlannedGraph, PlannedResource } from "../plan/graph";

export const MATERIAL_KINDS = ["kubernetes", "chart", "image", "addon", "node-image", "plugin"] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];

/** One thing with a version. */
export interface Material {
    readonly kind: MaterialKind;
    /** As a person calls it. */
    readonly name: string;
    readonly version: string;
    /** Where it is pulled from, without a scheme; of charts and images. */
    readonly from?: string;
    /** Where it is published, when it is pulled from elsewhere. */
    readonly published?: string;
    readonly digest?: string;
    /** Who says what is not in the plan: digest and images. */
    readonly source?: string;
    /** Logical names of the resources that bring it, sorted. */
    readonly usedBy: readonly string[];
    /** `resolved by EKS`, `not recorded`: why its images are not listed. */
    readonly images?: "resolved by EKS" | "not recorded";
    /** Whether it comes with the second update only, once `platform:inCluster` is true. */
    readonly later: boolean;
}

export interface Materials {
    readonly schemaVersion: 1;
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    /** By kind, then by name. */
    readonly materials: readonly Material[];
}

type Found = Omit<Material, "later" | "usedBy"> & { readonly usedBy: string };

/**
 * Everything with a version.
 * @param complete the same environment with all that lives inside the cluster, where `graph` leaves that out
 */
export function materialsOf(graph: PlannedGraph, complete: PlannedGraph = graph): Materials {
    const now = new Set(graph.resources.map(({ urn }) => urn));
    const found = complete.resources.flatMap((resource) =>
        read(resource).map((material) => ({ ...material, later: !now.has(resource.urn) })),
    );
    const { environment, project, stack } = graph;
    return { schemaVersion: 1, project, stack, environment, materials: merged(found) };
}

const READERS: Readonly<Record<string, (resource: PlannedResource) => readonly Found[]>> = {
    "aws:eks/cluster:Cluster": ({ inputs, name }) => [
        { kind: "kubernetes", name: "kubernetes", version: textAt(inputs, "version"), usedBy: name },
    ],
    "aws:eks/addon:Addon": ({ inputs, name }) => [
        {
            kind: "addon",
            name: textAt(inputs, "addonName"),
            version: textAt(inputs, "addonVersion"),
            usedBy: name,
            images: "resolved by EKS",
        },
    ],
    "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
    "aws:eks/nodeGroup:NodeGroup": nodeGroup,
    "kubernetes:helm.sh/v3:Release": release,
    "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": nodeClass,
};

function read(resource: PlannedResource): readonly Found[] {
    const { name, type, version } = resource;
    const plugin: readonly Found[] =
        type.startsWith("pulumi:providers:") && version !== undefined
            ? [{ kind: "plugin", name: type.split(":").at(-1) ?? "", version, usedBy: name }]
            : [];
    return [...plugin, ...(READERS[type]?.(resource) ?? [])];
}

/** An image somebody built stands in the template, and its group then names none. */
function launchTemplate({ inputs, name }: PlannedResource): readonly Found[] {
    const id = textAt(inputs, "imageId");
    const byName = imageOfParameter(id);
    if (byName !== undefined) return [{ kind: "node-image", ...byName, usedBy: name }];
    return id === "" ? [] : [{ kind: "node-image", name: id, version: "an own image", usedBy: name }];
}

/** What the name of a public parameter says: `resolve:ssm:/aws/service/…/image_id`. */
function imageOfParameter(id: string): Pick<Found, "name" | "version"> | undefined {
    const [, amazon, day] = /\/(amazon-eks-node-[^/]+)-(v\d+)\/image_id$/.exec(id) ?? [];
    if (amazon !== undefined && day !== undefined) return { name: amazon, version: day };
    const [, variant, architecture, release] =
        /\/bottlerocket\/([^/]+)\/([^/]+)\/([^/]+)\/image_id$/.exec(id) ?? [];
    if (variant === undefined || architecture === undefined || release === undefined) return undefined;
    return { name: `bottlerocket-${variant}-${architecture}`, version: release };
}

function nodeGroup({ inputs, name }: PlannedResource): readonly Found[] {
    if (textAt(inputs, "amiType") === "") return [];
    const version = textAt(inputs, "releaseVersion");
    // Without one EKS takes the newest of the minor.
    return [
        {
            kind: "node-image",
            name: textAt(inputs, "amiType"),
            version: version === "" ? "chosen by EKS" : version,
            usedBy: name,
        },
    ];
}

/** `al2023@v20260930`: Karpenter resolves it for the cluster's minor and the instance's architecture. */
function nodeClass({ inputs, name }: PlannedResource): readonly Found[] {
    const terms = objectOf(objectOf(inputs)["spec"])["amiSelectorTerms"];
    return listOf(terms).map((term) => {
        const [alias = "", version = ""] = textAt(term, "alias").split("@");
        const byOther = alias === "";
        return {
            kind: "node-image" as const,
            name: byOther ? "AMIs that Karpenter selects" : alias,
            version: byOther ? JSON.stringify(term) : version,
            usedBy: name,
        };
    });
}

function release(resource: PlannedResource): readonly Found[] {
    const { inputs, name } = resource;
    const from = textAt(inputs, "chart").replace(/^oci:\/\//, "");
    const version = textAt(inputs, "version");
    const facts = chartFacts(from, version);
    const chart = {
        kind: "chart" as const,
        name: from.split("/").at(-1) ?? from,
        version,
        from,
        usedBy: name,
    };
    if (facts === undefined) return [{ ...chart, images: "not recorded" }];
    return [
        {
            ...chart,
            ...(facts.published === from ? {} : { published: facts.published }),
            digest: facts.digest.value,
            ...sourceOf(facts.digest),
        },
        ...facts.images.value.map((image) => imageOf(image, resource, sourceOf(facts.images))),
    ];
}

function imageOf(
    image: ChartImage,
    { inputs, name }: PlannedResource,
    source: { readonly source?: string },
): Found {
    const { digest, repository, repositoryValue, tag } = image;
    const values = objectOf(inputs)["values"];
    const given = repositoryValue.split(".").reduce<Json | undefined>((at, key) => objectOf(at)[key], values);
    const from = textOf(given, repository);
    return {
        kind: "image",
        name: repository.split("/").slice(1).join("/"),
        version: tag,
        from,
        ...(from === repository ? {} : { published: repository }),
        digest,
        ...source,
        usedBy: name,
    };
}

function sourceOf(fact: { readonly source: string } | { readonly unverified: string }): {
    readonly source?: string;
} {
    return "source" in fact ? { source: fact.source } : {};
}

/** One entry for what several resources bring. */
function merged(found: readonly (Found & { readonly later: boolean })[]): readonly Material[] {
    const byKey = new Map<string, Material>();
    for (const one of found) {
        const key = [MATERIAL_KINDS.indexOf(one.kind), one.name, one.version, one.from ?? ""].join("\n");
        const known = byKey.get(key);
        byKey.set(key, {
            ...one,
            usedBy: [...(known?.usedBy ?? []), one.usedBy].sort(),
            later: one.later && (known?.later ?? true),
        });
    }
    return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, material]) => material);
}

function textAt(value: Json | undefined, key: string): string {
    return textOf(objectOf(value)[key]);
}

function listOf(value: Json | undefined): readonly Json[] {
    return Array.isArray(value) ? (value as readonly Json[]) : isObject(value) ? [value] : [];
}
