/** The programs a deployment calls, and their versions. All of it is known without a network. */
import type { Json } from "../../components/shared/json";
import { objectOf } from "../facts/build";
import type { Probe } from "../probe/probe";
import {
    compareVersions,
    findVersion,
    isInRange,
    printVersion,
    type VersionNumber,
} from "../probe/version-number";
import type { Finding } from "./findings";
import { INSTALL_GIT, INSTALL_NODE, installAwsCli, installKubectl, installPulumi } from "./install";

/** What package.json asks for. */
export interface Wanted {
    /** The range of `engines.node`. */
    readonly node: string;
    /** Version of the Pulumi SDK. */
    readonly pulumi: string;
    /** Providers by name: `aws: 7.48.0`. A provider's plugin has the version of its package. */
    readonly plugins: Readonly<Record<string, string>>;
}

/** Reads {@link Wanted} in package.json. */
export function wantedBy(packageJson: {
    readonly engines: { readonly node: string };
    readonly dependencies: Readonly<Record<string, string>>;
}): Wanted {
    const { "@pulumi/pulumi": pulumi = "", ...others } = packageJson.dependencies;
    const plugins = Object.entries(others).flatMap(([name, version]): [string, string][] =>
        // The policy pack is a program; its package brings no plugin.
        name.startsWith("@pulumi/") && name !== "@pulumi/policy"
            ? [[name.slice("@pulumi/".length), version]]
            : [],
    );
    return { node: packageJson.engines.node, pulumi, plugins: Object.fromEntries(plugins) };
}

type Version =
    | { readonly kind: "version"; readonly version: VersionNumber }
    | { readonly kind: "missing" }
    | { readonly kind: "mute" };

/** Starts a program and finds its version in what it prints, on either stream: the AWS CLI 1 once used the other. */
async function versionOf(probe: Probe, command: string, args: readonly string[]): Promise<Version> {
    const ran = await probe.run(command, args);
    if (ran.kind === "missing") return { kind: "missing" };
    const version = ran.kind === "ran" ? findVersion(`${ran.stdout} ${ran.stderr}`) : undefined;
    return version === undefined ? { kind: "mute" } : { kind: "version", version };
}

/** A program that is there and does not say its version. */
function mute(about: string, command: string): Finding {
    return { level: "unknown", about, what: "does not say its version", remedy: command };
}

export function checkNode(running: string, { node }: Wanted): Finding {
    const version = findVersion(running);
    const fits = version !== undefined && isInRange(version, node);
    if (fits) return { level: "ok", about: "Node", what: running };
    return {
        level: "blocks",
        about: "Node",
        what: `${running}: package.json asks for ${node}`,
        remedy: INSTALL_NODE,
    };
}

export async function checkNpm(probe: Probe): Promise<Finding> {
    const about = "npm";
    // npm says where it is itself; on Windows `npm` alone is no program but a script.
    const own = probe.env["npm_execpath"];
    const result = own?.endsWith("npm-cli.js")
        ? await versionOf(probe, "node", [own, "--version"])
        : await versionOf(probe, "npm", ["--version"]);
    if (result.kind === "version") return { level: "ok", about, what: printVersion(result.version) };
    if (result.kind === "mute") return mute(about, "npm --version");
    const what = "not found: it installs the locked dependencies";
    return { level: "blocks", about, what, remedy: INSTALL_NODE };
}

/** An older CLI than the SDK usually works, since both ask each other what they know; nobody tests it. */
export async function checkPulumi(probe: Probe, { pulumi }: Wanted): Promise<Finding> {
    const about = "Pulumi CLI";
    const remedy = installPulumi(probe, pulumi);
    const result = await versionOf(probe, "pulumi", ["version"]);
    if (result.kind === "missing") return { level: "blocks", about, what: "not found", remedy };
    if (result.kind === "mute") return mute(about, "pulumi version");
    const sdk = findVersion(pulumi) ?? result.version;
    const what = printVersion(result.version);
    if (result.version[0] !== sdk[0]) {
        return { level: "blocks", about, what: `${what}: the SDK ${pulumi} needs version ${sdk[0]}`, remedy };
    }
    if (compareVersions(result.version, sdk) < 0) {
        return { level: "note", about, what: `${what} is older than the SDK, ${pulumi}`, remedy };
    }
    return { level: "ok", about, what };
}

/**
 * One finding a provider. `pulumi up` fetches a missing one by itself where it may: a note, not an obstacle.
 * Source of the answer's form: pulumi/pulumi pkg/cmd/pulumi/plugin/plugin_ls.go, pluginInfoJSON, read 2026-11.
 */
