/** OwnResources: the component that a fork's own resources hang below. */
import * as pulumi from "@pulumi/pulumi";

import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import type { OwnOutputs } from "./own-schema";

export interface OwnResourcesArgs {
    /** What a reader of the plan sees. */
    readonly needs: "network" | "cluster";
    /** Components it waits for. @default none by name */
    readonly after?: readonly string[];
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
    readonly #made: readonly pulumi.Resource[];

    public constructor(name: string, args: OwnResourcesArgs, opts?: pulumi.ComponentResourceOptions) {
        const made: pulumi.Resource[] = [];
        super("platform:own:OwnResources", name, decisionsOf(args), noting(made, opts));
        refuse(this, checkComponentOptions(opts));

        this.outputs = args.make(this) ?? {};
        this.#made = made;
        this.registerOutputs({ outputs: this.outputs });
    }

    /** All of them, for whatever names them. */
    public made(): readonly pulumi.CustomResource[] {
        return this.#made.filter((one) => pulumi.CustomResource.isInstance(one));
    }
}

/** What a reader of the plan sees. */
function decisionsOf({ after = [], needs }: OwnResourcesArgs): Record<string, string | readonly string[]> {
    return { ...(after.length === 0 ? {} : { after }), needs };
}

/** Notes every resource that is made below the component, however deep. What kind it is shows once it is made. */
function noting(
    made: pulumi.Resource[],
    opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
    const note: pulumi.ResourceTransformation = ({ resource }) => {
        made.push(resource);
        return undefined;
    };
    return { ...opts, transformations: [...(opts.transformations ?? []), note] };
}
