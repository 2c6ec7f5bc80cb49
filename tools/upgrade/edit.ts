/** One line of a settings file, of the pins or of a shape that becomes another one: as data, and what it makes of the rest. */
import { mergePins, type Pins, PINS_FILE } from "../../components/shared/pins-schema";
import type { Declared } from "../parity/sources";

export interface Edit {
    readonly in: "pins" | "settings" | "shape";
    readonly file: string;
    /** Keys down to the value, in the file. */
    readonly path: readonly string[];
    readonly from?: string;
    /** Absent: it is taken out. */
    readonly to?: string;
}

export function minorEdit(stack: string, from: string, to: string): Edit {
    const path = ["config", "platform:kubernetesVersion"];
    return { in: "settings", file: `Pulumi.${stack}.yaml`, path, from, to };
}

/** A pin for one environment: another one follows when it is its turn. */
export function pinEdit(
    environment: string,
    place: readonly string[],
    { from, to }: { readonly from?: string; readonly to: string },
): Edit {
    const path = ["environments", environment, ...place];
    return { in: "pins", file: PINS_FILE, path, ...(from === undefined ? {} : { from }), to };
}

/** @param to absent where the word goes, and what the kit pins counts */
export function shapeEdit(environment: string, path: readonly string[], from: string, to?: string): Edit {
    return {
        ...{ in: "shape" as const, file: `stacks/${environment}.ts`, path, from },
        ...(to === undefined ? {} : { to }),
    };
}

/** `Pulumi.dev.yaml › platform:kubernetesVersion: 1.35 → 1.36` */
export function editText({ file, from, in: where, path, to }: Edit): string {
    const place = where === "settings" ? path.slice(1) : path;
    const change = to === undefined ? `take out ${from ?? ""}` : `${from ?? "none"} → ${to}`;
    return `${file} › ${place.join(" › ")}: ${change}`;
}

/** The environment as it is declared once the edits are made. */
export function declaredWith(declared: Declared, edits: readonly Edit[]): Declared {
    return edits.reduce(applied, declared);
}

function applied({ settings, shape }: Declared, { in: where, path, to }: Edit): Declared {
    switch (where) {
        case "settings":
            return { settings: to === undefined ? settings : { ...settings, kubernetesVersion: to }, shape };
        case "pins": {
            const under: Pins = shape.pins ?? {};
            const over = nested(path.slice(2), to) as Pins;
            return { settings, shape: { ...shape, pins: mergePins(under, over) } };
        }
        case "shape":
            return { settings, shape: changed(shape, path, to) as Declared["shape"] };
    }
}

function nested(path: readonly string[], value: string | undefined): unknown {
    return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: string | undefined): unknown {
    if (key === undefined) return to;
    const whole =
        typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
    if (rest.length > 0) return { ...whole, [key]: changed(whole[key], rest, to) };
    if (to !== undefined) return { ...whole, [key]: to };
    return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key));
}
