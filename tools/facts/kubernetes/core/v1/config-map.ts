/** kubernetes:core/v1:ConfigMap */
import type { ResourceFacts } from "../../../facts";
import { namespacedObject } from "../../namespaced-object";

const OBJECT = namespacedObject("kubernetes:core/v1:ConfigMap", []);

export const configMap: ResourceFacts = {
    ...OBJECT,
    forcesReplacement: [
        ...OBJECT.forcesReplacement,
        {
            // The kit's provider has enableConfigMapMutable off.
            paths: ["binaryData", "data"],
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew; @pulumi/kubernetes 4.34.2 typings, enableConfigMapMutable",
        },
    ],
};
