/** Roles of AWS: who assumes them, and what they may do. */
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from "../../../components/shared/github";
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, needed } from "../judging";
import { TYPES } from "../planned";
import {
    allowedBy,
    input,
    isObject,
    isUnknown,
    read,
    type Statement,
    statementsOf,
    textOf,
    textsOf,
} from "../reading";

const POLICIES = [TYPES.policy, TYPES.rolePolicy];
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

export const ROLES: readonly Control[] = [
    {
        id: "C32",
        title: "No full rights",
        severity: "critical",
        means: "no policy allows everything on everything",
        why: "Whoever gets hold of such a role owns the account.",
        remedy: "Name actions and resources in the statement",
        decidedBy: ["transforms", "own", "catalogue", "charts"],
        rows: {
            fsbp: ["IAM.1"],
            nsa: ["authentication"],
            bestPractices: ["iam/least-privileged-access", "iam/least-privileged-applications"],
        },
        judge: (planned) => [
            ...(planned.hasKarpenter ? needed(planned.ofType(...POLICIES), "policy") : []),
            ...each(planned.ofType(...POLICIES), {
                path: "policy",
                holds: (value) =>
                    allowedBy(value).every(
                        ({ actions, resources }) => !(actions.includes("*") && resources.includes("*")),
                    ),
                what: "allows everything on everything",
            }),
        ],
    },
    {
        id: "C33",
        title: "No whole services",
        severity: "medium",
        means: "no policy allows all actions of a service",
        why: "What a service adds later is allowed as well, unseen.",
        remedy: "Name the actions in the statement",
        decidedBy: ["transforms", "own", "capabilities", "catalogue", "charts"],
        rows: { fsbp: ["IAM.21"], bestPractices: ["iam/least-privileged-applications"] },
        judge: (planned) =>
            each(planned.ofType(...POLICIES), {
                path: "policy",
                holds: (value) =>
                    allowedBy(value).every(({ actions }) =>
                        actions.every((action) => action !== "*" && !action.endsWith(":*")),
                    ),
                what: "allows all actions of a service",
            }),
    },
    {
        id: "C34",
        title: "Keys are named",
        severity: "medium",
        means: "no policy allows decryption with every key",
        why: "Who may decrypt with all keys reads whatever else in the account he gets a copy of.",
        remedy: "Name the key's ARN in the statement",
        decidedBy: ["transforms", "own", "catalogue", "charts"],
        rows: { fsbp: ["KMS.1", "KMS.2"] },
        judge: (planned) =>
            each(planned.ofType(...POLICIES), {
                path: "policy",
                holds: (value) =>
                    allowedBy(value).every(
                        ({ actions, condition, resources }) =>
                            condition !== undefined ||
                            !actions.some((one) => /^(\*|kms:(\*|Decrypt|ReEncrypt(From|\*)))$/.test(one)) ||
                            resources.every((one) => one !== "*" && !/:key\/\*$/.test(one)),
                    ),
                what: "allows decryption with every key",
            }),
    },
    {
        id: "C36",
        title: "No administrators",
        severity: "high",
        means: "no role is an administrator",
        why: "What runs with the role may change the account itself.",
        remedy: "Attach a policy that names what is needed",
        decidedBy: ["managedNodes.<name>.extraPolicyArns", "capabilities", "catalogue", "charts", "own"],
        rows: { fsbp: ["IAM.1"], bestPractices: ["iam/least-privileged-access"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.attachment), {
                path: "policyArn",
                // AWS's own are known by their names; one that is made here is judged by what it says.
                holds: (value, one) =>
                    planned.madeFrom(one, "policyArn", TYPES.policy).length > 0 ||
                    (!isUnknown(value) &&
                        !/\/(AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(textOf(value))),
                tellsBy: "edges",
                what: "makes an administrator",
            }),
    },
    {
        id: "C37",
        title: "Who assumes roles",
        severity: "high",
        means: "nobody but a service or a federated identity assumes a role, and no account as a whole",
        why: "Everybody with any right in that account would have those of the role.",
        remedy: "Name the one role that may assume it, or add a condition",
        decidedBy: ["transforms", "own"],
        rows: { nsa: ["authentication"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.role), {
                path: "assumeRolePolicy",
                holds: (value) => {
                    const statements = statementsOf(value);
                    return (
                        statements.length > 0 &&
                        statements.every(
                            ({ condition, principal }) =>
                                (isObject(principal) && read(principal, "AWS") === undefined) ||
                                condition !== undefined,
                        )
                    );
                },
                what: "may be assumed by anybody",
            }),
    },
    {
        id: "C38",
        title: "One service account a role",
        severity: "high",
        means: "a role for IRSA names one service account and the audience, both exactly",
        why: "Any pod that may choose its service account would get the role.",
        remedy: "Let the kit write the trust: identity of the add-on or chart",
        decidedBy: ["addons", "charts", "own"],
        rows: { bestPractices: ["iam/irsa-trust", "iam/role-per-application", "iam/aws-node"] },
        judge: (planned) => [
            ...each(planned.ofType(TYPES.role).filter(isForIrsa), {
                path: "assumeRolePolicy",
                holds: (value) =>
                    statementsOf(value)
                        .filter(isOfToken)
                        .every(({ condition }) => namesOneAccount(condition)),
                what: "may be assumed by other service accounts",
            }),
            ...each(planned.ofType("aws:iam/openIdConnectProvider:OpenIdConnectProvider"), {
                path: "clientIdLists",
                holds: (value) => textOf(value) === "sts.amazonaws.com",
                what: "takes tokens that are not for AWS",
            }),
        ],
    },
    {
        id: "C39",
        title: "Service accounts of their own",
        severity: "medium",
        means: "what calls AWS from a pod does so as a service account of its own, never as default",
        why: "Every pod of the namespace that names no account would have the role.",
        remedy: "Name a service account in the identity of the add-on or chart",
        decidedBy: ["addons.others.<name>.identity", "charts.<name>", "teams", "addons"],
        rows: {
            cis: ["4.1.5", "5.2.1"],
            nsa: ["service-account-tokens"],
            bestPractices: ["iam/dedicated-accounts", "iam/role-per-application"],
        },
        judge: (planned) =>
            each(planned.ofType(ASSOCIATION), {
                path: "serviceAccount",
                holds: (value) => !["", "default"].includes(textOf(value)),
                what: "gives its role to the default service account",
            }),
    },
    {
        id: "C40",
        title: "Pipelines belong to the account",
        severity: "high",
        means: "no pipeline outside AWS assumes a role of the environment but a team's, from one environment of one repository",
        why: "A repository whose name somebody else registers again would deploy.",
        remedy: "Make the role in bootstrap/, or a team's of kind pipeline: both name repository and environment",
        decidedBy: ["own", "teams.<name>", "transforms"],
        rows: { nsa: ["authentication"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.role), {
                path: "assumeRolePolicy",
                holds: (value, one) =>
                    !textOf(value).includes(GITHUB_ISSUER) ||
                    (planned.at(one.parent ?? "")?.type === "platform:teams:PeopleRole" &&
                        statementsOf(value).every(({ condition }) => namesOneJob(condition))),
                what: "trusts a pipeline",
            }),
    },
    {
        id: "C42",
        title: "One way to attach policies",
        severity: "medium",
        means: "policies of a role are attached in one way only",
        why: "Two ways undo each other at every update.",
        remedy: "Attach with RolePolicyAttachment alone",
        decidedBy: ["own", "transforms"],
        source: "AWS provider, aws.iam.Role: managedPolicyArns and inlinePolicies are exclusive",
        judge: (planned) =>
            each(planned.ofType(TYPES.role), {
                path: "managedPolicyArns",
                holds: (value, role) => value === undefined && input(role, "inlinePolicies") === undefined,
                what: "lists policies itself, which fights with attachments",
            }),
    },
];

function isForIrsa(role: PlannedResource): boolean {
    return statementsOf(input(role, "assumeRolePolicy")).some(isOfToken);
}

const BY_TOKEN = "sts:AssumeRoleWithWebIdentity";

/** Of a service account: whom GitHub speaks for is C40's. */
function isOfToken({ actions, principal }: Statement): boolean {
    return actions.includes(BY_TOKEN) && !JSON.stringify(principal ?? null).includes(GITHUB_ISSUER);
}

/** Compared whole, and nothing else said. Source: docs.github.com, actions/reference/security/oidc, "Example subject claims". */
function namesOneJob(condition: Json | undefined): boolean {
    if (!isObject(condition) || Object.keys(condition).join() !== "StringEquals") return false;
    const said = condition["StringEquals"];
    if (!isObject(said)) return false;
    const [subject = "", ...more] = textsOf(said[`${GITHUB_ISSUER}:sub`]);
    return (
        textOf(said[`${GITHUB_ISSUER}:aud`]) === GITHUB_AUDIENCE &&
        more.length === 0 &&
        /^repo:[^*?:]+:environment:[^*?:]+$/.test(subject)
    );
}

function namesOneAccount(condition: Json | undefined): boolean {
    const equal = isObject(condition) ? condition["StringEquals"] : undefined;
    const entries = isObject(equal) ? Object.entries(equal) : [];
    const has = (end: string, pattern: RegExp): boolean =>
        entries.some(([key, value]) => key.endsWith(end) && typeof value === "string" && pattern.test(value));
    return (
        has(":sub", /^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$/) && has(":aud", /^sts\.amazonaws\.com$/)
    );
}
