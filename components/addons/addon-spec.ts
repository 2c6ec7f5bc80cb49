/** One EKS add-on as plain values: its version, identity and settings, and everything EKS would refuse. */
import { canonicalJson } from "../shared/json";
import type { WorkloadIdentityKind } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { ServiceAccount } from "../shared/workload-identity";
import { ADDON_VERSIONS, type AddonName, isKubernetesMinor, KUBERNETES_MINORS } from "../versions";
import { type AddonPolicy, ADDONS } from "./catalogue";
import { checkVolumeTags } from "./ebs-csi";
import type { AddonOptions } from "./workloads";

export interface AddonSpec {
    readonly addon: AddonName;
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** A minor of `components/versions.ts`, which pins the add-on for each. */
    readonly kubernetesVersion: string;
    readonly options: AddonOptions;
    /** Another version than the pinned one. vpc-cni and the agent go up one minor at a time. @default the pin */
    readonly version?: string;
}

/** What is derived from a spec. */
export interface AddonPlan {
    readonly version: string;
    /** As whom the add-on calls AWS. @default not at all */
    readonly identity?: {
        readonly kind: WorkloadIdentityKind;
        readonly serviceAccount: ServiceAccount;
        readonly policy: AddonPolicy;
    };
    /** Canonical JSON: text is compared with text, and a change of spelling alone would be an update of the add-on. */
    readonly configurationValues?: string;
}

/** `v1.36.0-eksbuild.25`, `v1.31.10-minimal-eksbuild.8`. Source: EKS API Reference, CreateAddon, addonVersion. */
const VERSION = /^v(\d+)\.(\d+)\.\d+(-[0-9A-Za-z]+)?-eksbuild\.\d+$/;

/** Everything EKS or the add-on would refuse, some of it only after twenty minutes; empty when all holds. */
export function checkAddon(spec: AddonSpec): Problem[] {
    const { addon, options } = spec;
    const problems = [...checkVersion(spec)];
    if (!Number.isInteger(options.replicas) || options.replicas < 1) {
        problems.push({
            path: "options.replicas",
            what: "not a number of pods",
            got: options.replicas,
            remedy: "Choose 1 or more; from 2 on one may go while another answers",
        });
    }
    if (addon === "aws-ebs-csi-driver") {
        problems.push(...checkVolumeTags("options.volumeTags", options.volumeTags));
    }
    return problems;
}

function checkVersion({ addon, kubernetesVersion, version }: AddonSpec): Problem[] {
    const pin = pinOf(addon, kubernetesVersion);
    if (version === undefined) return pin === undefined ? [noPin(addon, kubernetesVersion)] : [];
    const parts = VERSION.exec(version);
    if (parts === null) {
        const form = "Write v<major>.<minor>.<patch>-eksbuild.<number>";
        const remedy = pin === undefined ? form : `${form}, or leave it out for the kit's pin, ${pin}`;
        return [{ path: "version", what: "not the version of an EKS add-on", got: version, remedy }];
    }
    const skew =
        addon === "kube-proxy" ? skewOf(`${parts[1] ?? ""}.${parts[2] ?? ""}`, kubernetesVersion) : 0;
    if (skew >= 0 && skew <= MAX_KUBE_PROXY_SKEW) return [];
    const relation = skew < 0 ? "newer than" : `more than ${MAX_KUBE_PROXY_SKEW} minors behind`;
    return [
        {
            path: "version",
            what: `kube-proxy may not be ${relation} the control plane, which is ${kubernetesVersion}`,
            got: version,
            remedy:
                pin === undefined
                    ? `Use one of v${kubernetesVersion}`
                    : `Leave it out for the kit's pin, ${pin}`,
        },
    ];
}

/** Source: Kubernetes documentation, Version Skew Policy, kube-proxy. */
const MAX_KUBE_PROXY_SKEW = 3;

/** How many minors a version is behind the control plane; negative when it is ahead. */
function skewOf(minor: string, controlPlane: string): number {
    const numberOf = (version: string): number => {
        const [major = 0, minorOf = 0] = version.split(".").map(Number);
        return major * 1000 + minorOf;
    };
    return numberOf(controlPlane) - numberOf(minor);
}

function noPin(addon: AddonName, kubernetesVersion: string): Problem {
    const minors = KUBERNETES_MINORS.filter((minor) => pinOf(addon, minor) !== undefined);
    return {
        path: "addon",
        what: `no source names a version of this add-on for Kubernetes ${kubernetesVersion}`,
        got: addon,
        remedy: `Use Kubernetes ${minors.join(" or ")}, leave the add-on out, or state its version`,
    };
}

function pinOf(addon: AddonName, kubernetesVersion: string): string | undefined {
    return isKubernetesMinor(kubernetesVersion) ? ADDON_VERSIONS[kubernetesVersion][addon]?.value : undefined;
}

/** Assumes a checked spec. */
export function planAddon(spec: AddonSpec): AddonPlan {
    const { configuration, identity } = ADDONS[spec.addon];
    return {
        version: versionOf(spec),
        ...(identity === undefined
            ? {}
            : {
                  identity: {
                      kind: identity.kind(spec.options),
                      serviceAccount: identity.serviceAccount,
                      policy: identity.policy,
                  },
              }),
        ...(configuration === undefined
            ? {}
            : { configurationValues: canonicalJson(configuration(spec.options)) }),
    };
}

/** The stated version or the pinned one; an empty text when there is neither, which is refused. */
function versionOf({ addon, kubernetesVersion, version }: AddonSpec): string {
    return version ?? pinOf(addon, kubernetesVersion) ?? "";
}

/** What a reader of the plan sees: which version, as whom it calls AWS, and what an update or a deletion leaves. */
export function decisionsOfAddon(spec: AddonSpec): Record<string, string | boolean> {
    const { identity, onUpdate, phase, preserve } = ADDONS[spec.addon];
    return {
        addon: spec.addon,
        identity: identity === undefined ? "none" : identity.kind(spec.options),
        onUpdate,
        phase,
        preserve,
        version: versionOf(spec),
    };
}
