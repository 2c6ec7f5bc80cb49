/** kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicyBinding */
import { clusterObject } from "../../cluster-object";

export const mutatingAdmissionPolicyBinding = clusterObject(
    "kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicyBinding",
    [],
);
