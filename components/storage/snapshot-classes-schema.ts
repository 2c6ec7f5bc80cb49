/** What an environment may say of its VolumeSnapshotClasses. */
import { z } from "zod";

import { SLOTS } from "../network/ref";
import { list } from "../shared/schema";

export const snapshotClassSchema = z.strictObject({
    /** Whose volumes: of EBS by the add-on or by Auto Mode, of FSx for OpenZFS, or of ONTAP. */
    driver: z.enum(["ebs", "auto-mode", "openzfs", "ontap"]),
    /** What becomes of a snapshot in AWS when its VolumeSnapshot goes. @default "Delete" */
    deletionPolicy: z.enum(["Delete", "Retain"]).exactOptional(),
    /** Whether snapshots of this driver that name no class get this one. One class of a driver. @default false */
    default: z.boolean().exactOptional(),
    /** Whether Velero takes snapshots of this driver with it. @default false */
    velero: z.boolean().exactOptional(),
    /** Zone slots in which a volume made of a snapshot is fast at once: billed by the hour for each snapshot and zone. Of `ebs`. @default none */
    fastRestoreSlots: list(z.enum(SLOTS)).exactOptional(),
});

/** One class, as a shape says it. */
export type SnapshotClassWords = z.infer<typeof snapshotClassSchema>;
