/**
 * Logins at the registries of the charts. The public one of AWS needs none, and once a login is older than twelve hours
 * it answers `403 Forbidden` to everything, also to what anybody may read; a private one answers nobody without.
 * Source: karpenter-provider-aws issues 3441, 3482, 6357; ECR Public API Reference, AuthorizationData, read 2026-11.
 */
import path from "node:path";

import type { Json } from "../../components/shared/json";
import { privateEcrOf } from "../../components/shared/registries";
import { DEFAULT_REGISTRY } from "../../components/versions";
import { objectOf } from "../facts/build";
import type { Probe } from "../probe/probe";
import type { ChartSource } from "./chart-sources";
import type { Finding } from "./findings";

/** What a configuration file says of a registry. The login itself stays inside this file. */
export type Login =
    | { readonly kind: "none" }
    /** A program is asked for each pull. */
    | { readonly kind: "helper"; readonly helper: string }
    /** `expires`, in milliseconds since 1970, where the token says it. */
    | { readonly kind: "stored"; readonly expires?: number };

/** The findings of each host charts come from, in Docker's file and in Helm's, which falls back to Docker's. */
export function checkRegistryLogins(
    probe: Probe,
    sources: readonly ChartSource[] = [{ kind: "oci", host: DEFAULT_REGISTRY }],
): Finding[] {
    return sources.flatMap(({ host, kind }) => {
        if (kind === "index") return [checkIndex(host)];
        return host === DEFAULT_REGISTRY ? checkPublicRegistry(probe) : [checkOwnRegistry(probe, host)];
    });
}

/**
 * A release of the kit names the repository and no user, and then Helm sends none, whatever `helm repo add` has kept.
 * Source: pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, locateChart, 9497796.
 */
function checkIndex(host: string): Finding {
    return { level: "ok", about: "registry login", what: `none at ${host}, whose index is read without one` };
}

function checkPublicRegistry(probe: Probe): Finding[] {
    const about = "registry login";
    const findings = registryFiles(probe).flatMap(({ file, logout }): Finding[] => {
        const login = loginIn(probe.readFile(file), DEFAULT_REGISTRY);
        return login.kind === "none" ? [] : [judge(login, { file, remedy: logout, now: probe.now })];
    });
    return findings.length > 0
        ? findings
        : [{ level: "ok", about, what: `none at ${DEFAULT_REGISTRY}, as it should be` }];
}

/** A registry of one's own must let the deployment in. The file of Helm comes first, Docker's where it has nothing. */
function checkOwnRegistry(probe: Probe, host: string): Finding {
    const about = "registry login";
    const region = privateEcrOf(host)?.region;
    const remedy =
        region === undefined
            ? `helm registry login ${host}`
            : `aws ecr get-login-password --region ${region} | helm registry login --username AWS --password-stdin ${host}`;
    const found = [...registryFiles(probe)]
        .reverse()
        .map(({ file }) => ({ file, login: loginIn(probe.readFile(file), host) }))
        .find(({ login }) => login.kind !== "none");
    if (found === undefined) {
        return region === undefined
            ? {
                  level: "unknown",
                  about,
                  what: `none at ${host}: right if anybody may pull its charts`,
                  remedy,
              }
            : {
                  level: "blocks",
                  about,
                  what: `none at ${host}, which shows its charts to nobody else`,
                  remedy,
              };
    }
    const { file, login } = found;
    if (login.kind === "helper")
        return { level: "ok", about, what: `${file}: ${login.helper} answers for ${host}` };
    const { expires } = login.kind === "stored" ? login : {};
    const until = expires === undefined ? "" : new Date(expires).toISOString();
    if (expires !== undefined && expires <= probe.now.getTime()) {
        return { level: "blocks", about, what: `${file}: a login at ${host}, stale since ${until}`, remedy };
    }
    return {
        level: "ok",
        about,
        what: `${file}: a login at ${host}${until === "" ? "" : `, until ${until}`}`,
    };
}

interface RegistryFile {
    readonly file: string;
    readonly logout: string;
}

