/** Who gets into the cluster, and what he may do there. */
import type { Control } from "../control";
import { each } from "../judging";
import { TYPES } from "../planned";
import { input, listOf, read, textOf, textsOf } from "../reading";

const CLUSTER_ROLE_BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";
const ROLES = /^kubernetes:rbac\.authorization\.k8s\.io\/v1:(Cluster)?Role$/;
const BINDINGS = /^kubernetes:rbac\.authorization\.k8s\.io\/v1:(Cluster)?RoleBinding$/;

export const PEOPLE: readonly Control[] = [
    {
        id: "C84",
        title: "Named people in the cluster",
        severity: "high",
        means: "entries let in roles and users by name, no account as a whole and no group of Kubernetes' own",
        why: "A whole account in the cluster is everybody with any right in it.",
        remedy: "Name role/<name> or user/<name> as the principal in access of the shape or platform:admins",
        decidedBy: ["access.<name>", "teams", "platform:admins"],
        rows: { cis: ["4.1.7"], nsa: ["rbac"], bestPractices: ["iam/roles-for-many"] },
        judge: (planned) => [
            ...each(planned.ofType(TYPES.accessEntry), {
                path: "principalArn",
                holds: (value) => !/:root$|\*/.test(textOf(value)),
                what: "lets in an account as a whole",
            }),
            ...each(
                planned.ofType(TYPES.accessEntry).filter((one) => input(one, "type") === "STANDARD"),
                {
                    path: "kubernetesGroups",
                    holds: (value) => !textsOf(value).some((group) => group.startsWith("system:")),
                    what: "is in a group of Kubernetes' own",
                },
            ),
        ],
    },
    {
        id: "C109",
        title: "Administrators are listed",
        severity: "high",
        means: "whoever administers the whole cluster is listed in the settings, from staging on",
        why: "A right given in passing is found by nobody who reads the settings.",
        remedy: "Name namespaces and a lesser policy in access, or list the principal in platform:admins",
        decidedBy: ["access.<name>", "capabilities", "gitops.hub", "platform:admins"],
        rows: { cis: ["4.1.1"], nsa: ["rbac"], bestPractices: ["iam/least-privileged-access"] },
        from: "staging",
        judge: (planned) => {
            const listed = planned
                .ofType("platform:cluster:Access")
                .flatMap((one) => [...textsOf(input(one, "admins")), textOf(input(one, "deployRole"))]);
            return each(
                planned
                    .ofType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")
                    .filter(
                        (one) =>
                            textOf(input(one, "policyArn")).endsWith("/AmazonEKSClusterAdminPolicy") &&
                            input(one, "accessScope.type") === "cluster",
                    ),
                {
                    path: "principalArn",
                    holds: (value) => listed.includes(textOf(value)),
                    what: "administers the cluster and is not listed",
                },
            );
        },
    },
    {
        id: "C85",
        title: "No administrator by creation",
        severity: "high",
        means: "whoever creates the cluster is no administrator of it for that",
        why: "The pipeline's role would stay an administrator that no entry shows.",
        remedy: "Take the transform of the cluster out; name administrators in platform:admins",
        decidedBy: ["transforms", "platform:admins"],
        rows: { nsa: ["rbac"], bestPractices: ["iam/cluster-creator"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.cluster), {
                path: "accessConfig.bootstrapClusterCreatorAdminPermissions",
                holds: (value) => value === false,
                what: "makes its creator an administrator",
            }),
    },
    {
        id: "C86",
        title: "Nobody unknown is bound",
        severity: "critical",
        means: "no binding gives rights to everybody, to those who have not signed in, or to a default service account",
        why: "Whoever reaches the API server, or runs any pod, would have them.",
        remedy: "Bind a group of your identity provider, or a service account of its own",
        decidedBy: ["teams", "objects", "identityProviders.<name>"],
        rows: { cis: ["4.1.1", "4.1.5"], nsa: ["authentication", "rbac"], bestPractices: ["iam/anonymous"] },
        judge: (planned) =>
            each(planned.matching(BINDINGS), {
                path: "subjects",
                holds: (value) =>
                    listOf(value).every(
                        (one) =>
                            !ANYBODY.includes(textOf(read(one, "name"))) &&
                            !(read(one, "kind") === "ServiceAccount" && read(one, "name") === "default"),
                    ),
                what: "gives rights to everybody or to a default service account",
            }),
    },
    {
        id: "C87",
        title: "cluster-admin for people alone",
        severity: "high",
        means: "cluster-admin is bound to groups of people, never to a pod",
        why: "Whoever takes over that pod has the cluster.",
        remedy: "Bind a role with the rights it needs to the service account",
        decidedBy: ["objects", "identityProviders.<name>"],
        rows: { cis: ["4.1.1"], nsa: ["rbac"], bestPractices: ["iam/least-privileged-bindings"] },
        judge: (planned) =>
            each(
                planned
                    .ofType(CLUSTER_ROLE_BINDING)
                    .filter((one) => input(one, "roleRef.name") === "cluster-admin"),
                {
                    path: "subjects",
                    holds: (value) => listOf(value).every((one) => read(one, "kind") !== "ServiceAccount"),
                    what: "makes a pod an administrator",
                },
            ),
    },
    {
        id: "C88",
        title: "Roles without wildcards",
        severity: "medium",
        means: "no role of the environment's objects allows everything on everything",
        why: "Kinds that come later are allowed as well, Secrets among them.",
        remedy: "Name verbs and resources in the role",
        decidedBy: ["teams", "objects"],
        rows: { cis: ["4.1.3"], nsa: ["rbac"], bestPractices: ["iam/least-privileged-bindings"] },
        judge: (planned) =>
            each(planned.matching(ROLES), {
                path: "rules",
                holds: (value) =>
                    listOf(value).every(
                        (rule) =>
                            !["verbs", "resources"].every((key) => textsOf(read(rule, key)).includes("*")),
                    ),
                what: "allows everything on everything",
            }),
    },
    {
        id: "C89",
        title: "Identity providers over TLS",
        severity: "high",
        means: "people sign in with identity providers that answer over TLS, for one client",
        why: "Whoever stands between could sign tokens that the API server believes.",
        remedy: "Set issuerUrl to an address that begins with https://",
        decidedBy: ["identityProviders.<name>"],
        rows: { nsa: ["authentication"] },
        judge: (planned) =>
            each(planned.ofType("aws:eks/identityProviderConfig:IdentityProviderConfig"), {
                path: "oidc.issuerUrl",
                holds: (value, one) =>
                    textOf(value).startsWith("https://") && textOf(input(one, "oidc.clientId")) !== "",
                what: "believes tokens of an address without TLS, or of any client",
            }),
    },
    {
        id: "C90",
        title: "Nodes elsewhere sign in for a while",
        severity: "medium",
        means: "hybrid nodes sign in through one role each profile, and certificates they are given",
        why: "A machine outside would have the rights of others as well.",
        remedy: "Leave profile and anchor to hybridNodes.credentials",
        decidedBy: ["hybridNodes.credentials", "hybridNodes"],
        source: "IAM Roles Anywhere User Guide, profiles",
        judge: (planned) => [
            ...each(planned.ofType("aws:rolesanywhere/profile:Profile"), {
                path: "roleArns",
                holds: (value) => textsOf(value).length === 1,
                what: "hands out several roles",
            }),
            ...each(planned.ofType("aws:rolesanywhere/trustAnchor:TrustAnchor"), {
                path: "source.sourceType",
                holds: (value) => ["AWS_ACM_PCA", "CERTIFICATE_BUNDLE"].includes(textOf(value)),
                what: "believes certificates of anybody",
            }),
        ],
    },
];

/** Groups that hold everybody, and those who have not said who they are. */
const ANYBODY = [
    "system:anonymous",
    "system:authenticated",
    "system:unauthenticated",
    "system:serviceaccounts",
];
