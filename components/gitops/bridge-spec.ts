/** The bridge as plain values: who reads it, under which names, and everything that is refused of it. */
import { INITIAL_NAMESPACES, isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import { BRIDGE_NAMES, BRIDGE_VERSION, BY_KEY, nameByKey } from "./bridge-schema";
import type { BridgeValue } from "./gitops-schema";
import { BRANCH, checkKeys, checkRepositories, type Repositories } from "./repositories";

/** Who reads it, and where: an Argo CD that EKS runs knows clusters by ARN alone. Source: EKS User Guide, argocd-register-clusters. */
export interface ArgoCdReader {
    readonly kind: "capability" | "chart";
    readonly namespace: string;
    /** Whether somebody else installs it. @default false */
    readonly isOthers?: true;
}

export interface BridgeSpec {
    readonly account: string;
    readonly clusterName: string;
    readonly environment: string;
    readonly kubernetesVersion: string;
    readonly region: string;
    /** @default none reads it */
    readonly argoCd?: ArgoCdReader;
    /** @default none reads it */
    readonly flux?: Omit<ArgoCdReader, "kind">;
    /** Repositories that each follows. @default none */
    readonly follows?: { readonly argoCd?: Repositories; readonly flux?: Repositories };
    readonly labels?: Readonly<Record<string, string>>;
    readonly values?: Readonly<Record<string, BridgeValue>>;
    /** Keys of certificates of the environment. */
    readonly certificates: readonly string[];
    /** Keys of its hosted zones. */
    readonly hostedZones: readonly string[];
    /** Namespaces it makes for teams. */
    readonly namespaces: readonly string[];
    /** Components it waits for: whoever makes the namespaces and the values. */
    readonly waitsFor?: readonly string[];
}

/** The Argo CD that its own cluster is called, as most examples have it. Source: EKS User Guide, argocd-register-clusters. */
export const OWN_CLUSTER = "in-cluster";

/** Name of Flux's ConfigMap. */
export const CONFIG_MAP = "platform";

/** What generators of clusters choose by. */
export function labelsOf({
    environment,
    kubernetesVersion,
    labels = {},
    region,
}: Pick<BridgeSpec, "environment" | "kubernetesVersion" | "labels" | "region">): Record<string, string> {
    return {
        environment,
        aws_region: region,
        kubernetes_version: kubernetesVersion,
        schema_version: String(BRIDGE_VERSION),
        ...labels,
    };
}

/** Names whose end is a key of the shape. */
export function namesByKey({ certificates, hostedZones }: BridgeSpec): readonly string[] {
    return [
        ...certificates.map((key) => nameByKey("certificate", key)),
        ...hostedZones.flatMap((key) => [nameByKey("zoneId", key), nameByKey("zoneName", key)]),
    ];
}

/** What a reader of the plan sees. */
export function decisionsOfBridge(spec: BridgeSpec): Record<string, string | readonly string[]> {
    const { argoCd, flux, follows = {}, values = {}, waitsFor = [] } = spec;
    const followed = [
        ...describeFollowed("Argo CD", follows.argoCd),
        ...describeFollowed("Flux", follows.flux),
    ];
    return {
        ...(waitsFor.length === 0 ? {} : { after: waitsFor }),
        ...(followed.length === 0 ? {} : { follows: followed }),
        labels: Object.entries(labelsOf(spec)).map(([name, value]) => `${name}=${value}`),
        readers: [
            ...(argoCd === undefined ? [] : [describeReader("Argo CD", argoCd)]),
            ...(flux === undefined ? [] : [describeReader("Flux", { ...flux, kind: "chart" })]),
        ],
        schemaVersion: String(BRIDGE_VERSION),
        values: [...namesByKey(spec), ...Object.keys(values)].sort(),
    };
}

function describeFollowed(name: string, repositories: Repositories = {}): readonly string[] {
    return Object.entries(repositories).map(
        ([key, { branch = BRANCH, path, url }]) => `${name} ${key}: ${path} of ${url}, ${branch}`,
    );
}

/** `Argo CD (capability) in argocd`. */
function describeReader(name: string, { isOthers, kind, namespace }: ArgoCdReader): string {
    return `${name} (${isOthers === true ? "of somebody else" : kind}) in ${namespace}`;
}

/** Everything that Argo CD, Flux or Kubernetes would refuse of it, or take for something else. */
export function checkBridge(spec: BridgeSpec): Problem[] {
    const { argoCd, flux, follows = {}, labels = {}, values = {} } = spec;
    return [
        ...checkReader("argoCd", argoCd),
        ...checkReader("flux", flux),
        ...checkRepositories("argoCd.repositories", follows.argoCd),
        ...checkRepositories("flux.repositories", follows.flux),
        ...checkKeys("flux.repositories", follows.flux),
        ...Object.entries(labels).flatMap(([name, value]) => checkLabel(name, value)),
        ...Object.keys(values).flatMap(checkValue),
        ...checkTwice(namesByKey(spec)),
    ];
}

function checkReader(path: string, reader: { readonly namespace: string } | undefined): Problem[] {
    if (reader === undefined) return [];
    const { namespace } = reader;
    if (isLabelName(namespace) && !INITIAL_NAMESPACES.includes(namespace)) return [];
    const what = "not a namespace for it";
    const remedy = "Name the one it lives in, or install it here: capabilities or charts";
    return [{ path: `${path}.namespace`, what, got: namespace, remedy }];
}

/** Of the kit's own names a fork changes none: generators of others choose by them. */
const OWN_LABELS: readonly string[] = ["environment", "aws_region", "kubernetes_version", "schema_version"];
/** Argo CD's own begin so. */
const ARGO_CD = /^([a-z0-9-]+\.)*argoproj\.io\//;
/** Source: Kubernetes documentation, Labels and Selectors, "Syntax and character set". */
const LABEL = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

function checkLabel(name: string, value: string): Problem[] {
    const path = `labels.${name}`;
    if (OWN_LABELS.includes(name) || ARGO_CD.test(name)) {
        return [
            { path, what: "the kit or Argo CD writes this label", got: value, remedy: "Choose another name" },
        ];
    }
    const remedy = "Use up to 63 letters, digits, -, _ and ., the first and the last a letter or digit";
    if (!LABEL.test(name)) return [{ path, what: "not a name of a label", got: name, remedy }];
    if (LABEL_VALUE.test(value)) return [];
    return [
        { path, what: "not a value of a label", got: value, remedy: `${remedy}; longer texts are values` },
    ];
}

/**
 * Flux takes letters, digits and `_` alone; templates of Argo CD take them without brackets.
 * Source: Flux documentation, Kustomization, "Post build variable substitution".
 */
function checkValue(name: string): Problem[] {
    const path = `values.${name}`;
    if (BRIDGE_NAMES.includes(name) || Object.values(BY_KEY).some((start) => name.startsWith(start))) {
        return [{ path, what: "the kit says this itself", got: name, remedy: "Choose another name" }];
    }
    if (/^[a-z][a-z0-9_]{0,62}$/.test(name)) return [];
    const remedy = "Use up to 63 small letters, digits and _, the first a letter";
    return [{ path, what: "not a name that Argo CD and Flux both take", got: name, remedy }];
}

/** `a-b` and `a_b` are one name there. */
function checkTwice(names: readonly string[]): Problem[] {
    return names
        .filter((name, index) => names.indexOf(name) < index)
        .map((got) => ({
            path: "",
            what: "two keys of the shape have one name in the bridge, which has no -",
            got,
            remedy: "Rename one of them",
        }));
}
