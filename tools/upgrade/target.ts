/** What an environment is to be taken to. */
import { numbersOf } from "./versions";

export type Target =
    | { readonly kind: "kubernetes"; readonly minor: string }
    | { readonly kind: "karpenter"; readonly version: string }
    | { readonly kind: "addon"; readonly addon: string; readonly version: string };

/** `1.37`, `karpenter@1.15.2`, `coredns@v1.14.6-eksbuild.4`; a text says what is wrong with it. */
export function targetOf(text: string): Target | string {
    const [name = "", version, ...rest] = text.split("@");
    if (rest.length > 0) return FORMS;
    if (version === undefined) {
        return /^1\.[1-9]\d*$/.test(name) ? { kind: "kubernetes", minor: name } : FORMS;
    }
    if (name === "karpenter") {
        const plain = version.replace(/^v/, "");
        return /^\d+\.\d+\.\d+$/.test(plain) ? { kind: "karpenter", version: plain } : FORMS;
    }
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || numbersOf(version) === undefined) return FORMS;
    return { kind: "addon", addon: name, version };
}

const FORMS =
    "Write a minor of Kubernetes (1.37), karpenter@<version> (karpenter@1.14.1) or <add-on>@<version> (coredns@v1.14.3-eksbuild.23).";

export function targetText(target: Target): string {
    switch (target.kind) {
        case "kubernetes":
            return `Kubernetes ${target.minor}`;
        case "karpenter":
            return `Karpenter ${target.version}`;
        case "addon":
            return `${target.addon} ${target.version}`;
    }
}
