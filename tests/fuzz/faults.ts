/** Faults planted in a legal environment, each with where the message must speak of it. */
import type { Json } from "../../components/shared/json";
import { bareSchema, definitionOf, schemaAt } from "../../components/shared/schema";
import { SETTING_KEYS, SETTINGS_NAMESPACE } from "../../components/platform/settings/schema";
import { CANARY } from "../support/program";
import { BASES, type Shape } from "./bases";
import { type Draws, isOptional } from "./draw";
import { allKeys, isMap, type Keys, valueAt, without, withValue } from "./places";
import { planOf, type Subject } from "./planned";
import { isOpen } from "./words";

/** What was done, and where: keys of the shape, or a setting. */
export interface Fault {
    readonly what: string;
    readonly at: Keys | { readonly setting: string };
}

export interface Faulty {
    readonly subject: Subject;
    readonly fault: Fault;
}

/** One kind of fault; undefined where the environment has no place for it. */
type Planter = (subject: Subject, draws: Draws) => Faulty | undefined;

/** Keys that no message can know a fault by, since whatever stands there is somebody else's to read. */
function isClosed({ family, shape }: Subject, keys: Keys): boolean {
    return keys.every((_, index) => {
        const schema = schemaAt({ path: [], schema: family.schema, value: shape }, keys.slice(0, index + 1));
        return schema !== undefined && !isOpen(schema);
    });
}

function placesWhere(subject: Subject, fits: (value: unknown, keys: Keys) => boolean): readonly Keys[] {
    return allKeys(subject.shape).filter(
        (keys) => fits(valueAt(subject.shape, keys), keys) && isClosed(subject, keys),
    );
}

function put(subject: Subject, shape: unknown, fault: Fault): Faulty {
    return { subject: { ...subject, shape: shape as Shape }, fault };
}

/** A word as somebody might misspell it. */
function misspelt(word: string, draws: Draws): string {
    const at = draws.below(word.length);
    return `${word.slice(0, at)}${draws.pick(["x", "q", "zz"])}${word.slice(at + 1)}`;
}

const wrongWord: Planter = (subject, draws) => {
    const maps = placesWhere(subject, (value, keys) => isMap(value) && shapeAt(subject, keys) !== undefined);
    const keys = draws.chance(0.1) || maps.length === 0 ? [] : draws.pick(maps);
    const known = Object.keys(
        (keys.length === 0 ? definitionOf(subject.family.schema).shape : shapeAt(subject, keys)) ?? {},
    );
    if (known.length === 0) return undefined;
    const word = misspelt(draws.pick(known), draws);
    if (known.includes(word)) return undefined;
    return put(subject, withValue(subject.shape, [...keys, word], {}), {
        what: "a wrong word",
        at: [...keys, word],
    });
};

/** The words that a map has, where these are all it may have. */
function shapeAt({ family, shape }: Subject, keys: Keys): Readonly<Record<string, unknown>> | undefined {
    const schema = schemaAt({ path: [], schema: family.schema, value: shape }, keys);
    if (schema === undefined) return undefined;
    const { catchall, shape: words } = definitionOf(bareSchema(schema));
    return catchall !== undefined && definitionOf(catchall).type !== "never" ? undefined : words;
}

const WRONG: readonly Json[] = [7, "seven", true, null, [], ["one"], {}, { one: 1 }];

const wrongType: Planter = (subject, draws) => {
    const all = placesWhere(subject, (value) => typeof value !== "function");
    if (all.length === 0) return undefined;
    const keys = draws.pick(all);
    const schema = schemaAt({ path: [], schema: subject.family.schema, value: subject.shape }, keys);
    const wrong = WRONG.filter((value) => schema?.safeParse(value).success === false);
    if (wrong.length === 0) return undefined;
    return put(subject, withValue(subject.shape, keys, draws.pick(wrong)), {
        what: "a wrong type",
        at: keys,
    });
};

/** The importance of a team's pods is a whole number of either sign. */
function mayBeBelowZero(keys: Keys): boolean {
    return keys[0] === "teams" && keys.at(-1) === "priority";
}

