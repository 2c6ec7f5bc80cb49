/** What runs in the cluster: pods and their service accounts. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Control, Evidence } from "../control";
import { each, needed, none, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, isObject, listOf, parsed, read, textOf } from "../reading";

export const PODS: readonly Control[] = [
    {
        id: "C76",
        title: "Nothing loosens pods",
        severity: "high",
        means: "nothing loosens the security context that charts and add-ons ship, and pods of one's own state theirs",
        why: "A pod that runs as root with a writable file system is an easy way onto its node.",
        remedy: "Take securityContext out of the values; in objects state runAsNonRoot, no escalation, no capabilities, seccomp and a read-only root",
        decidedBy: ["charts.<name>.values", "catalogue.<name>", "objects.<name>", "addons"],
        rows: {
            cis: ["4.2.1", "4.2.5"],
            nsa: ["non-root", "immutable-file-systems", "pod-security"],
            bestPractices: ["pods/root", "pods/escalation", "pods/read-only-root", "iam/non-root"],
        },
        judge: (planned) => [
            ...(planned.hasKarpenter ? needed(planned.karpenter, "controller of Karpenter") : []),
            ...workloads(planned).map(({ resource, settings }): Evidence => {
                const found = looseIn(settings);
                return whole(found.length === 0, `sets ${found.join(", ")}`, resource);
            }),
            ...each(templates(planned), {
                path: "spec.template.spec",
                holds: (pod) => containersOf(pod).every((one) => isTight(one, pod)),
                what: "leaves its pods loose",
            }).map(({ value: _, ...rest }) => rest),
        ],
    },
    {
        id: "C77",
        title: "Requests and limits",
        severity: "medium",
        means: "whatever asks for resources asks for cores and memory, and gets no more memory than it asked for",
        why: "Pods that take more than they asked for drive others off the node.",
        remedy: "Set requests of cpu and memory, and the limit of memory to what is asked for",
        decidedBy: ["compute.controller", "charts.<name>.values", "objects.<name>", "addons"],
        rows: { nsa: ["resource-policies"], bestPractices: ["pods/requests"] },
        judge: (planned) => [
            ...each(planned.karpenter, {
                path: "values.controller.resources.requests",
                holds: (value) => value !== undefined,
                what: "asks for no resources",
                tellsBy: "presence",
            }),
            ...workloads(planned).flatMap(({ resource, settings }) =>
                resourcesIn(settings).map((asked) =>
                    whole(
                        isBounded(asked, isTheKits(planned, resource)),
                        "asks for too little, or may take more",
                        resource,
                        asked,
                    ),
                ),
            ),
            ...templates(planned).flatMap((one) =>
                containersOf(input(one, "spec.template.spec")).map((container) => {
                    const asked = read(container, "resources");
                    return whole(isBounded(asked, true), "asks for too little, or may take more", one, asked);
                }),
            ),
        ],
    },
    {
        id: "C81",
        title: "Service accounts of their own",
        severity: "medium",
        means: "what the kit runs has a service account of its own, and default accounts of teams hand out no token",
        why: "The token of a shared account opens to each pod what one of them may.",
        remedy: "Leave defaultToken of the namespace off, and name a service account in objects",
        decidedBy: ["namespaces.<name>.defaultToken", "objects.<name>", "compute.controller", "compute"],
        rows: {
            cis: ["4.1.5", "4.1.6"],
            nsa: ["service-account-tokens"],
            bestPractices: ["iam/dedicated-accounts", "iam/token-mounts", "pods/token-mounts"],
        },
        judge: (planned) => [
            ...each(planned.karpenter, {
                path: "values.serviceAccount",
                holds: (value) =>
                    read(value, "create") === true && !["", "default"].includes(textOf(read(value, "name"))),
                what: "runs as the default service account",
            }),
            ...each(planned.matching(/^kubernetes:core\/v1:ServiceAccountPatch$/), {
                path: "automountServiceAccountToken",
                holds: (value) => value === false,
                what: "hands out a token to every pod",
            }),
            ...each(templates(planned), {
                path: "spec.template.spec.automountServiceAccountToken",
                holds: (value, one) =>
                    value === false ||
                    !["", "default"].includes(textOf(input(one, "spec.template.spec.serviceAccountName"))),
                what: "runs as the default service account, with its token",
            }),
        ],
    },
    {
        id: "R34",
        title: "Pods say when they are ready",
        severity: "low",
        means: "pods of one's own that listen say when they are ready and when they are ill, from staging on",
        why: "Traffic would reach a pod that is still starting, and stay with one that hangs.",
        remedy: "Set readinessProbe and livenessProbe of the container in objects",
        decidedBy: ["objects.<name>"],
        rows: { nsa: ["fault-tolerance"] },
        from: "staging",
        judge: (planned) =>
            templates(planned).flatMap((one) =>
                containersOf(input(one, "spec.template.spec"))
                    .filter((container) => listOf(read(container, "ports")).length > 0)
                    .map((container) =>
                        whole(
                            ["readinessProbe", "livenessProbe"].every(
                                (key) => read(container, key) !== undefined,
                            ),
                            "does not say when it is ready or ill",
                            one,
                            read(container, "name") ?? "",
                        ),
                    ),
            ),
    },
    {
        id: "C82",
        title: "No secrets in plain objects",
        severity: "high",
        means: "objects of the environment hold no Secret: secrets come out of a store",
        why: "A Secret in the program stands in Git or in Pulumi's state, and in every copy of both.",
        remedy: "Keep it in Secrets Manager or Parameter Store, and read it with secretStores",
        decidedBy: ["objects.<name>", "secretStores"],
        rows: {
            cis: ["4.4.2"],
            nsa: ["secrets"],
            bestPractices: ["data/external-secrets"],
        },
        from: "staging",
        judge: (planned) =>
            none(
                planned.ofType("kubernetes:core/v1:Secret"),
                planned.matching(/^kubernetes:external-secrets\.io\/v1:(Cluster)?SecretStore$/),
                "is a Secret in the program",
            ),
    },
];

/** What a value says that lets a pod do more; values are laid over those of the chart, so that others leave it as it is. */
const LOOSE: Readonly<Record<string, (value: Json) => boolean>> = {
    allowPrivilegeEscalation: (value) => value !== false,
    capabilities: (value) => listOf(read(value, "add")).length > 0,
    hostNetwork: (value) => value !== false,
    podSecurityContext: (value) => isEmptied(value),
    privileged: (value) => value !== false,
    readOnlyRootFilesystem: (value) => value !== true,
    runAsNonRoot: (value) => value !== true,
    runAsUser: (value) => value === 0 || value === null,
    seccompProfile: (value) => !["Localhost", "RuntimeDefault"].includes(textOf(read(value, "type"))),
    securityContext: (value) => isEmptied(value),
};

