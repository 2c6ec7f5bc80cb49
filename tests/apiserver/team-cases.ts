/** What people of one team ask a cluster of two teams for, and what it says: object by object. */
import type { EnvironmentShape } from "../../components/platform/shape";
import type { KubernetesObject, User } from "../../tools/apiserver/client";
import { generalPool } from "../fixtures/fork/stacks/presets";
import { CONTAINER } from "./admission-cases";

const TARGET = "arn:aws:elasticloadbalancing:us-east-1:210987654321:targetgroup";

/** Two teams; the second has what the first must not reach. */
export const TEAMS: NonNullable<EnvironmentShape["teams"]> = {
    payments: {
        namespaces: {
            payments: {
                quota: { pods: 20 },
                containers: { requests: { cpu: "100m", memory: "128Mi" } },
                traffic: {
                    kind: "deny",
                    from: ["orders"],
                    toNetworks: [{ cidr: "0.0.0.0/0", ports: [443] }],
                },
            },
        },
        people: {
            developers: {
                who: { kind: "principal", principal: "role/payments-developers" },
                rights: "edit",
                rules: [
                    {
                        apiGroups: ["elbv2.k8s.aws", "gateway.networking.k8s.io"],
                        resources: ["gateways", "httproutes", "targetgroupbindings"],
                        verbs: ["get", "list", "create", "patch", "delete"],
                    },
                ],
            },
            leads: { who: { kind: "groups", groups: ["okta:payments-leads"] }, rights: "admin" },
            deploys: {
                who: { kind: "pipeline", repository: "acme/payments", environment: "dev" },
                rights: "edit",
            },
            readers: { who: { kind: "groups", groups: ["okta:payments-readers"] }, rights: "view" },
        },
        pool: {
            kind: "karpenter",
            ...generalPool({ architecture: "arm64", capacityTypes: ["on-demand"], cpuLimit: 64 }),
        },
        priority: 1000,
        ingress: {
            hosts: ["pay.example.com", "*.pay.example.com"],
            classes: ["alb"],
            targetGroups: [`${TARGET}/payments/0123456789abcdef`],
        },
    },
    orders: {
        namespaces: { orders: {}, "orders-jobs": {} },
        people: {
            developers: { who: { kind: "principal", principal: "role/orders-developers" }, rights: "edit" },
        },
        priority: 2000,
        ingress: { hosts: ["orders.example.com"], classes: ["alb"], loadBalancers: true },
    },
};

export const DEVELOPER: User = { name: "dev", groups: ["team:payments:developers", "system:authenticated"] };
/** A job of the team's repository: as its role's entry names it. */
export const PIPELINE: User = { name: "job", groups: ["team:payments:deploys", "system:authenticated"] };
export const LEAD: User = { name: "lead", groups: ["okta:payments-leads", "system:authenticated"] };
export const READER: User = { name: "reader", groups: ["okta:payments-readers", "system:authenticated"] };
export const OTHER: User = { name: "other", groups: ["team:orders:developers", "system:authenticated"] };
export const PLATFORM: User = { name: "ops", groups: ["system:masters", "system:authenticated"] };
export const CONTROLLER: User = {
    name: "system:serviceaccount:kube-system:aws-load-balancer-controller",
    groups: ["system:masters", "system:authenticated"],
};
/** A pod of the team that was given the rights of its people. */
export const POD: User = {
    name: "system:serviceaccount:payments:api",
    groups: ["system:serviceaccounts", "system:serviceaccounts:payments", "system:authenticated"],
};

type Fields = { readonly [field: string]: KubernetesObject[string] };

function object(apiVersion: string, kind: string, fields: Fields, metadata: Fields = {}): KubernetesObject {
    return { apiVersion, kind, metadata: { name: "web", namespace: "payments", ...metadata }, ...fields };
}

