/** planEnvironment: settings and shape become a plan, or every problem. Pure: nothing is registered here. */
import { chooseFrom } from "../shared/hints";
import type { KitPod } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { PINS_FILE } from "../shared/pins-schema";
import { problemsOfWords } from "../shared/schema";
import { defaultTags } from "../shared/tags";
import { checkAfter } from "./after";
import { asWritten, type DerivedShape, withDerived } from "./derived-words";
import { noticesOfHeadroom } from "./headroom";
import { type LocatedProblem, locate } from "./located";
import type { Environment, Part, PlannedComponent, PlannedPart } from "./part";
import { checkPlacement } from "./placement";
import { type AnyPart, type ShapeOf, shapeSchemaOf, type WholeWords } from "./shape";
import { checkWhole } from "./settings/rules";
import { standIns } from "./settings/stand-ins";
import type { Settings, SettingsReading } from "./settings/types";
import { checkTransforms, type Transform } from "./transforms";
import { ALL_WORDS } from "./unread";
import { watched } from "./unread-settings";

/** Everything the platform builds, decided. */
export interface Plan {
    readonly settings: Settings;
    readonly components: readonly PlannedComponent[];
    /** Logical names of components that are not protected. */
    readonly unprotected: readonly string[];
    readonly transforms: readonly Transform[];
    readonly tags: Readonly<Record<string, string>>;
}

/** A plan, with what is legal but worth knowing; or every problem. */
export type PlanResult =
    | { readonly plan: Plan; readonly notices: readonly string[] }
    | { readonly problems: readonly LocatedProblem[] };

/** The environments there are, and the parts they may be made of. */
export interface Environments<Shape> {
    readonly parts: readonly Part<AnyPart["words"], Shape>[];
    readonly names: readonly string[];
    readonly shapeOf: (environment: string) => Shape | undefined;
    /** The parts of one of them. @default `parts`, as of all */
    readonly partsOf?: (environment: string) => readonly Part<AnyPart["words"], Shape>[];
}

/** Environments by name, made of these parts. */
export function environmentsOf<const Parts extends readonly AnyPart[]>(
    parts: Parts & readonly Part<AnyPart["words"], ShapeOf<Parts>>[],
    shapes: Readonly<Record<string, ShapeOf<Parts>>>,
): Environments<ShapeOf<Parts>> {
    return {
        parts,
        names: Object.keys(shapes),
        shapeOf: (name) => (Object.hasOwn(shapes, name) ? shapes[name] : undefined),
    };
}

/**
 * Environments beside others, made of other parts: `beside(all, environmentsOf(PARTS_WITHOUT_CLUSTER, { shared }))`. Whoever
 * reads a shape looks at words it may not have.
 */
export function beside<Shape, Other>(
    environments: Environments<Shape>,
    others: Environments<Other>,
): Environments<Shape> {
    // What plans a shape is of its own parts, and everything else reads it as JSON.
    const other = others as unknown as Environments<Shape>;
    const of = (name: string) => (other.names.includes(name) ? other : environments);
    return {
        parts: environments.parts,
        names: [...environments.names, ...other.names],
        shapeOf: (name) => of(name).shapeOf(name),
        partsOf: (name) => of(name).parts,
    };
}

/**
 * The plan of an environment, or every problem of its settings and its shape together.
 * A check runs when what it looks at could be read, so that one mistyped key does not hide the rest.
 */
export function planEnvironment<Shape>(
    reading: SettingsReading,
    environments: Pick<Environments<Shape>, "parts" | "partsOf" | "shapeOf">,
): PlanResult {
    const { file, valid } = reading;
    const name = valid.environment ?? "<environment>";
    const { partsOf, shapeOf } = environments;
    const parts = partsOf?.(name) ?? environments.parts;
    const written = valid.environment === undefined ? undefined : shapeOf(valid.environment);
    const words = written === undefined ? [] : problemsOfWords(shapeSchemaOf(parts), written);
    const stood = standIns(valid);
    const read = watched(stood.settings);
    const asked: Environment<Shape> = {
        name,
        file,
        ...stood,
        settings: read.settings,
        secrets: reading.secrets,
        shape: written ?? ({} as Shape),
        unreadWords: unreadOf(parts, written, words),
        pods: [],
        kitPods: [],
    };
    const { derived, problems: unsaid, shape } = derivedOf(asked, parts);
    const said = { ...asked, shape };
    const environment = { ...said, ...podsOf(parts, said) };
    const planned = parts.map((part) => asWritten(part.planned(environment), derived));
    const inShape = { file, name, origins: {}, shapePath: "" };
    const problems = withoutRepetition(
        reading.problems.map((problem): LocatedProblem => ({ ...problem, file })),
        [
            ...words.map((problem) => inPins(locate(problem, inShape))),
            ...unsaid.map((problem) => locate(problem, inShape)),
            ...planned.flatMap((part) => part.problems),
            ...(environment.unreadWords.length > 0 ? [] : checkTogether(planned, environment)).map(
                (problem) => locate(problem, inShape),
            ),
            ...checkWhole(reading).map((problem): LocatedProblem => ({ ...problem, file })),
            ...read.problems(environment),
        ],
    );
    const { settings } = reading;
    if (problems.length > 0 || settings === undefined) return { problems };
    return {
        plan: planOf(settings, wholeWords(environment.shape), planned),
        // Found when they are read: an update does not, nor does a comparison.
        get notices() {
            return [...planned.flatMap(({ notices }) => notices), ...headroomOf(settings, planned)];
        },
    };
}

