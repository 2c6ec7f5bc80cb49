/**
 * A part: anything an environment may ask for. It brings its words, decides its components from settings and shape,
 * says what of them is at fault, which pods they bring and which pods they have room for, and builds them. The platform
 * knows parts by this contract alone; the list of them is parts.ts.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";

import type { Capacity, KitPod, Phase } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { Ground, Provided } from "./ground";
import { type LocatedProblem, locate, type Origins, type Place } from "./located";
import type { PlacedCapacity } from "./placement";
import type { SecretNames, Settings } from "./settings/types";
import { leftOut, withoutWhatIsUnread } from "./unread";

/** What a part decides from. `Reads`: the words of the shape it looks at, its own and others'. */
export interface Environment<Reads> {
    /** Named in the files of problems: `stacks/<name>.ts`. */
    readonly name: string;
    /** The settings file: `Pulumi.<stack>.yaml`. */
    readonly file: string;
    /** With stand-ins for those that could not be read: nothing is built then. */
    readonly settings: Settings;
    /** Settings that could not be read. */
    readonly unread: readonly (keyof Settings)[];
    readonly shape: Reads;
    /** Keys of the shape whose words could not be read; {@link ALL_WORDS} where there is no shape. */
    readonly unreadWords: readonly string[];
    /** Pods of all parts, for a part that makes room for them; none while parts are asked which they bring. */
    readonly pods: readonly KitPod[];
    /** Those of them that the kit brings: of add-ons and of charts it knows, not of a fork's own. */
    readonly kitPods: readonly KitPod[];
    /** Secrets a shape may name. */
    readonly secrets: SecretNames;
}

/** A component's arguments, its logical name, and where the shape holds them. */
export interface Named<Spec> {
    /** Logical name: an API. */
    readonly name: string;
    /** `managedNodes.batch` in `stacks/dev.ts`. */
    readonly shapePath: string;
    readonly spec: Spec;
    /** Arguments that the fork's pins decided, not the shape, by their path in that file. @default none */
    readonly pinned?: Readonly<Record<string, string>>;
}

/** What a component is built with besides its arguments. */
export interface Site {
    /** What parts of earlier phases provide. */
    readonly ground: Ground;
    readonly options: pulumi.ComponentResourceOptions;
    /** A secret of the stack's encrypted configuration, by name. */
    readonly secret: (name: string) => pulumi.Output<string>;
}

/** A component that stands. */
export interface Built {
    /** Leaf resources: everything of a later phase waits for these. */
    readonly ready: readonly pulumi.CustomResource[];
    /** What components wait for besides, that name this one in `after`. @default nothing */
    readonly leaves?: readonly pulumi.CustomResource[];
    /** What later parts stand on. */
    readonly provides?: Provided;
}

/** A fault in what a shape names, such as a file of its own. */
export interface FiledProblem extends Problem {
    /** Where it is written. @default in the shape, or in the setting it comes from */
    readonly file?: string;
}

/** A fault between components of a part, or in words that belong to none of them. */
export interface PlacedProblem extends FiledProblem {
    /** Where the shape holds what is at fault; the path alone when it is the whole way. */
    readonly shapePath?: string;
}

/** Words of other parts that a part says, as if the shape did: a team is namespaces, entries, repositories. */
export interface DerivedWords {
    /** Keys from the shape down: `["namespaces", "payments"]`. */
    readonly at: readonly string[];
    readonly words: unknown;
    /** Where the shape has what they come of: `teams.payments.namespaces.payments`. */
    readonly from: string;
}

export interface PartDefinition<Words extends z.core.$ZodLooseShape, Reads, Spec extends object> {
    /** What an environment may say of it: keys of the shape, each with its schema. @default nothing */
    readonly words?: Words;
    /** When a component is made; they go in the reverse order. */
    readonly phase: Phase | ((spec: Spec) => Phase);
    /** What it says of other parts, which then plan as if the shape said it. Of checked words alone. @default nothing */
    readonly derives?: (environment: Environment<Reads>) => readonly DerivedWords[];
    /**
     * What becomes of settings and words that could not be read. `left-out`: arguments made of them are undefined, the
     * plan only copies, and the check looks at what is left. `stood-in`: there are stand-ins, and what is found in the
     * settings is not told. @default "stood-in"
     */
    readonly unread?: "left-out" | "stood-in";
    /** The components, in the order in which they are made. */
    readonly plan: (environment: Environment<Reads>) => readonly Named<Spec>[];
    /** Where arguments are written that do not stand under their own name at `shapePath`. */
    readonly origins: Origins | ((spec: Spec) => Origins);
    /** Every rule one component's arguments break. */
    readonly check: (spec: Spec, environment: Environment<Reads>) => readonly FiledProblem[];
    /** Every rule broken between its components, or by words that none of them got. @default none */
    readonly checkAll?: (
        components: readonly Named<Spec>[],
        environment: Environment<Reads>,
    ) => readonly PlacedProblem[];
    /** What is legal but worth knowing, one sentence each. @default nothing */
    readonly notices?: (
        components: readonly Named<Spec>[],
        environment: Environment<Reads>,
    ) => readonly string[];
    /** Pods of one component. @default none */
    readonly pods?: (spec: Spec) => readonly KitPod[];
    /** Whether these pods are the fork's own, which policies of admission look at. @default false */
    readonly ofForks?: true;
    /** What pods can run on. @default nothing */
    readonly capacity?: (spec: Spec) => Capacity | undefined;
    /** Lives inside the cluster alone: left out while the API server cannot be reached. @default false */
    readonly inClusterOnly?: boolean | ((spec: Spec) => boolean);
    /** Each component waits for the one before it. @default false */
    readonly oneByOne?: boolean;
    /** Logical names of components that one waits for, whichever part makes them. @default those of earlier phases alone */
    readonly after?: (spec: Spec) => readonly string[];
    readonly build: (named: Named<Spec>, site: Site) => Built;
}

