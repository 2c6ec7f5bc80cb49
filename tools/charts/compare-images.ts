/** Images a chart starts, and those its definition names for a mirror. */
import type { Json } from "../../components/shared/json";
import type { Claims } from "./claims";
import { type Comparison, listed, NOTHING } from "./comparison";
import type { Rendered } from "./helm";
import { imagesForOperator } from "./operators";
import { at, listOf, plain, textOf } from "./texts";
import { containersOf, idOf, workloadsOf } from "./workloads";

/** An image, and what asks for it. */
interface Asked {
    readonly object: string;
    readonly field: string;
    readonly image: string;
}

/** Every image rendered is one that is claimed, from the mirror where there is one, with a version. */
export function compareImages(claims: Claims, rendered: Rendered): Comparison[] {
    const allowed = claims.images.map((image) => mirrored(image, claims.mirror));
    return imagesOf(rendered, claims.namespace).flatMap(({ field, image, object }) => {
        const name = repositoryOf(image);
        const isClaimed = allowed.includes(name);
        return [
            { object, field, claimed: isClaimed ? name : `one of ${listed(allowed)}`, rendered: name },
            {
                object,
                field: `version of ${field}`,
                claimed: "stated",
                rendered: isVersioned(image) ? "stated" : image,
            },
        ];
    });
}

/** Names of claimed images that a rendering starts. */
export function startedOf(images: readonly string[], rendered: Rendered, mirror?: string): readonly string[] {
    const started = new Set(imagesOf(rendered, "").map(({ image }) => repositoryOf(image)));
    return images.filter((image) => started.has(mirrored(image, mirror)));
}

export function imagesOf(rendered: Rendered, namespace: string): Asked[] {
    return [...ofWorkloads(rendered, namespace), ...ofOperators(rendered)];
}

function ofOperators({ objects }: Rendered): Asked[] {
    return objects.flatMap(({ object }) =>
        imagesForOperator(object).map((image) => ({
            object: idOf(object),
            field: "image in its words",
            image,
        })),
    );
}

function ofWorkloads(rendered: Rendered, namespace: string): Asked[] {
    return workloadsOf(rendered, namespace).flatMap((workload) =>
        containersOf(workload).flatMap((container) => {
            const object = `${workload.kind}/${workload.name}`;
            const name = textOf(container["name"]) ?? "?";
            const { image } = container;
            return [
                { object, field: `image of ${name}`, image: textOf(image) ?? NOTHING },
                ...handedOn(container).map((other) => ({
                    object,
                    field: `image in ${name}'s words`,
                    image: other,
                })),
            ];
        }),
    );
}

const REGISTRY = String.raw`(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?`;
const REFERENCE = new RegExp(
    `(?:^|[=\\s"'])(${REGISTRY}(?:/[a-z0-9._-]+)+(?::[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64}))(?=$|[\\s"',])`,
    "g",
);

/** Images that a controller is told to start others from, in its arguments and variables. */
function handedOn(container: Readonly<Record<string, Json>>): string[] {
    const words = [
        ...listOf(container["command"]),
        ...listOf(container["args"]),
        ...listOf(container["env"]).map((one) => at(one, "value") ?? ""),
    ];
    return words
        .flatMap((word) => [...plain(word).matchAll(REFERENCE)].map(([, image = ""]) => image))
        .filter((image) => !/^\d/.test(image));
}

/** Registry and path: `quay.io/jetstack/cert-manager-controller`, without tag and digest. */
export function repositoryOf(image: string): string {
    const name = image.replace(/@.*$/, "").replace(/:[^:/]*$/, "");
    const [first = "", ...others] = name.split("/");
    // Source: distribution/reference, normalize.go: what looks like no host is a path of Docker Hub.
    if (others.length > 0 && (/[.:]/.test(first) || first === "localhost")) return name;
    return `docker.io/${others.length === 0 ? `library/${name}` : name}`;
}

/** The same path below another registry. */
export function mirrored(image: string, mirror: string | undefined): string {
    return mirror === undefined ? image : `${mirror}/${image.slice(image.indexOf("/") + 1)}`;
}

function isVersioned(image: string): boolean {
    const [, tag] = /:([^:/@]+)(?:@.*)?$/.exec(image.replace(/@sha256:[0-9a-f]+$/, "")) ?? [];
    return image.includes("@sha256:") || (tag !== undefined && tag !== "latest");
}
