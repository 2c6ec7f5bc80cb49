/** What two teams may not have in common. Pure. */
import type { PlacedProblem } from "../platform/part";
import type { TeamWords } from "./teams-schema";

type Teams = Readonly<Record<string, TeamWords>>;

/** Names, groups and target groups of one team alone: whoever shares one answers in another's place. */
export function checkApart(teams: Teams): PlacedProblem[] {
    const all = Object.entries(teams);
    return all.flatMap(([team, words], index) =>
        all.slice(0, index).flatMap(([other, others]) =>
            [
                ...shared("ingress.hosts", hostsOf(words), hostsOf(others), overlaps),
                ...shared("ingress.groups", groupsOf(team, words), groupsOf(other, others), equal),
                ...shared("ingress.targetGroups", targetsOf(words), targetsOf(others), prefixes),
            ].map(({ got, path, with: theirs }): PlacedProblem => ({
                shapePath: `teams.${team}`,
                path,
                what: `team ${other} has ${theirs} already`,
                got,
                remedy: "Leave it to one of the two",
            })),
        ),
    );
}

interface Shared {
    readonly path: string;
    readonly got: string;
    readonly with: string;
}

function shared(
    path: string,
    ours: readonly string[],
    theirs: readonly string[],
    meet: (one: string, other: string) => boolean,
): Shared[] {
    return ours.flatMap((got, index) => {
        const found = theirs.find((other) => meet(got, other));
        return found === undefined ? [] : [{ path: `${path}[${index}]`, got, with: found }];
    });
}

function hostsOf({ ingress }: TeamWords): readonly string[] {
    return ingress?.hosts ?? [];
}

/** Without `ingress` a team makes no load balancer. */
function groupsOf(team: string, { ingress }: TeamWords): readonly string[] {
    return ingress === undefined ? [] : (ingress.groups ?? [team]);
}

function targetsOf({ ingress }: TeamWords): readonly string[] {
    return ingress?.targetGroups ?? [];
}

function equal(one: string, other: string): boolean {
    return one === other;
}

/** `*.pay.example.com` is any name below, and those below with a star of their own. */
function overlaps(one: string, other: string): boolean {
    const covers = (wide: string, name: string) => wide.startsWith("*.") && name.endsWith(wide.slice(1));
    return one === other || covers(one, other) || covers(other, one);
}

function prefixes(one: string, other: string): boolean {
    const covers = (wide: string, arn: string) => wide.endsWith("*") && arn.startsWith(wide.slice(0, -1));
    return one === other || covers(one, other) || covers(other, one);
}
