/** Objects that break one rule each of the kit's policies of admission, and some that break none. */
import type { AdmissionWords } from "../../components/admission/admission-schema";
import type { KubernetesObject } from "../../tools/apiserver/client";
import { EXEMPT } from "./exempt-cases";

const TARGET = "arn:aws:elasticloadbalancing:us-east-1:210987654321:targetgroup";

/** Every set of the kit's, and one of a fork's own with parameters. */
export const EVERY_SET: AdmissionWords = {
    exempt: ["gateway", "ingress"],
    registries: { allowed: ["public.ecr.aws", "docker.io/library", "localhost:5000"] },
    imageTags: {},
    resources: {},
    host: { exempt: ["agents"], exemptWorkloads: EXEMPT },
    privileged: {},
    capabilities: {},
    // Kubernetes takes no privileged container that may not gain more: it breaks both.
    escalation: { exempt: ["agents"] },
    nonRoot: {},
    readOnlyRoot: {},
    secretsAsFiles: {},
    serviceLinks: {},
    loadBalancers: { allowed: "internal" },
    targetGroups: { allowed: [`${TARGET}/web/0123456789abcdef`, `${TARGET}/shared-/*`] },
    defaultAccount: {},
    namespaceLevels: {},
    defaultNamespace: {},
    tokenSecrets: {},
    roles: {},
    own: {
        "team-label": {
            resources: [{ apiGroups: [""], resources: ["configmaps"] }],
            matchConditions: { "not-of-kubernetes": 'object.metadata.name != "kube-root-ca.crt"' },
            variables: { label: "params.data.label" },
            validations: [
                {
                    expression: "has(object.metadata.labels) && variables.label in object.metadata.labels",
                    message: "a ConfigMap says whose it is",
                },
            ],
            params: { label: "team" },
        },
    },
    mutations: {
        seccomp: {},
        zoneSpread: {},
        own: {
            owner: {
                resources: [{ apiGroups: [""], resources: ["secrets"], operations: ["CREATE"] }],
                matchConditions: { unlabelled: "!has(object.metadata.labels)" },
                mutations: [
                    {
                        kind: "json-patch",
                        expression:
                            '[JSONPatch{op: "add", path: "/metadata/labels", value: {"team": "none"}}]',
                    },
                ],
            },
        },
    },
};

type Fields = { readonly [field: string]: KubernetesObject[string] };

const TIGHT = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true };

export const CONTAINER = {
    name: "web",
    image: "public.ecr.aws/x/web:1",
    resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
    securityContext: TIGHT,
};

type Said = { readonly [field: string]: Fields[string] | undefined };

/** One whose security context says something else as well; undefined takes what it says away. */
function contained(securityContext: Said): Fields {
    const said: Said = { ...TIGHT, ...securityContext };
    const entries = Object.entries(said).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
    );
    return { containers: [{ ...CONTAINER, securityContext: Object.fromEntries(entries) }] };
}

/** Windows knows no such privileges, and Kubernetes takes no word of them. */
export const FOR_WINDOWS: Fields = {
    ...contained({ allowPrivilegeEscalation: undefined, readOnlyRootFilesystem: undefined }),
    os: { name: "windows" },
};

export function pod(spec: Fields = {}, metadata: Fields = {}): KubernetesObject {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "web", namespace: "team-a", ...metadata },
        spec: { serviceAccountName: "web", enableServiceLinks: false, containers: [CONTAINER], ...spec },
    };
}

function ofImage(image: string): KubernetesObject {
    return pod({ containers: [{ ...CONTAINER, image }] });
}

const PRIVILEGED = contained({ privileged: true, allowPrivilegeEscalation: undefined });

const template = (spec: Fields) => ({
    metadata: { labels: { app: "web" } },
    spec: { enableServiceLinks: false, serviceAccountName: "web", ...spec },
});
const metadata = { name: "web", namespace: "team-a" };

function deployment(spec: Fields): KubernetesObject {
    const selector = { matchLabels: { app: "web" } };
    return {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata,
        spec: { selector, template: template(spec) },
    };
}

