/** The program of bootstrap: read the settings, plan the account, build it, export its outputs. Run by an administrator. */
import * as pulumi from "@pulumi/pulumi";

import { describeProblem } from "../components/shared/problems";
import { Bootstrap } from "./bootstrap";
import { planBootstrap } from "./plan";
import { readSettings } from "./settings";

/** @throws pulumi.RunError naming every problem; nothing is registered then. */
export = function program(options: { readonly placeholders?: "refuse" | "report" } = {}) {
    const reading = readSettings();
    const result = planBootstrap(reading);
    const problems = "problems" in result ? [...result.problems] : [];
    if (options.placeholders !== "report") problems.push(...reading.placeholders);
    if (!("plan" in result) || problems.length > 0) {
        const lines = problems.map((problem) => describeProblem(problem, reading.file));
        throw new pulumi.RunError(`the settings are refused:\n${lines.join("\n")}`);
    }
    return new Bootstrap("bootstrap", result.plan).outputs();
};