const deployment = (namespace: string) => {
    const labels = { app: "web" };
    const template = { metadata: { labels }, spec: { serviceAccountName: "api", containers: [CONTAINER] } };
    return object(
        "apps/v1",
        "Deployment",
        { spec: { selector: { matchLabels: labels }, template } },
        { namespace },
    );
};
export const configMap = (namespace: string) => object("v1", "ConfigMap", {}, { namespace });
export const pod = (spec: Fields = {}, namespace = "payments") =>
    object(
        "v1",
        "Pod",
        { spec: { serviceAccountName: "api", containers: [CONTAINER], ...spec } },
        { namespace },
    );

function tolerationOf(team: string): Fields {
    return { key: "team", operator: "Equal", value: team, effect: "NoSchedule" };
}

const backend = { service: { name: "web", port: { number: 80 } } };
export const rule = (host?: string) => ({
    ...(host === undefined ? {} : { host }),
    http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
});

export function ingress(
    spec: Fields,
    annotations: Fields = {},
    namespace = "payments",
    name = "web",
): KubernetesObject {
    return object(
        "networking.k8s.io/v1",
        "Ingress",
        { spec: { ingressClassName: "alb", rules: [rule("pay.example.com")], ...spec } },
        {
            namespace,
            name,
            annotations,
            ...(name === "web" ? {} : { finalizers: ["ingress.k8s.aws/resources"] }),
        },
    );
}

export function service(spec: Fields, annotations: Fields = {}, namespace = "payments"): KubernetesObject {
    return object("v1", "Service", { spec: { ports: [{ port: 80 }], ...spec } }, { namespace, annotations });
}

const gateway = (listener: Fields, gatewayClassName = "alb") =>
    object("gateway.networking.k8s.io/v1", "Gateway", {
        spec: { gatewayClassName, listeners: [{ name: "web", port: 443, protocol: "HTTPS", ...listener }] },
    });
const route = (spec: Fields) => object("gateway.networking.k8s.io/v1", "HTTPRoute", { spec });
export const binding = (targetGroupARN: string) =>
    object("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", { spec: { targetGroupARN } });
export const policy = (namespace = "payments") =>
    object(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        { spec: { podSelector: {}, egress: [{}] } },
        { namespace },
    );

/** Gives the role to the team's pods, or to another group. */
export const roleBinding = (role: string, namespace = "payments", name = role) =>
    object(
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        {
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
            subjects: [{ kind: "ServiceAccount", name: "api", namespace: "payments" }],
        },
        { namespace, name },
    );

const ALB = "alb.ingress.kubernetes.io";
const RECORD = "external-dns.alpha.kubernetes.io/hostname";

interface Case {
    readonly who: User;
    readonly object: KubernetesObject;
}

/** What is a team's own business. */
export const TAKEN: Readonly<Record<string, Case>> = {
    "a ConfigMap in its namespace": { who: DEVELOPER, object: configMap("payments") },
    "a pod": { who: DEVELOPER, object: pod() },
    "a pod on nodes of the team, of its importance": {
        who: DEVELOPER,
        object: pod({ priorityClassName: "team-payments", tolerations: [tolerationOf("payments")] }),
    },
    "a pod of the other team's importance, from that team": {
        who: OTHER,
        object: pod({ priorityClassName: "team-orders" }, "orders"),
    },
    "a Deployment, from its pipeline": { who: PIPELINE, object: deployment("payments") },
    "an Ingress of its name, from its pipeline": { who: PIPELINE, object: ingress({}) },
    "a Service inside the cluster": { who: DEVELOPER, object: service({}) },
    "an Ingress of its name": { who: DEVELOPER, object: ingress({}) },
    "an Ingress of a name below": {
        who: DEVELOPER,
        object: ingress({ rules: [rule("eu.pay.example.com")] }),
    },
    "an Ingress with TLS for its names": {
        who: DEVELOPER,
        object: ingress({ tls: [{ hosts: ["pay.example.com"], secretName: "web" }] }),
    },
    "an Ingress in a group of the team's": {
        who: DEVELOPER,
        object: ingress(
            {},
            { [`${ALB}/group.name`]: "payments", [RECORD]: "pay.example.com, eu.pay.example.com" },
        ),
    },
    "an action that redirects": {
        who: DEVELOPER,
        object: ingress(
            {},
            { [`${ALB}/actions.to-tls`]: '{"type":"redirect","redirectConfig":{"port":"443"}}' },
        ),
    },
    "a route of its name": { who: DEVELOPER, object: route({ hostnames: ["pay.example.com"] }) },
    "a Gateway of its names": { who: DEVELOPER, object: gateway({ hostname: "*.pay.example.com" }) },
    "a binding of its target group": {
        who: DEVELOPER,
        object: binding(`${TARGET}/payments/0123456789abcdef`),
    },
    "what a controller makes for an Ingress": { who: CONTROLLER, object: binding(`${TARGET}/k8s-web/0`) },
    "rights of its own to a pod, from a lead": {
        who: LEAD,
        object: roleBinding("edit", "payments", "further"),
    },
    "a NetworkPolicy, from the platform": { who: PLATFORM, object: policy() },
    "a load balancer where the shape says so": {
        who: OTHER,
        object: service({ type: "LoadBalancer" }, {}, "orders"),
    },
    "a pod in the other team's second namespace, from that team": {
        who: OTHER,
        object: pod({}, "orders-jobs"),
    },
};

