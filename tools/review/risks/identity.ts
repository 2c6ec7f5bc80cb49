/** Workloads and roles that lose permissions. */
import type { Json } from "../../../components/shared/json";
import { isObject, textOf } from "../../facts/build";
import type { Change } from "../change";
import { isList, openJson, same } from "../compare";
import { isEmpty } from "../forces";
import { textsIn } from "../settle";
import { type Around, goesWithCluster, isLost, named, type Risk, sidesOf } from "./risk";

const ATTACHMENT_TYPES = [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/rolePolicy:RolePolicy",
];
const POLICY_TYPES = ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"];
const IRSA_ANNOTATION = "eks.amazonaws.com/role-arn";

type Find = (change: Change, around: Around) => Omit<Risk, "kind" | "urn"> | undefined;

/** Each looks at one change. */
const FINDERS: readonly Find[] = [
    associationGone,
    issuerGone,
    policyGone,
    addonIdentityGone,
    trustNarrowed,
    actionsGone,
    annotationGone,
];

export function lostIdentities(around: Around): readonly Risk[] {
    return around.diff.changes
        .filter((change) => !goesWithCluster(change, around))
        .flatMap((change) =>
            FINDERS.flatMap((find) => {
                const found = find(change, around);
                return found === undefined
                    ? []
                    : [{ kind: "identity-lost" as const, urn: change.urn, ...found }];
            }),
        );
}

function associationGone(change: Change): ReturnType<Find> {
    if (change.type !== "aws:eks/podIdentityAssociation:PodIdentityAssociation" || !isLost(change))
        return undefined;
    const { before } = sidesOf(change);
    const account = `${textOf(before["namespace"])}/${textOf(before["serviceAccount"])}`;
    return {
        severity: "high",
        what: `Pods of service account ${account} lose their AWS role: ${named("association", change)} goes.`,
        why: "New pods of the account start without credentials; running ones fail when theirs run out.",
        source: "hashicorp/terraform-provider-aws internal/service/eks/pod_identity_association.go",
        remedy: "Keep the association until nothing runs under the account",
    };
}

function issuerGone(change: Change): ReturnType<Find> {
    if (change.type !== "aws:iam/openIdConnectProvider:OpenIdConnectProvider" || !isLost(change))
        return undefined;
    return {
        severity: "high",
        what: `${named("OIDC provider", change)} is ${change.operation === "delete" ? "deleted" : "replaced"}: IAM trusts no service account of the cluster while it is gone.`,
        why: "Every role that trusts it, IRSA, refuses its pods.",
        source: "EKS User Guide, IAM roles for service accounts",
        remedy: "Move its roles to Pod Identity first, or keep it",
    };
}

/** Of a role that stays. A role that goes takes its policies along, and is a risk of its own. */
function policyGone(change: Change, { changes, diff }: Around): ReturnType<Find> {
    if (!ATTACHMENT_TYPES.includes(change.type) || change.operation !== "delete") return undefined;
    const owners = change.before?.propertyDependencies["role"] ?? [];
    if (owners.some((urn) => changes.get(urn)?.operation === "delete")) return undefined;
    const { before } = sidesOf(change);
    // Under another URN it is a trap of its own.
    const isBack = diff.changes.some(
        ({ operation, after }) => operation === "create" && same(after?.inputs, before),
    );
    if (isBack) return undefined;
    const policy = textOf(before["policyArn"], `policy "${change.name}"`);
    return {
        severity: "high",
        what: `Role ${textOf(before["role"])} loses ${policy}.`,
        why: "What runs with the role is denied whatever only this policy allowed.",
        source: "IAM User Guide, Policy evaluation logic",
        remedy: "Make sure that nothing uses it any more, or attach its successor first",
    };
}

