/** Every problem of a shape, as a person reads it: with the filled settings of the tests, in stack dev. */
import { planEnvironment } from "../../components/platform/environment";
import { describeLocated } from "../../components/platform/located";
import { PARTS } from "../../components/platform/parts";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { readingWith } from "./settings";

export function problemsOfShape(
    shape: EnvironmentShape,
    settings: Readonly<Record<string, Json | undefined>> = {},
): string[] {
    const result = planEnvironment(readingWith(settings), { parts: PARTS, shapeOf: () => shape });
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

/** What is legal but worth knowing. @throws Error with every problem when there is one */
export function noticesOfShape(shape: EnvironmentShape): readonly string[] {
    const result = planEnvironment(readingWith({}), { parts: PARTS, shapeOf: () => shape });
    if ("problems" in result) throw new Error(result.problems.map(describeLocated).join("\n"));
    return result.notices;
}
