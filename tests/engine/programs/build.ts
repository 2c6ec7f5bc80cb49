/** What index.ts does, with a shape of its own: an edit of `stacks/<environment>.ts` without editing it. */
import * as pulumi from "@pulumi/pulumi";

import { planEnvironment } from "../../../stacks/environment";
import { describeLocated } from "../../../stacks/located";
import { Platform } from "../../../stacks/platform";
import { readSettings } from "../../../stacks/settings";
import type { EnvironmentShape } from "../../../stacks/shape";

/** What the stack exports. @throws pulumi.RunError naming every problem, as index.ts does */
export function build(shape: EnvironmentShape, opts?: pulumi.ComponentResourceOptions) {
    const result = planEnvironment(readSettings(), () => shape);
    if ("problems" in result) throw new pulumi.RunError(result.problems.map(describeLocated).join("\n"));
    return new Platform("platform", result.plan, opts).outputs();
}
