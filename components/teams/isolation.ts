/** What keeps teams apart at admission: which names, classes, groups and nodes the objects of one team may ask for. Pure. */
import type { OwnValidation } from "../admission/admission-schema";
import { quoted, targetGroupRules, whenChanging } from "../admission/ref";
import type { IngressWords, PeopleWords, TeamWords } from "./teams-schema";

/** Key of labels, taints and tags. */
export const TEAM = "team";

/** Its own, where it has one. */
export function priorityClassOf(team: string): string {
    return `team-${team}`;
}

type Rule = OwnValidation["validations"][number];

/** Policies by the end of their names: objects `platform-team-<team>-<name>`. */
export function isolationOf(team: string, words: TeamWords): Readonly<Record<string, OwnValidation>> {
    const namespaces = Object.keys(words.namespaces);
    const within = { "in-a-namespace-of-the-team": `request.namespace in ${quoted(namespaces)}` };
    const rules: Readonly<Record<string, OwnValidation>> = {
        ingress: ingressOf(team, words.ingress),
        services: servicesOf(team, words.ingress),
        "target-groups": targetGroupRules(words.ingress?.targetGroups ?? []),
        pods: podsOf(team),
        fences: fencesOf(team, words),
    };
    return Object.fromEntries(
        Object.entries(rules).map(([name, { matchConditions = {}, ...rest }]) => [
            name,
            { ...rest, matchConditions: { ...within, ...matchConditions } },
        ]),
    );
}

/** What a team may whose shape says nothing of it. */
const NOTHING: IngressWords = { hosts: [], classes: [] };

/** Of a map that may not be there. */
const annotationsOf = (object: string) =>
    `(has(${object}.metadata.annotations) ? ${object}.metadata.annotations : {})`;
const ANNOTATIONS = annotationsOf("object");

/** Load balancers of a name that is no longer the team's must still be able to go. */
const CHANGING = whenChanging((object) => `[dyn(${object}).spec, dyn(${annotationsOf(object)})]`);

/** Whether a text is one of the team's names, or below one. */
function isHost(hosts: readonly string[], host: string): string {
    const exact = quoted(hosts);
    const ends = quoted(hosts.filter((one) => one.startsWith("*.")).map((one) => one.slice(1)));
    return `(${host} in ${exact} || ${ends}.exists(e, ${host}.endsWith(e)))`;
}

function saysWhich(list: readonly string[]): string {
    return list.length === 0 ? "none" : list.join(", ");
}

/**
 * Names that external-dns makes records of.
 * Source: kubernetes-sigs/external-dns v0.22.0 docs/annotations/annotations.md, hostname and internal-hostname.
 */
const RECORDS = [
    "external-dns.alpha.kubernetes.io/hostname",
    "external-dns.alpha.kubernetes.io/internal-hostname",
];

function recordsRule(hosts: readonly string[]): Rule {
    return {
        expression:
            `${quoted(RECORDS)}.all(k, !(k in variables.annotations) || ` +
            `variables.annotations[k].split(",").all(h, ${isHost(hosts, "h.trim()")}))`,
        message: `records are of names of the team: ${saysWhich(hosts)}`,
    };
}

/** Groups and names of load balancers: whoever names one of another team answers in its place. */
function groupsRule(keys: readonly string[], groups: readonly string[]): Rule {
    return {
        expression:
            `${quoted(keys)}.all(k, !(k in variables.annotations) || ` +
            `variables.annotations[k] in ${quoted(groups)})`,
        message: `load balancers and their groups are the team's: ${saysWhich(groups)}`,
    };
}

const ALB = "alb.ingress.kubernetes.io";

/** Whoever asks for nothing else is not looked at: `variables.spec` is that of one of the kinds. */
function whenOf(kinds: readonly string[], expression: string): string {
    return `!(object.kind in ${quoted(kinds)}) || (${expression})`;
}

/** Source: kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md, v3.5.0. */
function ingressOf(team: string, words: IngressWords = NOTHING): OwnValidation {
    const { classes, groups = [team], hosts } = words;
    return {
        resources: [
            { apiGroups: ["networking.k8s.io"], resources: ["ingresses"] },
            {
                apiGroups: ["gateway.networking.k8s.io"],
                resources: ["gateways", "grpcroutes", "httproutes", "tlsroutes"],
            },
        ],
        matchConditions: CHANGING,
        variables: { annotations: ANNOTATIONS, spec: "dyn(object).spec" },
        validations: [
            ...classRules(classes),
            ...hostRules(hosts),
            groupsRule([`${ALB}/group.name`, `${ALB}/load-balancer-name`], groups),
            recordsRule(hosts),
            ACTIONS_RULE,
        ],
    };
}

function classRules(classes: readonly string[]): readonly Rule[] {
    const message = `classes are those of the team: ${saysWhich(classes)}`;
    const ofIngress =
        `has(variables.spec.ingressClassName) && variables.spec.ingressClassName in ${quoted(classes)} && ` +
        '(!("kubernetes.io/ingress.class" in variables.annotations) || ' +
        `variables.annotations["kubernetes.io/ingress.class"] in ${quoted(classes)})`;
    return [
        { expression: whenOf(["Ingress"], ofIngress), message },
        {
            expression: whenOf(["Gateway"], `variables.spec.gatewayClassName in ${quoted(classes)}`),
            message,
        },
    ];
}

