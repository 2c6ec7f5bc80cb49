/** Recommendations on security of the EKS Best Practices Guide: titles alone. The keys are its page and the kit's word. */
import { ACCOUNT, AWS, IMAGE, KIT, PEOPLE, type RowFacts, RUN_TIME } from "./row";

const NAMESPACES = RUN_TIME("namespaces that others make: kubectl get namespaces --show-labels");
const PODS = RUN_TIME("pods of teams and charts: kubectl get pods -A -o yaml");
const BUILD = IMAGE("how images are built is not part of an environment");
const INCIDENT = PEOPLE("practice of those who answer an incident");

export const BEST_PRACTICES_ROWS = {
    "iam/identity-center": {
        title: "Combine IAM Identity Center with CAM API",
        beyond: ACCOUNT("which roles people assume is said in the organisation's Identity Center"),
    },
    "iam/private-endpoint": { title: "Make the EKS Cluster Endpoint private" },
    "iam/no-token-authentication": {
        title: "Don’t use a service account token for authentication",
        beyond: RUN_TIME("Secrets of type kubernetes.io/service-account-token"),
    },
    "iam/least-privileged-access": { title: "Employ least privileged access to AWS Resources" },
    "iam/cluster-creator": {
        title: "Remove the cluster-admin permissions from the cluster creator principal",
    },
    "iam/roles-for-many": { title: "Use IAM Roles when multiple users need identical access to the cluster" },
    "iam/least-privileged-bindings": {
        title: "Employ least privileged access when creating RoleBindings and ClusterRoleBindings",
        beyond: RUN_TIME("bindings made in the cluster"),
    },
    "iam/automated-creation": {
        title: "Create cluster using an automated process",
        beyond: KIT("pulumi up of a reviewed commit makes it"),
    },
    "iam/dedicated-role": { title: "Create the cluster with a dedicated IAM role" },
    "iam/audit-access": {
        title: "Regularly audit access to the cluster",
        beyond: PEOPLE("a review by people"),
    },
    "iam/aws-auth": { title: "If relying on aws-auth configMap use tools to make changes" },
    "iam/aws-node": { title: "Update the aws-node daemonset to use IRSA" },
    "iam/instance-profile": { title: "Restrict access to the instance profile assigned to the worker node" },
    "iam/irsa-trust": {
        title: "Scope the IAM Role trust policy for IRSA Roles to the service account name, namespace, and cluster",
    },
    "iam/role-per-application": { title: "Use one IAM role per application" },
    "iam/imds-hops": {
        title: "When your application needs access to IMDS, use IMDSv2 and increase the hop limit on EC2 instances to 2",
    },
    "iam/token-mounts": { title: "Disable auto-mounting of service account tokens" },
    "iam/dedicated-accounts": { title: "Use dedicated service accounts for each application" },
    "iam/non-root": { title: "Run the application as a non-root user", beyond: PODS },
    "iam/least-privileged-applications": { title: "Grant least privileged access to applications" },
    "iam/anonymous": {
        title: "Review and revoke unnecessary anonymous access to your EKS cluster",
        beyond: RUN_TIME("bindings that others make"),
    },
    "iam/reuse-sessions": { title: "Reuse AWS SDK sessions with IRSA", beyond: BUILD },
    "pods/modes": {
        title: "Use multiple Pod Security Admission (PSA) modes for a better user experience",
        beyond: NAMESPACES,
    },
    "pods/privileged": { title: "Restrict the containers that can run as privileged", beyond: NAMESPACES },
    "pods/root": { title: "Do not run processes in containers as root", beyond: PODS },
    "pods/docker-socket": {
        title: "Never run Docker in Docker or mount the socket in the container",
        beyond: PODS,
    },
    "pods/host-path": {
        title: "Restrict the use of hostPath or if hostPath is necessary restrict which prefixes can be used and configure the volume as read-only",
        beyond: NAMESPACES,
    },
    "pods/requests": {
        title: "Set requests and limits for each container to avoid resource contention and DoS attacks",
    },
    "pods/escalation": { title: "Do not allow privileged escalation" },
    "pods/token-mounts": { title: "Disable ServiceAccount token mounts" },
    "pods/service-discovery": { title: "Disable service discovery", beyond: PODS },
    "pods/read-only-root": { title: "Configure your images with read-only root file system", beyond: PODS },
    "network/least-privilege": {
        title: "Getting Started with Network Policies - Follow Principle of Least Privilege",
    },
    "network/monitoring": {
        title: "Monitoring network policy enforcement",
        beyond: RUN_TIME("the log of the policy agent on nodes"),
    },
    "network/nitro": { title: "Nitro Instances", beyond: AWS("Nitro encrypts between its instances itself") },
    "network/load-balancers": {
        title: "Ingress Controllers and Load Balancers",
        beyond: RUN_TIME("listeners of Ingresses that teams make"),
    },
    "data/at-rest": { title: "Encrypt data at rest" },
    "data/rotate-keys": { title: "Rotate your CMKs periodically" },
    "data/access-points": { title: "Use EFS access points to simplify access to shared datasets" },
    "data/envelope": { title: "Use AWS KMS for envelope encryption of Kubernetes secrets" },
    "data/audit-secrets": {
        title: "Audit the use of Kubernetes Secrets",
        beyond: PEOPLE("queries of the audit log, which is kept"),
    },
    "data/rotate-secrets": {
        title: "Rotate your secrets periodically",
        beyond: PEOPLE("secrets are their owners'; stores read them anew by themselves"),
    },
    "data/separate-namespaces": {
        title: "Use separate namespaces as a way to isolate secrets from different applications",
    },
    "data/volume-mounts": { title: "Use volume mounts instead of environment variables", beyond: PODS },
    "data/external-secrets": {
        title: "Use an external secrets provider",
        beyond: RUN_TIME("what pods mount and read"),
    },
    "hosts/container-os": {
        title: "Use an OS optimized for running containers",
        beyond: PEOPLE("amiFamily and amiAlias of the shape: Bottlerocket is one word away"),
    },
    "hosts/updated": { title: "Keep your worker node OS updated" },
    "hosts/replaced": {
        title: "Treat your infrastructure as immutable and automate the replacement of your worker nodes",
    },
    "hosts/kube-bench": {
        title: "Periodically run kube-bench to verify compliance with CIS benchmarks for Kubernetes",
        beyond: RUN_TIME("a scan on a node"),
    },
    "hosts/access": { title: "Minimize access to worker nodes" },
    "hosts/private": { title: "Deploy workers onto private subnets" },
    "hosts/inspector": {
        title: "Run Amazon Inspector to assess hosts for exposure, vulnerabilities, and deviations from best practices",
        beyond: ACCOUNT("Inspector is switched on for the account's instances, outside of an environment"),
    },
    "image/minimal": { title: "Create minimal images", beyond: BUILD },
    "image/scan": {
        title: "Scan images for vulnerabilities regularly",
        beyond: ACCOUNT("registries that the environment does not make scan as their owners say"),
    },
    "image/policies": { title: "Create IAM policies for ECR repositories" },
    "image/endpoints": { title: "Consider using ECR private endpoints" },
    "image/endpoint-policies": { title: "Implement endpoint policies for ECR" },
    "image/lifecycle": { title: "Implement lifecycle policies for ECR" },
    "image/user": {
        title: "Add the USER directive to your Dockerfiles to run as a non-root user",
        beyond: BUILD,
    },
    "image/immutable-tags": { title: "Use immutable tags with ECR" },
    "image/signatures": {
        title: "Image integrity verification using Kubernetes admission controller",
        beyond: RUN_TIME("kyverno of the catalogue may verify signatures; its policies are the fork's"),
    },
    "detective/audit-logs": { title: "Enable audit logs" },
    "detective/alarms": {
        title: "Create alarms for suspicious events",
        beyond: ACCOUNT("alarms on the audit log stand where logs of all accounts meet"),
    },
    "detective/cloudtrail": { title: "Audit your CloudTrail logs", beyond: PEOPLE("a review by people") },
    "detective/insights": {
        title: "Use CloudTrail Insights to unearth suspicious activity",
        beyond: ACCOUNT("a setting of the account's own trail"),
    },
    "incidents/game-days": { title: "Practice security game days", beyond: INCIDENT },
    "incidents/penetration": { title: "Run penetration tests against your cluster", beyond: INCIDENT },
    "runtime/guardduty": {
        title: "Use Amazon GuardDuty for runtime monitoring and detecting threats to your EKS environments",
        beyond: ACCOUNT("one detector a region"),
    },
    "multitenancy/quotas": { title: "Quotas", beyond: RUN_TIME("namespaces that others make") },
    "compliance/policy-as-code": {
        title: "Use policy-as-code tools in pipelines to detect violations before deployment",
        beyond: KIT("npm run plan -- controls in the pipeline"),
    },
} as const satisfies Readonly<Record<string, RowFacts>>;