/** What its people have no right to: RBAC says so. */
export const FORBIDDEN: Readonly<Record<string, Case & { readonly says: string }>> = {
    "a ConfigMap with the other team": {
        who: DEVELOPER,
        object: configMap("orders"),
        says: 'configmaps is forbidden: User "dev" cannot create resource "configmaps" in API group "" in the namespace "orders"',
    },
    "a pod with the other team, from a lead": {
        who: LEAD,
        object: pod({}, "orders"),
        says: 'pods is forbidden: User "lead" cannot create resource "pods" in API group "" in the namespace "orders"',
    },
    "a pod with the first team, from the other": {
        who: OTHER,
        object: pod(),
        says: 'pods is forbidden: User "other" cannot create resource "pods" in API group "" in the namespace "payments"',
    },
    "a Deployment with the other team, from a pipeline": {
        who: PIPELINE,
        object: deployment("orders"),
        says: 'deployments.apps is forbidden: User "job" cannot create resource "deployments" in API group "apps" in the namespace "orders"',
    },
    "rights, from a pipeline": {
        who: PIPELINE,
        object: roleBinding("edit"),
        says: 'rolebindings.rbac.authorization.k8s.io is forbidden: User "job" cannot create resource "rolebindings" in API group "rbac.authorization.k8s.io" in the namespace "payments"',
    },
    "a role of the cluster, from a pipeline": {
        who: PIPELINE,
        object: {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name: "all" },
            rules: [],
        },
        says: 'clusterroles.rbac.authorization.k8s.io is forbidden: User "job" cannot create resource "clusterroles" in API group "rbac.authorization.k8s.io" at the cluster scope',
    },
    "a pod, from a reader": {
        who: READER,
        object: pod(),
        says: 'pods is forbidden: User "reader" cannot create resource "pods" in API group "" in the namespace "payments"',
    },
    "rights, from a developer": {
        who: DEVELOPER,
        object: roleBinding("view"),
        says: 'rolebindings.rbac.authorization.k8s.io is forbidden: User "dev" cannot create resource "rolebindings" in API group "rbac.authorization.k8s.io" in the namespace "payments"',
    },
    "rights with the other team, from a lead": {
        who: LEAD,
        object: roleBinding("view", "orders"),
        says: 'rolebindings.rbac.authorization.k8s.io is forbidden: User "lead" cannot create resource "rolebindings" in API group "rbac.authorization.k8s.io" in the namespace "orders"',
    },
    "a quota of its own, from a lead": {
        who: LEAD,
        object: object("v1", "ResourceQuota", { spec: { hard: { pods: "100" } } }),
        says: 'resourcequotas is forbidden: User "lead" cannot create resource "resourcequotas" in API group "" in the namespace "payments"',
    },
    "a namespace": {
        who: LEAD,
        object: { apiVersion: "v1", kind: "Namespace", metadata: { name: "payments-two" } },
        says: 'namespaces is forbidden: User "lead" cannot create resource "namespaces" in API group "" at the cluster scope',
    },
    "a role of the cluster": {
        who: LEAD,
        object: {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name: "all" },
            rules: [],
        },
        says: 'clusterroles.rbac.authorization.k8s.io is forbidden: User "lead" cannot create resource "clusterroles" in API group "rbac.authorization.k8s.io" at the cluster scope',
    },
};