function cronJob(spec: Fields, where = metadata): KubernetesObject {
    const jobTemplate = { spec: { template: template({ restartPolicy: "Never", ...spec }) } };
    return {
        apiVersion: "batch/v1",
        kind: "CronJob",
        metadata: where,
        spec: { schedule: "0 4 * * *", jobTemplate },
    };
}

function service(annotations: Fields = {}, type = "LoadBalancer"): KubernetesObject {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { ...metadata, annotations } as KubernetesObject["metadata"],
        spec: { type, ports: [{ port: 80 }] },
    };
}

function ingress(scheme: string): KubernetesObject {
    return {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: {
            ...metadata,
            annotations: { "alb.ingress.kubernetes.io/scheme": scheme },
        } as KubernetesObject["metadata"],
        spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } } },
    };
}

function namespace(labels: Fields): KubernetesObject {
    return {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "team-b", labels } as KubernetesObject["metadata"],
    };
}

export function binding(spec: Fields): KubernetesObject {
    return { apiVersion: "elbv2.k8s.aws/v1beta1", kind: "TargetGroupBinding", metadata, spec };
}

function secret(type: string): KubernetesObject {
    const annotations = { "kubernetes.io/service-account.name": "web" };
    return { apiVersion: "v1", kind: "Secret", metadata: { ...metadata, annotations } as never, type };
}

function role(rule: Fields): KubernetesObject {
    const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"], ...rule }];
    return {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "Role",
        metadata,
        rules,
    };
}

function roleBinding(name: string): KubernetesObject {
    const apiGroup = "rbac.authorization.k8s.io";
    return {
        apiVersion: `${apiGroup}/v1`,
        kind: "RoleBinding",
        metadata,
        roleRef: { apiGroup, kind: "ClusterRole", name },
        subjects: [{ apiGroup, kind: "Group", name: "team-a" }],
    };
}

/** The definition of the kind, as far as the policy reads it. */
export const BINDING_DEFINITION = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: targetgroupbindings.elbv2.k8s.aws }
spec:
  group: elbv2.k8s.aws
  names: { kind: TargetGroupBinding, listKind: TargetGroupBindingList, plural: targetgroupbindings, singular: targetgroupbinding }
  scope: Namespaced
  versions:
    - name: v1beta1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: { type: object, x-kubernetes-preserve-unknown-fields: true }
