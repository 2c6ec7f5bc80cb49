/** What controls read of a resource: inputs by path, and documents that travel as text. */
import type { Json } from "../../components/shared/json";
import type { PlannedResource } from "../plan/graph";

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at `vpcConfig.subnetIds`, or undefined. A number is a place in a list; all below an unknown is unknown. */
export function read(value: Json | undefined, path: string): Json | undefined {
    return path.split(".").reduce<Json | undefined>((found, key) => {
        if (Array.isArray(found)) return (found as readonly Json[])[Number(key)];
        if (isWhollyUnknown(found)) return found;
        return isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
    }, value);
}

export function input(resource: PlannedResource, path: string): Json | undefined {
    return read(resource.inputs, path);
}

/** A list, or what alone stands where a list may stand; nothing at all is an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
    if (value === undefined) return [];
    return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

export function textsOf(value: Json | undefined): string[] {
    return listOf(value).map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
}

/** The one text there, or what several make together. */
export function textOf(value: Json | undefined): string {
    return textsOf(value).join();
}

export function numberOf(value: Json | undefined): number {
    return typeof value === "number" ? value : Number.NaN;
}

/** Settings or a policy that are registered as text; undefined where it is no JSON. */
export function parsed(value: Json | undefined): Json | undefined {
    if (typeof value !== "string") return undefined;
    try {
        return JSON.parse(value) as Json;
    } catch {
        return undefined;
    }
}

/** Whether a preview does not know it, or a part of it, yet. */
export function isUnknown(value: Json | undefined): boolean {
    if (Array.isArray(value)) return (value as readonly Json[]).some(isUnknown);
    if (!isObject(value)) return false;
    return isWhollyUnknown(value) || Object.values(value).some(isUnknown);
}

/** Whether a preview knows nothing of it. */
export function isWhollyUnknown(value: Json | undefined): boolean {
    return isObject(value) && value["$unknown"] === true;
}

export interface Statement {
    readonly effect: string;
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly principal: Json | undefined;
    readonly condition: Json | undefined;
}

/** Statements of a policy document that is registered as text. */
export function statementsOf(document: Json | undefined): readonly Statement[] {
    return listOf(read(parsed(document), "Statement")).map((statement) => ({
        effect: textOf(read(statement, "Effect")),
        actions: textsOf(read(statement, "Action")),
        resources: textsOf(read(statement, "Resource")),
        principal: read(statement, "Principal"),
        condition: read(statement, "Condition"),
    }));
}

/** Statements that let somebody do something. */
export function allowedBy(document: Json | undefined): readonly Statement[] {
    return statementsOf(document).filter(({ effect }) => effect === "Allow");
}

/** Whether everybody is let in: `*`, alone or as AWS' accounts. */
function isEverybody(principal: Json | undefined): boolean {
    return principal === "*" || (isObject(principal) && textsOf(read(principal, "AWS")).includes("*"));
}

/** Networks that hold all addresses. */
export const EVERYWHERE = /^(0\.0\.0\.0|::)\/0$/;

/** Whether a policy on a resource lets in nobody but those it names, or says under which condition. */
export function isClosed(document: Json | undefined): boolean {
    return allowedBy(document).every(
        ({ condition, principal }) => !isEverybody(principal) || condition !== undefined,
    );
}
