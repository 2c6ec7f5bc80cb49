/** Causes of all environments, each said once with what differs between them. Pure. */
import type { Counts } from "./report";
import type { CauseReport, CauseRisk, Effect, Reason, Refused, Story } from "./report-causes";
import { type Compared, causesIn, type LocalCause } from "./causes";
import type { Change, Operation } from "./change";
import { nounOf } from "./nouns";
import { SEVERITIES } from "./risks/risk";
import type { JudgedRisk } from "./verdict";

/** The worst first; what could hurt nobody last, in the order of the environments. */
export function buildCauses(compared: readonly Compared[]): readonly CauseReport[] {
    const groups = new Map<string, LocalCause[]>();
    for (const cause of compared.flatMap(causesIn)) {
        const key = keyOf(cause);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [cause]);
        else group.push(cause);
    }
    const causes = togetherWhereAlike([...groups.values()]).flatMap(causeOf);
    const ranks = new Map(causes.map((cause) => [cause, rankOf(cause)]));
    return causes.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

/** The same thing asked for: values may differ from one environment to the other. */
function keyOf({ component, kind, reasons }: LocalCause): string {
    return JSON.stringify([component, kind, [...new Set(reasons.map(({ path }) => path))].sort()]);
}

/** One word of a preset changes every pool that is made by it: to them the very same happens, and it is told once. */
function togetherWhereAlike(groups: readonly (readonly LocalCause[])[]): readonly (readonly LocalCause[])[] {
    const told = new Map<string, readonly LocalCause[]>();
    for (const group of groups) {
        const key = signatureOf(group);
        const known = told.get(key);
        told.set(key, known === undefined ? group : known.map((cause, i) => joined(cause, group[i])));
    }
    return [...told.values()];
}

/** Equal where nothing but names differs; a component that comes or goes has a story of its own. */
function signatureOf(group: readonly LocalCause[]): string {
    const isOwn = group.some(
        ({ isComponent, kind, reasons }) =>
            !isComponent || kind === "new" || (kind === "changed" && reasons.length === 0),
    );
    return JSON.stringify([
        isOwn ? group[0]?.component : "",
        ...group.map(({ componentType, followers, kind, leads, reasons, stack }) => [
            stack,
            componentType,
            kind,
            reasons,
            effectsOf(leads).map(({ names, noun, operation, unproven }) => [
                operation,
                noun,
                names.length,
                unproven,
            ]),
            followsOf(followers),
        ]),
    ]);
}

function joined(one: LocalCause, other: LocalCause | undefined): LocalCause {
    if (other === undefined) return one;
    return {
        ...one,
        alike: [...one.alike, other.component],
        leads: [...one.leads, ...other.leads],
        followers: [...one.followers, ...other.followers],
        risks: [...one.risks, ...other.risks],
        refused: [...one.refused, ...other.refused],
    };
}

function causeOf(group: readonly LocalCause[]): CauseReport[] {
    const [first] = group;
    if (first === undefined) return [];
    const risks = risksOf(group);
    const [worst] = risks;
    return [
        {
            component: first.component,
            alike: first.alike,
            type: first.componentType,
            isComponent: first.isComponent,
            kind: first.kind,
            environments: group.map(({ stack }) => stack),
            stories: storiesOf(group),
            ...(worst === undefined ? {} : { severity: worst.severity }),
            fails: risks.some(({ fails }) => fails),
            refused: group.flatMap(refusedIn),
            risks,
        },
    ];
}

/** Environments in which the very same happens are told together. */
function storiesOf(group: readonly LocalCause[]): readonly Story[] {
    const stories = new Map<string, Story>();
    for (const cause of group) {
        const story = {
            reasons: cause.reasons.map(reasonOf),
            decisions: cause.decisions.map(reasonOf),
            effects: effectsOf(cause.leads),
            follows: followsOf(cause.followers),
        };
        const key = JSON.stringify(story);
        const known = stories.get(key);
        stories.set(key, { ...story, environments: [...(known?.environments ?? []), cause.stack] });
    }
    return [...stories.values()];
}

