/** What an environment may say of its VolumeAttributesClasses. */
import { z } from "zod";

export const attributesClassSchema = z.strictObject({
    /** Type of the volume. @default it stays as it is */
    type: z.enum(["gp3", "io1", "io2"]).exactOptional(),
    /** Operations a second: 3000 and more of gp3, 100 and more of io1 and io2. @default they stay as they are */
    iops: z.number().exactOptional(),
    /** Throughput in MiB a second, 125 and more, of gp3. @default it stays as it is */
    throughputMiBs: z.number().exactOptional(),
});

export type AttributesClassWords = z.infer<typeof attributesClassSchema>;
