/** kubernetes:core/v1:ServiceAccount */
import { namespacedObject } from "../../namespaced-object";

export const serviceAccount = namespacedObject("kubernetes:core/v1:ServiceAccount", [
    {
        during: "create",
        when: "its namespace is not there",
        error: 'namespaces "shop" not found',
        source: "Kubernetes documentation, Namespaces; kubernetes/kubernetes v1.36.3 plugin/pkg/admission/namespace/lifecycle",
    },
]);
