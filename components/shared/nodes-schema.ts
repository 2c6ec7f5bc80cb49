/** Words that every kind of node has alike. */
import { z } from "zod";

import { EKS_TAINT_EFFECTS } from "./kubernetes-names";
import { TAINT_EFFECTS } from "./pods";

/** Labels of nodes, by key. */
export const labelsSchema = z.record(z.string(), z.string());

/** A taint whose effect is spelled as in a pod or as in the EKS API: both are in use, so both are taken. */
export const taintSchema = z.strictObject({
    /** Key of the taint, such as `example.com/batch`. */
    key: z.string(),
    /** Value of the taint. @default none */
    value: z.string().exactOptional(),
    /** `NoSchedule`, `PreferNoSchedule` or `NoExecute`, or EKS's own spelling of them. */
    effect: z.enum([...TAINT_EFFECTS, ...EKS_TAINT_EFFECTS]),
});
