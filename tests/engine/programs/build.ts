/** What index.ts does, with a shape of its own: an edit of `stacks/<environment>.ts` without editing it. */
import * as pulumi from "@pulumi/pulumi";

import { planEnvironment } from "../../../components/platform/environment";
import { describeLocated } from "../../../components/platform/located";
import { Platform } from "../../../components/platform/platform";
import { readSettings } from "../../../components/platform/settings/settings";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { ENVIRONMENTS } from "../../fixtures/fork/stacks/environments";

/** What the stack exports. @throws pulumi.RunError naming every problem, as index.ts does */
export function build(shape: EnvironmentShape, opts?: pulumi.ComponentResourceOptions) {
    const result = planEnvironment(readSettings(ENVIRONMENTS.names), {
        parts: ENVIRONMENTS.parts,
        shapeOf: () => shape,
    });
    if ("problems" in result) throw new pulumi.RunError(result.problems.map(describeLocated).join("\n"));
    return new Platform("platform", result.plan, opts).outputs();
}
