/** kubernetes:networking.k8s.io/v1:NetworkPolicy */
import { namespacedObject } from "../../namespaced-object";

export const networkPolicy = namespacedObject("kubernetes:networking.k8s.io/v1:NetworkPolicy", [
    {
        during: "create",
        when: "a network has host bits or leading zeros, from 1.36 on",
        error: 'Invalid value: "10.0.0.7/16": must not have bits set beyond the prefix length',
        source: "kubernetes/kubernetes v1.36.3 pkg/apis/networking/validation/validation.go; pkg/features/kube_features.go, StrictIPCIDRValidation",
    },
]);