`;

const LEVEL = "pod-security.kubernetes.io/enforce";
const TOKEN = {
    volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }],
};
const AWS_TOKEN = {
    volumes: [
        {
            name: "aws",
            projected: {
                sources: [{ serviceAccountToken: { path: "token", audience: "sts.amazonaws.com" } }],
            },
        },
    ],
};

export const SOUND: Readonly<Record<string, KubernetesObject>> = {
    "a pod that states everything": pod(),
    "an image of Docker Hub by its short name": ofImage("nginx:1.29"),
    "an image by its digest": ofImage(`public.ecr.aws/x/web@sha256:${"a".repeat(64)}`),
    "an image of a registry with a port": ofImage("localhost:5000/web:1"),
    "a pod of a namespace that is exempt of one set": pod({ hostNetwork: true }, { namespace: "agents" }),
    "a pod of a namespace that is exempt of all": pod(
        { containers: [{ name: "web", image: "quay.io/web" }] },
        { namespace: "ingress" },
    ),
    "a pod of the default account without its token": pod({
        serviceAccountName: "default",
        automountServiceAccountToken: false,
    }),
    "a pod of the default account with a token for AWS": pod({
        ...AWS_TOKEN,
        serviceAccountName: "default",
        automountServiceAccountToken: false,
    }),
    "a pod of an account of its own with its token": pod(TOKEN),
    "a Deployment": deployment({ containers: [CONTAINER] }),
    "a capability that is allowed": pod(contained({ capabilities: { add: ["NET_BIND_SERVICE"] } })),
    "capabilities that are taken away": pod(contained({ capabilities: { drop: ["ALL"] } })),
    "a pod that says for its containers who they are": pod({
        ...contained({ runAsNonRoot: undefined }),
        securityContext: { runAsNonRoot: true },
    }),
    "a container that is somebody, whoever its pod is": pod({
        ...contained({ runAsUser: 1000 }),
        securityContext: { runAsUser: 0 },
    }),
    "a pod for Windows, which knows no such privileges": pod(FOR_WINDOWS),
    "a Secret as a file": pod({ volumes: [{ name: "web", secret: { secretName: "web" } }] }),
    "a Secret of another type": secret("Opaque"),
    "a ConfigMap in namespace default": {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "web", namespace: "default", labels: { team: "a" } } as never,
    },
    "a Role that names what it allows": role({}),
    "a binding to what one may do in a namespace": roleBinding("edit"),
    "a namespace that is exempt, of any level": {
        ...namespace({}),
        metadata: { name: "gateway" },
    },
    "an internal load balancer": service({
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
    }),
    "an internal load balancer, as it was said before": service({
        "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
    }),
    "a Service inside the cluster": service({}, "ClusterIP"),
    "an internal Ingress": ingress("internal"),
    "a namespace with its level": namespace({ [LEVEL]: "restricted", [`${LEVEL}-version`]: "latest" }),
    "a binding of a group by its ARN": binding({ targetGroupARN: `${TARGET}/web/0123456789abcdef` }),
    "a binding of a group by the beginning of its ARN": binding({ targetGroupARN: `${TARGET}/shared-/1` }),
};

export interface Offence {
    readonly object: KubernetesObject;
    readonly policy: string;
    readonly says: string;
}

const REGISTRIES = "images come from public.ecr.aws, docker.io/library, localhost:5000 alone, and not: ";
const TAGS = "images are named by a tag other than latest, or by a digest, and not: ";
const REQUESTS = "containers state requests of cpu, memory, and these do not: ";
const INTERNAL =
    "a Service of type LoadBalancer is internal: service.beta.kubernetes.io/aws-load-balancer-scheme: internal";
const TOKENS = "no pod has the token of the default service account";
const TAKES = "a TargetGroupBinding takes over one of the target groups that are allowed here";

const NOT_SO = "and these are not so: web";

export const OFFENCES: Readonly<Record<string, Offence>> = {
    "an image of another registry": {
        object: ofImage("quay.io/x/web:1"),
        policy: "registries",
        says: `${REGISTRIES}quay.io/x/web:1`,
    },
    "an image of somebody else at Docker Hub": {
        object: ofImage("somebody/web:1"),
        policy: "registries",
        says: `${REGISTRIES}somebody/web:1`,
    },
    "a registry whose name begins like one": {
        object: ofImage("public.ecr.aws.example.com/web:1"),
        policy: "registries",
        says: `${REGISTRIES}public.ecr.aws.example.com/web:1`,
    },
    "an image of an init container": {
        object: pod({ initContainers: [{ ...CONTAINER, name: "init", image: "ghcr.io/init:1" }] }),
        policy: "registries",
        says: `${REGISTRIES}ghcr.io/init:1`,
    },
    "a Deployment's image": {
        object: deployment({ containers: [{ ...CONTAINER, image: "quay.io/web:1" }] }),
        policy: "registries",
        says: `${REGISTRIES}quay.io/web:1`,
    },
    "a CronJob's image": {
        object: cronJob({ containers: [{ ...CONTAINER, image: "quay.io/web:1" }] }),
        policy: "registries",
        says: `${REGISTRIES}quay.io/web:1`,
    },
    "an image without a tag": {
        object: ofImage("localhost:5000/web"),
        policy: "image-tags",
        says: `${TAGS}localhost:5000/web`,
    },
    "an image of tag latest": {
        object: ofImage("nginx:latest"),
        policy: "image-tags",
        says: `${TAGS}nginx:latest`,
    },
    "a container without requests": {
        object: pod({ containers: [{ ...CONTAINER, resources: { limits: { memory: "1Gi" } } }] }),
        policy: "resources",
        says: `${REQUESTS}web`,
    },
    "a container without a limit": {
        object: pod({ containers: [{ ...CONTAINER, resources: { requests: { cpu: "1", memory: "1Gi" } } }] }),
        policy: "resources",
        says: "containers state limits of memory, and these do not: web",
    },
    "the network of the node": {
        object: pod({ hostNetwork: true }),
        policy: "host",
        says: "pods share neither network nor processes with their node",
    },
    "the processes of the node": {
        object: deployment({ containers: [CONTAINER], hostPID: true }),
        policy: "host",
        says: "pods share neither network nor processes with their node",
    },
    "a folder of the node": {
        object: pod({ volumes: [{ name: "root", hostPath: { path: "/" } }] }),
        policy: "host",
        says: "pods mount no folder of their node",
    },
    "a port of the node": {
        object: pod({ containers: [{ ...CONTAINER, ports: [{ containerPort: 80, hostPort: 80 }] }] }),
        policy: "host",
        says: "containers listen at no port of their node",
    },
    "a privileged container": {
        object: pod(PRIVILEGED, { namespace: "agents" }),
        policy: "privileged",
        says: `no container is privileged, ${NOT_SO}`,
    },
    "a privileged container of a CronJob": {
        object: cronJob(PRIVILEGED, { ...metadata, namespace: "agents" }),
        policy: "privileged",
        says: `no container is privileged, ${NOT_SO}`,
    },
    "a capability of the kernel": {
        object: pod(contained({ capabilities: { add: ["NET_BIND_SERVICE", "SYS_ADMIN"], drop: ["ALL"] } })),
        policy: "capabilities",
        says: `containers add no capability but NET_BIND_SERVICE, ${NOT_SO}`,
    },
    "privileges that may grow": {
        object: pod(contained({ allowPrivilegeEscalation: true })),
        policy: "escalation",
        says: `containers cannot gain privileges, ${NOT_SO}`,
    },
    "a container that says nothing of privileges": {
        object: pod(contained({ allowPrivilegeEscalation: undefined })),
        policy: "escalation",
        says: `containers cannot gain privileges, ${NOT_SO}`,
    },
    "a pod that says nothing of who it is": {
        object: pod(contained({ runAsNonRoot: undefined })),
        policy: "non-root",
        says: `containers run as somebody else than root, ${NOT_SO}`,
    },
    "a container that is root in a pod that is not": {
        object: pod({ ...contained({ runAsNonRoot: false }), securityContext: { runAsNonRoot: true } }),
        policy: "non-root",
        says: `containers run as somebody else than root, ${NOT_SO}`,
    },
    "a container that is user 0": {
        object: pod(contained({ runAsUser: 0 })),
        policy: "non-root",
        says: `containers run as somebody else than root, ${NOT_SO}`,
    },
    "a root file system that is written to": {
        object: deployment(contained({ readOnlyRootFilesystem: undefined })),
        policy: "read-only-root",
        says: `the root file system of containers is read-only, ${NOT_SO}`,
    },
    "a Secret as a variable": {
        object: pod({
            containers: [
                {
                    ...CONTAINER,
                    env: [{ name: "KEY", valueFrom: { secretKeyRef: { name: "web", key: "key" } } }],
                },
            ],
        }),
        policy: "secrets-as-files",
        says: `containers read Secrets from files, not from variables, ${NOT_SO}`,
    },
    "a whole Secret as variables": {
        object: pod({ containers: [{ ...CONTAINER, envFrom: [{ secretRef: { name: "web" } }] }] }),
        policy: "secrets-as-files",
        says: `containers read Secrets from files, not from variables, ${NOT_SO}`,
    },
    "a pod with variables of every Service": {
        object: pod({ enableServiceLinks: true }),
        policy: "service-links",
        says: "pods get no variables of every Service",
    },
    "a Service in namespace default": {
        object: { ...service({}, "ClusterIP"), metadata: { name: "web", namespace: "default" } },
        policy: "default-namespace",
        says: "nothing is made in namespace default",
    },
    "a token that lasts": {
        object: secret("kubernetes.io/service-account-token"),
        policy: "token-secrets",
        says: "no Secret holds a token of a service account",
    },
    "a Role of all verbs": {
        object: role({ verbs: ["*"] }),
        policy: "roles",
        says: "a Role names groups, resources and verbs, without *",
    },
    "a Role of all resources": {
        object: role({ resources: ["*"] }),
        policy: "roles",
        says: "a Role names groups, resources and verbs, without *",
    },
    "a Role that is anybody": {
        object: role({ resources: ["serviceaccounts"], verbs: ["impersonate"] }),
        policy: "roles",
        says: "a Role gives away no roles and no identities: bind, escalate, impersonate",
    },
    "an administrator of a namespace": {
        object: roleBinding("cluster-admin"),
        policy: "roles",
        says: "nobody is bound to cluster-admin in a namespace",
    },
    "a load balancer that says nothing": { object: service(), policy: "load-balancers", says: INTERNAL },
    "a load balancer for everybody": {
        object: service({ "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" }),
        policy: "load-balancers",
        says: INTERNAL,
    },
    "an Ingress for everybody": {
        object: ingress("internet-facing"),
        policy: "load-balancers",
        says: "an Ingress is internal: alb.ingress.kubernetes.io/scheme is not internet-facing",
    },
    "the token of the default account": {
        object: pod({ ...TOKEN, serviceAccountName: "default" }),
        policy: "default-account",
        says: TOKENS,
    },
    "the token of the account a pod does not name": {
        object: {
            ...pod(),
            spec: { containers: [CONTAINER], enableServiceLinks: false },
        },
        policy: "default-account",
        says: TOKENS,
    },
    "a namespace without a level": {
        object: namespace({}),
        policy: "namespace-levels",
        says: `a namespace states its level of Pod Security, ${LEVEL}: baseline or restricted`,
    },
    "a namespace of a level that is not allowed": {
        object: namespace({ [LEVEL]: "privileged" }),
        policy: "namespace-levels",
        says: `a namespace states its level of Pod Security, ${LEVEL}: baseline or restricted`,
    },
    "a misspelt label of Pod Security": {
        object: namespace({ [LEVEL]: "baseline", "pod-security.kubernetes.io/warning": "restricted" }),
        policy: "namespace-levels",
        says: "Kubernetes knows no such label of Pod Security, and would take it without a word",
    },
    "a target group of somebody else": {
        object: binding({ targetGroupARN: `${TARGET}/webb/0123456789abcdef` }),
        policy: "target-groups",
        says: TAKES,
    },
    "a target group by its name": {
        object: binding({ targetGroupName: "web" }),
        policy: "target-groups",
        says: TAKES,
    },
    "a rule of a fork's own, with a parameter": {
        object: { apiVersion: "v1", kind: "ConfigMap", metadata },
        policy: "team-label",
        says: "a ConfigMap says whose it is",
    },
};

/** Objects that break a rule and were there before it: what controllers change of them is taken, what people do is not. */
interface Earlier {
    readonly object: KubernetesObject;
    /** Fields that somebody adds to it. */
    readonly further: Fields;
    readonly policy: string;
    readonly says: string;
}

const LOOSE = { containers: [CONTAINER], hostNetwork: true };

export const EARLIER: Readonly<Record<string, Earlier>> = {
    "a ReplicaSet": {
        object: {
            apiVersion: "apps/v1",
            kind: "ReplicaSet",
            metadata: { name: "earlier", namespace: "team-a" },
            spec: { replicas: 0, selector: { matchLabels: { app: "web" } }, template: template(LOOSE) },
        },
        further: { spec: { template: { spec: { hostPID: true } } } },
        policy: "host",
        says: "pods share neither network nor processes with their node",
    },
    "a Service": {
        object: { ...service(), metadata: { name: "earlier", namespace: "team-a" } },
        further: {
            metadata: {
                name: "earlier",
                namespace: "team-a",
                annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
            },
        },
        policy: "load-balancers",
        says: INTERNAL,
    },
    "a namespace": {
        object: { apiVersion: "v1", kind: "Namespace", metadata: { name: "earlier" } },
        further: { metadata: { name: "earlier", labels: { team: "a" } } },
        policy: "namespace-levels",
        says: `a namespace states its level of Pod Security, ${LEVEL}: baseline or restricted`,
    },
    "a TargetGroupBinding": {
        object: {
            ...binding({ targetGroupName: "web" }),
            metadata: { name: "earlier", namespace: "team-a" },
        },
        further: { spec: { ipAddressType: "ipv4" } },
        policy: "target-groups",
        says: TAKES,
    },
};