function addonIdentityGone(change: Change): ReturnType<Find> {
    if (change.type !== "aws:eks/addon:Addon" || change.operation !== "update") return undefined;
    const { before, after } = sidesOf(change);
    const gone = ["serviceAccountRoleArn", "podIdentityAssociations"].filter(
        (key) => !isEmpty(before[key]) && isEmpty(after[key]),
    );
    const has = ["serviceAccountRoleArn", "podIdentityAssociations"].some((key) => !isEmpty(after[key]));
    if (gone.length === 0 || has) return undefined;
    return {
        severity: "high",
        what: `${named("Add-on", change)} loses its AWS role (${gone.join(", ")}).`,
        why: "Its pods fall back to the node's role, or to nothing on Fargate.",
        source: "hashicorp/terraform-provider-aws internal/service/eks/addon.go, resourceAddonUpdate",
        remedy: "Give it its role back, in one of the two forms",
    };
}

function trustNarrowed(change: Change): ReturnType<Find> {
    if (change.type !== "aws:iam/role:Role" || change.operation !== "update") return undefined;
    const { before, after } = sidesOf(change);
    const gone = missing(trusted(before["assumeRolePolicy"]), trusted(after["assumeRolePolicy"]));
    if (gone.length === 0) return undefined;
    return {
        severity: "medium",
        what: `${named("Role", change)} is no longer assumed by ${gone.join(", ")}.`,
        why: "Who assumes it today is denied as soon as its session ends.",
        source: "IAM User Guide, Trust policies",
        remedy: "Make sure that nobody assumes it this way any more",
    };
}

function actionsGone(change: Change): ReturnType<Find> {
    if (!POLICY_TYPES.includes(change.type) || change.operation !== "update") return undefined;
    const { before, after } = sidesOf(change);
    const gone = missing(allowed(before["policy"]), allowed(after["policy"]));
    if (gone.length === 0) return undefined;
    return {
        severity: "medium",
        what: `${named("Policy", change)} no longer allows ${gone.join(", ")}.`,
        why: "Who depends on it is denied.",
        source: "IAM User Guide, Policy evaluation logic",
        remedy: "Make sure that nothing uses these actions any more",
    };
}

function annotationGone(change: Change): ReturnType<Find> {
    const gone = change.properties.some(
        ({ path, before, after }) =>
            after === undefined && JSON.stringify([path, before ?? null]).includes(IRSA_ANNOTATION),
    );
    if (!gone || change.operation !== "update" || !change.type.startsWith("kubernetes:")) return undefined;
    return {
        severity: "high",
        what: `"${change.name}" loses the annotation ${IRSA_ANNOTATION} of its service account.`,
        why: "New pods of the account start without credentials.",
        source: "EKS User Guide, IAM roles for service accounts",
        remedy: "Give the account a Pod Identity association in the same change, or keep the annotation",
    };
}

function missing(before: readonly string[], after: readonly string[]): readonly string[] {
    return [...new Set(before)].filter((text) => !after.includes(text)).sort();
}

/** Principals, and the subjects their tokens must name. */
function trusted(policy: Json | undefined): readonly string[] {
    return statementsOf(policy).flatMap((statement) => [
        ...textsIn(statement["Principal"]),
        ...Object.values(isObject(statement["Condition"]) ? statement["Condition"] : {}).flatMap(
            (conditions) =>
                Object.entries(isObject(conditions) ? conditions : {}).flatMap(([key, values]) =>
                    key.endsWith(":sub") ? textsIn(values) : [],
                ),
        ),
    ]);
}

function allowed(policy: Json | undefined): readonly string[] {
    return statementsOf(policy).flatMap((statement) =>
        statement["Effect"] === "Allow" ? textsIn(statement["Action"]) : [],
    );
}

function statementsOf(policy: Json | undefined): readonly { readonly [key: string]: Json }[] {
    const opened = openJson(policy) ?? policy;
    const statement = isObject(opened) ? opened["Statement"] : undefined;
    const list = isList(statement) ? statement : [statement ?? null];
    return list.filter((item) => isObject(item));
}
