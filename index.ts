/** The program: read the settings, plan the environment, build it, export its outputs. Creates nothing itself. */
import * as pulumi from "@pulumi/pulumi";

import { planEnvironment } from "./stacks/environment";
import { describeLocated } from "./stacks/located";
import { placeholderProblems } from "./stacks/placeholders";
import { Platform } from "./stacks/platform";
import { readSettings } from "./stacks/settings";

/** @throws pulumi.RunError naming every problem; nothing is registered then. */
export = function program(options: { readonly placeholders?: "refuse" | "report" } = {}) {
    const reading = readSettings();
    const result = planEnvironment(reading);
    const problems = "problems" in result ? [...result.problems] : [];
    if (options.placeholders !== "report") problems.push(...placeholderProblems(reading));
    if (!("plan" in result) || problems.length > 0) {
        throw new pulumi.RunError(`the settings are refused:\n${problems.map(describeLocated).join("\n")}`);
    }
    return new Platform("platform", result.plan).outputs();
};
