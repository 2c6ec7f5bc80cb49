/** kubernetes:core/v1:ServiceAccountPatch */
import { namespacedObject } from "../../namespaced-object";

export const serviceAccountPatch = namespacedObject("kubernetes:core/v1:ServiceAccountPatch", [
    {
        during: "create",
        when: "somebody else applied another value of the same field",
        error: "Server-Side Apply field conflict detected",
        source: "pulumi/pulumi-kubernetes provider/pkg/await/await.go, handleSSAErr",
    },
]);
