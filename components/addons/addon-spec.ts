/** One EKS add-on as plain values: its version, identity and settings, and everything EKS would refuse. */
import { canonicalJson, type JsonInput } from "../shared/json";
import { checkReserved, mergeSettings, type OwnSettings } from "../shared/own-settings";
import type { WorkloadIdentityKind } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { ServiceAccount } from "../shared/workload-identity";
import type { WorkloadGrants } from "../shared/workload-role";
import { ADDON_VERSIONS, isKubernetesMinor, KUBERNETES_MINORS } from "../versions";
import { ADDON_NAMES, findAddon } from "./catalogue";
import type { AddonDefinition } from "./definition";
import type { AddonOptions } from "./workloads";

export interface AddonSpec {
    /** Name that EKS gives it. */
    readonly addon: string;
    /** What the kit must know of it. @default that of the kit's catalogue */
    readonly definition?: AddonDefinition;
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** A minor of `components/versions.ts`, which pins the add-on for each. */
    readonly kubernetesVersion: string;
    readonly options: AddonOptions;
    /** Another version than the pinned one. vpc-cni and the agent go up one minor at a time. @default the pin */
    readonly version?: string;
    /** Settings merged over the kit's own. @default none */
    readonly configuration?: OwnSettings;
}

/** A further service account of an add-on, and what its role may do. */
export interface FurtherPlan {
    readonly suffix: string;
    readonly serviceAccount: ServiceAccount;
    readonly grants: WorkloadGrants;
}

/** What is derived from a spec. */
export interface AddonPlan {
    readonly version: string;
    readonly onUpdate: AddonDefinition["onUpdate"];
    readonly preserve: boolean;
    /** As whom the add-on calls AWS. @default not at all */
    readonly identity?: {
        readonly kind: WorkloadIdentityKind;
        readonly serviceAccount: ServiceAccount;
        readonly grants: WorkloadGrants;
        /** Service accounts besides, by the end of their roles' names. @default none */
        readonly further?: readonly FurtherPlan[];
    };
    /** Canonical JSON: text is compared with text, and a change of spelling alone would be an update of the add-on. */
    readonly configurationValues?: string;
}

/** `v1.36.0-eksbuild.25`, `v1.31.10-minimal-eksbuild.8`. Source: EKS API Reference, CreateAddon, addonVersion. */
const VERSION = /^v\d+\.\d+\.\d+(-[0-9A-Za-z]+)?-eksbuild\.\d+$/;

/** Of every add-on alike, and of an environment that has none. */
export function checkReplicas(path: string, replicas: number): Problem[] {
    if (Number.isInteger(replicas) && replicas >= 1) return [];
    return [
        {
            path,
            what: "not a number of pods",
            got: replicas,
            remedy: "Choose 1 or more; from 2 on one may go while another answers",
        },
    ];
}

/** Everything EKS or the add-on would refuse, some of it only after twenty minutes; empty when all holds. */
export function checkAddon(spec: AddonSpec): Problem[] {
    const definition = definitionOf(spec);
    if (definition === undefined) return [unknownAddon(spec.addon)];
    const { options } = spec;
    return [
        ...checkVersion(spec, definition),
        ...checkReplicas("options.replicas", options.replicas),
        ...(definition.check?.(options, spec.configuration) ?? []),
        ...checkReserved("configuration", spec.configuration ?? {}, [
            ...(definition.reserved ?? []),
            ...(definition.reservedWith?.(options) ?? []),
        ]),
    ];
}

function unknownAddon(addon: string): Problem {
    return {
        path: "addon",
        what: "not an add-on the kit knows",
        got: addon,
        remedy: `Give its definition, or choose from ${ADDON_NAMES.join(", ")}`,
    };
}

function checkVersion(
    { addon, kubernetesVersion, version }: AddonSpec,
    definition: AddonDefinition,
): Problem[] {
    const pin = pinOf(addon, definition, kubernetesVersion);
    if (version === undefined) return pin === undefined ? [noPin(addon, definition, kubernetesVersion)] : [];
    if (!VERSION.test(version)) {
        const form = "Write v<major>.<minor>.<patch>-eksbuild.<number>";
        const remedy = pin === undefined ? form : `${form}, or leave it out for the kit's pin, ${pin}`;
        return [{ path: "version", what: "not the version of an EKS add-on", got: version, remedy }];
    }
    const problem = definition.checkVersion?.(version, kubernetesVersion);
    if (problem === undefined) return [];
    const remedy = pin === undefined ? problem.remedy : `Leave it out for the kit's pin, ${pin}`;
    return [{ ...problem, path: "version", remedy }];
}

function noPin(addon: string, definition: AddonDefinition, kubernetesVersion: string): Problem {
    const minors = KUBERNETES_MINORS.filter((minor) => pinOf(addon, definition, minor) !== undefined);
    const other = minors.length === 0 ? "Leave" : `Use Kubernetes ${minors.join(" or ")}, leave`;
    return {
        path: "addon",
        what: `no source names a version of this add-on for Kubernetes ${kubernetesVersion}`,
        got: addon,
        remedy: `${other} the add-on out, or state its version`,
    };
}

/** What the kit must know of it, whoever wrote that. */
export function definitionOf({ addon, definition }: AddonSpec): AddonDefinition | undefined {
    return definition ?? findAddon(addon);
}

/** Sets that ran together come before what the add-on's own file says. */
export function pinOf(
    addon: string,
    { versions = {} }: AddonDefinition,
    kubernetesVersion: string,
): string | undefined {
    if (!isKubernetesMinor(kubernetesVersion)) return undefined;
    return (ADDON_VERSIONS[kubernetesVersion][addon] ?? versions[kubernetesVersion])?.value;
}

/**
 * Assumes a checked spec.
 * @param made settings that made resources know, which come under the environment's own
 * @throws Error when nobody says what the add-on is
 */
export function planAddon(spec: AddonSpec, made?: JsonInput): AddonPlan {
    const definition = definitionOf(spec);
    if (definition === undefined) throw new Error(`${spec.addon}: no definition`);
    const { configuration, identity, onUpdate, preserve } = definition;
    const settings = mergeSettings(mergeSettings(configuration?.(spec.options), made), spec.configuration);
    return {
        version: spec.version ?? pinOf(spec.addon, definition, spec.kubernetesVersion) ?? "",
        onUpdate,
        preserve,
        ...(identity === undefined
            ? {}
            : {
                  identity: {
                      kind: identity.kind(spec.options),
                      serviceAccount: identity.serviceAccount,
                      grants: identity.grants(spec.options),
                      ...(identity.further === undefined
                          ? {}
                          : {
                                further: identity.further.map(({ grants, ...account }) => ({
                                    ...account,
                                    grants: grants(spec.options),
                                })),
                            }),
                  },
              }),
        ...(settings === undefined ? {} : { configurationValues: canonicalJson(settings) }),
    };
}

/** What a reader of the plan sees: which version, as whom it calls AWS, and what an update or a deletion leaves. */
export function decisionsOfAddon(spec: AddonSpec): Record<string, string | boolean | string[]> {
    const definition = definitionOf(spec);
    // Decisions are stated before the check has run.
    if (definition === undefined) return { addon: spec.addon };
    const { identity, onUpdate, preserve, version } = planAddon(spec);
    return {
        addon: spec.addon,
        identity: identity?.kind ?? "none",
        onUpdate,
        ...(spec.configuration === undefined ? {} : { ownSettings: Object.keys(spec.configuration).sort() }),
        phase: definition.phase,
        preserve,
        version,
    };
}
