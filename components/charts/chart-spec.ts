/** One Helm chart as plain values: what is installed where, with which settings, and as whom it calls AWS. */
import { INITIAL_NAMESPACES } from "../shared/object-names";
import { podSecurityLabels } from "../shared/pod-security";
import type { KitPod, WorkloadIdentityKind } from "../shared/pods";
import { identityFor, type ServiceAccount } from "../shared/workload-identity";
import type { WorkloadGrants } from "../shared/workload-role";
import { grantsOf, kitPodsOf } from "../shared/workload-schema";
import type { ChartFacts, ChartObject, ChartPhase, ChartWebhook, PlacedValues } from "./definition";
import type { ChartWords, NamespaceWords } from "./chart-schema";
import { keysOfPath, leavesOf, type Values } from "./values";

/** A chart, decided. */
export interface ChartSpec extends Omit<ChartWords, "after" | "repository" | "version"> {
    /** `https://<host>/<path>` of a repository with an index, or `oci://<registry>/<path>`. */
    readonly repository: string;
    readonly version: string;
    /** Name of the Helm release. */
    readonly release: string;
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** Whether the API server can be reached; otherwise only what stands in AWS is made. @default true */
    readonly inCluster?: boolean;
    /** When it is made. @default once every kind of capacity is there */
    readonly phase?: ChartPhase;
    /** Values that are known once something is made, by their path. @default none */
    readonly placed?: PlacedValues;
    /** Objects of its own kinds, made after it and deleted before it. @default none */
    readonly objects?: readonly ChartObject[];
    /** Whether its pods run on Fargate. @default false */
    readonly onFargate?: boolean;
    /** What is known of a chart of the catalogue. @default nothing */
    readonly known?: Pick<ChartFacts, "definitions" | "leaves"> & {
        readonly webhooks: readonly ChartWebhook[];
    };
    /** Names of components it waits for: those of the shape, and whoever makes its namespace. @default none */
    readonly after?: readonly string[];
}

/**
 * Helm waits this long for what it made to be ready, and to be gone. Pulumi's customTimeouts do not reach Helm.
 * Source: pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, helmCreate, helmUpdate and Delete, 9497796.
 */
const TIMEOUT_SECONDS = 600;

/** Whether all of it lives in the cluster: its role, if it has one, does not. */
export function isInClusterOnly({ identity }: ChartSpec): boolean {
    return identity === undefined;
}

/** What is derived from a spec. */
export interface ChartPlan {
    /** As the Release takes it: an OCI address holds the chart's name, a repository's does not. */
    readonly source: { readonly chart: string; readonly repositoryOpts?: { readonly repo: string } };
    /** The namespace that is made with it. @default it is there */
    readonly namespace?: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
    /** As whom its pods call AWS. @default not at all */
    readonly identity?: {
        readonly kind: WorkloadIdentityKind;
        readonly serviceAccount: ServiceAccount;
        readonly grants: WorkloadGrants;
        /** Keys of the map of annotations in the values, for `irsa`. */
        readonly annotate: readonly string[];
    };
    /** Keys of each value that is kept secret, and the name of the secret. */
    readonly secrets: readonly { readonly keys: readonly string[]; readonly secret: string }[];
    readonly options: ReleaseOptions;
}

/** Options of the Release, under its own names; what is not asked for is left out. */
export interface ReleaseOptions {
    readonly atomic?: true;
    readonly cleanupOnFail?: true;
    readonly disableCRDHooks?: true;
    readonly disableWebhooks?: true;
    readonly maxHistory: number;
    readonly skipAwait?: true;
    readonly skipCrds?: true;
    readonly timeout: number;
    readonly waitForJobs?: true;
}

/** Assumes a checked spec. */
export function planChart(spec: ChartSpec): ChartPlan {
    const { chart, identity, namespace, repository, secretValues = {} } = spec;
    const annotate = identity?.annotate;
    return {
        source: repository.startsWith("oci://")
            ? { chart: `${repository.replace(/\/+$/, "")}/${chart}` }
            : { chart, repositoryOpts: { repo: repository } },
        ...(isMade(namespace)
            ? { namespace: { name: namespace.name, labels: podSecurityLabels(namespace.podSecurity) } }
            : {}),
        ...(identity === undefined
            ? {}
            : {
                  identity: {
                      kind: identityOf(spec),
                      serviceAccount: { namespace: namespace.name, name: identity.serviceAccount },
                      grants: grantsOf(identity),
                      annotate: annotate === undefined ? [] : (keysOfPath(annotate) ?? []),
                  },
              }),
        secrets: Object.entries(secretValues).map(([path, { secret }]) => ({
            keys: keysOfPath(path) ?? [],
            secret,
        })),
        options: optionsOf(spec),
    };
}

