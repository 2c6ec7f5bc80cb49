/** A fork's own controls: every file of `policies/` that ends in `.policy.ts`, with the contract of the kit's. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

import { SEVERITIES } from "../review/risks/risk";
import { CATALOGUE } from "./catalogue";
import type { Control } from "./control";

/** Beside Pulumi.yaml. */
export const POLICIES_FOLDER = "policies";

const ENDING = ".policy.ts";
const ID = /^[A-Z][A-Z0-9]*-\d+$/;
const TEXTS = ["title", "means", "why", "remedy"] as const;

/** What the kit asks of its own stacks alone is none of a fork's business. */
const OF_FORKS = CATALOGUE.filter(({ of }) => of !== "kit");

/** The kit's controls and a fork's own, or everything that is wrong with those. */
export function allControls(
    directory: string,
): { readonly controls: readonly Control[] } | { readonly problems: readonly string[] } {
    const folder = path.join(directory, POLICIES_FOLDER);
    if (!existsSync(folder)) return { controls: OF_FORKS };
    const files = readdirSync(folder)
        .filter((name) => name.endsWith(ENDING))
        .sort();
    const read = files.map((name) => readOwn(path.join(folder, name), `${POLICIES_FOLDER}/${name}`));
    const own = read.flatMap(({ controls }) => controls);
    const problems = [...read.flatMap((one) => one.problems), ...twice(own)];
    return problems.length > 0
        ? { problems }
        : { controls: [...OF_FORKS, ...own.map(({ control }) => control)] };
}

interface Own {
    readonly control: Control;
    readonly file: string;
}

interface Read {
    readonly controls: readonly Own[];
    readonly problems: readonly string[];
}

function readOwn(place: string, file: string): Read {
    try {
        // The loader that runs this command reads TypeScript.
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fork's files are found at run time
        const exported: unknown = require(place);
        const list: unknown =
            typeof exported === "object" && exported !== null ? Reflect.get(exported, "CONTROLS") : undefined;
        if (!Array.isArray(list)) {
            return {
                controls: [],
                problems: [`${file}: exports no list. Export CONTROLS, a list of controls.`],
            };
        }
        const all: readonly unknown[] = list;
        return {
            controls: all.flatMap((control) => (isControl(control) ? [{ control, file }] : [])),
            problems: all.flatMap((control, i) => faultsOf(control, `${file} › CONTROLS[${i}]`)),
        };
    } catch (error) {
        const [what = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
        return { controls: [], problems: [`${file}: cannot be read: ${what}. Correct it.`] };
    }
}

function isControl(value: unknown): value is Control {
    return faultsOf(value, "").length === 0;
}

function faultsOf(value: unknown, where: string): readonly string[] {
    if (typeof value !== "object" || value === null) return [`${where}: no control. Write an object.`];
    const of = (key: string): unknown => Reflect.get(value, key);
    const id = of("id");
    const severity = SEVERITIES.find((one) => one === of("severity"));
    const isPlaced = Array.isArray(of("decidedBy"));
    return [
        ...(typeof id === "string" && ID.test(id)
            ? []
            : [
                  `${where}.id: no id of your own (got ${JSON.stringify(id)}). Write letters, a dash and a number: ACME-1.`,
              ]),
        ...TEXTS.filter((key) => typeof of(key) !== "string" || of(key) === "").map(
            (key) => `${where}.${key}: missing. Say it in a sentence.`,
        ),
        ...(severity === undefined ? [`${where}.severity: none. Known: ${SEVERITIES.join(", ")}.`] : []),
        ...(isPlaced
            ? []
            : [`${where}.decidedBy: not a list. Name places of settings or shape, or write [].`]),
        ...(typeof of("judge") === "function"
            ? []
            : [`${where}.judge: no function. Write (planned) => each(…).`]),
    ];
}

function twice(own: readonly Own[]): readonly string[] {
    const first = new Map<string, string>();
    return own.flatMap(({ control: { id }, file }) => {
        const known = first.get(id);
        if (known === undefined) first.set(id, file);
        return known === undefined ? [] : [`${file}: ${id} is in ${known} already. Give it another number.`];
    });
}
