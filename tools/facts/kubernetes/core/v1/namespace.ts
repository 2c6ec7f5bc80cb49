/** kubernetes:core/v1:Namespace */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

export const namespace: ResourceFacts = clusterObject("kubernetes:core/v1:Namespace", [
    {
        during: "delete",
        when: "an object in it keeps a finalizer that nobody removes any more",
        error: "timed out waiting for the condition",
        source: "Kubernetes documentation, Finalizers; pulumi/pulumi-kubernetes provider/pkg/await/internal/awaiter.go, Await",
    },
]);
