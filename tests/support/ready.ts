/** What a component calls ready, by label. */
import { Parameter } from "@pulumi/aws/ssm/parameter";
import type * as pulumi from "@pulumi/pulumi";

import { find, recordComponent } from "./record-component";

/** Labels of the leaves of the component that `build` makes: what a resource waits for that depends on them. */
export async function readyOf(
    build: () => { readonly ready: readonly pulumi.CustomResource[] },
): Promise<readonly string[]> {
    const resources = await recordComponent(() => {
        const { ready } = build();
        new Parameter("probe", { type: "String", insecureValue: "x" }, { dependsOn: [...ready] });
    });
    return find(resources, "Parameter:probe").dependencies;
}
