/** A team in the words of other parts: its namespaces, entries, stores, repositories and policies. Pure. */
import type { AdmissionWords, OwnMutation } from "../admission/admission-schema";
import { quoted } from "../admission/ref";
import type { PrincipalWords } from "../access/principal-schema";
import type { NamespaceWords } from "../namespaces/namespace-schema";
import type { DerivedWords } from "../platform/part";
import type { RepositoryWords } from "../registry/registry-schema";
import type { AccessPolicyWords } from "../shared/access-policies";
import { isLabelName } from "../shared/object-names";
import type { SecretStoreWords } from "../secrets/secret-stores-schema";
import { DEFAULT_CLASS } from "../karpenter/auto-pool-schema";
import { groupsOf, isolationOf, TEAM } from "./isolation";
import type { PeopleWords, Rights, SecretsWords, TeamWords } from "./teams-schema";

/** Longest name: policies of admission are called after it. */
export const LONGEST_TEAM = 30;

export function isTeamName(text: string): boolean {
    return isLabelName(text, LONGEST_TEAM);
}

/** Everything a team says of other parts. Each word stands where it would for one namespace, one entry or one store alone. */
export function derivedOf(
    team: string,
    words: TeamWords,
    kubernetesVersion: string,
): readonly DerivedWords[] {
    const from = `teams.${team}`;
    const { namespaces, people = {}, repositories = {}, secrets = {} } = words;
    return [
        ...Object.entries(namespaces).map(([name, asked]) => ({
            at: ["namespaces", name],
            words: namespaceOf(team, asked),
            from: `${from}.namespaces.${name}`,
        })),
        ...Object.entries(people).flatMap(([name, asked]) => entryOf(team, name, asked, words)),
        ...Object.entries(secrets).map(([name, asked]) => ({
            at: ["secretStores", `${team}-${name}`],
            words: storeOf(asked, words),
            from: `${from}.secrets.${name}`,
        })),
        ...Object.entries(repositories).map(([name, asked]) => ({
            at: ["registry", "repositories", `${team}/${name}`],
            words: { ...asked, tags: { ...asked.tags, [TEAM]: team } } satisfies RepositoryWords,
            from: `${from}.repositories.${name}`,
        })),
        ...poolOf(team, words),
        ...(mutates(kubernetesVersion) ? placementOf(team, words) : []),
        ...costsOf(team, words),
        // A name that is none is told of once.
        ...Object.entries(isTeamName(team) ? isolationOf(team, words) : {}).map(([name, asked]) => ({
            at: ["admissionPolicies", "own", `team-${team}-${name}`],
            words: asked satisfies NonNullable<AdmissionWords["own"]>[string],
            from,
        })),
    ];
}

function namespaceOf(team: string, { labels = {}, ...words }: NamespaceWords): NamespaceWords {
    return { ...words, labels: { ...labels, [TEAM]: team } };
}

/** Its label selects the pool, its taint keeps other pods away, its tag is on the bill. */
function poolOf(team: string, { pool }: TeamWords): DerivedWords[] {
    if (pool === undefined) return [];
    const { kind: _, labels, nodeClass, taints, ...rest } = pool;
    const tagged =
        nodeClass === DEFAULT_CLASS
            ? nodeClass
            : { ...nodeClass, tags: { ...nodeClass?.tags, [TEAM]: team } };
    const words = {
        ...rest,
        labels: { ...labels, [TEAM]: team },
        nodeClass: tagged,
        taints: [...taints, { key: TEAM, value: team, effect: "NoSchedule" }],
    };
    return [{ at: ["compute", "pools", team], words, from: `teams.${team}.pool` }];
}

/** The first minor that serves MutatingAdmissionPolicy as v1. Source: Kubernetes documentation, Mutating Admission Policy. */
const MUTATING_SINCE = 36;

export function mutates(kubernetesVersion: string): boolean {
    return Number(kubernetesVersion.split(".")[1]) >= MUTATING_SINCE;
}

/** Pods that say nothing of it run in the team's pool. */
function placementOf(team: string, { namespaces, pool }: TeamWords): DerivedWords[] {
    if (pool === undefined) return [];
    const add = (path: string, value: string) => `JSONPatch{op: "add", path: "${path}", value: ${value}}`;
    const unless = (field: string, empty: string) =>
        `(has(object.spec.${field}) ? [] : [${add(`/spec/${field}`, empty)}])`;
    const toleration = `{"key": ${quoted(TEAM)}, "operator": "Equal", "value": ${quoted(team)}, "effect": "NoSchedule"}`;
    const words: OwnMutation = {
        resources: [{ apiGroups: [""], resources: ["pods"], operations: ["CREATE"] }],
        matchConditions: {
            "in-a-namespace-of-the-team": `request.namespace in ${quoted(Object.keys(namespaces))}`,
            "says-nothing-of-it": `!has(object.spec.nodeSelector) || !(${quoted(TEAM)} in object.spec.nodeSelector)`,
        },
        mutations: [
            {
                kind: "json-patch",
                expression:
                    `${unless("nodeSelector", "{}")} + [${add(`/spec/nodeSelector/${TEAM}`, quoted(team))}] + ` +
                    `${unless("tolerations", "[]")} + [${add("/spec/tolerations/-", toleration)}]`,
            },
        ],
    };
    return [
        {
            at: ["admissionPolicies", "mutations", "own", `team-${team}-pool`],
            words,
            from: `teams.${team}.pool`,
        },
    ];
}

function costsOf(team: string, { costs }: TeamWords): DerivedWords[] {
    if (costs === undefined) return [];
    const words = { ...costs, tag: { key: TEAM, value: team } };
    return [{ at: ["budgets", team], words, from: `teams.${team}.costs` }];
}

/** EKS's policies of the same rights. Source: EKS User Guide, access-policy-permissions. */
const POLICIES: Readonly<Record<Rights, string>> = {
    view: "AmazonEKSViewPolicy",
    edit: "AmazonEKSEditPolicy",
    admin: "AmazonEKSAdminPolicy",
};

/** What EKS lets them do; nothing where RBAC decides. */
export function policiesOf(
    { by = "rbac", rights }: Pick<PeopleWords, "by" | "rights">,
    namespaces: readonly string[],
): readonly AccessPolicyWords[] {
    return by === "rbac" ? [] : [{ policy: POLICIES[rights], namespaces: [...namespaces] }];
}

/** In a group whoever decides: by it admission knows who is of the team. */
function entryOf(team: string, name: string, asked: PeopleWords, { namespaces }: TeamWords): DerivedWords[] {
    const { who } = asked;
    if (who.kind !== "principal") return [];
    const policies = policiesOf(asked, Object.keys(namespaces));
    const words: PrincipalWords = {
        principal: who.principal,
        groups: [...groupsOf(team, name, asked)],
        ...(policies.length === 0 ? {} : { policies: [...policies] }),
    };
    return [{ at: ["access", `${team}-${name}`], words, from: `teams.${team}.people.${name}.who` }];
}

function storeOf({ from, keys, namespace }: SecretsWords, { namespaces }: TeamWords): SecretStoreWords {
    const only = onlyOf(namespaces);
    return {
        scope: { kind: "namespace", namespace: namespace ?? only ?? "" },
        from,
        ...(keys === undefined ? {} : { keys }),
    };
}

/** The one namespace of a team that has one. */
export function onlyOf(namespaces: TeamWords["namespaces"]): string | undefined {
    const [only, ...further] = Object.keys(namespaces);
    return further.length === 0 ? only : undefined;
}
