/** kubernetes:networking.k8s.io/v1:IngressClass */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

export const ingressClass: ResourceFacts = clusterObject("kubernetes:networking.k8s.io/v1:IngressClass", [
    {
        during: "update",
        when: "the controller changes, which replaces nothing by itself",
        error: "spec.controller: Invalid value: field is immutable",
        source: "kubernetes/kubernetes pkg/apis/networking/validation/validation.go, ValidateIngressClassUpdate",
    },
]);
