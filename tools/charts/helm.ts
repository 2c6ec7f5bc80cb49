/** Asks the Go program beside this file, which is Helm. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import type { Json } from "../../components/shared/json";
import { buildProgram } from "../apiserver/go";
import { ROOT } from "../plan/root";

/** Git does not see it. */
const BINARY = path.join(ROOT, ".charts", "helm");

/** All objects of a large chart as JSON, many times over. */
const MAX_ANSWER_BYTES = 1024 ** 3;

/** A registry that does not answer is one that the machine does not reach. */
const PULL_SECONDS = 60;

export type Properties = Readonly<Record<string, Json>>;

/** An object, and the template it comes from. */
export interface RenderedObject {
    readonly file: string;
    /** When a hook runs: `pre-install`. @default it is no hook */
    readonly events?: readonly string[];
    readonly object: Properties;
}

/** What Helm would hand to a cluster. */
export interface Rendered {
    readonly objects: readonly RenderedObject[];
    readonly hooks: readonly RenderedObject[];
    /** Of the chart's folder `crds`. */
    readonly crds: readonly RenderedObject[];
}

export interface RenderRequest {
    /** Folder or archive of the chart. */
    readonly chart: string;
    /** Folders of charts inside it that its source does not hold. */
    readonly inside: readonly string[];
    readonly release: string;
    readonly namespace: string;
    /** `1.36.0`. */
    readonly kubeVersion: string;
    /** What the API server has beside Kubernetes' own: `cert-manager.io/v1`. */
    readonly apiVersions: readonly string[];
    readonly values: Properties;
    /** 1 installs, a later one upgrades. */
    readonly revision: number;
}

/** What a chart says of itself. */
export interface Inspected {
    readonly name: string;
    readonly version: string;
    /** Its values, those of charts inside it below their names. */
    readonly defaults: Properties;
    /** Paths of values that its templates read. */
    readonly mentioned: readonly string[];
    /** Whether Helm itself checks the values. */
    readonly hasSchema: boolean;
}

/** A release, and the cluster it goes to. */
export interface InstallRequest extends Pick<
    RenderRequest,
    "chart" | "inside" | "namespace" | "release" | "values"
> {
    /** A file. */
    readonly kubeconfig: string;
    /** For each of its hooks. */
    readonly timeoutSeconds: number;
    /** Whether definitions of its folder `crds` stay out. */
    readonly skipCrds: boolean;
    /** Kinds of objects that stay out. */
    readonly aside: readonly string[];
}

export interface Installed {
    /** Helm's word: `deployed`. */
    readonly status: string;
    /** What stayed out. */
    readonly aside: readonly Pick<RenderedObject, "object">[];
}

export type Failed = { readonly error: string };

/** The text of the module file. */
export function helmModuleText(): string {
    return readFileSync(path.join(__dirname, "go.mod"), "utf8");
}

/** Oldest Go that builds a module. @throws when its text names none */
export function goOf(module: string): string {
    const [, go] = /^go (\S+)/m.exec(module) ?? [];
    if (go === undefined) throw new Error("tools/charts/go.mod names no version of Go");
    return go;
}

/** Resolves to the path of the program. */
export async function buildHelm(report: (line: string) => void): Promise<string> {
    const [, version = "of no version"] = /^\s*helm\.sh\/helm\/v3 (\S+)/m.exec(helmModuleText()) ?? [];
    return buildProgram(
        { name: `helm ${version}`, folder: __dirname, binary: BINARY, flags: "-s -w" },
        report,
    );
}

export class Helm {
    public constructor(private readonly binary: string) {}

    /** In the order of the requests. */
    public render(requests: readonly RenderRequest[]): (Failed | Rendered)[] {
        return (this.ask(requests.map((request) => ({ ...request, do: "render" }))) ?? []) as (
            Failed | Rendered
        )[];
    }

    /** In the order of the charts, which are folders or archives. */
    public inspect(charts: readonly Pick<RenderRequest, "chart" | "inside">[]): (Failed | Inspected)[] {
        return (this.ask(charts.map((chart) => ({ ...chart, do: "inspect" }))) ?? []) as (
            Failed | Inspected
        )[];
    }

    /** Fetches a chart from where it is published. */
    public pull(chart: {
        readonly chart: string;
        readonly repository: string;
        readonly version: string;
        readonly into: string;
    }): Failed | { readonly path: string } {
        const answers = this.ask([{ ...chart, do: "pull" }], PULL_SECONDS * 1000);
        const [answer = { error: `no answer within ${PULL_SECONDS} s` }] = (answers ?? []) as (
            Failed | { readonly path: string }
        )[];
        return answer;
    }

    /** Merges files of values, and what is set over them as `key=value`, as `helm install` does. */
    public values(given: {
        readonly valuesFiles: readonly string[];
        readonly set: readonly string[];
    }): Failed | { readonly values: Properties } {
        const [answer = { error: "no answer" }] = (this.ask([{ ...given, do: "values" }]) ?? []) as (
            Failed | { readonly values: Properties }
        )[];
        return answer;
    }

    /** Installs a release or, where it is there, upgrades it. Hooks are waited for, pods are not. */
    public async install(request: InstallRequest): Promise<Failed | Installed> {
        return this.askLater({ ...request, do: "install" });
    }

    /** Hooks are waited for; what finalizers keep is not. */
    public async uninstall(
        request: Pick<InstallRequest, "kubeconfig" | "namespace" | "release" | "timeoutSeconds">,
    ): Promise<Failed | Installed> {
        return this.askLater({ ...request, do: "uninstall" });
    }

    /** What waits for a cluster must not keep this process from serving it. */
    private async askLater(request: object): Promise<Failed | Installed> {
        const child = spawn(this.binary, { stdio: ["pipe", "pipe", "pipe"] });
        const [out, err]: [Buffer[], Buffer[]] = [[], []];
        child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
        child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
        child.stdin.end(JSON.stringify([request]));
        const code = await new Promise<number | null>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", resolve);
        });
        if (code !== 0)
            throw new Error(`helm ended with ${code ?? "a signal"}:\n${Buffer.concat(err).toString("utf8")}`);
        const [answer] = JSON.parse(Buffer.concat(out).toString("utf8")) as (Failed | Installed)[];
        return answer ?? { error: "no answer" };
    }

    /** Undefined when the time is over. @param limitMs 0: it takes what it takes */
    private ask(requests: readonly object[], limitMs = 0): unknown[] | undefined {
        const { error, status, stderr, stdout } = spawnSync(this.binary, {
            input: JSON.stringify(requests),
            encoding: "utf8",
            maxBuffer: MAX_ANSWER_BYTES,
            timeout: limitMs,
        });
        if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") return undefined;
        if (error !== undefined) throw error;
        if (status !== 0) throw new Error(`helm ended with ${status ?? "a signal"}:\n${stderr}`);
        return JSON.parse(stdout) as unknown[];
    }
}
