/** Resources of a fork's own, beside those of the kit: a database, a bucket, a queue. */
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import type { Ground, KeyArns, PlatformCluster } from "../platform/ground";
import type { Settings } from "../platform/settings/types";
import type { VpcRef } from "../network/ref";
import { list } from "../shared/schema";

/** What own resources are made with, before there is a cluster. */
export interface OwnPlace {
    /** Logical name of the component they hang below: `own-<name>`. Names of resources begin with it. */
    readonly name: string;
    /** Pass it to every resource: it hangs below the component and uses the environment's providers. */
    readonly options: { readonly parent: pulumi.ComponentResource };
    readonly settings: Settings;
    readonly vpc: VpcRef;
    /** Own keys by purpose; AWS's own where one is missing. */
    readonly keys: KeyArns;
    /** Hosted zones of the environment, by the key of the shape. */
    readonly hostedZones: Ground["hostedZones"];
    /** ARNs of its certificates, by the key of the shape. */
    readonly certificates: Ground["certificates"];
    /** What other resources of your own handed on, by their name: those of `after`, and of earlier phases. */
    readonly own: Ground["own"];
    /**
     * A value of the stack's encrypted configuration, which no plan shows.
     * @throws TypeError unless `secrets` names it
     */
    readonly secret: (name: string) => pulumi.Output<string>;
}

/** As {@link OwnPlace}, once the whole platform stands. */
export interface OwnPlaceInCluster extends OwnPlace {
    readonly cluster: PlatformCluster;
    /** The service network of VPC Lattice that the VPC is in. @default none */
    readonly serviceNetworkArn?: pulumi.Output<string>;
}

/** What the stack exports of them, below `own.<name>`. */
export type OwnOutputs = Readonly<Record<string, pulumi.Input<unknown>>>;

const make = <Place>() =>
    z
        .custom<(place: Place) => OwnOutputs | undefined>((value) => typeof value === "function")
        .describe("a function");

const common = {
    /** Components of the environment they wait for, such as `chart-argo-cd` or `own-users`. @default those of earlier phases */
    after: list(z.string()).exactOptional(),
    /**
     * Names in the stack's encrypted configuration, for `secret` of the place: `pulumi config set --secret <name>`.
     * @default none
     */
    secrets: list(z.string()).exactOptional(),
};

export const ownSchema = z.discriminatedUnion("needs", [
    z.strictObject({
        /** Made once there is a network, beside the control plane. Nothing waits for it but what names it in `after`. */
        needs: z.literal("network"),
        /** Makes the resources, and returns what the stack exports of them. */
        make: make<OwnPlace>(),
        ...common,
    }),
    z.strictObject({
        /** Made once the whole platform stands, deleted before any of it. In the cluster too, while it is reached. */
        needs: z.literal("cluster"),
        /** Makes the resources, and returns what the stack exports of them. */
        make: make<OwnPlaceInCluster>(),
        ...common,
    }),
]);

/** Resources of a fork's own, for `own` of a shape. */
export type OwnResources = z.infer<typeof ownSchema>;
