/** Helm values: JSON whose texts may still be on their way. */
import type * as pulumi from "@pulumi/pulumi";

export type HelmValues = { readonly [key: string]: HelmValue };
export type HelmValue = pulumi.Input<string> | number | boolean | readonly HelmValue[] | HelmValues;
