/**
 * Logins at the public registry of the charts. It needs none, and once a login is older than twelve hours it answers
 * `403 Forbidden` to everything, also to what anybody may read.
 * Source: karpenter-provider-aws issues 3441, 3482, 6357; ECR Public API Reference, AuthorizationData, read 2026-11.
 */
import path from "node:path";

import type { Json } from "../../components/shared/json";
import { DEFAULT_REGISTRY } from "../../components/versions";
import { objectOf } from "../facts/build";
import type { Probe } from "../probe/probe";
import type { Finding } from "./findings";

/** What a configuration file says of a registry. The login itself stays inside this file. */
export type Login =
    | { readonly kind: "none" }
    /** A program is asked for each pull. */
    | { readonly kind: "helper"; readonly helper: string }
    /** `expires`, in milliseconds since 1970, where the token says it. */
    | { readonly kind: "stored"; readonly expires?: number };

/** The findings for Docker's file and for Helm's, which falls back to Docker's. */
export function checkRegistryLogins(probe: Probe, chartRegistry: string = DEFAULT_REGISTRY): Finding[] {
    const about = "registry login";
    const [host = ""] = chartRegistry.split("/");
    if (host !== DEFAULT_REGISTRY) return [checkOwnRegistry(probe, host)];
    const findings = registryFiles(probe).flatMap(({ file, logout }): Finding[] => {
        const login = loginIn(probe.readFile(file), DEFAULT_REGISTRY);
        return login.kind === "none" ? [] : [judge(login, { file, remedy: logout, now: probe.now })];
    });
    return findings.length > 0
        ? findings
        : [{ level: "ok", about, what: `none at ${DEFAULT_REGISTRY}, as it should be` }];
}

/**
 * ECR's private registries, which show nothing to whoever is not logged in.
 * Source: ECR User Guide, registry_auth and images-fips, dual-stack-endpoints, read 2026-11.
 */
const PRIVATE_ECR = /^\d{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\./;

/** A registry of one's own must let the deployment in. The file of Helm comes first, Docker's where it has nothing. */
function checkOwnRegistry(probe: Probe, host: string): Finding {
    const about = "registry login";
    const region = PRIVATE_ECR.exec(host)?.[1];
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
    const stored = auths.find(([key]) => key.replace(/^https?:\/\//, "").split("/")[0] === registry);
    if (stored === undefined) return { kind: "none" };
    const { auth } = objectOf(stored[1]);
    // With a store of the operating system the entry is there and empty.
    const expires = typeof auth === "string" ? expiryOf(auth) : undefined;
    return { kind: "stored", ...(expires === undefined ? {} : { expires }) };
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
