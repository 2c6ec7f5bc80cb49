/** kubernetes:core/v1:LimitRange */
import { namespacedObject } from "../../namespaced-object";

export const limitRange = namespacedObject("kubernetes:core/v1:LimitRange", [
    {
        during: "create",
        when: "a least amount is above a default, or a default above the most",
        error: "default request value 2 is greater than default limit value 1",
        source: "kubernetes/kubernetes v1.36.3 pkg/apis/core/validation/validation.go, ValidateLimitRange",
    },
]);
