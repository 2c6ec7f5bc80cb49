/** Which key something is under. */
import type { PlannedResource } from "../plan/graph";
import { type Planned, TYPES } from "./planned";
import { input, textOf } from "./reading";

/** Whether an input is made from one key of the environment, or the shape names one of somebody else for the purpose. */
export function isUnderOwnKey(
    planned: Planned,
    resource: PlannedResource,
    name: string,
    purpose: "logs" | "secrets" | "volumes",
): boolean {
    if (planned.madeFrom(resource, name, TYPES.key).length === 1) return true;
    const isTheirs = planned
        .ofType("platform:security:Keys")
        .some((keys) => textOf(input(keys, purpose)).startsWith("existing key arn:"));
    return isTheirs && JSON.stringify(input(resource, name) ?? null).includes("arn:");
}
