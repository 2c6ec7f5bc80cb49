/** kubernetes:core/v1:Secret */
import type { ResourceFacts } from "../../../facts";
import { namespacedObject } from "../../namespaced-object";

const OBJECT = namespacedObject("kubernetes:core/v1:Secret", []);

export const secret: ResourceFacts = {
    ...OBJECT,
    forcesReplacement: [
        ...OBJECT.forcesReplacement,
        {
            // The kit's provider has enableSecretMutable off. Labels and annotations change in place.
            paths: ["data", "stringData", "type"],
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew; @pulumi/kubernetes 4.34.2 typings, enableSecretMutable",
        },
    ],
};
