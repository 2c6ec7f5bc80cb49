/** What an environment may say of a pool of nodes that EKS Auto Mode makes and takes away. */
import { z } from "zod";

import { notYours } from "../shared/schema";
import { autoNodeClassSchema } from "./auto-node-class-schema";
import { poolWords } from "./node-pool-schema";

/** The NodeClass that comes with EKS's own pools. Source: EKS User Guide, create-node-pool. */
export const DEFAULT_CLASS = "default";

export const autoPoolSchema = z.strictObject({
    /**
     * Everything else about the instances, in the words of EKS's NodeClass; or `"default"`, EKS's own, which is there while one of
     * `nodePools` is.
     * @default a NodeClass of the kit's choices
     */
    nodeClass: z.union([z.literal(DEFAULT_CLASS), autoNodeClassSchema]).exactOptional(),
    ...poolWords,
    /** Age at which a node is replaced whatever the budgets say: `336h`. With `terminationGracePeriod` 504h at most. */
    expireAfter: z.string(),
    amiAlias: notYours("AWS keeps the image of Auto Mode's nodes"),
    diskSizeGiB: notYours("volumes of Auto Mode's nodes are nodeClass.ephemeralStorage"),
});

/** A pool of nodes that EKS Auto Mode makes and takes away. */
export type AutoPoolWords = z.infer<typeof autoPoolSchema>;