/** Keys of the shape that could not be read: each, where words of others are derived, which then are not. */
function unreadOf(
    parts: readonly Pick<Part<AnyPart["words"], never>, "derives" | "words">[],
    written: unknown,
    problems: readonly Problem[],
): readonly string[] {
    if (typeof written !== "object" || written === null) return [ALL_WORDS];
    const unread = problems.map(({ path }) => /^[^.[]*/.exec(path)?.[0] ?? "");
    const derives = parts
        .filter((part) => part.derives !== undefined)
        .some(({ words }) => Object.keys(words).some((word) => word in written));
    return unread.length > 0 && derives ? [...unread, ALL_WORDS] : unread;
}

/** Words that could not be read are derived of nothing. */
function derivedOf<Shape>(
    asked: Environment<Shape>,
    parts: readonly Part<AnyPart["words"], Shape>[],
): DerivedShape<Shape> {
    if (asked.unreadWords.length > 0) return { shape: asked.shape, derived: [], problems: [] };
    return withDerived(
        asked.shape,
        parts.flatMap(({ derives }) => derives?.(asked) ?? []),
        parts,
    );
}

/** Of what is built now: pools count once there is a Karpenter. */
function headroomOf(settings: Settings, planned: readonly PlannedPart[]): string[] {
    const built = planned
        .flatMap((part) => part.components)
        .filter(({ inClusterOnly }) => settings.inCluster || !inClusterOnly);
    return noticesOfHeadroom(
        built.flatMap(({ capacity }) => capacity ?? []),
        settings,
    );
}

function planOf(
    settings: Settings,
    { transforms = [], unprotected = [] }: WholeWords,
    planned: readonly PlannedPart[],
): Plan {
    const components = planned.flatMap((part) => part.components);
    return {
        settings,
        components: components.filter(({ inClusterOnly }) => settings.inCluster || !inClusterOnly),
        unprotected,
        transforms,
        tags: defaultTags(settings.tags, settings),
    };
}

/** Pins come of a file of their own, unless the shape has them. */
function inPins(problem: LocatedProblem): LocatedProblem {
    const [whole = "", path = ""] = /^pins(?:\.| › )(.+)$/.exec(problem.path) ?? [];
    return whole === "" ? problem : { ...problem, file: PINS_FILE, path };
}

/** Rules between the components of all parts. */
function checkTogether<Shape>(planned: readonly PlannedPart[], { shape }: Environment<Shape>): Problem[] {
    const components = planned.flatMap((part) => part.components);
    const names = components.map(({ name }) => name);
    const { transforms = [], unprotected = [] } = wholeWords(shape);
    return [
        ...checkPlacement(
            "compute",
            components.flatMap(({ pods }) => pods),
            components.flatMap(({ capacity }) => (capacity === undefined ? [] : [capacity])),
        ),
        ...checkUnprotected(unprotected, names),
        ...checkTransforms(transforms, names),
        ...checkAfter(components),
    ];
}

function podsOf<Shape>(
    parts: readonly {
        readonly ofForks: boolean;
        readonly pods: (environment: Environment<Shape>) => readonly KitPod[];
    }[],
    asked: Environment<Shape>,
): Pick<Environment<Shape>, "kitPods" | "pods"> {
    const brought = parts.map(({ ofForks, pods }) => ({ ofForks, pods: pods(asked) }));
    const kits = brought.filter(({ ofForks }) => !ofForks);
    return {
        pods: brought.flatMap(({ pods }) => pods),
        kitPods: kits.flatMap(({ pods }) => pods),
    };
}

/** The words of the whole, which every shape may have. */
function wholeWords(shape: unknown): WholeWords {
    return shape as WholeWords;
}

/** A misspelt name would leave the protection as it is, and the update after it would fail half-way. */
function checkUnprotected(unprotected: readonly string[], known: readonly string[]): Problem[] {
    return unprotected.flatMap((name, index) =>
        known.includes(name)
            ? []
            : [
                  {
                      path: `unprotected[${index}]`,
                      what: "no component of this environment",
                      got: name,
                      remedy: `Remove it, if its component is gone. ${chooseFrom(name, known)}`,
                  },
              ],
    );
}

/**
 * Where the schema refused a value, not the planners' words for it as well, nor that a map is missing which it refused a
 * part of; and what several parts say, once.
 */
function withoutRepetition(
    schema: readonly LocatedProblem[],
    found: readonly LocatedProblem[],
): LocatedProblem[] {
    const refused = schema.map(({ file, path }) => `${file} ${path}`);
    const seen = new Set<string>();
    const fresh = found.filter(({ file, got, path, what }) => {
        const key = `${file} ${path} ${what}`;
        const isRefused = (place: string) =>
            place === `${file} ${path}` || (got === undefined && place.startsWith(`${file} ${path}.`));
        const first = !seen.has(key) && !refused.some(isRefused);
        seen.add(key);
        return first;
    });
    return [...schema, ...fresh];
}
