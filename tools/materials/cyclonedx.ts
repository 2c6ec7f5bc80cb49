/** Materials as a CycloneDX 1.6 document: the same bytes for the same plan, since it names no day and no machine. */
import { createHash } from "node:crypto";

import { version as kitVersion } from "../../package.json";
import { canonicalJson, type Json, type JsonInput } from "../../components/shared/json";
import type { Material, MaterialKind, Materials } from "./materials";

/** Source: CycloneDX/specification schema/bom-1.6.schema.json, component.type. */
const TYPES: { readonly [kind in MaterialKind]: string } = {
    kubernetes: "platform",
    chart: "application",
    image: "container",
    addon: "application",
    "node-image": "operating-system",
    plugin: "application",
};

/** Names of our own properties. Source: CycloneDX property taxonomy: a namespace of one's own. */
const NAMESPACE = "eks-platform-kit";

/** The document, ending in a line feed. */
export function renderCycloneDx(materials: Materials): string {
    const body = bodyOf(materials);
    const serialNumber = `urn:uuid:${uuidOf(canonicalJson(body))}`;
    return `${canonicalJson({ ...body, serialNumber }, 2)}\n`;
}

function bodyOf({ environment, materials, project, stack }: Materials): { readonly [key: string]: Json } {
    const root = `${project}/${stack}`;
    const components = materials.map(componentOf);
    return {
        $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        version: 1,
        metadata: {
            tools: { components: [{ type: "application", name: NAMESPACE, version: kitVersion }] },
            component: {
                type: "platform",
                "bom-ref": root,
                name: root,
                version: kitVersion,
                properties: [{ name: `${NAMESPACE}:environment`, value: environment }],
            },
        },
        components,
        dependencies: [
            {
                ref: root,
                dependsOn: materials
                    .filter(({ kind }) => kind !== "image")
                    .map(purlOf)
                    .sort(),
            },
            ...chartDependencies(materials),
        ],
    };
}

/** An image hangs on the chart that the same release brings. */
function chartDependencies(materials: readonly Material[]): { readonly [key: string]: Json }[] {
    return materials
        .filter(({ kind }) => kind === "chart")
        .map((chart) => ({
            ref: purlOf(chart),
            dependsOn: materials
                .filter(
                    ({ kind, usedBy }) =>
                        kind === "image" && usedBy.some((name) => chart.usedBy.includes(name)),
                )
                .map(purlOf)
                .sort(),
        }));
}

function componentOf(material: Material): { readonly [key: string]: Json } {
    const { digest, kind, name, version } = material;
    const properties = propertiesOf(material);
    return plain({
        type: TYPES[kind],
        "bom-ref": purlOf(material),
        name,
        version,
        purl: purlOf(material),
        // Of an image or a chart: of its manifest, as the registry names it.
        ...(digest === undefined
            ? {}
            : { hashes: [{ alg: "SHA-256", content: digest.slice("sha256:".length) }] }),
        ...(properties.length === 0 ? {} : { properties }),
    });
}

function propertiesOf({
    images,
    kind,
    later,
    published,
    source,
    usedBy,
}: Material): { name: string; value: string }[] {
    const values: readonly (readonly [name: string, value: string | undefined])[] = [
        ["kind", kind],
        ["used-by", usedBy.join(", ")],
        ["images", images],
        ["published", published],
        ["source", source],
        ["arrives", later ? "with the second update, once platform:inCluster is true" : undefined],
    ];
    return values.flatMap(([name, value]) =>
        value === undefined ? [] : [{ name: `${NAMESPACE}:${name}`, value }],
    );
}

/** Plugins whose source is a repository of Pulumi's own. */
const PULUMI_PLUGINS: readonly string[] = ["aws", "eks", "kubernetes"];

/** Source: package-url/purl-spec, PURL-TYPES: oci, helm, github, generic. */
export function purlOf({ digest, from, kind, name, version }: Material): string {
    const at = encodeURIComponent(version);
    switch (kind) {
        case "image": {
            const repository = from ?? name;
            const short = repository.split("/").at(-1) ?? repository;
            const pinned = digest === undefined ? at : encodeURIComponent(digest);
            return `pkg:oci/${short}@${pinned}?repository_url=${repository}&tag=${at}`;
        }
        case "chart":
            return `pkg:helm/${name}@${at}?repository_url=oci://${(from ?? name).split("/").slice(0, -1).join("/")}`;
        case "plugin":
            return PULUMI_PLUGINS.includes(name)
                ? `pkg:github/pulumi/pulumi-${name}@v${at}`
                : `pkg:generic/pulumi-${name}@${at}`;
        default:
            return `pkg:generic/${GENERIC[kind]}/${encodeURIComponent(name)}@${at}`;
    }
}

const GENERIC = { addon: "eks-addon", kubernetes: "eks", "node-image": "eks-ami" } as const;

/** A document of other contents has another number, the same contents the same. */
function uuidOf(text: string): string {
    const hex = createHash("sha256").update(text, "utf8").digest("hex");
    // Version 8: of its maker's own making. Source: RFC 9562, section 5.8.
    return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `8${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
    ].join("-");
}

function plain(value: JsonInput): { readonly [key: string]: Json } {
    return value as { readonly [key: string]: Json };
}
