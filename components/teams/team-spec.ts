/** A team as plain values: who may do what in its namespaces, and what is refused of it. Pure. */
import type { TeamAccess } from "../platform/ground";
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import { LONGEST_TEAM } from "./derived";
import { checkGrants } from "../shared/grants";
import { groupsOf } from "./isolation";
import { checkWho } from "./people-spec";
import type { IngressWords, PeopleWords, TeamWords } from "./teams-schema";

export interface TeamSpec extends TeamWords {
    readonly team: string;
}

/** Rights of one lot of people in one namespace. */
export interface BindingPlan {
    /** End of its logical name. */
    readonly key: string;
    readonly namespace: string;
    /** Name of the object. */
    readonly name: string;
    readonly groups: readonly string[];
    /** A role that every cluster has; without one, a Role of these rules. */
    readonly clusterRole?: string;
    readonly rules: NonNullable<PeopleWords["rules"]>;
}

/** Bindings of a checked team, namespace by namespace. */
export function bindingsOf({ namespaces, people = {}, team }: TeamSpec): readonly BindingPlan[] {
    return Object.keys(namespaces).flatMap((namespace) =>
        Object.entries(people).flatMap(([name, words]) => {
            const { by = "rbac", rights, rules = [] } = words;
            const groups = groupsOf(team, name, words);
            const key = `${namespace}.${name}`;
            return [
                ...(by === "rbac" ? [{ key, namespace, name, groups, clusterRole: rights, rules: [] }] : []),
                ...(rules.length === 0
                    ? []
                    : [{ key: `${key}-further`, namespace, name: `${name}-further`, groups, rules }]),
            ];
        }),
    );
}

/** Whoever has a session of the principal needs no other role. */
export function accessOf({ namespaces, people = {} }: TeamSpec): Readonly<Record<string, TeamAccess>> {
    const [namespace = ""] = Object.keys(namespaces);
    const entries = Object.entries(people).filter(([, { who }]) => who.kind === "principal");
    return Object.fromEntries(entries.map(([name]) => [name, { namespace }]));
}

/** Everything that would be refused of a team, or that would not keep it apart. */
export function checkTeam(spec: TeamSpec): Problem[] {
    const { ingress, namespaces, people = {}, priority, team, workloads = {} } = spec;
    return [
        ...(priority === undefined ? [] : checkPriority(priority)),
        ...checkName("", team, LONGEST_TEAM, "a team"),
        ...(Object.keys(namespaces).length > 0
            ? []
            : [{ path: "namespaces", what: "no namespace", remedy: "Name one at least" }]),
        ...Object.entries(people).flatMap(([name, words]) => checkPeople(`people.${name}`, name, words)),
        ...Object.entries(workloads).flatMap(([name, { grants, serviceAccount = name }]) => [
            ...checkName(`workloads.${name}`, name, 40, "a workload"),
            ...checkAccount(`workloads.${name}.serviceAccount`, serviceAccount),
            ...(grants.length > 0
                ? []
                : [
                      {
                          path: `workloads.${name}.grants`,
                          what: "it may do nothing",
                          remedy: "Name what it may, or remove it",
                      },
                  ]),
            ...checkGrants(`workloads.${name}.grants`, grants),
        ]),
        ...Object.keys(spec.secrets ?? {}).flatMap((name) =>
            checkName(`secrets.${name}`, name, 19, "a store"),
        ),
        ...checkPlaces(spec),
        ...(ingress === undefined ? [] : checkIngress("ingress", ingress)),
    ];
}

function checkName(path: string, got: string, longest: number, noun: string): Problem[] {
    if (isLabelName(got, longest)) return [];
    const remedy = `Use 1 to ${longest} small letters, digits and hyphens, with a letter or digit at both ends`;
    return [{ path, what: `not a name of ${noun}`, got, remedy }];
}

/** Source: Kubernetes API reference, PriorityClass; scheduling/types.go, HighestUserDefinablePriority. */
function checkPriority(got: number): Problem[] {
    if (Number.isInteger(got) && Math.abs(got) <= 1_000_000_000) return [];
    const remedy = "Choose a whole number from -1000000000 to 1000000000; pods that name no class have 0";
    return [{ path: "priority", what: "not a priority", got, remedy }];
}

function checkAccount(path: string, got: string): Problem[] {
    if (got !== "default") return [];
    const what = "every pod of the namespace that names no account would have the role";
    return [{ path, what, got, remedy: "Name an account of its own" }];
}

