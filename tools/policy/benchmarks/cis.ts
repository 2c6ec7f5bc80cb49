/** Rows of the CIS Amazon EKS Benchmark v1.8.0: ids and titles alone. */
import { ACCOUNT, AWS, IMAGE, PEOPLE, type RowFacts, RUN_TIME } from "./row";

const NODE = IMAGE("EKS' images of nodes set it: kube-bench on a node says whether they still do");
const NAMESPACES = RUN_TIME("namespaces that others make: kubectl get namespaces --show-labels");
const RBAC = RUN_TIME(
    "roles that people and charts make in the cluster: kubectl get clusterroles,roles -A -o yaml",
);

export const CIS_ROWS = {
    "2.1.1": { title: "Enable audit Logs" },
    "2.1.2": { title: "Ensure audit logs are collected and managed" },
    "3.1.1": {
        title: "Ensure that the kubeconfig file permissions are set to 644 or more restrictive",
        beyond: NODE,
    },
    "3.1.2": {
        title: "Ensure that the kubelet kubeconfig file ownership is set to root:root",
        beyond: NODE,
    },
    "3.1.3": {
        title: "Ensure that the kubelet configuration file has permissions set to 644 or more restrictive",
        beyond: NODE,
    },
    "3.1.4": {
        title: "Ensure that the kubelet configuration file ownership is set to root:root",
        beyond: NODE,
    },
    "3.2.1": { title: "Ensure that the Anonymous Auth is Not Enabled", beyond: NODE },
    "3.2.2": {
        title: "Ensure that the --authorization-mode argument is not set to AlwaysAllow",
        beyond: NODE,
    },
    "3.2.3": { title: "Ensure that a Client CA File is Configured", beyond: NODE },
    "3.2.4": { title: "Ensure that the --read-only-port is disabled", beyond: NODE },
    "3.2.5": {
        title: "Ensure that the --streaming-connection-idle-timeout argument is not set to 0",
        beyond: NODE,
    },
    "3.2.6": {
        title: "Ensure that the --make-iptables-util-chains argument is set to true",
        beyond: NODE,
    },
    "3.2.7": {
        title: "Ensure that the --eventRecordQPS argument is set to 0 or a level which ensures appropriate event capture",
        beyond: NODE,
    },
    "3.2.8": {
        title: "Ensure that the --rotate-certificates argument is not present or is set to true",
        beyond: NODE,
    },
    "3.2.9": {
        title: "Ensure that the RotateKubeletServerCertificate argument is set to true",
        beyond: NODE,
    },
    "4.1.1": {
        title: "Ensure that the cluster-admin role is only used where required",
        beyond: RUN_TIME("bindings made in the cluster: kubectl get clusterrolebindings -o wide"),
    },
    "4.1.2": { title: "Minimize access to secrets", beyond: RBAC },
    "4.1.3": { title: "Minimize wildcard use in Roles and ClusterRoles", beyond: RBAC },
    "4.1.4": { title: "Minimize access to create pods", beyond: RBAC },
    "4.1.5": { title: "Ensure that default service accounts are not actively used" },
    "4.1.6": {
        title: "Ensure that Service Account Tokens are only mounted where necessary",
        beyond: RUN_TIME("pods of teams and charts: kubectl get pods -A -o yaml"),
    },
    "4.1.7": {
        title: "Cluster Access Manager API to streamline and enhance the management of access controls within EKS clusters",
    },
    "4.1.8": {
        title: "Limit use of the Bind, Impersonate and Escalate permissions in the Kubernetes cluster",
        beyond: RBAC,
    },
    "4.1.9": { title: "Minimize access to create PersistentVolume objects", beyond: RBAC },
    "4.1.10": { title: "Minimize access to the proxy sub-resource of Node objects", beyond: RBAC },
    "4.1.11": { title: "Minimize access to webhook configuration objects", beyond: RBAC },
    "4.1.12": { title: "Minimize access to the service account token creation", beyond: RBAC },
    "4.2.1": { title: "Minimize the admission of privileged containers" },
    "4.2.2": {
        title: "Minimize the admission of containers wishing to share the host process ID namespace",
        beyond: NAMESPACES,
    },
    "4.2.3": {
        title: "Minimize the admission of containers wishing to share the host IPC namespace",
        beyond: NAMESPACES,
    },
    "4.2.4": {
        title: "Minimize the admission of containers wishing to share the host network namespace",
        beyond: NAMESPACES,
    },
    "4.2.5": { title: "Minimize the admission of containers with allowPrivilegeEscalation" },
    "4.3.1": { title: "Ensure CNI plugin supports network policies" },
    "4.3.2": {
        title: "Ensure that all Namespaces have Network Policies defined",
        beyond: RUN_TIME("namespaces that others make: kubectl get networkpolicies -A"),
    },
    "4.4.1": {
        title: "Prefer using secrets as files over secrets as environment variables",
        beyond: RUN_TIME("pods of teams and charts: kubectl get pods -A -o yaml"),
    },
    "4.4.2": {
        title: "Consider external secret storage",
        beyond: RUN_TIME("what pods mount and read"),
    },
    "4.5.1": {
        title: "Create administrative boundaries between resources using namespaces",
        beyond: PEOPLE("which team has which namespace is the fork's to say, in namespaces of the shape"),
    },
    "4.5.2": {
        title: "The default namespace should not be used",
        beyond: RUN_TIME("what others make there: kubectl get all -n default"),
    },
    "5.1.1": {
        title: "Ensure Image Vulnerability Scanning using Amazon ECR image scanning or a third party provider",
        beyond: ACCOUNT("registries that the environment does not make scan as their owners say"),
    },
    "5.1.2": {
        title: "Minimize user access to Amazon ECR",
        beyond: PEOPLE("who may push is said by the account's IAM, not by an environment"),
    },
    "5.1.3": { title: "Minimize cluster access to read-only for Amazon ECR" },
    "5.1.4": {
        title: "Minimize Container Registries to only those approved",
        beyond: RUN_TIME("images of pods that others deploy"),
    },
    "5.2.1": { title: "Prefer using dedicated Amazon EKS Service Accounts" },
    "5.3.1": {
        title: "Ensure Kubernetes Secrets are encrypted using Customer Master Keys (CMKs) managed in AWS KMS",
    },
    "5.4.1": { title: "Restrict Access to the Control Plane Endpoint" },
    "5.4.2": {
        title: "Ensure clusters are created with Private Endpoint Enabled and Public Access Disabled",
    },
    "5.4.3": { title: "Ensure clusters are created with Private Nodes" },
    "5.4.4": {
        title: "Ensure Network Policy is Enabled and set as appropriate",
        beyond: RUN_TIME("whether policies of teams are appropriate"),
    },
    "5.4.5": {
        title: "Encrypt traffic to HTTPS load balancers with TLS certificates",
        beyond: RUN_TIME("listeners of Ingresses that teams make"),
    },
    "5.5.1": {
        title: "Manage Kubernetes RBAC users with AWS IAM Authenticator for Kubernetes or Upgrade to AWS CLI v1.16.156 or greater",
        beyond: AWS("EKS authenticates with IAM itself; the kubeconfig calls the AWS CLI for every token"),
    },
} as const satisfies Readonly<Record<string, RowFacts>>;