export async function checkPlugins(probe: Probe, { plugins }: Wanted): Promise<Finding[]> {
    const ran = await probe.run("pulumi", ["plugin", "ls", "--json"]);
    const installed = ran.kind === "ran" && ran.code === 0 ? pluginsIn(ran.stdout) : undefined;
    return Object.entries(plugins).map(([name, version]) => {
        const about = `plugin ${name}`;
        const remedy = `pulumi plugin install resource ${name} ${version}`;
        if (installed === undefined)
            return { level: "unknown", about, what: "pulumi plugin ls gave no list", remedy };
        if (installed.includes(`${name} ${version}`)) return { level: "ok", about, what: version };
        return {
            level: "note",
            about,
            what: `${version} is missing: pulumi up would fetch it first`,
            remedy,
        };
    });
}

/** `<name> <version>` of every provider in the list; undefined when it is no list. */
function pluginsIn(text: string): readonly string[] | undefined {
    try {
        const list = JSON.parse(text) as Json;
        if (!Array.isArray(list)) return undefined;
        return list.map(objectOf).flatMap(({ name, version, kind }) => {
            const known = kind === "resource" && typeof name === "string" && typeof version === "string";
            return known ? [`${name} ${version.replace(/^v/, "")}`] : [];
        });
    } catch {
        return undefined;
    }
}

/**
 * The kubeconfig gets its tokens from the CLI, so nothing reaches the cluster without it.
 * Source of the notice: AWS Developer Tools Blog, "AWS CLI v1 maintenance mode", 2026: from 2026-07-15.
 */
export async function checkAwsCli(probe: Probe): Promise<Finding> {
    const about = "AWS CLI";
    const remedy = installAwsCli(probe);
    const result = await versionOf(probe, "aws", ["--version"]);
    if (result.kind === "missing") {
        return { level: "blocks", about, what: "not found: the kubeconfig calls it for every token", remedy };
    }
    if (result.kind === "mute") return mute(about, "aws --version");
    const what = printVersion(result.version);
    if (result.version[0] >= 2) return { level: "ok", about, what };
    return { level: "note", about, what: `${what}: version 1 is in maintenance since 2026-07-15`, remedy };
}

/**
 * Only people call kubectl; Pulumi does not.
 * Source of the rule: Kubernetes docs, releases/version-skew-policy, kubectl: one minor older or newer, read 2026-11.
 */
export async function checkKubectl(probe: Probe, kubernetesVersion: string | undefined): Promise<Finding> {
    const about = "kubectl";
    const cluster = kubernetesVersion === undefined ? undefined : findVersion(kubernetesVersion);
    const remedy = installKubectl(probe, kubernetesVersion ?? "1.36");
    const result = await versionOf(probe, "kubectl", ["version", "--client", "-o", "yaml"]);
    if (result.kind === "missing") {
        return { level: "note", about, what: "not found: pulumi up needs none, people do", remedy };
    }
    if (result.kind === "mute") return mute(about, "kubectl version --client");
    const what = printVersion(result.version);
    if (cluster === undefined || kubernetesVersion === undefined) {
        return {
            level: "ok",
            about,
            what: `${what}, compared with no cluster: no environment's version is known`,
        };
    }
    const [major, minor] = result.version;
    const near = major === cluster[0] && Math.abs(minor - cluster[1]) <= 1;
    if (near) return { level: "ok", about, what: `${what}, for a cluster of ${kubernetesVersion}` };
    const gap = `${what} is more than one minor away from the cluster's ${kubernetesVersion}`;
    return { level: "note", about, what: gap, remedy };
}

export async function checkHelm(probe: Probe): Promise<Finding> {
    const about = "helm";
    const result = await versionOf(probe, "helm", ["version", "--short"]);
    if (result.kind === "version") return { level: "ok", about, what: printVersion(result.version) };
    return { level: "ok", about, what: "not found, and not needed: Pulumi brings its own" };
}

export async function checkGit(probe: Probe): Promise<Finding> {
    const about = "git";
    const result = await versionOf(probe, "git", ["--version"]);
    if (result.kind === "version") return { level: "ok", about, what: printVersion(result.version) };
    if (result.kind === "mute") return mute(about, "git --version");
    return {
        level: "note",
        about,
        what: "not found: npm run plan -- diff compares commits",
        remedy: INSTALL_GIT,
    };
}