/** Source: Kubernetes documentation, RBAC, "Referring to subjects": names with system: are Kubernetes' own. */
function checkPeople(path: string, name: string, { by = "rbac", rules, who }: PeopleWords): Problem[] {
    const groups = who.kind === "groups" ? who.groups : undefined;
    return [
        ...checkName(path, name, 40, "people"),
        ...(who.kind === "pipeline" || who.kind === "role" ? checkWho(`${path}.who`, who) : []),
        ...(groups?.length === 0
            ? [{ path: `${path}.who.groups`, what: "nobody", remedy: "Name a group" }]
            : []),
        ...(groups ?? []).flatMap((got, index) =>
            got !== "" && !got.startsWith("system:")
                ? []
                : [
                      {
                          path: `${path}.who.groups[${index}]`,
                          what: "no group of a provider",
                          got,
                          remedy: "Write its name with the provider's prefix: okta:payments",
                      },
                  ],
        ),
        ...(groups !== undefined && by === "access-policy"
            ? [
                  {
                      path: `${path}.by`,
                      what: "EKS's policies are for roles and users of IAM alone",
                      got: by,
                      remedy: 'Write "rbac", or leave it out',
                  },
              ]
            : []),
        ...(rules ?? []).flatMap((one, index) => checkRule(`${path}.rules[${index}]`, one)),
    ];
}

function checkRule(path: string, rule: NonNullable<PeopleWords["rules"]>[number]): Problem[] {
    return Object.entries(rule).flatMap(([word, values]) => {
        if (values.length === 0) return [{ path: `${path}.${word}`, what: "none", remedy: "Name one" }];
        if (!values.includes("*")) return [];
        const what = "kinds and rights that come later are allowed as well, unseen";
        return [{ path: `${path}.${word}`, what, got: "*", remedy: "Name each" }];
    });
}

/** What runs or is read somewhere must be in a namespace of the team's. */
function checkPlaces({ namespaces, secrets = {}, workloads = {} }: TeamSpec): Problem[] {
    const known = Object.keys(namespaces);
    return Object.entries({ secrets, workloads }).flatMap(([word, entries]) =>
        Object.entries(entries).flatMap(([name, { namespace }]: [string, { namespace?: string }]) => {
            const path = `${word}.${name}.namespace`;
            if (namespace === undefined) {
                if (known.length < 2) return [];
                return [
                    {
                        path,
                        what: "missing: the team has several",
                        remedy: `Choose from ${known.join(", ")}`,
                    },
                ];
            }
            if (known.includes(namespace)) return [];
            const what = "no namespace of the team";
            return [{ path, what, got: namespace, remedy: `Choose from ${known.join(", ")}` }];
        }),
    );
}

const HOST = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

function checkIngress(path: string, { classes, hosts, targetGroups = [] }: IngressWords): Problem[] {
    return [
        ...hosts.flatMap((got, index) =>
            HOST.test(got)
                ? []
                : [
                      {
                          path: `${path}.hosts[${index}]`,
                          what: "not a name of hosts",
                          got,
                          remedy: "Write pay.example.com, or *.pay.example.com for any below",
                      },
                  ],
        ),
        ...(hosts.length > 0 && classes.length === 0
            ? [{ path: `${path}.classes`, what: "names that no class may answer to", remedy: "Name a class" }]
            : []),
        ...targetGroups.flatMap((got, index) =>
            TARGET_GROUP.test(got)
                ? []
                : [
                      {
                          path: `${path}.targetGroups[${index}]`,
                          what: "not an ARN of a target group",
                          got,
                          remedy: "Write arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>, or /<name>/*",
                      },
                  ],
        ),
    ];
}

/** Source: Elastic Load Balancing API Reference 2015-12-01, TargetGroup, TargetGroupArn. */
const TARGET_GROUP =
    /^arn:[a-z0-9-]+:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/[A-Za-z0-9-]+(\/[A-Za-z0-9]*\*?|\*)$/;

/** What a reader of the plan sees. */
export function decisionsOfTeam(spec: TeamSpec): Record<string, readonly string[] | string> {
    const { ingress, namespaces, people = {}, pool, priority, team } = spec;
    return {
        team,
        namespaces: Object.keys(namespaces),
        people: Object.entries(people).map(
            ([name, words]) => `${name}: ${words.rights} for ${groupsOf(team, name, words).join(", ")}`,
        ),
        ingress: ingress === undefined ? "none" : ingress.hosts,
        nodes: pool === undefined ? "shared" : "a pool of its own",
        ...(priority === undefined ? {} : { priority: String(priority) }),
    };
}
