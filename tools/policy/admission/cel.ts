/** Expressions of CEL, evaluated as the API server does: the policy's own text, not another telling of it. */
import { type CelInput, celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";

import type { Json } from "../../../components/shared/json";

/** What an expression may name, by name. */
export type Bindings = Readonly<Record<string, CelInput>>;

type Evaluate = (bindings: Record<string, CelInput>) => unknown;

/** Functions of strings, which the API server has as well. Source: Kubernetes documentation, Common Expression Language. */
const ENVIRONMENT = celEnv({ funcs: strings });
const known = new Map<string, Evaluate>();

/** Its value, or undefined where it has none: a field is missing, or a preview does not know it. */
export function evaluated(expression: string, bindings: Bindings): CelInput | undefined {
    const result = evaluatorOf(expression)({ ...bindings });
    return isCelError(result) ? undefined : (result as CelInput);
}

function evaluatorOf(expression: string): Evaluate {
    const found = known.get(expression) ?? plan(ENVIRONMENT, parse(expression));
    known.set(expression, found);
    return found;
}

/** JSON as CEL has it: whole numbers are whole. */
export function celOf(value: Json): CelInput {
    if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
    if (Array.isArray(value)) return (value as readonly Json[]).map(celOf);
    if (typeof value !== "object" || value === null) return value;
    return new Map(Object.entries(value).map(([key, one]) => [key, celOf(one)]));
}
