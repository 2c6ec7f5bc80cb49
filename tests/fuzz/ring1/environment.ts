/** The random environment whose seed the stack's settings name. */
import * as pulumi from "@pulumi/pulumi";

import { Platform } from "../../../components/platform/platform";
import { legalOf } from "../legal";
import { planOf } from "../planned";

export function environment(): Record<string, unknown> {
    const seed = new pulumi.Config("kit").requireNumber("seed");
    const result = planOf(legalOf(seed).subject);
    if ("problems" in result) throw new Error(`seed ${seed} is not legal`);
    return new Platform("platform", result.plan).outputs();
}