const outOfRange: Planter = (subject, draws) => {
    const all = placesWhere(subject, (value) => typeof value === "number");
    if (all.length === 0) return undefined;
    const keys = draws.pick(all);
    const schema = schemaAt({ path: [], schema: subject.family.schema, value: subject.shape }, keys);
    const noNumber = [0.123, Number.NaN, Number.POSITIVE_INFINITY];
    const value = draws.pick(mayBeBelowZero(keys) ? noNumber : [-1, -1_000_000, ...noNumber]);
    const what = schema?.safeParse(value).success === false ? "a wrong type" : "out of range";
    return put(subject, withValue(subject.shape, keys, value), { what, at: keys });
};

const missingNeed: Planter = (subject, draws) => {
    const all = placesWhere(subject, (_, keys) => {
        const outer = shapeAt(subject, keys.slice(0, -1));
        const word = (keys.length === 1 ? definitionOf(subject.family.schema).shape : outer)?.[
            String(keys.at(-1))
        ];
        return word !== undefined && !isOptional(word as never);
    });
    if (all.length === 0) return undefined;
    const keys = draws.pick(all);
    return put(subject, without(subject.shape, keys), { what: "a missing word", at: keys });
};

/** Words of an environment of another kind, which do not stand beside these. */
const excludedPair: Planter = (subject, draws) => {
    const others = BASES.filter(({ family }) => family === subject.family);
    for (let tries = 0; tries < 6; tries += 1) {
        const other = draws.pick(others).shape;
        const word = draws.pick(Object.keys(other));
        const both = put(subject, withValue(subject.shape, [word], other[word]), {
            what: "an excluded pair",
            at: [word],
        });
        if ("problems" in planOf(both.subject)) return both;
    }
    return undefined;
};

export const BAD_SETTINGS: readonly (readonly [string, Json | undefined])[] = [
    ["region", "nowhere"],
    ["region", undefined],
    ["account", "12"],
    ["zones", { a: "us-east-1a" }],
    ["zones", "us-east-1a"],
    ["vpcCidr", "10.0.0.0"],
    ["vpcCidr", "10.0.0.0/33"],
    ["serviceCidr", "10.0.0.0/33"],
    ["kubernetesVersion", "1.3"],
    ["kubernetesVersion", "1.99"],
    ["clusterName", "-x"],
    ["apiAccess", { kind: "open" }],
    ["apiAccess", { kind: "public", cidrs: [] }],
    ["admins", []],
    ["admins", ["ada"]],
    ["deployRoleArn", "platform-deploy"],
    ["controlPlaneZones", ["a", "a"]],
    ["controlPlaneZones", ["z"]],
    ["tags", { "aws:x": "y" }],
    ["inCluster", "perhaps"],
    ["protection", "perhaps"],
    ["organisation", { iamPath: "platform" }],
    ["chartRegistry", "https://registry.example.com"],
];

const badSetting: Planter = (subject, draws) => {
    const [name, value] = draws.pick(BAD_SETTINGS);
    const key = `${SETTINGS_NAMESPACE}:${name}`;
    return {
        subject: { ...subject, config: { ...subject.config, [key]: value } },
        fault: { what: "a bad setting", at: { setting: key } },
    };
};

const unknownSetting: Planter = (subject, draws) => {
    const key = `${SETTINGS_NAMESPACE}:${misspelt(draws.pick(SETTING_KEYS), draws)}`;
    if (SETTING_KEYS.includes(key.slice(SETTINGS_NAMESPACE.length + 1))) return undefined;
    return {
        subject: { ...subject, config: { ...subject.config, [key]: CANARY } },
        fault: { what: "an unknown setting", at: { setting: key } },
    };
};

/** A password in an address, at any text: what is refused about it must not show it. */
const credentials: Planter = (subject, draws) => {
    const all = placesWhere(subject, (value) => typeof value === "string");
    if (all.length === 0) return undefined;
    const keys = draws.pick(all);
    const text = draws.pick(["https", "http", "oci"]) + `://ada:${CANARY}@registry.example.com/charts`;
    return put(subject, withValue(subject.shape, keys, text), { what: "a password", at: keys });
};

/** Each kind of fault, and whether the message must speak of it wherever it is. */
export const FAULTS: Readonly<Record<string, Planter>> = {
    wrongWord,
    wrongType,
    outOfRange,
    missingNeed,
    excludedPair,
    badSetting,
    unknownSetting,
    credentials,
};
