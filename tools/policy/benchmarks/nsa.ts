/** Sections of the NSA and CISA Kubernetes Hardening Guide v1.2: headings alone. The keys are the kit's. */
import { ACCOUNT, AWS, IMAGE, PEOPLE, type RowFacts, RUN_TIME } from "./row";

export const NSA_ROWS = {
    "non-root": {
        title: "“Non-root” containers and “rootless” container engines",
        beyond: RUN_TIME("pods of teams: their namespaces' level says what they may do"),
    },
    "immutable-file-systems": {
        title: "Immutable container file systems",
        beyond: RUN_TIME("pods of teams and charts: no level of Pod Security asks for it"),
    },
    images: {
        title: "Building secure container images",
        beyond: IMAGE("how images are built is not part of an environment"),
    },
    "pod-security": { title: "Pod security enforcement" },
    "service-account-tokens": { title: "Protecting Pod service account tokens" },
    "hardening-environments": {
        title: "Hardening container environments",
        beyond: IMAGE("sandboxes and hardened runtimes belong to the nodes' image"),
    },
    namespaces: { title: "Namespaces" },
    "network-policies": { title: "Network policies" },
    "resource-policies": { title: "Resource policies" },
    "control-plane": { title: "Control plane hardening" },
    etcd: { title: "Etcd", beyond: AWS("EKS runs etcd and encrypts it; nobody else reaches it") },
    kubeconfig: {
        title: "Kubeconfig Files",
        beyond: PEOPLE("the kit's holds no credential: it calls the AWS CLI for every token"),
    },
    "node-segmentation": { title: "Worker node segmentation" },
    encryption: {
        title: "Encryption",
        beyond: RUN_TIME("traffic between pods: a mesh or the applications themselves"),
    },
    secrets: { title: "Secrets" },
    "cloud-infrastructure": { title: "Protecting sensitive cloud infrastructure" },
    authentication: { title: "Authentication" },
    rbac: {
        title: "Role-based access control",
        beyond: RUN_TIME("roles that people and charts make in the cluster"),
    },
    logging: { title: "Logging" },
    "audit-configuration": {
        title: "Kubernetes native audit logging configuration",
        beyond: AWS("EKS decides the audit policy; what it writes is kept as the shape says"),
    },
    "node-logging": {
        title: "Worker node and container logging",
        beyond: RUN_TIME("what a chosen collector ships: amazon-cloudwatch-observability or fluent-bit"),
    },
    seccomp: { title: "Seccomp: audit mode", beyond: IMAGE("profiles of seccomp lie on nodes") },
    syslog: { title: "Syslog", beyond: IMAGE("the log of a node's own system is its image's") },
    siem: {
        title: "SIEM platforms",
        beyond: PEOPLE("what reads the log groups is not part of an environment"),
    },
    "service-meshes": {
        title: "Service meshes",
        beyond: PEOPLE("whether there is one is the fork's choice; the kit brings none"),
    },
    "fault-tolerance": { title: "Fault tolerance" },
    "threat-detection": {
        title: "Threat detection",
        beyond: ACCOUNT("GuardDuty has one detector a region"),
    },
    alerting: {
        title: "Alerting",
        beyond: PEOPLE("who hears of what, and where the alarms of others stand"),
    },
    tools: { title: "Tools", beyond: PEOPLE("which tools people watch with") },
    upgrading: { title: "Upgrading and application security practices" },
} as const satisfies Readonly<Record<string, RowFacts>>;
