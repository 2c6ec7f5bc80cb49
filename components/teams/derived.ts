/** A team in the words of other parts: its namespaces, entries, stores, repositories and policies. Pure. */
import type { AdmissionWords } from "../admission/admission-schema";
import type { PrincipalWords } from "../access/principal-schema";
import type { NamespaceWords } from "../namespaces/namespace-schema";
import type { DerivedWords } from "../platform/part";
import type { RepositoryWords } from "../registry/registry-schema";
import { isLabelName } from "../shared/object-names";
import type { SecretStoreWords } from "../secrets/secret-stores-schema";
import { groupsOf, isolationOf } from "./isolation";
import type { PeopleWords, Rights, SecretsWords, TeamWords } from "./teams-schema";

/** Label of the team's namespaces. */
export const TEAM_LABEL = "team";

/** Longest name: policies of admission are called after it. */
export const LONGEST_TEAM = 30;

export function isTeamName(text: string): boolean {
    return isLabelName(text, LONGEST_TEAM);
}

/** Everything a team says of other parts. Each word stands where it would for one namespace, one entry or one store alone. */
export function derivedOf(team: string, words: TeamWords): readonly DerivedWords[] {
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
            words: asked satisfies RepositoryWords,
            from: `${from}.repositories.${name}`,
        })),
        // A name that is none is told of once.
        ...Object.entries(isTeamName(team) ? isolationOf(team, words) : {}).map(([name, asked]) => ({
            at: ["admissionPolicies", "own", `team-${team}-${name}`],
            words: asked satisfies NonNullable<AdmissionWords["own"]>[string],
            from,
        })),
    ];
}

function namespaceOf(team: string, { labels = {}, ...words }: NamespaceWords): NamespaceWords {
    return { ...words, labels: { ...labels, [TEAM_LABEL]: team } };
}

/** EKS's policies of the same rights. Source: EKS User Guide, access-policy-permissions. */
const POLICIES: Readonly<Record<Rights, string>> = {
    view: "AmazonEKSViewPolicy",
    edit: "AmazonEKSEditPolicy",
    admin: "AmazonEKSAdminPolicy",
};

/** In a group whoever decides: by it admission knows who is of the team. */
function entryOf(team: string, name: string, asked: PeopleWords, { namespaces }: TeamWords): DerivedWords[] {
    const { by = "rbac", rights, who } = asked;
    if (who.kind !== "principal") return [];
    const words: PrincipalWords = {
        principal: who.principal,
        groups: [...groupsOf(team, name, asked)],
        ...(by === "rbac"
            ? {}
            : { policies: [{ policy: POLICIES[rights], namespaces: Object.keys(namespaces) }] }),
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
