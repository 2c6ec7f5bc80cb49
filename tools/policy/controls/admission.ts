/** What is let into the cluster, and who reads secrets. */
import type { Control } from "../control";
import { each } from "../judging";
import { TYPES } from "../planned";
import { listOf, read, textOf, textsOf } from "../reading";

const VALIDATING = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const MUTATING = "kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicy";

export const ADMISSION: readonly Control[] = [
    {
        id: "C102",
        title: "Admission fails closed",
        severity: "medium",
        means: "policies of admission refuse what they cannot judge, and in production deny rather than warn",
        why: "A policy that only warns is read by nobody.",
        remedy: 'Take actions out of the policy in production: ["Deny"] is the default',
        decidedBy: ["admissionPolicies"],
        rows: {
            cis: ["4.2.1", "4.2.2", "4.2.3", "4.2.4"],
            nsa: ["pod-security"],
            bestPractices: ["pods/host-path", "pods/privileged"],
        },
        judge: (planned) => [
            ...each(planned.ofType(VALIDATING, MUTATING), {
                path: "spec.failurePolicy",
                // Absent is Kubernetes' own, Fail.
                holds: (value) => value !== "Ignore",
                what: "lets through what it cannot judge",
            }),
            ...each(planned.isAtLeast("production") ? planned.ofType(`${VALIDATING}Binding`) : [], {
                path: "spec.validationActions",
                holds: (value) => textsOf(value).includes("Deny"),
                what: "refuses nothing",
            }),
        ],
    },
    {
        id: "C103",
        title: "Levels teams see before they are refused",
        severity: "low",
        means: "namespaces of teams warn and note what a stricter level would refuse",
        why: "A level that is raised later breaks workloads nobody was warned about.",
        remedy: "Leave warn and audit of podSecurity at restricted",
        decidedBy: ["namespaces.<name>.podSecurity", "namespaces.<name>"],
        rows: { bestPractices: ["pods/modes"], nsa: ["pod-security"] },
        from: "staging",
        judge: (planned) =>
            each(
                planned
                    .ofType(TYPES.namespace)
                    .filter(
                        ({ parent = "" }) => planned.at(parent)?.type === "platform:namespaces:Namespace",
                    ),
                {
                    path: "metadata.labels",
                    holds: (labels) =>
                        ["audit", "warn"].every(
                            (mode) =>
                                textOf(read(labels, `pod-security.kubernetes.io/${mode}`)) !== "" ||
                                hasLabel(labels, `pod-security.kubernetes.io/${mode}`),
                        ),
                    what: "warns nobody",
                },
            ),
    },
    {
        id: "C104",
        title: "Stores of secrets say who reads",
        severity: "medium",
        means: "a store of secrets belongs to a namespace, or names those that may read it",
        why: "Every namespace would read every secret of the store.",
        remedy: 'Set scope of the store to kind: "namespace", or name namespaces',
        decidedBy: ["secretStores.<name>"],
        rows: {
            cis: ["4.4.2"],
            nsa: ["secrets"],
            bestPractices: ["data/external-secrets", "data/separate-namespaces"],
        },
        judge: (planned) => [
            ...each(planned.ofType("kubernetes:external-secrets.io/v1:ClusterSecretStore"), {
                path: "spec.conditions",
                holds: (value) => listOf(value).length > 0,
                what: "lets every namespace read",
            }),
            ...each(planned.ofType("kubernetes:external-secrets.io/v1:SecretStore"), {
                path: "metadata.namespace",
                holds: (value) => textOf(value) !== "",
                what: "belongs to no namespace",
            }),
        ],
    },
    {
        id: "C105",
        title: "Capabilities keep what they made",
        severity: "medium",
        means: "capabilities of EKS leave what they made when they go",
        why: "One line taken out of the shape would delete what teams made with them.",
        remedy: "Take the transform of the capability out",
        decidedBy: ["capabilities", "transforms"],
        source: "EKS User Guide, capabilities: deletePropagationPolicy",
        judge: (planned) =>
            each(planned.ofType("aws:eks/capability:Capability"), {
                path: "deletePropagationPolicy",
                holds: (value) => value === "RETAIN",
                what: "takes along what it made",
            }),
    },
];

/** A label's key has dots, which a path cannot have. */
function hasLabel(labels: Parameters<typeof read>[0], key: string): boolean {
    return typeof labels === "object" && labels !== null && Object.hasOwn(labels, key);
}