/** Nothing in its place. */
function isEmptied(value: Json): boolean {
    return !isObject(value) || Object.keys(value).length === 0;
}

/** Keys that loosen, in the order in which they stand. */
function looseIn(value: Json | undefined): string[] {
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap(looseIn);
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => [
        ...(LOOSE[key]?.(inner) === true ? [key] : []),
        ...looseIn(inner),
    ]);
}

/** What describes pods of its own: objects of the shape, and the kit's. */
function templates(planned: Planned): readonly PlannedResource[] {
    return planned
        .matching(/^kubernetes:(apps\/v1:(Deployment|DaemonSet|StatefulSet)|batch\/v1:Job)$/)
        .filter((one) => input(one, "spec.template.spec") !== undefined);
}

function containersOf(pod: Json | undefined): readonly Json[] {
    return [...listOf(read(pod, "initContainers")), ...listOf(read(pod, "containers"))];
}

/** As level restricted of Pod Security asks, and with a root that nobody writes to. */
function isTight(container: Json, pod: Json | undefined): boolean {
    const said = (key: string): Json | undefined =>
        read(container, `securityContext.${key}`) ?? read(pod, `securityContext.${key}`);
    return (
        said("runAsNonRoot") === true &&
        said("allowPrivilegeEscalation") === false &&
        said("readOnlyRootFilesystem") === true &&
        listOf(said("capabilities.drop")).includes("ALL") &&
        ["Localhost", "RuntimeDefault"].includes(textOf(said("seccompProfile.type")))
    );
}

/** A chart's pods may take more than they ask for: what they need is its authors' to know. */
function isBounded(asked: Json | undefined, isExact: boolean): boolean {
    const [memory, limit] = [read(asked, "requests.memory"), read(asked, "limits.memory")];
    return (
        read(asked, "requests.cpu") !== undefined &&
        memory !== undefined &&
        (isExact ? memory === limit : limit !== undefined)
    );
}

function isTheKits(planned: Planned, resource: PlannedResource): boolean {
    return resource.type === TYPES.addon || planned.karpenter.includes(resource);
}

/** Values and settings of all that runs pods. */
function workloads(
    planned: Planned,
): readonly { readonly resource: PlannedResource; readonly settings: Json | undefined }[] {
    return [
        ...planned.ofType(TYPES.release).map((one) => ({ resource: one, settings: input(one, "values") })),
        ...planned
            .ofType(TYPES.addon)
            .map((one) => ({ resource: one, settings: parsed(input(one, "configurationValues")) })),
    ];
}

/** What stands at `resources`, or below it by the name of a container. */
function resourcesIn(value: Json | undefined): readonly Json[] {
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
        if (key !== "resources") return resourcesIn(inner);
        // A list is of kinds, or of other resources than a container's.
        if (Array.isArray(inner)) return [];
        // What a claim of a volume asks for.
        if (read(inner, "requests.storage") !== undefined) return [];
        const isOne = ["requests", "limits"].some((word) => read(inner, word) !== undefined);
        return isOne || !isObject(inner) ? [inner] : Object.values(inner);
    });
}
