/** kubernetes:storage.k8s.io/v1:VolumeAttributesClass */
import { clusterObject } from "../../cluster-object";

export const volumeAttributesClass = clusterObject("kubernetes:storage.k8s.io/v1:VolumeAttributesClass", [
    {
        during: "update",
        when: "driverName or parameters change, which replaces nothing by itself",
        error: "parameters: Invalid value: field is immutable",
        source: 'Kubernetes documentation, volume-attributes-classes, "the parameters in an existing class are immutable"',
    },
]);
