/** Teams that go, and teams that may do less than what runs counts on: people, names, grants, amounts. */
import type { Json } from "../../../components/shared/json";
import { textOf } from "../../facts/build";
import type { Change } from "../change";
import { textsIn } from "../settle";
import { type Around, changesOfType, goesWithCluster, type Risk, sidesOf } from "./risk";

const TEAM = "platform:teams:Team";
const WORKLOAD = "platform:teams:Workload";
const RBAC = "Kubernetes documentation, Using RBAC Authorization";

/** Of a cluster that stays. */
export function teamChanges(around: Around): readonly Risk[] {
    const held = (type: string) =>
        changesOfType(around, type).filter((change) => !goesWithCluster(change, around));
    return [
        ...held(TEAM).flatMap((change) => [...lostPeople(change), ...lostHosts(change)]),
        ...held(WORKLOAD).flatMap(lostGrants),
    ];
}

/** Texts of a decision that are there no longer. */
function gone(change: Change, key: string): readonly string[] {
    const { after, before } = sidesOf(change);
    const [was, is] = [before, after].map((side) => listed(side[key]));
    return (was ?? []).filter((text) => !(is ?? []).includes(text));
}

function listed(value: Json | undefined): readonly string[] {
    return value === undefined || value === "none" ? [] : textsIn(value);
}

interface RightsOfPeople {
    readonly name: string;
    readonly rights: string;
    readonly groups: string;
}

/** The least first. */
const RIGHTS = ["view", "edit", "admin"];

/** `developers: edit for team:payments:developers`. */
function rightsIn(text: string): RightsOfPeople {
    const [, name = "", rights = "", groups = ""] = /^([^:]*): (\S+) for (.*)$/.exec(text) ?? [];
    return { name, rights, groups };
}

function teamOf(change: Change): string {
    return textOf(sidesOf(change).before["team"]);
}

function lostPeople(change: Change): Risk[] {
    const { after } = sidesOf(change);
    const left = listed(after["people"]).map(rightsIn);
    const people = gone(change, "people").filter((text) => {
        const { groups, name, rights } = rightsIn(text);
        const more = ({ rights: now, ...one }: RightsOfPeople) =>
            one.name === name && one.groups === groups && RIGHTS.indexOf(now) > RIGHTS.indexOf(rights);
        return !left.some(more);
    });
    if (people.length === 0) return [];
    const isGone = change.operation === "delete";
    return [
        {
            kind: "lock-out",
            severity: isGone ? "high" : "medium",
            urn: change.urn,
            what: `Team ${teamOf(change)} ${isGone ? "goes" : "changes"}: ${people.join("; ")} ${people.length === 1 ? "is" : "are"} no longer so.`,
            why: "Whoever works there, and whatever deploys as they do, is refused at the next request.",
            source: RBAC,
            remedy: isGone
                ? "Move what runs to its successor, and keep secrets and images that are needed, first: docs/recipes/teams.md"
                : "Tell them, or leave the old rights beside the new until nobody uses them",
        },
    ];
}

/** Where the team stays: with it go its Ingresses. */
function lostHosts(change: Change): Risk[] {
    const hosts = gone(change, "ingress");
    if (change.operation !== "update" || hosts.length === 0) return [];
    return [
        {
            kind: "update-fails",
            severity: "medium",
            urn: change.urn,
            what: `Ingresses and routes of team ${teamOf(change)} for ${hosts.join(", ")} are refused when they change next.`,
            why: "Those that are there go on answering until then, beside whoever gets the name.",
            source: "Kubernetes documentation, Validating Admission Policy",
            remedy: "Have the team delete them first",
        },
    ];
}

function lostGrants(change: Change): Risk[] {
    const grants = gone(change, "may");
    if (change.operation !== "update" || grants.length === 0) return [];
    return [
        {
            kind: "identity-lost",
            severity: "high",
            urn: change.urn,
            what: `Pods of ${textOf(sidesOf(change).before["serviceAccount"])} may no longer ${grants.join(", ")}.`,
            why: "Those that run are denied within seconds: a policy counts for credentials that are out already.",
            source: "IAM User Guide, Troubleshoot IAM, eventual consistency",
            remedy: "Deploy what does without first",
        },
    ];
}
