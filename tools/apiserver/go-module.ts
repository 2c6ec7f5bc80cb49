/** The Go module of a rehearsed cluster, tools/go.mod: which release of Kubernetes it builds, and with which Go. */
import { readFileSync } from "node:fs";
import path from "node:path";

const MODULE = "tools/go.mod";
const KUBERNETES = "k8s.io/kubernetes";

export interface GoModule {
    /** Release of Kubernetes: `v1.36.3`. */
    readonly kubernetes: string;
    /** Oldest Go that builds it: `1.26.0`. */
    readonly go: string;
    /** Modules of the same release, by path: `v0.36.3`. */
    readonly siblings: ReadonlyMap<string, string>;
    /** Version of a module it asks for by name; undefined where it asks for none. */
    readonly versionOf: (module: string) => string | undefined;
}

/** The text of the module file. */
export function goModuleText(): string {
    return readFileSync(path.join(__dirname, "..", "go.mod"), "utf8");
}

/** @throws when the text names no Kubernetes or no Go: it is not the module of an API server. */
export function parseGoModule(text: string): GoModule {
    const code = text.replaceAll(/\/\/.*$/gm, "");
    const [, go] = /^go (\S+)/m.exec(code) ?? [];
    const [, kubernetes] = /^\s*k8s\.io\/kubernetes (v\S+)/m.exec(code) ?? [];
    if (go === undefined || kubernetes === undefined)
        throw new Error(`${MODULE} names no version of Go or of ${KUBERNETES}`);
    const replaced = [...code.matchAll(/^\s*(k8s\.io\/[a-z-]+) => \1 (v\S+)/gm)];
    const siblings = new Map(replaced.map(([, name = "", version = ""]) => [name, version]));
    const required = [...code.matchAll(/^\s*([a-z][\w.-]*\/\S+) (v\S+)/gm)];
    const versions = new Map(required.map(([, name = "", version = ""]) => [name, version]));
    return { kubernetes, go, siblings, versionOf: (module) => versions.get(module) };
}

/** What is wrong with the pins of a module for a Kubernetes minor, one sentence each. */
export function checkGoModule(
    { kubernetes, siblings }: Pick<GoModule, "kubernetes" | "siblings">,
    minor: string,
): string[] {
    const wanted = kubernetes.replace(/^v1\./, "v0.");
    const others = [...siblings].filter(([, version]) => version !== wanted);
    const wrongMinor = kubernetes.startsWith(`v${minor}.`)
        ? []
        : [
              `${MODULE} builds Kubernetes ${kubernetes}, but environments get ${minor} by default. ` +
                  `Move it to a release v${minor}.x, as its first lines say.`,
          ];
    return [
        ...wrongMinor,
        ...(siblings.size > 0 ? [] : [`${MODULE} replaces no module by the published one of ${wanted}.`]),
        ...others.map(([name, version]) => `${MODULE} replaces ${name} by ${version}. Write ${wanted}.`),
    ];
}