/** An Ingress without a name, and a default backend, answer to every name of their load balancer. */
function hostRules(hosts: readonly string[]): readonly Rule[] {
    const message = `names are the team's, and stated: ${saysWhich(hosts)}`;
    const host = (text: string) => isHost(hosts, text);
    const expressions = [
        whenOf(
            ["Ingress"],
            `!has(variables.spec.defaultBackend) && has(variables.spec.rules) && ` +
                `variables.spec.rules.all(r, has(r.host) && ${host("r.host")}) && ` +
                `(!has(variables.spec.tls) || variables.spec.tls.all(t, !has(t.hosts) || t.hosts.all(h, ${host("h")})))`,
        ),
        whenOf(["Gateway"], `variables.spec.listeners.all(l, has(l.hostname) && ${host("l.hostname")})`),
        whenOf(
            ["GRPCRoute", "HTTPRoute", "TLSRoute"],
            `has(variables.spec.hostnames) && variables.spec.hostnames.size() > 0 && ` +
                `variables.spec.hostnames.all(h, ${host("h")})`,
        ),
    ];
    return expressions.map((expression) => ({ expression, message }));
}

/** JSON that a controller reads: an escape would hide the word. */
const ACTIONS_RULE: Rule = {
    expression:
        `variables.annotations.all(k, !(k.startsWith("${ALB}/conditions.") || k.startsWith("${ALB}/actions.")) || ` +
        `(!variables.annotations[k].contains("\\\\") && ` +
        `!variables.annotations[k].lowerAscii().contains("host-header") && ` +
        `!variables.annotations[k].lowerAscii().contains("targetgroup")))`,
    message: "actions and conditions name no other host and no target group",
};

const NLB = "service.beta.kubernetes.io/aws-load-balancer-name";

/** Source: Kubernetes documentation, Service, externalIPs; CVE-2020-8554. */
function servicesOf(team: string, words: IngressWords = NOTHING): OwnValidation {
    const { groups = [team], hosts, loadBalancers = false } = words;
    const none: readonly Rule[] = [
        {
            expression: 'object.spec.type != "LoadBalancer"',
            message: "no Service of the team is of type LoadBalancer",
        },
    ];
    return {
        resources: [{ apiGroups: [""], resources: ["services"] }],
        matchConditions: CHANGING,
        variables: { annotations: ANNOTATIONS },
        validations: [
            ...(loadBalancers ? [] : none),
            {
                expression: "!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0",
                message: "no Service of the team takes addresses of others: externalIPs",
            },
            groupsRule([NLB], groups),
            recordsRule(hosts),
        ],
    };
}

/**
 * Whoever names a node goes round the scheduler, and round the taints that keep pods of others away.
 * Source: Kubernetes documentation, Assigning Pods to Nodes, nodeName; Taints and Tolerations; Pod Priority and Preemption.
 */
function podsOf(team: string): OwnValidation {
    const others =
        `(!has(t.key) || t.key == "" || (t.key == ${quoted(TEAM)} && ` +
        `(!has(t.value) || t.value != ${quoted(team)})))`;
    return {
        resources: [{ apiGroups: [""], resources: ["pods"], operations: ["CREATE"] }],
        validations: [
            {
                expression: '!has(object.spec.nodeName) || object.spec.nodeName == ""',
                message: "no pod of the team names its node",
            },
            {
                expression: `!has(object.spec.tolerations) || !object.spec.tolerations.exists(t, ${others})`,
                message: `no pod of the team tolerates every taint, or one of another team's nodes`,
            },
            {
                expression:
                    `!has(object.spec.priorityClassName) || object.spec.priorityClassName == ${quoted(priorityClassOf(team))} || ` +
                    '!(object.spec.priorityClassName.startsWith("team-") || object.spec.priorityClassName.startsWith("system-"))',
                message:
                    "no pod of the team has the importance of another team's pods, or of the cluster's own",
            },
        ],
    };
}

/** Groups of those who are the team: its people, and the service accounts of its namespaces. */
function tenantsOf(team: string, { namespaces, people = {} }: TeamWords): readonly string[] {
    return [
        ...Object.entries(people).flatMap(([name, words]) => groupsOf(team, name, words)),
        ...Object.keys(namespaces).map((namespace) => `system:serviceaccounts:${namespace}`),
    ];
}

/** Those of the provider, or one that the entry is in. */
export function groupsOf(team: string, name: string, { who }: Pick<PeopleWords, "who">): readonly string[] {
    return who.kind === "groups" ? who.groups : [`team:${team}:${name}`];
}

/** Kubernetes' role `edit` may write NetworkPolicies: what passes is said in the shape. */
function fencesOf(team: string, words: TeamWords): OwnValidation {
    const tenants = quoted(tenantsOf(team, words));
    return {
        resources: [
            {
                apiGroups: ["networking.k8s.io"],
                resources: ["networkpolicies"],
                operations: ["CREATE", "UPDATE", "DELETE"],
            },
        ],
        matchConditions: {
            "asked-by-the-team": `has(request.userInfo.groups) && request.userInfo.groups.exists(g, g in ${tenants})`,
        },
        validations: [
            {
                expression: "false",
                message: "what passes between namespaces is said in traffic of the shape, not by the team",
            },
        ],
    };
}
