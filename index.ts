/** The program: read the settings, plan the environment, build it, export its outputs. Creates nothing itself. */
import * as pulumi from "@pulumi/pulumi";

import { planEnvironment } from "./components/platform/environment";
import { describeLocated } from "./components/platform/located";
import { placeholderProblems } from "./components/platform/settings/placeholders";
import { Platform } from "./components/platform/platform";
import { readSettings } from "./components/platform/settings/settings";
import { ENVIRONMENTS } from "./stacks/environments";

/** @throws pulumi.RunError naming every problem; nothing is registered then. */
export = function program(options: { readonly placeholders?: "refuse" | "report" } = {}) {
    const reading = readSettings(ENVIRONMENTS.names);
    const result = planEnvironment(reading, ENVIRONMENTS);
    const problems = "problems" in result ? [...result.problems] : [];
    if (options.placeholders !== "report") problems.push(...placeholderProblems(reading));
    if (!("plan" in result) || problems.length > 0) {
        throw new pulumi.RunError(`the settings are refused:\n${problems.map(describeLocated).join("\n")}`);
    }
    return new Platform("platform", result.plan).outputs();
};
