/** Places of a schema: every word a shape may say, by its path, the way to it through unions, lists and maps. */
import type { z } from "zod";

import { bareSchema, definitionOf } from "../../components/shared/schema";

/** One step into a schema. */
export type Step =
    | { readonly kind: "word"; readonly word: string }
    | { readonly kind: "item" | "entry" | "further" }
    | { readonly kind: "member"; readonly index: number };

/** A word or a value below one, and what it is in the schema. */
export interface SchemaPlace {
    /** `compute.pools.*.taints[].key`; of a closed word that tells members of a union apart, `compute.kind=karpenter`. */
    readonly path: string;
    readonly steps: readonly Step[];
}

/** JSON of anybody's: what is below is nobody's to name. */
export function isOpen(schema: z.ZodType): boolean {
    if (schema.description === "JSON") return true;
    const { innerType, type } = definitionOf(schema);
    return type === "lazy" || (innerType !== undefined && isOpen(innerType));
}

/** A word the schema has only to say why it is not the shape's. */
export function isRefused(schema: z.ZodType): boolean {
    return definitionOf(bareSchema(schema)).type === "never";
}

interface Below {
    readonly step: Step;
    readonly schema: z.ZodType;
    readonly path: string;
}

/** What is directly below a schema. */
export function belowOf(schema: z.ZodType, path: string): readonly Below[] {
    if (isOpen(schema)) return [];
    const { catchall, element, options = [], shape = {}, valueType } = definitionOf(bareSchema(schema));
    const open = catchall !== undefined && definitionOf(catchall).type !== "never";
    return [
        ...Object.entries(shape).map(([word, below]) => ({
            step: { kind: "word", word } as const,
            schema: below,
            path: path === "" ? word : `${path}.${word}`,
        })),
        ...(open ? [{ step: { kind: "further" } as const, schema: catchall, path: `${path}.<catch>` }] : []),
        ...(element === undefined
            ? []
            : [{ step: { kind: "item" } as const, schema: element, path: `${path}[]` }]),
        ...(valueType === undefined
            ? []
            : [{ step: { kind: "entry" } as const, schema: valueType, path: `${path}.*` }]),
        ...options.map((member, index) => ({
            step: { kind: "member", index } as const,
            schema: member,
            path,
        })),
    ].filter(({ schema: below }) => !isRefused(below));
}

/** Every place of a schema, each path once for each way to it. */
export function placesOf(schema: z.ZodType): readonly SchemaPlace[] {
    return placesBelow(schema, "", []);
}

function placesBelow(schema: z.ZodType, path: string, steps: readonly Step[]): SchemaPlace[] {
    const { values = [] } = isOpen(schema) ? {} : definitionOf(bareSchema(schema));
    const closed = values.map((value) => ({ path: `${path}=${String(value)}`, steps }));
    const own = closed.length > 0 ? closed : [{ path, steps }];
    const isMember = steps.at(-1)?.kind === "member";
    return [
        ...(path === "" || (isMember && closed.length === 0) ? [] : own),
        ...belowOf(schema, path).flatMap((below) =>
            placesBelow(below.schema, below.path, [...steps, below.step]),
        ),
    ];
}

/** Paths of a schema that a value says something at: which of {@link placesOf} it has. */
export function pathsIn(schema: z.ZodType, value: unknown, path = ""): readonly string[] {
    if (value === undefined) return [];
    const bare = bareSchema(schema);
    const { options, values = [] } = isOpen(schema) ? {} : definitionOf(bare);
    if (options !== undefined) {
        const meant = options.filter((member) => member.safeParse(value).success);
        return [path, ...meant.flatMap((member) => pathsIn(member, value, path))];
    }
    const own = values.length > 0 ? [`${path}=${String(value)}`] : path === "" ? [] : [path];
    return [...own, ...belowOf(schema, path).flatMap((below) => pathsBelow(below, value))];
}

function pathsBelow({ path, schema, step }: Below, value: unknown): readonly string[] {
    if (typeof value !== "object" || value === null) return [];
    const items =
        step.kind === "word"
            ? Object.hasOwn(value, step.word)
                ? [(value as Words)[step.word]]
                : []
            : Object.values(value);
    return items.flatMap((item) => pathsIn(schema, item, path));
}

type Words = Readonly<Record<string, unknown>>;
