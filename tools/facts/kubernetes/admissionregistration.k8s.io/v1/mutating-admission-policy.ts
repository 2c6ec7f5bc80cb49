/** kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicy */
import { clusterObject } from "../../cluster-object";

export const mutatingAdmissionPolicy = clusterObject(
    "kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicy",
    [
        {
            during: "create",
            when: "an expression of CEL does not compile",
            error: "spec.mutations[0].applyConfiguration.expression: Invalid value: … compilation failed",
            source: "kubernetes/kubernetes v1.36.3 pkg/apis/admissionregistration/validation/validation.go",
        },
    ],
);
