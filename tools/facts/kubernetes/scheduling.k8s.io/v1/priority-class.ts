/** kubernetes:scheduling.k8s.io/v1:PriorityClass */
import { clusterObject } from "../../cluster-object";

export const priorityClass = clusterObject("kubernetes:scheduling.k8s.io/v1:PriorityClass", [
    {
        during: "update",
        when: "its value changes",
        error: "Forbidden: may not be changed in an update",
        source: "kubernetes/kubernetes v1.36.3 pkg/apis/scheduling/validation/validation.go, ValidatePriorityClassUpdate",
    },
]);
