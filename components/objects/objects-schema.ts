/** What an environment may say of Kubernetes objects. */
import { z } from "zod";

import { jsonSchema, list } from "../shared/schema";

export const objectsSchema = z.strictObject({
    /** Objects as data: `apiVersion`, `kind`, `metadata` with a name, and what else their kind has. @default none */
    manifests: list(z.record(z.string(), jsonSchema)).exactOptional(),
    /** YAML files with objects, by their path from the root of the repository. @default none */
    files: list(z.string()).exactOptional(),
    /**
     * Whether they are made before every chart, and deleted after all of them: definitions of kinds that controllers look for
     * when they start. @default false: beside `charts`
     */
    first: z.boolean().exactOptional(),
    /**
     * Components of the environment they wait for, such as `chart-cert-manager`. Charts of the catalogue whose controllers make
     * something in AWS for objects of these kinds are waited for anyway. @default none of the other objects
     */
    after: list(z.string()).exactOptional(),
});

/** Objects as a shape asks for them. */
export type ObjectsWords = z.infer<typeof objectsSchema>;
