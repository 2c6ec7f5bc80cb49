/** What an environment may say: the words of the kit's parts and of your own. */
import { PARTS } from "../components/platform/parts";
import type { ShapeOf } from "../components/platform/shape";
import { OWN_PARTS } from "./own/parts";

export type { OwnPlace, OwnPlaceInCluster, OwnResources } from "../components/own/own-schema";
export type { KarpenterHostShape, NodePoolShape } from "../components/platform/shape";
export type { Policy } from "../components/platform/policy";
export { preset } from "../components/platform/preset";
export { transform } from "../components/platform/transforms";

/** Everything an environment may be made of. */
export const ALL_PARTS = [...PARTS, ...OWN_PARTS] as const;

/** Numbers and account facts stand in `Pulumi.<stack>.yaml`; everything here is the same in every account. */
export type EnvironmentShape = ShapeOf<typeof ALL_PARTS>;
