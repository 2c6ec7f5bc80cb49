/** VolumeAttributesClasses of an environment, by name. */
import { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import type { Problem } from "../shared/problems";
import { AttributesClass } from "./attributes-class";
import { ATTRIBUTES_DRIVER, type AttributesClassSpec, checkAttributesClass } from "./attributes-class-spec";
import { attributesClassSchema } from "./attributes-classes-schema";
import { type Installed, missingDriver } from "./storage-drivers";

const words = {
    /**
     * VolumeAttributesClasses, by the name that claims ask for in `volumeAttributesClassName`: type, operations and throughput of a
     * volume of EBS, changed while it is in use. What a class says never changes, and one that a claim asks for is not deleted: give
     * new values a new name.
     * @default none
     * @example
     * volumeAttributesClasses: { fast: { type: "gp3", iops: 12000, throughputMiBs: 500 } },
     */
    volumeAttributesClasses: z.record(z.string(), attributesClassSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & Installed;

export const volumeAttributesClasses = part({
    words,
    // Beside StorageClasses: a claim may ask for one of each.
    phase: "storage",
    plan: ({ shape }: Environment<Reads>): Named<AttributesClassSpec>[] =>
        Object.entries(shape.volumeAttributesClasses ?? {}).map(([className, said]) => ({
            name: `attributes-class-${className}`,
            shapePath: `volumeAttributesClasses.${className}`,
            spec: { className, words: said },
        })),
    origins: { words: { shape: "" } },
    check: (spec, { shape }) => [...checkAttributesClass(spec), ...checkDriver(shape)],
    inClusterOnly: true,
    build: ({ name, spec }, { options }) => new AttributesClass(name, spec, options),
});

function checkDriver(shape: Reads): Problem[] {
    const missing = missingDriver(ATTRIBUTES_DRIVER, shape);
    if (missing === undefined) return [];
    // Its remedy is a word of other classes.
    const remedy =
        shape.compute.kind === "auto-mode"
            ? "Remove it: no page says that Auto Mode's changes volumes"
            : missing.remedy;
    return [{ path: "", what: missing.what, remedy }];
}
