/** The kit's program on an environment that is given instead of one of stacks/. */
import * as pulumi from "@pulumi/pulumi";

import { describeLocated } from "../../components/platform/located";
import { Platform } from "../../components/platform/platform";
import { readSettings } from "../../components/platform/settings/settings";
import type { Mode } from "../../tools/plan/answers";
import { type Recording, recordProgram } from "../../tools/plan/recorder";
import { KNOWN } from "../support/settings";
import { IDENTITY, planOf, rawConfigOf, type Subject } from "./planned";

/** @throws pulumi.RunError naming every problem; nothing is registered then. As index.ts. */
export function programOf(subject: Subject): Record<string, unknown> {
    const result = planOf(subject, readSettings(KNOWN));
    if ("problems" in result) {
        throw new pulumi.RunError(
            `the settings are refused:\n${result.problems.map(describeLocated).join("\n")}`,
        );
    }
    return new Platform("platform", result.plan).outputs();
}

export function recordOf(subject: Subject, mode: Mode): Promise<Recording> {
    return recordProgram({ program: () => programOf(subject), ...IDENTITY, ...rawConfigOf(subject), mode });
}