function optionsOf(spec: ChartSpec): ReleaseOptions {
    const { atomic, disableHooks, skipAwait, skipCrds, timeoutSeconds = TIMEOUT_SECONDS, waitForJobs } = spec;
    return {
        ...(atomic === true ? { atomic, cleanupOnFail: true } : {}),
        // The provider reads one of them when it installs, the other when it updates.
        // Source: pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, helmCreate and helmUpdate, 9497796.
        ...(disableHooks === true ? { disableCRDHooks: true, disableWebhooks: true } : {}),
        // Helm keeps each revision as a Secret, without an end unless told.
        maxHistory: 10,
        ...(skipAwait === true ? { skipAwait } : {}),
        ...(skipCrds === true ? { skipCrds } : {}),
        timeout: timeoutSeconds,
        ...(waitForJobs === true ? { waitForJobs } : {}),
    };
}

/** Whether the chart's namespace is made with it. */
export function isMade({ create = true, name }: NamespaceWords): boolean {
    return create && !INITIAL_NAMESPACES.includes(name);
}

function identityOf({ identity }: ChartSpec): WorkloadIdentityKind {
    return identity?.kind ?? identityFor("nodes");
}

/** What placement is told of its pods. */
export function podsOfChart(spec: ChartSpec): KitPod[] {
    return kitPodsOf(spec.pods, {
        phase: spec.phase ?? "releases",
        namespace: spec.namespace.name,
        identity: spec.identity === undefined ? "none" : identityOf(spec),
    });
}

/** What a reader of the plan sees. */
export function decisionsOfChart(
    spec: ChartSpec,
): Record<string, string | number | boolean | readonly string[]> {
    const { after = [], chart, identity, namespace, release, repository, secretValues = {}, version } = spec;
    const { inCluster = true, timeoutSeconds = TIMEOUT_SECONDS } = spec;
    const secrets = Object.keys(secretValues).sort();
    return {
        ...(after.length === 0 ? {} : { after: [...after] }),
        chart,
        identity: identity === undefined ? "none" : identityOf(spec),
        ...(inCluster ? {} : { inCluster }),
        ...decisionsOfKnown(spec.known),
        namespace: `${namespace.name}${isMade(namespace) ? "" : " (not made here)"}`,
        onFailure: spec.atomic === true ? "taken back" : "left as it is",
        release,
        repository,
        ...(secrets.length === 0 ? {} : { secretValues: secrets }),
        timeoutSeconds,
        version,
    };
}

/** What stays when it goes, and whose objects it may refuse. */
function decisionsOfKnown({
    definitions,
    leaves = [],
    webhooks = [],
}: Partial<NonNullable<ChartSpec["known"]>> = {}) {
    const closed = webhooks.filter(({ policy }) => policy === "Fail");
    return {
        ...(definitions === undefined
            ? {}
            : {
                  definitions: [...definitions.names],
                  definitionsIn: definitions.home,
                  definitionsStay: definitions.kept,
              }),
        ...(leaves.length === 0
            ? {}
            : { leaves: leaves.map(({ kinds, what }) => `${kinds.join(", ")}: ${what}`) }),
        ...(closed.length === 0 ? {} : { refusesWhileDown: closed.map(({ name }) => name) }),
    };
}

/** What is legal but worth knowing, one sentence each. */
export function noticesOfChart({ pods, release, values = {} }: ChartSpec): string[] {
    return [
        ...(pods === "unknown"
            ? [
                  `The pods of chart ${release} are not known to the plan: whether they find a place to run shows at \`up\``,
              ]
            : []),
        ...noticesOfValues(release, values),
    ];
}

/** Ends of keys whose values nobody should read. */
const SECRET_KEY = /(password|passwd|token|apikey|secretkey|privatekey|accesskey)$/i;

function noticesOfValues(release: string, values: Values): string[] {
    return leavesOf(values, "values").flatMap(({ path, value }) => {
        if (value === null) {
            return [
                `${path} of chart ${release} is null: Helm removes the default of the chart, and of a chart inside it`,
            ];
        }
        // The provider hands numbers to Helm as floating-point ones, and so they print.
        // Source: pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, decodeRelease, 9497796; Go's
        // text/template with float64(1000000) prints 1e+06, seen 2026-11.
        if (typeof value === "number" && Math.abs(value) >= 1_000_000) {
            return [
                `${path} of chart ${release} is ${value}: where a template prints it as it is, it reads ${goNumber(value)}. Write it as text if the chart takes that`,
            ];
        }
        if (typeof value === "string" && value !== "" && SECRET_KEY.test(path)) {
            return [
                `${path} of chart ${release} looks like a secret, and stands in the shape for all to read: secretValues takes it from the encrypted configuration`,
            ];
        }
        return [];
    });
}

/** As Go prints it: shortest digits, an exponent of two. Source: Go documentation, strconv.FormatFloat, 'g'. */
function goNumber(value: number): string {
    return value.toExponential().replace(/e\+(\d)$/, "e+0$1");
}
