/** Everything Helm, Kubernetes or the kit would refuse of a chart. */
import { INITIAL_NAMESPACES, isLabelName, MAX_LABEL_NAME } from "../shared/object-names";
import { checkPodSecurity } from "../shared/pod-security";
import { checkNamedPolicies } from "../shared/policy-arns";
import { missing, type Problem } from "../shared/problems";
import type { ChartSpec } from "./chart-spec";
import { keysOfPath, obstacleAt } from "./values";

/** Longest name of a release. Source: Helm documentation, Chart Best Practices, General Conventions; helm.sh/helm v3 pkg/chartutil/validate_name.go. */
const MAX_RELEASE_NAME = 53;

/** What the kit installs itself, and plans for. */
const OWN_CHARTS = ["karpenter", "karpenter-crd"];

/** Every rule the chart breaks; empty when all hold. */
export function checkChart(spec: ChartSpec): Problem[] {
    return [
        ...checkRelease(spec),
        ...checkRepository(spec),
        ...checkVersion(spec),
        ...checkNamespace(spec),
        ...checkIdentity(spec),
        ...checkPlaces(spec),
        ...checkWaiting(spec),
    ];
}

function checkRelease({ chart, release }: ChartSpec): Problem[] {
    const problems: Problem[] = [];
    if (!isLabelName(release, MAX_RELEASE_NAME)) {
        const remedy = `Use 1 to ${MAX_RELEASE_NAME} lower-case letters, digits and hyphens, with a letter or digit at both ends`;
        problems.push({ path: "release", what: "not a name of a Helm release", got: release, remedy });
    }
    if (OWN_CHARTS.includes(release)) {
        const remedy = "Give it another name, or change compute for Karpenter itself";
        problems.push({ path: "release", what: "the kit has a release of this name", got: release, remedy });
    }
    if (OWN_CHARTS.includes(chart)) {
        const remedy = "Remove it: compute says what Karpenter does";
        problems.push({ path: "chart", what: "the kit installs this chart itself", got: chart, remedy });
    } else if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(chart)) {
        const remedy = "Write its name alone; repository says where it is";
        problems.push({ path: "chart", what: "not the name of a chart", got: chart, remedy });
    }
    return problems;
}

const REPOSITORY_REMEDY =
    "Write https://<host>/<path> of a repository with an index, or oci://<registry>/<path>";

/** An address with a password in it is not repeated. */
function checkRepository({ repository }: ChartSpec): Problem[] {
    const path = "repository";
    if (repository === "") return [missing(path)];
    const url = URL.canParse(repository) ? new URL(repository) : undefined;
    if (url !== undefined && (url.username !== "" || url.password !== "" || url.search !== "")) {
        const what = "the address carries a login, which anybody could read here";
        return [{ path, what, remedy: "Log in with `helm registry login` where Pulumi runs, and remove it" }];
    }
    const isAddress = /^(https|oci):\/\/[^/?#@\s]+(\/[^?#@\s]*)?$/.test(repository);
    if (url === undefined || !isAddress) {
        return [
            {
                path,
                what: "not the address of a chart repository",
                got: repository,
                remedy: REPOSITORY_REMEDY,
            },
        ];
    }
    return [];
}

/** Source: Semantic Versioning 2.0.0, https://semver.org, the regular expression of its questions; some charts begin with v. */
const VERSION =
    /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;

function checkVersion({ version }: ChartSpec): Problem[] {
    if (VERSION.test(version)) return [];
    return [
        {
            path: "version",
            what: "not an exact version, so that another day could install another chart",
            got: version,
            remedy: "Write one that is published, such as 1.2.3",
        },
    ];
}

function checkNamespace({ namespace }: ChartSpec): Problem[] {
    const { create, name, podSecurity } = namespace;
    const problems: Problem[] = [];
    if (!isLabelName(name)) {
        const remedy = `Use 1 to ${MAX_LABEL_NAME} lower-case letters, digits and hyphens, with a letter or digit at both ends`;
        problems.push({ path: "namespace.name", what: "not a name of a namespace", got: name, remedy });
    }
    const isThere = INITIAL_NAMESPACES.includes(name);
    if (create === true && isThere) {
        const what = `every cluster has the namespace ${name}: it is not made here`;
        problems.push({ path: "namespace.create", what, got: create, remedy: "Remove it" });
    }
    if (podSecurity === undefined) return problems;
    if (create === false || isThere) {
        const what = "these are labels of the namespace, which is not made here";
        const remedy = "Remove it, and label the namespace where it is made";
        problems.push({ path: "namespace.podSecurity", what, remedy });
    }
    return [...problems, ...checkPodSecurity("namespace.podSecurity", podSecurity)];
}

function checkIdentity({ identity, ...owner }: ChartSpec): Problem[] {
    if (identity === undefined) return [];
    const { annotate, kind, policyArns = [], serviceAccount } = identity;
    const problems: Problem[] = [];
    if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(serviceAccount)) {
        const remedy = "Write it as the chart names it: lower-case letters, digits, hyphens and dots";
        const what = "not a name of a service account";
        problems.push({ path: "identity.serviceAccount", what, got: serviceAccount, remedy });
    }
    if (kind === "irsa" && annotate === undefined) {
        const remedy = "Write where the chart takes them, such as serviceAccount.annotations";
        const what = "with irsa, the role stands in the annotations of the service account";
        problems.push({ path: "identity.annotate", what, remedy });
    }
    if (kind !== "irsa" && annotate !== undefined) {
        const what = "Pod Identity reads no annotation";
        problems.push({
            path: "identity.annotate",
            what,
            got: annotate,
            remedy: "Remove it, or set kind: irsa",
        });
    }
    return [...problems, ...checkNamedPolicies("identity.policyArns", policyArns, owner)];
}

