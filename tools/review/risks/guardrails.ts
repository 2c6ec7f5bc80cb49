/** What holds pods and people back, and holds less of them: levels of namespaces, and policies. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { ADMISSION_TYPE, exemptWorkloadsIn } from "../../policy/admission/exempt";
import type { Change } from "../change";
import { textsIn } from "../settle";
import { type Around, changesOfType, goesWithCluster, isLost, type Risk, sidesOf } from "./risk";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const LEVEL = "pod-security.kubernetes.io/enforce";

const BINDINGS = [
    "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding",
    "kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicyBinding",
];
const ADMISSION = "Kubernetes documentation, Validating Admission Policy";

/** The strictest last. Source: Kubernetes documentation, Pod Security Standards. */
const LEVELS = ["privileged", "baseline", "restricted"];

/** Of a cluster that stays. */
export function loosenedGuards(around: Around): readonly Risk[] {
    const held = (change: Change) => !goesWithCluster(change, around);
    return [
        ...changesOfType(around, NAMESPACE).filter(held).flatMap(loweredLevel),
        ...openedNamespaces(around, changesOfType(around, POLICY).filter(held)),
        ...BINDINGS.flatMap((type) => changesOfType(around, type))
            .filter((change) => held(change) && !goesWithTeam(change, around))
            .flatMap(loosenedPolicy),
        ...changesOfType(around, ADMISSION_TYPE).filter(held).flatMap(exemptedWorkloads),
    ];
}

/** Of a team whose namespaces go as well: nothing is left to hold back. */
function goesWithTeam(change: Change, around: Around): boolean {
    const lost = changesOfType(around, NAMESPACE).filter(isLost).map(nameOf);
    const policy = textOf(objectOf(sidesOf(change).before["spec"])["policyName"]);
    return changesOfType(around, "platform:teams:Team").some((team) => {
        const { namespaces, team: name } = sidesOf(team).before;
        return (
            team.operation === "delete" &&
            policy.startsWith(`platform-team-${textOf(name)}-`) &&
            textsIn(namespaces ?? []).every((namespace) => lost.includes(namespace))
        );
    });
}

function loweredLevel(change: Change): Risk[] {
    if (change.operation === "delete" || change.operation === "create") return [];
    const { after, before } = sidesOf(change);
    const [was, is] = [before, after].map((side) => levelOf(objectOf(side["metadata"])["labels"]));
    if (was === undefined || is === undefined || LEVELS.indexOf(is) >= LEVELS.indexOf(was)) return [];
    return [
        {
            kind: "protection-removed",
            severity: "high",
            urn: change.urn,
            what: `Namespace ${nameOf(change)} takes pods of level ${is}, and took only those of ${was}.`,
            why: "A pod may then do on its node what was refused before; pods that run stay as they are.",
            source: "Kubernetes documentation, Pod Security Standards",
            remedy: "Leave the level, and give the one workload that needs more a namespace of its own",
        },
    ];
}

/** Without a label, anything goes. */
function levelOf(labels: Parameters<typeof objectOf>[0]): string {
    return textOf(objectOf(labels)[LEVEL], "privileged");
}

/** Where the namespace stays: with it goes what its policies held apart. */
function openedNamespaces(around: Around, policies: readonly Change[]): Risk[] {
    const gone = changesOfType(around, NAMESPACE).filter(isLost).map(nameOf);
    return policies
        .filter(({ name, operation }) => operation === "delete" && name.endsWith("-default-deny"))
        .filter((change) => !gone.includes(namespaceOf(change)))
        .map((change) => ({
            kind: "protection-removed",
            severity: "high",
            urn: change.urn,
            what: `All traffic passes from and to pods of namespace ${namespaceOf(change)}, unless another policy selects them.`,
            why: "What only the denial kept out reaches them at once, and they reach anything.",
            source: "Kubernetes documentation, Network Policies, Default policies",
            remedy: "Keep the denial, and say in traffic what is to pass",
        }));
}

/** A policy that counts no longer, refuses no longer, or looks away from a namespace. */
function loosenedPolicy(change: Change): Risk[] {
    const { after, before } = sidesOf(change);
    const [was, is] = [before, after].map((side) => objectOf(side["spec"]));
    const policy = `Policy ${textOf(was?.["policyName"])}`;
    const risk = { kind: "protection-removed", urn: change.urn, source: ADMISSION } as const;
    const why = "Objects that it held back are taken from then on; what was made before stays as it is.";
    if (change.operation === "delete") {
        const remedy = "Let it warn for a while, and look at whom it would have refused";
        return [{ ...risk, severity: "high", what: `${policy} counts no longer.`, why, remedy }];
    }
    if (change.operation !== "update") return [];
    const refuses = (spec: typeof was) => textsIn(spec?.["validationActions"] ?? []).includes("Deny");
    const further = exemptOf(is).filter((namespace) => !exemptOf(was).includes(namespace));
    return [
        ...(refuses(was) && !refuses(is)
            ? [
                  {
                      ...risk,
                      severity: "high" as const,
                      what: `${policy} refuses no longer.`,
                      why,
                      remedy: "Keep Deny, and exempt the one namespace that needs it",
                  },
              ]
            : []),
        ...(further.length === 0
            ? []
            : [
                  {
                      ...risk,
                      severity: "medium" as const,
                      what: `${policy} does not look at ${further.join(", ")} any more.`,
                      why: "Whoever may make objects there may make any of them.",
                      remedy: "Make sure that nobody but the platform deploys there",
                  },
              ]),
    ];
}

/** Workloads that a policy which was there lets off from now on. */
function exemptedWorkloads(change: Change): Risk[] {
    if (change.operation !== "update") return [];
    const { after, before } = sidesOf(change);
    const known = exemptWorkloadsIn(before).map(({ workload }) => workload);
    return exemptWorkloadsIn(after)
        .filter(({ workload }) => !known.includes(workload))
        .map(({ expires, owner, reason, workload }) => ({
            kind: "protection-removed",
            severity: "medium",
            urn: change.urn,
            what: `Policy ${change.urn.split("::").at(-1) ?? ""} lets off ${workload} until ${expires}: ${reason} (${owner}).`,
            why: "Whoever may write that workload may write it as he likes.",
            source: ADMISSION,
            remedy: "Make sure that nobody but its owner may, by Roles of its namespace",
        }));
}

function exemptOf(spec: Properties | undefined): readonly string[] {
    const selector = objectOf(objectOf(spec?.["matchResources"])["namespaceSelector"]);
    const { matchExpressions } = selector;
    const rules = Array.isArray(matchExpressions) ? (matchExpressions as readonly Json[]) : [];
    return rules.flatMap((rule) => textsIn(objectOf(rule)["values"] ?? []));
}

function nameOf(change: Change): string {
    const { after, before } = sidesOf(change);
    return textOf(objectOf(before["metadata"] ?? after["metadata"])["name"]);
}

function namespaceOf(change: Change): string {
    return textOf(objectOf(sidesOf(change).before["metadata"])["namespace"]);
}
