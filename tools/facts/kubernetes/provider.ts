/** pulumi:providers:kubernetes */
import { uuid } from "../build";
import type { ResourceFacts } from "../facts";

const DIFF = { source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, DiffConfig" };
const REGISTRY = { source: "pulumi/pulumi pkg/resource/deploy/providers/registry.go, Create" };

export const kubernetesProvider: ResourceFacts = {
    type: "pulumi:providers:kubernetes",
    id: (ctx) => uuid(ctx, "id"),
    // A provider answers with what it was given.
    outputs: () => ({}),
    outputsEvidence: REGISTRY,
    unknownAtPreview: { value: [], ...REGISTRY },
    forcesReplacement: [
        { paths: ["clusterIdentifier"], when: { kind: "both-set" }, ...DIFF },
        // An unknown kubeconfig counts as another cluster, unless the identifier says which one it is.
        {
            paths: ["kubeconfig", "context", "cluster"],
            when: { kind: "without", path: "clusterIdentifier" },
            ...DIFF,
        },
        { paths: ["renderYamlToDirectory"], ...DIFF },
    ],
    physicalName: { value: { kind: "none" }, ...REGISTRY },
    refusals: [
        {
            during: "update",
            when: "the cluster cannot be reached and deleteUnreachable is off",
            error: "failed to read resource state due to unreachable API server",
            unverified: "the condition is in provider.go; the wording was not read",
        },
    ],
};
