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
    if (chartRegistry.split("/")[0] !== DEFAULT_REGISTRY) {
        return [
            {
                level: "ok",
                about,
                what: `the charts come from ${chartRegistry}, not from ${DEFAULT_REGISTRY}`,
            },
        ];
    }
    const findings = registryFiles(probe).flatMap(({ file, logout }): Finding[] => {
        const login = loginIn(probe.readFile(file), DEFAULT_REGISTRY);
        return login.kind === "none" ? [] : [judge(login, { file, remedy: logout, now: probe.now })];
    });
    return findings.length > 0
        ? findings
        : [{ level: "ok", about, what: `none at ${DEFAULT_REGISTRY}, as it should be` }];
}

interface RegistryFile {
    readonly file: string;
    readonly logout: string;
}

/**
 * Where Docker and Helm keep their logins.
 * Source: Docker docs, cli, "Configuration files"; helm/helm pkg/helmpath and pull request 10536, read 2026-11.
 */
function registryFiles({ env, home, platform }: Probe): readonly RegistryFile[] {
    const docker = env["DOCKER_CONFIG"] ?? path.join(home, ".docker");
    const preferences =
        platform === "win32"
            ? (env["APPDATA"] ?? home)
            : path.join(home, platform === "darwin" ? "Library/Preferences" : ".config");
    const helm = env["HELM_CONFIG_HOME"] ?? path.join(env["XDG_CONFIG_HOME"] ?? preferences, "helm");
    return [
        { file: path.join(docker, "config.json"), logout: `docker logout ${DEFAULT_REGISTRY}` },
        {
            file: env["HELM_REGISTRY_CONFIG"] ?? path.join(helm, "registry", "config.json"),
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
