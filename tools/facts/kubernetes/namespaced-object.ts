/** What an object in a namespace has in common with every other, whatever its kind. */
import { objectOf, textOf } from "../build";
import type { ResourceFacts } from "../facts";
import { clusterObject, objectName } from "./cluster-object";

/** Facts of an object that the program names, in a namespace that it names as well. */
export function namespacedObject(type: string, refusals: ResourceFacts["refusals"]): ResourceFacts {
    return {
        ...clusterObject(type, refusals),
        // Source: pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, fqObjName.
        id: (ctx) => {
            const { namespace } = objectOf(ctx.inputs["metadata"]);
            return `${textOf(namespace, "default")}/${objectName(ctx)}`;
        },
    };
}
