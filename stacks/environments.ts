/** Every environment by name. A further one takes a file beside this, a line here and a `Pulumi.<name>.yaml`. */
import { dev } from "./dev";
import { production } from "./production";
import type { EnvironmentShape } from "./shape";
import { staging } from "./staging";

export const ENVIRONMENTS = { dev, staging, production } as const satisfies Readonly<
    Record<string, EnvironmentShape>
>;

export type EnvironmentName = keyof typeof ENVIRONMENTS;

export const ENVIRONMENT_NAMES = Object.keys(ENVIRONMENTS);

/** The shape of an environment, or undefined when there is none of that name. */
export function shapeOf(name: string): EnvironmentShape | undefined {
    return Object.hasOwn(ENVIRONMENTS, name) ? ENVIRONMENTS[name as EnvironmentName] : undefined;
}