/** Source: EKS User Guide, associate-service-account-role. */
export const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

interface PlaceInValues {
    /** Where the shape says it. */
    readonly path: string;
    readonly got: string;
    readonly keys: readonly string[];
}

/** Values that are put in beside `values`: each must have a place of its own. */
function checkPlaces({ identity, secretValues = {}, values = {} }: ChartSpec): Problem[] {
    const given = [
        ...Object.keys(secretValues).map((got) => ({ path: `secretValues.${got}`, got, last: [] })),
        ...(identity?.annotate === undefined
            ? []
            : [{ path: "identity.annotate", got: identity.annotate, last: [ROLE_ANNOTATION] }]),
    ];
    const places: PlaceInValues[] = [];
    return given.flatMap(({ got, last, path }) => {
        const keys = keysOfPath(got);
        if (keys === undefined) {
            const remedy = "Write keys with dots between them, and a dot inside a key as \\.";
            return [{ path, what: "not a path into the values", got, remedy }];
        }
        const place = { path, got, keys: [...keys, ...last] };
        const obstacle = obstacleAt(values, place.keys);
        const other = places.find((one) => isWithin(one.keys, place.keys) || isWithin(place.keys, one.keys));
        places.push(place);
        return [
            ...(obstacle === undefined
                ? []
                : [{ path, what: `values.${obstacle} stands there`, got, remedy: "Remove it from values" }]),
            ...(other === undefined
                ? []
                : [{ path, what: `${other.path} stands there`, got, remedy: "Keep one of the two" }]),
        ];
    });
}

function isWithin(outer: readonly string[], inner: readonly string[]): boolean {
    return outer.every((key, index) => inner[index] === key);
}

function checkWaiting({ atomic, skipAwait, timeoutSeconds, waitForJobs }: ChartSpec): Problem[] {
    const problems: Problem[] = [];
    if (timeoutSeconds !== undefined && (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1)) {
        const remedy = "Choose 1 or more";
        problems.push({
            path: "timeoutSeconds",
            what: "not a number of seconds",
            got: timeoutSeconds,
            remedy,
        });
    }
    if (skipAwait !== true) return problems;
    // Source: @pulumi/kubernetes 4.34.2 helm/v3/release.d.ts, atomic and waitForJobs.
    const given = { atomic, waitForJobs };
    for (const [path, got] of Object.entries(given)) {
        if (got !== true) continue;
        const what = "waits for what was made, and skipAwait waits for nothing";
        problems.push({ path, what, got, remedy: "Remove one of the two" });
    }
    return problems;
}
