/** Values as Pulumi's protocol writes them: unknowns and secrets are marked inside ordinary JSON. */
import { runtime } from "@pulumi/pulumi";

import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import type { Properties } from "../facts/facts";

/** Stands in the graph where the program holds a secret. */
export const SECRET_MARKER = { $secret: true } as const;
/** Stands in the graph where a first preview knows no value. */
export const UNKNOWN_MARKER = { $unknown: true } as const;

const { specialSigKey, specialSecretSig, specialOutputValueSig, specialResourceSig, unknownValue } = runtime;

/** What an unknown reads as on the wire. */
export const UNKNOWN: string = unknownValue;

/** The value for a reader: no secret, no protocol mark. `secrets` are texts that must not show anywhere. */
export function redact(value: Json, secrets: readonly string[]): Json {
    if (value === UNKNOWN) return UNKNOWN_MARKER;
    if (typeof value === "string") return secrets.some((text) => holds(value, text)) ? SECRET_MARKER : value;
    if (Array.isArray(value)) return value.map((item: Json) => redact(item, secrets));
    if (!isObject(value)) return value;
    const mark = value[specialSigKey];
    if (mark === specialSecretSig) return SECRET_MARKER;
    if (mark === specialOutputValueSig) return redactOutput(value, secrets);
    if (mark === specialResourceSig) return { $resource: value["urn"] ?? null };
    return mapValues(value, (item) => redact(item, secrets));
}

/** A short secret, such as `true`, hides only itself: it stands in half of all texts. */
function holds(text: string, secret: string): boolean {
    return secret.length < 8 ? text === secret : text.includes(secret);
}

function redactOutput(output: Properties, secrets: readonly string[]): Json {
    if (output["secret"] === true) return SECRET_MARKER;
    const { value } = output;
    return value === undefined ? UNKNOWN_MARKER : redact(value, secrets);
}

/** The value for facts: secrets opened; what is unknown stays the text {@link UNKNOWN}. */
export function reveal(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => reveal(item));
    if (!isObject(value)) return value;
    const mark = value[specialSigKey];
    const opened = mark === specialSecretSig || mark === specialOutputValueSig;
    return opened ? reveal(value["value"] ?? UNKNOWN) : mapValues(value, reveal);
}

/** Paths below `path` at which the value is unknown: `vpcConfig.subnetIds[0]`. */
export function unknownPaths(value: Json, path: string): string[] {
    if (typeof value === "string") return value.includes(UNKNOWN) ? [path] : [];
    if (Array.isArray(value)) {
        return value.flatMap((item: Json, index) => unknownPaths(item, `${path}[${index}]`));
    }
    if (!isObject(value)) return [];
    const mark = value[specialSigKey];
    if (mark === specialSecretSig || mark === specialOutputValueSig) {
        return unknownPaths(value["value"] ?? UNKNOWN, path);
    }
    return Object.entries(value).flatMap(([key, item]) =>
        unknownPaths(item, path === "" ? key : `${path}.${key}`),
    );
}

export function isSecret(value: Json | undefined): boolean {
    return isObject(value) && value[specialSigKey] === specialSecretSig;
}

export function asSecret(value: Json): Json {
    return { [specialSigKey]: specialSecretSig, value };
}

export function mapValues(object: Properties, change: (value: Json) => Json): Properties {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
