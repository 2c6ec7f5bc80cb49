/** User data of Bottlerocket: settings as TOML, which whoever makes the node reads, adds to and writes anew. */
import { chooseFrom, didYouMean } from "./hints";
import type { NodeMaker } from "./node-maker";
import type { Problem } from "./problems";
import { isTable, parseToml } from "./text-formats";

type Kind = "boolean" | "integer" | "list" | "table" | "text";

/**
 * Keys of `settings.kubernetes` and what their values are. Karpenter writes these and no others; one of another kind
 * is an error, and no node starts.
 * Source: Karpenter v1.14.1, pkg/providers/amifamily/bootstrap/bottlerocketsettings.go, BottlerocketKubernetes; the
 * same keys are in Bottlerocket's documentation, 1.50.x, api/settings/kubernetes.
 */
const KINDS: { readonly [kind in Kind]: string } = {
    boolean:
        "server-tls-bootstrap cpu-cfs-quota-enforced seccomp-default device-ownership-from-security-context single-process-oom-kill",
    integer:
        "max-pods eviction-max-pod-grace-period registry-qps registry-burst event-qps event-burst kube-api-qps kube-api-burst " +
        "container-log-max-files ids-per-pod pod-pids-limit container-log-max-workers log-level",
    list: "allowed-unsafe-sysctls cpu-manager-policy-options",
    table:
        "credential-providers node-labels node-taints static-pods eviction-hard eviction-soft eviction-soft-grace-period " +
        "kube-reserved system-reserved memory-manager-reserved-memory topology-manager-policy-options",
    text:
        "api-server cloud-provider cluster-certificate cluster-name cluster-dns-ip container-log-max-size cpu-manager-policy " +
        "cpu-manager-reconcile-period memory-manager-policy topology-manager-scope topology-manager-policy " +
        "image-gc-high-threshold-percent image-gc-low-threshold-percent shutdown-grace-period " +
        "shutdown-grace-period-for-critical-pods cluster-domain container-log-monitor-interval hostname-override-source",
};
const KUBERNETES_KEYS: ReadonlyMap<string, Kind> = new Map(
    (["boolean", "integer", "list", "table", "text"] as const).flatMap((kind) =>
        KINDS[kind].split(" ").map((key): [string, Kind] => [key, kind]),
    ),
);

/** What the kit says elsewhere, where the plan sees it; Karpenter writes the taints over in any case. */
const ELSEWHERE: Readonly<Record<string, string>> = {
    "api-server": "Remove it: whoever makes the node writes it",
    "cluster-certificate": "Remove it: whoever makes the node writes it",
    "cluster-name": "Remove it: whoever makes the node writes it",
    "node-labels": "Use labels",
    "node-taints": "Use taints",
};

export function checkBottlerocketUserData(path: string, text: string, maker: NodeMaker): Problem[] {
    const parsed = parseToml(text);
    if ("fault" in parsed) {
        const remedy = "Write settings as Bottlerocket's documentation has them: [settings.kubernetes]";
        return [{ path, what: `not TOML, which is all Bottlerocket reads: ${parsed.fault}`, remedy }];
    }
    const root = isTable(parsed.value) ? parsed.value : {};
    const settings = root["settings"];
    return [
        ...Object.keys(root)
            .filter((key) => key !== "settings")
            .map((key) => ({
                path,
                what: "only what stands below settings is read",
                got: key,
                remedy: `Write [settings.${key}]`,
            })),
        ...(isTable(settings) ? checkKubernetes(path, settings["kubernetes"], maker) : []),
        ...(maker === "eks" ? checkEksDialect(path, text, root) : []),
    ];
}

function checkKubernetes(path: string, kubernetes: unknown, maker: NodeMaker): Problem[] {
    if (!isTable(kubernetes)) return [];
    return Object.entries(kubernetes).flatMap(([key, value]) => {
        const place = `settings.kubernetes.${key}`;
        const remedy = ELSEWHERE[key];
        if (remedy !== undefined) {
            return [{ path, what: `${place} is not for user data to say`, remedy }];
        }
        const kind = KUBERNETES_KEYS.get(key);
        if (kind === undefined) return checkUnknown(path, key, maker);
        if (IS[kind](value) || (maker !== "karpenter" && IS.integer(value) && kind === "text")) return [];
        return [
            {
                path,
                what: `${place} is no ${NOUNS[kind]}, and no node would start`,
                remedy: `Write a ${NOUNS[kind]}`,
            },
        ];
    });
}

/** EKS keeps what it does not know: a newer Bottlerocket may. Karpenter drops it without a word. */
function checkUnknown(path: string, key: string, maker: NodeMaker): Problem[] {
    const known = [...KUBERNETES_KEYS.keys()];
    const place = `settings.kubernetes.${key}`;
    if (maker === "karpenter") {
        return [{ path, what: `Karpenter drops ${place}`, got: key, remedy: chooseFrom(key, known) }];
    }
    const nearest = didYouMean(key, known);
    if (nearest === undefined) return [];
    return [{ path, what: `there is no ${place}`, got: key, remedy: `Write ${nearest}` }];
}

const NOUNS: { readonly [kind in Kind]: string } = {
    boolean: "boolean",
    integer: "whole number",
    list: "list",
    table: "table",
    text: "text",
};

const IS: { readonly [kind in Kind]: (value: unknown) => boolean } = {
    boolean: (value) => typeof value === "boolean",
    integer: (value) => typeof value === "bigint",
    list: Array.isArray,
    table: isTable,
    text: (value) => typeof value === "string",
};

/** TOML that is right and that EKS cannot join. Source: EKS User Guide, launch-templates, "Bottlerocket user data". */
function checkEksDialect(path: string, text: string, root: Readonly<Record<string, unknown>>): Problem[] {
    const lines = text.split("\n").map((line) => line.trim());
    const faults = [
        lines.some((line) => /^\[{1,2}[^\]#]*["']/.test(line)) ? "quotes in the name of a table" : undefined,
        lines.some((line) => /^[^#]*\\"/.test(line)) ? "an escaped quote" : undefined,
        lines.some((line) => /^'[^']*"[^']*'\s*=/.test(line)) ? "quotes within a quoted key" : undefined,
        hasMixedList(root) ? "a list of values of several kinds" : undefined,
    ];
    return faults
        .filter((fault) => fault !== undefined)
        .map((fault) => ({
            path,
            what: `EKS cannot join TOML with ${fault}`,
            remedy: "Write it in another way",
        }));
}

function hasMixedList(value: unknown): boolean {
    if (Array.isArray(value)) {
        return new Set(value.map((one: unknown) => typeof one)).size > 1 || value.some(hasMixedList);
    }
    return isTable(value) && Object.values(value).some(hasMixedList);
}