/** A component of the plan, its arguments closed over. */
export interface PlannedComponent {
    readonly name: string;
    readonly shapePath: string;
    /** Where arguments are written that do not stand under their own name at `shapePath`. */
    readonly origins: Origins;
    readonly phase: Phase;
    /** Names of components it waits for besides all those of earlier phases. */
    readonly after: readonly string[];
    readonly pods: readonly KitPod[];
    readonly capacity?: PlacedCapacity;
    readonly inClusterOnly: boolean;
    readonly oneByOne: boolean;
    readonly build: (site: Site) => Built;
}

/** What a part makes of an environment. */
export interface PlannedPart {
    readonly components: readonly PlannedComponent[];
    readonly problems: readonly LocatedProblem[];
    readonly notices: readonly string[];
}

/** A part as the platform sees it. */
export interface Part<Words extends z.core.$ZodLooseShape, Reads> {
    readonly words: Words;
    /** What it says of other parts. @default nothing */
    readonly derives?: (environment: Environment<Reads>) => readonly DerivedWords[];
    /** The pods it brings, whatever else is at fault. */
    readonly pods: (environment: Environment<Reads>) => readonly KitPod[];
    readonly ofForks: boolean;
    readonly planned: (environment: Environment<Reads>) => PlannedPart;
}

/** A part as its own tests see it, too. */
export interface DefinedPart<Words extends z.core.$ZodLooseShape, Reads, Spec extends object> extends Part<
    Words,
    Reads
> {
    readonly plan: PartDefinition<Words, Reads, Spec>["plan"];
}

const NOTHING: PlannedPart = { components: [], problems: [], notices: [] };

/** Closes over a part's arguments: the platform never sees them. */
export function part<Reads, Spec extends object, Words extends z.core.$ZodLooseShape = NoWords>(
    definition: PartDefinition<Words, Reads, Spec>,
): DefinedPart<Words, Reads, Spec> {
    return {
        plan: definition.plan,
        words: definition.words ?? (NO_WORDS as Words),
        ofForks: definition.ofForks ?? false,
        ...(definition.derives === undefined ? {} : { derives: definition.derives }),
        pods: (environment) => {
            const { pods } = definition;
            if (pods === undefined || environment.unreadWords.length > 0) return [];
            return definition.plan(environment).flatMap(({ spec }) => pods(spec));
        },
        planned: (environment) => {
            const read = definition.unread === "left-out" ? leftOut(environment) : environment;
            return withoutWhatIsUnread(read, NOTHING, (readable) => {
                const components = definition.plan(readable).map(withoutUnread);
                return {
                    components: components.map((named) => componentOf(definition, named)),
                    problems: problemsOf(definition, components, readable).filter(
                        ({ file }) => read.unread.length === 0 || file !== read.file,
                    ),
                    // Looks at whole lists of instance types, and few who plan want to know.
                    get notices() {
                        return definition.notices?.(components, readable) ?? [];
                    },
                };
            });
        },
    };
}

const NO_WORDS = {};

/** A part about which a shape says nothing. */
export type NoWords = typeof NO_WORDS;

function withoutUnread<Spec extends object>(named: Named<Spec>): Named<Spec> {
    const given = Object.entries(named.spec).filter(([, value]) => value !== undefined);
    return { ...named, spec: Object.fromEntries(given) as Spec };
}

function componentOf<Words extends z.core.$ZodLooseShape, Reads, Spec extends object>(
    {
        after,
        build,
        capacity,
        inClusterOnly = false,
        oneByOne = false,
        origins,
        phase,
        pods,
    }: PartDefinition<Words, Reads, Spec>,
    named: Named<Spec>,
): PlannedComponent {
    const room = capacity?.(named.spec);
    return {
        name: named.name,
        shapePath: named.shapePath,
        origins: originsOf(origins, named.spec),
        after: after?.(named.spec) ?? [],
        phase: typeof phase === "function" ? phase(named.spec) : phase,
        inClusterOnly: typeof inClusterOnly === "function" ? inClusterOnly(named.spec) : inClusterOnly,
        oneByOne,
        pods: pods?.(named.spec) ?? [],
        ...(room === undefined ? {} : { capacity: { ...room, path: named.shapePath } }),
        build: (site) => build(named, site),
    };
}

function problemsOf<Words extends z.core.$ZodLooseShape, Reads, Spec extends object>(
    { check, checkAll, origins }: PartDefinition<Words, Reads, Spec>,
    components: readonly Named<Spec>[],
    environment: Environment<Reads>,
): LocatedProblem[] {
    const { file, name } = environment;
    return [
        ...components.flatMap(({ pinned = {}, shapePath, spec }) => {
            const place = {
                file,
                name,
                pinned,
                shapePath,
                origins: originsOf(origins, spec),
            };
            return check(spec, environment).map((problem) => filed(problem, place));
        }),
        ...(checkAll?.(components, environment) ?? []).map(({ shapePath = "", ...problem }) =>
            filed(problem, { file, name, shapePath, origins: {} }),
        ),
    ];
}

function originsOf<Spec>(origins: Origins | ((spec: Spec) => Origins), spec: Spec): Origins {
    return typeof origins === "function" ? origins(spec) : origins;
}

function filed({ file, ...problem }: FiledProblem, place: Place): LocatedProblem {
    return file === undefined ? locate(problem, place) : { ...problem, file };
}
