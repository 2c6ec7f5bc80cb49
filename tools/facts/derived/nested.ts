/** Interfaces of the SDKs' `types/output.d.ts`: what an output that is an object holds. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { type Typed, typed } from "./kinds";
import { sdkOf, type Typings } from "./typings";

/** Five megabytes of AWS: read when the first object is asked for. */
const texts = new Map<string, string>();
const found = new Map<string, ReadonlyMap<string, Typed>>();

/** Fields of `rds.InstanceMasterUserSecret`, by name. */
export function fieldsOf(name: Typings["package"], object: string): ReadonlyMap<string, Typed> {
    const key = `${name} ${object}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const fields = readFields(textOf(name), object.split("."));
    found.set(key, fields);
    return fields;
}

function textOf(name: Typings["package"]): string {
    const known = texts.get(name);
    if (known !== undefined) return known;
    const text = readFileSync(path.join(sdkOf(name).folder, "types", "output.d.ts"), "utf8");
    texts.set(name, text);
    return text;
}

function readFields(text: string, names: readonly string[]): ReadonlyMap<string, Typed> {
    const own = names.at(-1) ?? "";
    let from = 0;
    for (const [depth, space] of names.slice(0, -1).entries()) {
        const head = depth === 0 ? "export declare namespace" : `${" ".repeat(4 * depth)}namespace`;
        from = text.indexOf(`\n${head} ${space} {\n`, from);
        if (from < 0) return new Map();
    }
    const indent = " ".repeat(4 * (names.length - 1));
    const start = text.indexOf(`\n${names.length === 1 ? "export " : indent}interface ${own} {\n`, from);
    if (start < 0) return new Map();
    const body = text
        .slice(start, text.indexOf(`\n${indent}}`, start + 1))
        .replace(/\/\*\*[^]*?\*\//g, "")
        .replace(/\n *(?=\n)/g, "");
    // A field may take lines, each with a semicolon of its own: it ends where the next begins.
    const fields = body.matchAll(
        new RegExp(`\n${indent} {4}(\\w+)(\\??): ([^]*?);(?=\n${indent} {4}\\w|\\s*$)`, "g"),
    );
    return new Map(
        [...fields].map(([, field = "", mark, written = ""]) => {
            const { kind, optional } = typed(written);
            return [field, { kind, optional: optional || mark === "?" }];
        }),
    );
}