/**
 * Where Docker and the provider's Helm keep their logins; the provider has a variable of its own, not Helm's.
 * Source: Docker docs, cli, "Configuration files"; helm/helm pkg/helmpath and pull request 10536;
 * pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, helmRegistryConfigPath, 2026-07-01; read 2026-11.
 */
function registryFiles({ env, home, platform, readFile }: Probe): readonly RegistryFile[] {
    const docker = env["DOCKER_CONFIG"] ?? path.join(home, ".docker");
    const preferences =
        platform === "win32"
            ? (env["APPDATA"] ?? home)
            : path.join(home, platform === "darwin" ? "Library/Preferences" : ".config");
    const helm = env["HELM_CONFIG_HOME"] ?? path.join(env["XDG_CONFIG_HOME"] ?? preferences, "helm");
    const legacy = path.join(helm, "registry.json");
    const usual = readFile(legacy) === undefined ? path.join(helm, "registry", "config.json") : legacy;
    return [
        { file: path.join(docker, "config.json"), logout: `docker logout ${DEFAULT_REGISTRY}` },
        {
            file: env["PULUMI_K8S_HELM_REGISTRY_CONFIG_PATH"] ?? usual,
            logout: `helm registry logout ${DEFAULT_REGISTRY}`,
        },
    ];
}

function judge(
    login: Exclude<Login, { readonly kind: "none" }>,
    { file, now, remedy }: { readonly file: string; readonly now: Date; readonly remedy: string },
): Finding {
    const about = "registry login";
    if (login.kind === "helper") {
        const what = `${file}: ${login.helper} answers for ${DEFAULT_REGISTRY}; without credentials every pull fails`;
        return { level: "note", about, what, remedy };
    }
    const of = `${file}: a login at ${DEFAULT_REGISTRY}`;
    const { expires } = login;
    if (expires === undefined)
        return { level: "note", about, what: `${of}, which goes stale after 12 hours`, remedy };
    const day = new Date(expires).toISOString();
    if (expires > now.getTime())
        return { level: "note", about, what: `${of}, which goes stale at ${day}`, remedy };
    return {
        level: "blocks",
        about,
        what: `${of}, stale since ${day}: every pull of a chart gets 403`,
        remedy,
    };
}

/** Pure. A file that is missing or no JSON holds no login. */
export function loginIn(text: string | undefined, registry: string): Login {
    const config = objectOf(parse(text));
    const helper = objectOf(config["credHelpers"])[registry];
    if (typeof helper === "string") return { kind: "helper", helper: `docker-credential-${helper}` };
    const auths = Object.entries(objectOf(config["auths"]));
    const store = config["credsStore"];
    // A store of the operating system knows what was stored, and the file names it; this one asks AWS.
    if (store === ECR_HELPER && isEcr(registry))
        return { kind: "helper", helper: `docker-credential-${store}` };
    const stored = auths.find(([key]) => key.replace(/^https?:\/\//, "").split("/")[0] === registry);
    if (stored === undefined) return { kind: "none" };
    const { auth } = objectOf(stored[1]);
    // With a store of the operating system the entry is there and empty.
    const expires = typeof auth === "string" ? expiryOf(auth) : undefined;
    return { kind: "stored", ...(expires === undefined ? {} : { expires }) };
}

/** Source: awslabs/amazon-ecr-credential-helper README.md, "Configuration", read 2026-11. */
const ECR_HELPER = "ecr-login";

function isEcr(registry: string): boolean {
    return registry === DEFAULT_REGISTRY || privateEcrOf(registry) !== undefined;
}

/** A token of ECR is base64 of JSON with its last second; other passwords are not. */
function expiryOf(auth: string): number | undefined {
    const token = decode(auth).split(":").slice(1).join(":");
    const { expiration } = objectOf(parse(decode(token)));
    return typeof expiration === "number" ? expiration * 1000 : undefined;
}

function decode(base64: string): string {
    return Buffer.from(base64, "base64").toString("utf8");
}

function parse(text: string | undefined): Json {
    try {
        return JSON.parse(text ?? "null") as Json;
    } catch {
        return null;
    }
}
