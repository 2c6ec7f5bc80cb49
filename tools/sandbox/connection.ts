/** One configured provider: what `Configure` said, opened. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";

export interface Connection {
    /** Of the process that asks; two providers of one package have two. */
    readonly id: string;
    /** Inputs of the provider resource, secrets opened. */
    readonly inputs: Properties;
}

/** How a kubeconfig reaches its API server. */
export interface KubeconfigReach {
    readonly server: string;
    /** Role that the token command assumes. */
    readonly roleArn?: string;
    readonly proxyUrl?: string;
}

/** Region of the provider, and what its resources are in unless they say otherwise. */
export function regionOf(connection: Connection): string {
    return textOf(connection.inputs["region"], "us-east-1");
}

/** Accounts the provider may work in; empty when it takes any. */
export function allowedAccounts(connection: Connection): readonly string[] {
    const accounts = parsed(connection.inputs["allowedAccountIds"]);
    return Array.isArray(accounts) ? accounts.filter((account) => typeof account === "string") : [];
}

/** Role the provider assumes, if any. */
export function assumedRole(connection: Connection): string | undefined {
    const roles = parsed(connection.inputs["assumeRoles"]);
    const first: Json | undefined = Array.isArray(roles) ? (roles as readonly Json[])[0] : undefined;
    return optionalText(objectOf(first)["roleArn"]);
}

/** The current context of the provider's kubeconfig; undefined for what is none. */
export function kubeconfigReach(connection: Connection): KubeconfigReach | undefined {
    const config = objectOf(parsed(connection.inputs["kubeconfig"]));
    const context = objectOf(named(config["contexts"], config["current-context"])["context"]);
    const cluster = objectOf(named(config["clusters"], context["cluster"])["cluster"]);
    const exec = objectOf(objectOf(named(config["users"], context["user"])["user"])["exec"]);
    const server = optionalText(cluster["server"]);
    if (server === undefined) return undefined;
    const roleArn = argumentAfter("--role-arn", exec["args"]);
    const proxyUrl = optionalText(cluster["proxy-url"]);
    return {
        server,
        ...(roleArn === undefined ? {} : { roleArn }),
        ...(proxyUrl === undefined ? {} : { proxyUrl }),
    };
}

function argumentAfter(flag: string, args: Json | undefined): string | undefined {
    const list: readonly Json[] = Array.isArray(args) ? args : [];
    const at = list.indexOf(flag);
    return at === -1 ? undefined : optionalText(list[at + 1]);
}

function named(list: Json | undefined, name: Json | undefined): Properties {
    const items: readonly Json[] = Array.isArray(list) ? list : [];
    return items.filter(isObject).find((item) => item["name"] === name) ?? {};
}

function optionalText(value: Json | undefined): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** Provider inputs that are no text travel as JSON inside a text; a kubeconfig may be JSON as well. */
function parsed(value: Json | undefined): Json | undefined {
    if (typeof value !== "string") return value;
    try {
        return JSON.parse(value) as Json;
    } catch {
        return value;
    }
}