/** What a policy of the kit's refuses, by its end and its words. */
export const REFUSED: Readonly<Record<string, Case & { readonly policy: string; readonly says: string }>> = {
    "an Ingress of the other team's name, from a pipeline": {
        who: PIPELINE,
        object: ingress({ rules: [rule("orders.example.com")] }),
        policy: "platform-team-payments-ingress",
        says: "names are the team's, and stated: pay.example.com, *.pay.example.com",
    },
    ...refusedBy("ingress", "names are the team's, and stated: pay.example.com, *.pay.example.com", {
        "an Ingress of the other team's name": ingress({ rules: [rule("orders.example.com")] }),
        "an Ingress of a name that ends alike": ingress({ rules: [rule("notpay.example.com")] }),
        "an Ingress without a name": ingress({ rules: [rule()] }),
        "an Ingress for all names": ingress({ defaultBackend: backend }),
        "an Ingress with TLS for a name of the other team": ingress({
            tls: [{ hosts: ["orders.example.com"] }],
        }),
        "a route of the other team's name": route({ hostnames: ["pay.example.com", "orders.example.com"] }),
        "a route without a name": route({}),
        "a Gateway without a name": gateway({}),
    }),
    ...refusedBy("ingress", "classes are those of the team: alb", {
        "an Ingress of another class": ingress({ ingressClassName: "internal" }),
        "an Ingress of a class by annotation": ingress(
            { ingressClassName: null },
            { "kubernetes.io/ingress.class": "alb" },
        ),
        "a Gateway of another class": gateway({ hostname: "pay.example.com" }, "internal"),
    }),
    ...refusedBy("ingress", "load balancers and their groups are the team's: payments", {
        "an Ingress in the other team's group": ingress({}, { [`${ALB}/group.name`]: "orders" }),
        "an Ingress of the other team's load balancer": ingress(
            {},
            { [`${ALB}/load-balancer-name`]: "orders" },
        ),
    }),
    ...refusedBy("ingress", "records are of names of the team: pay.example.com, *.pay.example.com", {
        "a record of the other team's name": ingress({}, { [RECORD]: "pay.example.com,orders.example.com" }),
    }),
    ...refusedBy("ingress", "actions and conditions name no other host and no target group", {
        "a condition on the other team's name": ingress(
            {},
            {
                [`${ALB}/conditions.web`]:
                    '[{"field":"host-header","hostHeaderConfig":{"values":["orders.example.com"]}}]',
            },
        ),
        "a condition that hides its field": ingress(
            {},
            { [`${ALB}/conditions.web`]: '[{"field":"host\\u002dheader"}]' },
        ),
        "an action on a target group": ingress(
            {},
            { [`${ALB}/actions.web`]: `{"type":"forward","TargetGroupArn":"${TARGET}/orders/0"}` },
        ),
    }),
    ...refusedBy("services", "no Service of the team is of type LoadBalancer", {
        "a load balancer nobody spoke of": service({ type: "LoadBalancer" }),
    }),
    ...refusedBy("services", "no Service of the team takes addresses of others: externalIPs", {
        "an address of somebody else": service({ externalIPs: ["203.0.113.7"] }),
    }),
    ...refusedBy("services", "records are of names of the team: pay.example.com, *.pay.example.com", {
        "a Service with a record of the other team's name": service({}, { [RECORD]: "orders.example.com" }),
    }),
    ...refusedBy(
        "target-groups",
        "a TargetGroupBinding takes over one of the target groups that are allowed here",
        {
            "the other team's target group": binding(`${TARGET}/orders/0123456789abcdef`),
        },
    ),
    ...refusedBy("pods", "no pod of the team names its node", {
        "a pod on a node of its choice": pod({ nodeName: "ip-10-0-0-1" }),
    }),
    ...refusedBy(
        "fences",
        "what passes between namespaces is said in traffic of the shape, not by the team",
        {
            "a NetworkPolicy that opens the fence": policy(),
        },
    ),
    ...refusedBy(
        "fences",
        "what passes between namespaces is said in traffic of the shape, not by the team",
        { "a NetworkPolicy, from a lead": policy() },
        LEAD,
    ),
    ...refusedBy(
        "fences",
        "what passes between namespaces is said in traffic of the shape, not by the team",
        { "a NetworkPolicy, from a pod with rights": policy() },
        POD,
    ),
    ...refusedBy(
        "ingress",
        "names are the team's, and stated: pay.example.com, *.pay.example.com",
        { "the other team's name, from the platform": ingress({ rules: [rule("orders.example.com")] }) },
        PLATFORM,
    ),
};

