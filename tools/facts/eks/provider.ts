/** pulumi:providers:eks, for programs that adopt a cluster made by `eks.Cluster` of @pulumi/eks. */
import { uuid } from "../build";
import type { ResourceFacts } from "../facts";

const SCHEMA = { source: "@pulumi/eks 4.3.0 typings, provider.d.ts: it takes no input" };
const REGISTRY = { source: "pulumi/pulumi pkg/resource/deploy/providers/registry.go, Create" };

export const eksProvider: ResourceFacts = {
    type: "pulumi:providers:eks",
    id: (ctx) => uuid(ctx, "id"),
    outputs: () => ({}),
    outputsEvidence: SCHEMA,
    unknownAtPreview: { value: [], ...REGISTRY },
    forcesReplacement: [],
    physicalName: { value: { kind: "none" }, ...REGISTRY },
    refusals: [],
};
