/** OwnResources: the component that a fork's own resources hang below. */
import * as pulumi from "@pulumi/pulumi";

import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import type { OwnOutputs } from "./own-schema";

export interface OwnResourcesArgs {
    /** What a reader of the plan sees. */
    readonly needs: "network" | "cluster";
    /** Makes the resources below `parent`, and returns what is exported of them. */
    readonly make: (parent: pulumi.ComponentResource) => OwnOutputs | undefined;
}

/**
 * Gives a fork's own resources what the kit's have: the environment's providers, its protection, its order, and a place
 * in plan and review.
 */
export class OwnResources extends pulumi.ComponentResource {
    /** What the stack exports of them. */
    public readonly outputs: OwnOutputs;
    /** None: nothing of the kit waits for what it does not know. */
    public readonly ready: readonly pulumi.CustomResource[] = [];

    public constructor(name: string, args: OwnResourcesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:own:OwnResources", name, { needs: args.needs }, opts);
        refuse(this, checkComponentOptions(opts));

        this.outputs = args.make(this) ?? {};
        this.registerOutputs({ outputs: this.outputs });
    }
}
