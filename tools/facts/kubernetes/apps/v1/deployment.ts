/** kubernetes:apps/v1:Deployment */
import type { ResourceFacts } from "../../../facts";
import { namespacedObject } from "../../namespaced-object";

const OBJECT = namespacedObject("kubernetes:apps/v1:Deployment", [
    {
        during: "create",
        when: "a pod of it is not ready within ten minutes, unless told to skip that",
        error: "timed out waiting for the condition",
        source: "pulumi/pulumi-kubernetes provider/pkg/await/deployment.go; @pulumi/kubernetes 4.34.2 typings, apps/v1 Deployment",
    },
]);

export const deployment: ResourceFacts = {
    ...OBJECT,
    forcesReplacement: [
        ...OBJECT.forcesReplacement,
        {
            paths: ["spec.selector"],
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew",
        },
    ],
};
