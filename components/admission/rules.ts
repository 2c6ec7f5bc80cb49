/**
 * What a cluster holds at run time, and no plan can know: one rule a policy. The one source of the policies of admission and of
 * the controls that speak of them.
 */

/** Rows of benchmarks that it answers: ids as tools/policy/benchmarks has them, which its controls are typed by. */
interface Rows {
    readonly cis?: readonly string[];
    readonly nsa?: readonly string[];
    readonly bestPractices?: readonly string[];
}

export interface RunTimeRule {
    /** Its control's: never changes and is never given again. Messages of the API server begin with it. */
    readonly id: string;
    readonly title: string;
    readonly severity: "critical" | "high" | "low" | "medium";
    /** What holds, one sentence in lower case without its full stop. */
    readonly means: string;
    /** What may happen otherwise, one sentence. */
    readonly why: string;
    /** What to change in the object, which whoever made it reads: an imperative without a full stop. */
    readonly remedy: string;
    readonly rows: Rows;
    /** Where else it is known from. @default its rows */
    readonly source?: string;
}

/** Kubernetes documentation, Pod Security Standards. */
const PSS = (level: "baseline" | "restricted", control: string) =>
    `Kubernetes documentation, Pod Security Standards, ${level}: ${control}`;

/** By word of `admissionPolicies`; its policy has the same name in lower case. Ids and words: an API. */
export const RUN_TIME_RULES = {
    registries: {
        id: "C120",
        title: "Images of registries that are named",
        severity: "medium",
        means: "pods run images of the registries that are named alone",
        why: "Anybody who may make a pod runs whatever anybody on the internet has pushed.",
        remedy: "Push it to one of these, or have the registry added to admissionPolicies.registries.allowed",
        rows: { cis: ["5.1.4"] },
    },
    imageTags: {
        id: "C121",
        title: "Images by a tag or a digest",
        severity: "medium",
        means: "images are named by a tag other than latest, or by a digest",
        why: "Two nodes run two versions under one name, and nobody can go back.",
        remedy: "Name a tag or a digest",
        rows: {},
        source: "checkov CKV_K8S_14; Kubernetes documentation, Images, Image names",
    },
    resources: {
        id: "C122",
        title: "Pods say what they need",
        severity: "medium",
        means: "containers state what they ask for, and are held to a limit",
        why: "Pods that ask for nothing are placed anywhere, and drive others off the node.",
        remedy: "State them in resources of the container, or have containers of the namespace set",
        rows: { nsa: ["resource-policies"], bestPractices: ["pods/requests"] },
    },
    host: {
        id: "C123",
        title: "Pods keep off their node",
        severity: "high",
        means: "pods share neither network nor processes, folders nor ports with their node",
        why: "Who shares them reads the credentials of the node, and of every pod on it.",
        remedy: "Take hostNetwork, hostPID, hostIPC, hostPath and hostPort out",
        rows: {
            cis: ["4.2.2", "4.2.3", "4.2.4"],
            nsa: ["pod-security"],
            bestPractices: ["pods/host-path", "pods/docker-socket"],
        },
        source: PSS("baseline", "Host Namespaces, HostPath Volumes, Host Ports"),
    },
    privileged: {
        id: "C124",
        title: "No privileged containers",
        severity: "high",
        means: "no container is privileged",
        why: "A privileged container is root on its node.",
        remedy: "Take privileged out of its securityContext",
        rows: { cis: ["4.2.1"], nsa: ["pod-security"], bestPractices: ["pods/privileged"] },
        source: PSS("baseline", "Privileged Containers"),
    },
    capabilities: {
        id: "C125",
        title: "No further capabilities",
        severity: "high",
        means: "containers add no capability of the kernel but those that are allowed",
        why: "One of them, such as SYS_ADMIN or NET_ADMIN, is most of what root may do.",
        remedy: "Take it out of capabilities.add of its securityContext",
        rows: { nsa: ["pod-security"] },
        source: PSS("restricted", "Capabilities"),
    },
    escalation: {
        id: "C126",
        title: "No escalation of privileges",
        severity: "high",
        means: "containers cannot gain more privileges than they began with",
        why: "A program with the setuid bit makes an ordinary user root.",
        remedy: "Set allowPrivilegeEscalation: false in its securityContext",
        rows: { cis: ["4.2.5"], nsa: ["pod-security"], bestPractices: ["pods/escalation"] },
        source: PSS("restricted", "Privilege Escalation"),
    },
    nonRoot: {
        id: "C127",
        title: "Nobody runs as root",
        severity: "high",
        means: "containers run as somebody else than root",
        why: "Who breaks out of a container is on the node who he was inside.",
        remedy: "Set runAsNonRoot: true in securityContext of the pod, and no runAsUser: 0",
        rows: { nsa: ["non-root"], bestPractices: ["pods/root", "iam/non-root"] },
        source: PSS("restricted", "Running as Non-root"),
    },
    readOnlyRoot: {
        id: "C128",
        title: "Nobody writes to an image",
        severity: "medium",
        means: "the root file system of containers is read-only",
        why: "Whoever gets in leaves his tools there, and runs them.",
        remedy: "Set readOnlyRootFilesystem: true in its securityContext, and mount an emptyDir where it writes",
        rows: { nsa: ["immutable-file-systems"], bestPractices: ["pods/read-only-root"] },
    },
    secretsAsFiles: {
        id: "C129",
        title: "Secrets as files",
        severity: "low",
        means: "containers read Secrets from files, not from their environment",
        why: "Every dump and every child of a process has its environment.",
        remedy: "Mount the Secret as a volume, in place of secretKeyRef and secretRef",
        rows: { cis: ["4.4.1"], nsa: ["secrets"], bestPractices: ["data/volume-mounts"] },
    },
    serviceLinks: {
        id: "C130",
        title: "No list of Services in the environment",
        severity: "low",
        means: "pods do not find every Service of their namespace in their environment",
        why: "Whoever gets in is told what else there is.",
        remedy: "Set enableServiceLinks: false in the pod",
        rows: { bestPractices: ["pods/service-discovery"] },
    },
    loadBalancers: {
        id: "C131",
        title: "Load balancers that are meant",
        severity: "high",
        means: "Services and Ingresses ask for the load balancers that are allowed alone",
        why: "One annotation puts a service on the internet.",
        remedy: "Set the annotation, or keep the Service inside the cluster with type: ClusterIP",
        rows: { bestPractices: ["network/load-balancers"] },
    },
    targetGroups: {
        id: "C132",
        title: "Target groups of one's own",
        severity: "high",
        means: "TargetGroupBindings take over the target groups that are allowed alone",
        why: "Whoever may make one could take over the traffic of any service of the account.",
        remedy: "Name targetGroupARN of one of these, or have it added to admissionPolicies.targetGroups.allowed",
        rows: {},
        source: "AWS Load Balancer Controller, docs/guide/targetgroupbinding/targetgroupbinding.md",
    },
    defaultAccount: {
        id: "C133",
        title: "No token of the default account",
        severity: "medium",
        means: "no pod has the token of the default service account",
        why: "What one pod of the namespace is given, all of them have.",
        remedy: "Name an account of its own, or set automountServiceAccountToken: false",
        rows: {
            cis: ["4.1.5", "4.1.6"],
            nsa: ["service-account-tokens"],
            bestPractices: ["iam/token-mounts", "iam/dedicated-accounts", "pods/token-mounts"],
        },
    },
    namespaceLevels: {
        id: "C134",
        title: "Namespaces state their level",
        severity: "high",
        means: "namespaces state a level of Pod Security that is allowed, whoever makes them",
        why: "In a namespace without one a pod may do anything to its node.",
        remedy: "Set the label, or spell it right",
        rows: { nsa: ["pod-security", "namespaces"], bestPractices: ["pods/modes"] },
        source: "Kubernetes documentation, Pod Security Admission",
    },
    defaultNamespace: {
        id: "C135",
        title: "Nothing in namespace default",
        severity: "low",
        means: "no workload, Service or Ingress is made in namespace default",
        why: "It has no level, no quota and no fence, and everybody forgets it.",
        remedy: "Name a namespace of your own",
        rows: { cis: ["4.5.2"], nsa: ["namespaces"] },
    },
    tokenSecrets: {
        id: "C136",
        title: "No tokens that last",
        severity: "medium",
        means: "no Secret holds a token of a service account",
        why: "It never expires, and opens to whoever has a copy.",
        remedy: "Take type kubernetes.io/service-account-token out, and ask for a token with kubectl create token",
        rows: { nsa: ["service-account-tokens"], bestPractices: ["iam/no-token-authentication"] },
    },
    roles: {
        id: "C137",
        title: "Roles name what they allow",
        severity: "high",
        means: "Roles of namespaces have no *, give away no roles and no identities, and nobody is bound to cluster-admin there",
        why: "Who may do anything in a namespace may read its Secrets, and be any of its accounts.",
        remedy: "Name groups, resources and verbs",
        rows: {
            cis: ["4.1.1", "4.1.3", "4.1.8"],
            nsa: ["rbac"],
            bestPractices: ["iam/least-privileged-bindings"],
        },
    },
} as const satisfies Readonly<Record<string, RunTimeRule>>;

export type RuleWord = keyof typeof RUN_TIME_RULES;

export const RULE_WORDS = Object.keys(RUN_TIME_RULES) as readonly RuleWord[];

/** Name of the condition of a policy by which it lets off single workloads. */
export const EXEMPT_CONDITION = "not-an-exempt-workload";

/** `imageTags` is `image-tags`: a part of logical names, and of the object's. */
export function policyNameOf(word: RuleWord): string {
    return word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
