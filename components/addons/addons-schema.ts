/** What an environment may say of its add-ons. */
import { z } from "zod";

import { ADDON_NAMES } from "../versions";

export const addonsSchema = z.strictObject({
    /** Pods of CoreDNS, of the EBS CSI controller and of the metrics server each. */
    replicas: z.number(),
    /** Whether those pods prefer different zones. On nodes only. */
    zoneSpread: z.boolean(),
    /** EKS's agent that finds broken nodes, for node repair. Pinned on the newest minors only. @default false */
    nodeMonitoring: z.boolean().exactOptional(),
    /** Versions other than the pinned ones. @default those of components/versions.ts */
    versions: z.strictObject(versionsByName()).exactOptional(),
});

type Versions = { readonly [addon in (typeof ADDON_NAMES)[number]]: z.ZodExactOptional<z.ZodString> };

function versionsByName(): Versions {
    const entries = ADDON_NAMES.map((addon) => [addon, z.string().exactOptional()] as const);
    return Object.fromEntries(entries) as Versions;
}
