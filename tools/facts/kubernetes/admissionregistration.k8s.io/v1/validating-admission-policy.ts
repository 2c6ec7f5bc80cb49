/** kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy */
import { clusterObject } from "../../cluster-object";

export const validatingAdmissionPolicy = clusterObject(
    "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy",
    [
        {
            during: "create",
            when: "an expression of CEL does not compile",
            error: "spec.validations[0].expression: Invalid value: … compilation failed",
            source: "kubernetes/kubernetes v1.36.3 pkg/apis/admissionregistration/validation/validation.go",
        },
    ],
);
