/** What an environment may say of a Fargate profile. */
import { z } from "zod";

import { list } from "../shared/schema";

/** 1 to 5 selectors. A change replaces the profile, and every pod it runs is evicted. */
export const fargateProfileSchema = list(
    z.strictObject({
        /** `*` and `?` are wildcards. */
        namespace: z.string(),
        /** At most 5, all of which a pod must have. @default every pod of the namespace */
        labels: z.record(z.string(), z.string()).exactOptional(),
    }),
);
