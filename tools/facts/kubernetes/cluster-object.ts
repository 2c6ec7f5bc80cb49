/** What an object without a namespace has in common with every other, whatever its kind. */
import { CREATED_AT, objectOf, textOf, uuid } from "../build";
import type { FactsContext, Properties, ResourceFacts } from "../facts";

const PROVIDER = "pulumi/pulumi-kubernetes provider/pkg/provider";

/**
 * Given, or made up as the provider does: a fork may leave it out. It is the id as well.
 * Source: pulumi/pulumi-kubernetes provider/pkg/metadata/naming.go.
 */
export function objectName(ctx: FactsContext): string {
    return textOf(objectOf(ctx.inputs["metadata"])["name"], `${ctx.name}-${ctx.hex("name", 8)}`);
}

/** What the API server adds. Source: Kubernetes API reference, ObjectMeta. */
function serverMetadata(ctx: FactsContext): Properties {
    return {
        creationTimestamp: CREATED_AT,
        generation: 1,
        resourceVersion: "1",
        uid: uuid(ctx, "uid"),
    };
}

/** Facts of an object that exists once in a cluster and is named by the program. */
export function clusterObject(type: string, refusals: ResourceFacts["refusals"]): ResourceFacts {
    return {
        type,
        id: objectName,
        outputs: (ctx) => ({
            metadata: { ...objectOf(ctx.inputs["metadata"]), name: objectName(ctx), ...serverMetadata(ctx) },
        }),
        outputsEvidence: {
            source: "Kubernetes API reference, ObjectMeta; @pulumi/kubernetes 4.34.2 typings",
        },
        unknownAtPreview: {
            value: ["creationTimestamp", "generation", "resourceVersion", "uid"].map(
                (key) => `metadata.${key}`,
            ),
            source: `${PROVIDER}/provider.go, Create: a preview answers with the inputs while the kind is not there`,
        },
        forcesReplacement: [
            {
                paths: ["metadata.name", "metadata.namespace"],
                source: `${PROVIDER}/diff.go, metadataForceNewProperties`,
            },
        ],
        physicalName: {
            value: { kind: "given", property: "metadata.name" },
            source: `${PROVIDER}/provider.go, Check: a name that is given is kept`,
        },
        refusals,
    };
}