function reasonOf({ path, before, after }: Reason): Reason {
    return {
        path,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
    };
}

/** What is made anew or goes is read first. */
const WEIGHT: readonly Operation[] = ["replace", "delete", "update", "create"];

function effectsOf(leads: readonly Change[]): readonly Effect[] {
    const effects = new Map<string, Effect & { readonly names: string[] }>();
    for (const change of leads) {
        const { name, operation, type } = change;
        const unproven = isUnproven(change);
        const key = `${operation} ${type} ${String(unproven)}`;
        const known = effects.get(key);
        if (known !== undefined) known.names.push(name);
        else
            effects.set(key, {
                operation,
                noun: nounOf(type),
                names: [name],
                ...(unproven ? { unproven } : {}),
            });
    }
    return [...effects.values()].sort(
        (a, b) => WEIGHT.indexOf(a.operation) - WEIGHT.indexOf(b.operation) || rankOfNoun(a) - rankOfNoun(b),
    );
}

/** Whether an update is one as far as anybody knows. */
function isUnproven({ known, mayReplace, operation }: Change): boolean {
    return operation === "update" && (!known || mayReplace !== undefined);
}

/** What others are made of stands before its parts. */
const GREAT = ["AWS provider", "cluster", "VPC", "node group", "Fargate profile", "node pool", "subnet"];

function rankOfNoun({ noun }: { readonly noun: string }): number {
    const rank = GREAT.indexOf(noun);
    return rank === -1 ? GREAT.length : rank;
}

function followsOf(followers: readonly Change[]): Omit<Counts, "unchanged"> {
    const of = (operation: Operation): number =>
        followers.filter((follower) => follower.operation === operation).length;
    return { create: of("create"), update: of("update"), replace: of("replace"), delete: of("delete") };
}

function refusedIn({ component, refused, stack }: LocalCause): readonly Refused[] {
    return refused.length === 0 ? [] : [{ environment: stack, cause: component, components: refused }];
}

/** Risks of one kind, told once for all that has them. */
function risksOf(group: readonly LocalCause[]): readonly CauseRisk[] {
    const risks = new Map<string, JudgedIn[]>();
    const times = new Map<string, number>();
    for (const { risks: all, stack } of group) {
        for (const judged of all) {
            const key = JSON.stringify([
                judged.risk.kind,
                judged.risk.severity,
                judged.risk.why,
                judged.fails,
                judged.acknowledged?.reason,
            ]);
            // Several of one kind about one resource are several things to say.
            const nth = times.get(judged.risk.urn + key) ?? 0;
            times.set(judged.risk.urn + key, nth + 1);
            const known = risks.get(key + String(nth));
            if (known === undefined) risks.set(key + String(nth), [{ ...judged, stack }]);
            else known.push({ ...judged, stack });
        }
    }
    return [...risks.values()].flatMap(riskOf).sort(worstFirst);
}

type JudgedIn = JudgedRisk & { readonly stack: string };

function riskOf(all: readonly JudgedIn[]): CauseRisk[] {
    const [first] = all;
    if (first === undefined) return [];
    const { acknowledged, fails, risk } = first;
    const { kind, remedy, severity, source, what, why } = risk;
    return [
        {
            components: [...new Set(all.map(({ risk: { component } }) => component))],
            kind,
            severity,
            what,
            why,
            remedy,
            source,
            fails,
            environments: [...new Set(all.map(({ stack }) => stack))],
            urns: [...new Set(all.map(({ risk: { urn } }) => urn))],
            ...(acknowledged === undefined
                ? {}
                : { acknowledged: { reason: acknowledged.reason, expires: acknowledged.expires } }),
        },
    ];
}

function worstFirst(a: CauseRisk, b: CauseRisk): number {
    return (
        Number(b.fails) - Number(a.fails) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    );
}

/** Open risks before accepted ones, these before what hurts nobody. */
function rankOf({ fails, severity }: CauseReport): number {
    const worst = severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
    return fails ? worst : worst + SEVERITIES.length;
}
