/** Single workloads that a policy of admission lets off, by namespace, kind and name: nothing that anybody may write on an object. Pure. */
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import type { EXEMPT_KINDS, ExemptWorkload, ResourceWords } from "./admission-schema";
import { quoted, type Variable } from "./cel";
import { WORKLOADS } from "./draft";
import { EXEMPT_CONDITION } from "./rules";

type ExemptKind = (typeof EXEMPT_KINDS)[number];

/** Something that a controller of Kubernetes makes of a workload. */
interface Made {
    readonly kind: "Job" | "Pod" | "ReplicaSet";
    /** Account of the controller in kube-system. */
    readonly by: string;
    readonly owner: string;
    /** What follows its name in that of the owner, as a regular expression. @default nothing */
    readonly then?: string;
}

/**
 * Owner references are what anybody may write; that the controller makes it is not.
 * Source of the accounts: EKS Best Practices Guide, scalability/kcp_monitoring, queries of the audit log; of the names:
 * kubernetes/kubernetes v1.36.3 pkg/controller/deployment/sync.go and pkg/controller/cronjob/utils.go, getJobName.
 */
const MADE: { readonly [kind in ExemptKind]: readonly Made[] } = {
    CronJob: [
        { kind: "Job", by: "cronjob-controller", owner: "CronJob" },
        { kind: "Pod", by: "job-controller", owner: "Job", then: "-[0-9]+" },
    ],
    DaemonSet: [{ kind: "Pod", by: "daemon-set-controller", owner: "DaemonSet" }],
    Deployment: [
        { kind: "ReplicaSet", by: "deployment-controller", owner: "Deployment" },
        { kind: "Pod", by: "replicaset-controller", owner: "ReplicaSet", then: "-[a-z0-9]+" },
    ],
    Job: [{ kind: "Pod", by: "job-controller", owner: "Job" }],
    StatefulSet: [{ kind: "Pod", by: "statefulset-controller", owner: "StatefulSet" }],
};

/** The condition under which a policy looks at an object at all; none where nothing is exempt. */
export function conditionsOf(exempt: readonly ExemptWorkload[]): readonly Variable[] {
    if (exempt.length === 0) return [];
    const spared = exempt.map(spares).join(" || ");
    return [{ name: EXEMPT_CONDITION, expression: `object == null || !(${spared})` }];
}

function spares({ kind, name, namespace }: ExemptWorkload): string {
    const itself = `object.kind == ${quoted(kind)} && object.metadata.name == ${quoted(name)}`;
    const all = [itself, ...MADE[kind].map((one) => madeOf(one, name))].map((one) => `(${one})`);
    return `(request.namespace == ${quoted(namespace)} && (${all.join(" || ")}))`;
}

function madeOf({ by, kind, owner, then }: Made, name: string): string {
    const pattern = `^${name.replaceAll(".", "\\.")}${then ?? ""}$`;
    const isNamed = then === undefined ? `o.name == ${quoted(name)}` : `o.name.matches(${quoted(pattern)})`;
    return (
        `object.kind == ${quoted(kind)} && ` +
        `request.userInfo.username == ${quoted(`system:serviceaccount:kube-system:${by}`)} && ` +
        "has(object.metadata.ownerReferences) && object.metadata.ownerReferences.exists(o, " +
        `o.kind == ${quoted(owner)} && has(o.controller) && o.controller && ${isNamed})`
    );
}

const PODS = WORKLOADS.flatMap(({ resources }) => resources);

/** What is wrong with them, below the policy's place. */
export function checkExempt(
    exempt: readonly ExemptWorkload[],
    resources: readonly ResourceWords[],
): readonly Problem[] {
    const looksAtPods = resources.some((one) =>
        one.resources.some((name) => name === "*" || PODS.includes(name)),
    );
    if (exempt.length > 0 && !looksAtPods) {
        const remedy = "Remove it, or exempt the namespace";
        return [{ path: "exemptWorkloads", what: "it looks at no workload", remedy }];
    }
    return exempt.flatMap((one, index) =>
        faultsOf(one, exempt.slice(0, index)).map((problem) => ({
            ...problem,
            path: `exemptWorkloads[${index}]${problem.path}`,
        })),
    );
}

/** A last day, whose order is that of the calendar. */
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function faultsOf(one: ExemptWorkload, before: readonly ExemptWorkload[]): readonly Problem[] {
    const { expires, kind, name, namespace, owner, reason } = one;
    const isTwice = before.some(
        (other) => other.kind === kind && other.namespace === namespace && other.name === name,
    );
    const wanted: readonly (readonly [boolean, Problem])[] = [
        [
            !isTwice,
            { path: "", what: "exempt already", got: exemptText(one), remedy: "Remove one of the two" },
        ],
        [
            isLabelName(namespace),
            {
                path: ".namespace",
                what: "not a name of a namespace",
                got: namespace,
                remedy: "Name it whole, without *",
            },
        ],
        [
            /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name),
            {
                path: ".name",
                what: "not a name of a workload",
                got: name,
                remedy: "Name it whole, without *",
            },
        ],
        [
            reason.trim().length >= 20,
            {
                path: ".reason",
                what: "too short to be a reason",
                got: reason,
                remedy: "Say in a sentence why it is right",
            },
        ],
        [
            owner.trim() !== "",
            {
                path: ".owner",
                what: "nobody",
                got: owner,
                remedy: "Name the team or person who answers for it",
            },
        ],
        [
            DAY.test(expires),
            {
                path: ".expires",
                what: "not a day",
                got: expires,
                remedy: "Write the last day it counts as YYYY-MM-DD",
            },
        ],
    ];
    return wanted.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

/** `DaemonSet agents/node-agent`. */
export function exemptText({
    kind,
    name,
    namespace,
}: Pick<ExemptWorkload, "kind" | "name" | "namespace">): string {
    return `${kind} ${namespace}/${name}`;
}
