/** Which resource options a component of the kit takes. */
import type * as pulumi from "@pulumi/pulumi";

import type { Problem } from "./problems";

/**
 * Options Pulumi drops without a word when a component gets them: the caller would believe in a guard that is
 * not there.
 * Source: Pulumi documentation, "Resource option: ignoreChanges": it does not apply to component resources.
 */
export function checkComponentOptions(opts: pulumi.ComponentResourceOptions | undefined): Problem[] {
    const ignored = opts?.ignoreChanges;
    if (ignored === undefined || ignored.length === 0) return [];
    return [
        {
            path: "opts.ignoreChanges",
            what: "Pulumi ignores this option on a component",
            got: ignored,
            remedy: "Use the component's own arguments, or a transform of the resource meant",
        },
    ];
}
