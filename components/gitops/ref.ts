/** What other parts need to know of GitOps: what a spoke hands on to its hub. */
import type * as pulumi from "@pulumi/pulumi";

import type { Spoke } from "./spoke-schema";

/** A spoke before its values are known. */
export type SpokeInputs = {
    readonly [key in keyof Omit<Spoke, "bridge">]: pulumi.Input<Exclude<Spoke[key], undefined>>;
} & { readonly bridge: Readonly<Record<string, pulumi.Input<string>>> };
