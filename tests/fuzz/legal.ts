/** Random legal environments: a base, words drawn from the schema planted in it, and then made legal. */
import type { z } from "zod";

import { type Base, BASES, type Family, FAMILIES, KIT } from "./bases";
import { twinOf, withBeside } from "./beside";
import { Draws, isSame } from "./draw";
import { isMap, valueAt } from "./places";
import { mended } from "./repair";
import type { Subject } from "./planned";
import { belowOf, pathsIn, placesOf, type SchemaPlace, type Step } from "./words";

/** Places of each family. */
const PLACES = new Map<Family, readonly SchemaPlace[]>(
    FAMILIES.map((family) => [family, placesOf(family.schema)]),
);
/** Which paths a base has already. */
const HELD = new Map<Base, ReadonlySet<string>>(
    BASES.map((base) => [base, new Set(pathsIn(base.family.schema, base.shape))]),
);

export function placesOfFamily(family: Family): readonly SchemaPlace[] {
    return PLACES.get(family) ?? [];
}

export interface Legal {
    readonly seed: number;
    readonly base: Base;
    /** The place it was to have. */
    readonly aim: SchemaPlace;
    readonly subject: Subject;
    readonly rounds: number;
}

/** How often a place is aimed at that no other environment had. */
const MOST_AIMED = 12;

interface Aim {
    readonly family: Family;
    readonly place: SchemaPlace;
}

/** Each path of the kit's own once a way, those that no base has first, and what other families have beside. */
const AIMS: readonly Aim[] = aims();

function aims(): readonly Aim[] {
    const known = new Set(placesOfFamily(KIT).map(({ path }) => path));
    const held = new Set([...HELD.values()].flatMap((paths) => [...paths]));
    const all = FAMILIES.flatMap((family) =>
        placesOfFamily(family)
            .filter(({ path }) => family === KIT || !known.has(path))
            .map((place) => ({ family, place })),
    );
    const isHeld = ({ place }: Aim): boolean => held.has(place.path);
    return [...all.filter((aim) => !isHeld(aim)), ...all.filter(isHeld)];
}

/** The same environment for a seed on every machine. Seeds that follow each other aim at one place after the other. */
export function legalOf(seed: number): Legal {
    const draws = new Draws(seed);
    // Every tenth is of any family and any aim, so that the others are drawn as well.
    const aim = seed % 10 === 0 ? anyAim(draws) : AIMS[Math.floor((seed * 9) / 10) % AIMS.length];
    if (aim === undefined) throw new Error("the schemas have no places");
    let legal = attempt(seed, aim, draws, true);
    for (let tries = 0; tries < 3 && !hasAim(legal); tries += 1) legal = attempt(seed, aim, draws, false);
    return legal;
}

/** Of as many tries as it takes, up to a limit, one that has this place; undefined when none has. */
export function legalWith(family: Family, place: SchemaPlace): Legal | undefined {
    for (let seed = 1; seed <= MOST_AIMED; seed += 1) {
        const legal = attempt(seed, { family, place }, new Draws(seed), false);
        if (hasAim(legal)) return legal;
    }
    return undefined;
}

/** Of as many tries, up to a limit, one that has several at a place of a map; undefined when none has. */
export function legalWithSeveral(family: Family, place: SchemaPlace): Legal | undefined {
    for (let seed = 1; seed <= MOST_AIMED; seed += 1) {
        const legal = attempt(seed, { family, place }, new Draws(seed), false, 2);
        const map = valueAt(legal.subject.shape, [place.path.replace(/\.\*$/, "")]);
        if (isMap(map) && Object.keys(map).length > 1) return legal;
    }
    return undefined;
}

/** Drawn once, whatever becomes of its aim: for what only begins with it. */
export function plainLegalOf(seed: number): Legal {
    const draws = new Draws(seed);
    return attempt(seed, anyAim(draws), draws, true);
}

function anyAim(draws: Draws): Aim {
    const family = draws.pick(FAMILIES);
    return { family, place: draws.pick(placesOfFamily(family)) };
}

export function hasAim({ aim, subject }: Legal): boolean {
    return pathsIn(subject.family.schema, subject.shape).includes(aim.path);
}

/** With further words drawn beside the aim, or with the aim alone, once or several times. */
function attempt(seed: number, { family, place }: Aim, draws: Draws, crowded: boolean, times = 1): Legal {
    const base = baseFor(family, place, draws);
    const places = placesOfFamily(family);
    const count = crowded ? 1 + draws.below(draws.chance(0.3) ? 24 : 5) : 0;
    const further = Array.from({ length: count }, () => draws.pick(places));
    const twin = twinOf(place.path);
    const twins = places.filter(({ path }) => path === twin).slice(0, 1);
    const shape = [...further, ...Array.from({ length: times }, () => place), ...twins].reduce<unknown>(
        (value, { steps }) => draws.planted(family.schema, value, steps),
        base.shape,
    );
    const { config } = base;
    const planted = withBeside({ family, shape: shape as Subject["shape"], config }, place.path);
    return { seed, base, aim: place, ...mended(planted, base, draws, place.path) };
}

/** One that has most of the way to the place; now and then any. */
function baseFor(family: Family, { path, steps }: SchemaPlace, draws: Draws): Base {
    const bases = BASES.filter((base) => base.family === family);
    if (draws.chance(0.2)) return draws.pick(bases);
    const lengthOf = (base: Base): number => wayIn(family.schema, base.shape, steps);
    const best = Math.max(...bases.map(lengthOf));
    if (path === "" || best === 0) return draws.pick(bases);
    return draws.pick(bases.filter((base) => lengthOf(base) === best));
}

/** How many steps of the way a value has. */
function wayIn(schema: z.ZodType, value: unknown, steps: readonly Step[]): number {
    const [step, ...rest] = steps;
    if (step === undefined || value === undefined) return 0;
    const below = belowOf(schema, "").find((one) => isSame(one.step, step));
    if (below === undefined) return 0;
    if (step.kind === "member") {
        return below.schema.safeParse(value).success ? 1 + wayIn(below.schema, value, rest) : 0;
    }
    if (typeof value !== "object" || value === null) return 0;
    const items = step.kind === "word" ? [valueAt(value, [step.word])] : Object.values(value);
    return Math.max(
        0,
        ...items.map((item) => (item === undefined ? 0 : 1 + wayIn(below.schema, item, rest))),
    );
}
