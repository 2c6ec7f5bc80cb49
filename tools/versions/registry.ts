/** What a registry holds of a chart, asked without a login. */
import { objectOf, textOf } from "../facts/build";
import type { Probe, Reply } from "../probe/probe";
import type { Json } from "../../components/shared/json";

/** `unanswered`: the registry could not be reached, or said neither yes nor no. */
export type Held = "exists" | "missing" | "unanswered";

/** Source: OCI image specification, "Media Types"; a Helm chart is stored under an image manifest. */
const ACCEPT = { accept: "application/vnd.oci.image.manifest.v1+json" };

/** Pages of tags that are read at most: a registry that never ends has no answer. */
const MAX_PAGES = 100;

/**
 * Every tag of a chart; undefined when the registry does not say.
 * Source: OCI distribution specification, "Listing Tags", read 2026-11.
 */
export async function tagsOf(
    probe: Probe,
    registry: string,
    chart: string,
): Promise<readonly string[] | undefined> {
    const tags: string[] = [];
    let url = `https://${registry}/v2/${chart}/tags/list?n=1000`;
    for (let page = 0; page < MAX_PAGES; page += 1) {
        const reply = await askOpenly(probe, "GET", url, {});
        if (reply?.status !== 200) return undefined;
        const { tags: some } = objectOf(parse(reply.body));
        if (!Array.isArray(some)) return undefined;
        tags.push(...some.filter((tag) => typeof tag === "string"));
        const next = /<([^>]+)>;\s*rel="?next"?/.exec(reply.headers["link"] ?? "")?.[1];
        if (next === undefined) return tags;
        url = new URL(next, url).href;
    }
    return undefined;
}

/** Where an OCI registry has a chart; undefined of a repository with an index. */
export function placeOf(
    repository: string,
    chart: string,
): { readonly registry: string; readonly path: string } | undefined {
    const [, registry = "", folder = ""] = /^oci:\/\/([^/]+)\/?(.*?)\/*$/.exec(repository) ?? [];
    if (registry === "") return undefined;
    return { registry, path: [folder, chart].filter((part) => part !== "").join("/") };
}

/**
 * Every version of a chart in a repository with an index, which is one file for all its charts; undefined when it does not
 * say. Source: Helm documentation, chart_repository, "The index file".
 */
export async function versionsInIndex(
    probe: Probe,
    repository: string,
    chart: string,
): Promise<readonly string[] | undefined> {
    const reply = await probe.request("GET", `${repository.replace(/\/+$/, "")}/index.yaml`, {});
    if (reply?.status !== 200) return undefined;
    // Only these commands need it.
    const { parse: parseYaml } = await import("yaml");
    try {
        const entries: unknown = objectOf(parseYaml(reply.body) as Json)["entries"];
        const releases = objectOf((entries ?? {}) as Json)[chart];
        if (!Array.isArray(releases)) return [];
        return releases.map((release) => textOf(objectOf(release as Json)["version"]));
    } catch {
        return undefined;
    }
}

/** Every version of a chart, wherever it is published; undefined without an answer. */
export async function versionsOf(
    probe: Probe,
    repository: string,
    chart: string,
): Promise<readonly string[] | undefined> {
    const place = placeOf(repository, chart);
    return place === undefined
        ? versionsInIndex(probe, repository, chart)
        : tagsOf(probe, place.registry, place.path);
}

/**
 * Asks for the manifest of a tag. A registry that wants a token says where to get one, also for what anybody may read.
 * Source: OCI distribution specification, "Checking if content exists in the registry"; Docker registry, "Token
 * authentication", read 2026-11.
 */
export async function chartIsHeld(probe: Probe, registry: string, chart: string, tag: string): Promise<Held> {
    const url = `https://${registry}/v2/${chart}/manifests/${tag}`;
    return verdictOn(await askOpenly(probe, "HEAD", url, ACCEPT));
}

/** Asks, and once more with a token that anybody gets where one is wanted. */
async function askOpenly(
    probe: Probe,
    method: "GET" | "HEAD",
    url: string,
    headers: Readonly<Record<string, string>>,
): Promise<Reply | undefined> {
    const first = await probe.request(method, url, headers);
    if (first?.status !== 401) return first;
    const token = await anonymousToken(probe, first.headers["www-authenticate"] ?? "");
    if (token === undefined) return undefined;
    return probe.request(method, url, { ...headers, authorization: `Bearer ${token}` });
}

function verdictOn(reply: Reply | undefined): Held {
    if (reply?.status === 200) return "exists";
    return reply?.status === 404 ? "missing" : "unanswered";
}

/** `Bearer realm="https://…",service="…",scope="…"`: where, and what to ask for. */
async function anonymousToken(probe: Probe, challenge: string): Promise<string | undefined> {
    const fields = new Map(
        [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
    );
    const realm = fields.get("realm") ?? "";
    if (!challenge.startsWith("Bearer ") || !URL.canParse(realm)) return undefined;
    const url = new URL(realm);
    for (const key of ["service", "scope"])
        if (fields.has(key)) url.searchParams.set(key, fields.get(key) ?? "");
    const reply = await probe.request("GET", url.href, {});
    const { token, access_token: other } = objectOf(parse(reply?.body));
    return [token, other].find((value) => typeof value === "string");
}

function parse(text: string | undefined): Json {
    try {
        return JSON.parse(text ?? "null") as Json;
    } catch {
        return null;
    }
}