function refusedBy(
    policyName: string,
    says: string,
    objects: Readonly<Record<string, KubernetesObject>>,
    who: User = DEVELOPER,
): Readonly<Record<string, Case & { readonly policy: string; readonly says: string }>> {
    return Object.fromEntries(
        Object.entries(objects).map(([title, asked]) => [
            title,
            { who, object: asked, policy: `platform-team-payments-${policyName}`, says },
        ]),
    );
}

/** What is read, and whether it is. */
export const READ: readonly { readonly who: User; readonly path: string; readonly status: number }[] = [
    { who: DEVELOPER, path: "/api/v1/namespaces/payments/secrets", status: 200 },
    { who: DEVELOPER, path: "/api/v1/namespaces/orders/secrets", status: 403 },
    { who: DEVELOPER, path: "/api/v1/namespaces/orders/pods", status: 403 },
    { who: DEVELOPER, path: "/api/v1/pods", status: 403 },
    { who: DEVELOPER, path: "/api/v1/nodes", status: 403 },
    { who: DEVELOPER, path: "/api/v1/namespaces/kube-system/configmaps", status: 403 },
    { who: PIPELINE, path: "/apis/apps/v1/namespaces/payments/deployments", status: 200 },
    { who: PIPELINE, path: "/api/v1/namespaces/orders/secrets", status: 403 },
    { who: PIPELINE, path: "/api/v1/nodes", status: 403 },
    { who: READER, path: "/api/v1/namespaces/payments/pods", status: 200 },
    { who: READER, path: "/api/v1/namespaces/payments/secrets", status: 403 },
    { who: LEAD, path: "/apis/rbac.authorization.k8s.io/v1/namespaces/payments/rolebindings", status: 200 },
    { who: LEAD, path: "/api/v1/namespaces/orders/secrets", status: 403 },
    { who: OTHER, path: "/api/v1/namespaces/orders-jobs/secrets", status: 200 },
    { who: OTHER, path: "/api/v1/namespaces/payments/secrets", status: 403 },
];

/** Definitions of kinds that charts bring, as far as policies read them. */
export const DEFINITIONS: readonly string[] = [
    definition("elbv2.k8s.aws", "TargetGroupBinding", "targetgroupbindings", "v1beta1"),
    definition("gateway.networking.k8s.io", "Gateway", "gateways", "v1"),
    definition("gateway.networking.k8s.io", "HTTPRoute", "httproutes", "v1"),
];

function definition(group: string, kind: string, plural: string, version: string): string {
    const annotations = group.endsWith(".k8s.io")
        ? { "api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/gateway-api" }
        : {};
    return JSON.stringify({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${plural}.${group}`, annotations },
        spec: {
            group,
            names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
            scope: "Namespaced",
            versions: [
                {
                    name: version,
                    served: true,
                    storage: true,
                    schema: {
                        openAPIV3Schema: {
                            type: "object",
                            properties: {
                                spec: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
                            },
                        },
                    },
                },
            ],
        },
    });
}
