/** kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding */
import { clusterObject } from "../../cluster-object";

export const validatingAdmissionPolicyBinding = clusterObject(
    "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding",
    [
        {
            during: "create",
            when: "validationActions has Deny and Warn together",
            error: 'spec.validationActions: Invalid value: ["Deny","Warn"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
            source: "kubernetes/kubernetes v1.36.3 pkg/apis/admissionregistration/validation/validation.go",
        },
    ],
);
