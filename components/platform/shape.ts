/** What an environment may say: the words of every part, composed. */
import { z } from "zod";

import { pinsSchema } from "../shared/pins-schema";
import { list } from "../shared/schema";
import type { Part } from "./part";
import type { PARTS, PARTS_ON_EXISTING_CLUSTER, PARTS_WITHOUT_CLUSTER } from "./parts";
import { transformSchema } from "./transforms";

/** Words of the whole environment. */
const whole = {
    /**
     * Components that may be replaced or removed although the environment is protected, by logical name:
     * `network`, `pool-general`. The way down from protection takes two updates: list the component, `pulumi up`,
     * then change or remove it, `pulumi up`.
     * @default none
     * @example
     * unprotected: ["pool-general"],
     */
    unprotected: list(z.string()).exactOptional(),
    /**
     * Inputs of the kit's resources, changed by code of your own: `transform(…)`.
     * @default none
     * @example
     * transforms: [
     *     transform("cluster", LogGroup, (inputs) => ({ ...inputs, logGroupClass: "INFREQUENT_ACCESS" })),
     * ],
     */
    transforms: list(transformSchema).exactOptional(),
    /**
     * Versions other than the kit's. They usually stand in stacks/own/pins.yaml, for every environment.
     * @default none
     * @example
     * pins: { minors: { "1.36": { addons: { coredns: "v1.14.3-eksbuild.23" } } } },
     */
    pins: pinsSchema.exactOptional(),
};

/** The words of the whole, as they are written. */
export type WholeWords = z.infer<z.ZodObject<typeof whole>>;

/** Parts of any words. */
export type AnyPart = Pick<Part<z.core.$ZodLooseShape, never>, "words">;

/** What all of a union's members have. */
type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
    ? All
    : never;

type WordsOf<Parts extends readonly AnyPart[]> = Together<Parts[number]["words"]> & typeof whole;

/**
 * The shape of an environment made of these parts. Numbers and account facts stand in `Pulumi.<stack>.yaml`; everything
 * here is the same in every account.
 */
export type ShapeOf<Parts extends readonly AnyPart[]> = z.infer<z.ZodObject<WordsOf<Parts>, z.core.$strict>>;

/** The shape of an environment made of the kit's own parts. */
export type EnvironmentShape = ShapeOf<typeof PARTS>;

/** The shape of an environment without a cluster: one's network, names, and resources of one's own. */
export type ShapeWithoutCluster = ShapeOf<typeof PARTS_WITHOUT_CLUSTER>;

/** The shape of an environment on a cluster that somebody else made. */
export type ShapeOnExistingCluster = ShapeOf<typeof PARTS_ON_EXISTING_CLUSTER>;

/** The schema of {@link ShapeOf}, for when the program is run. */
export function shapeSchemaOf(parts: readonly AnyPart[]): z.ZodObject {
    return z.strictObject(Object.assign({}, ...parts.map(({ words }) => words), whole));
}

export type { ManagedNodesWords as ManagedNodesShape } from "../compute/managed-nodes-schema";
export type { SelfManagedNodesWords as SelfManagedNodesShape } from "../compute/self-managed-nodes-schema";
export type {
    KarpenterHostWords as KarpenterHostShape,
    KarpenterWords as KarpenterShape,
} from "../karpenter/karpenter-schema";
export type { NodePoolWords as NodePoolShape } from "../karpenter/node-pool-schema";
