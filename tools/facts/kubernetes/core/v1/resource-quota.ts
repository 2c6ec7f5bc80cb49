/** kubernetes:core/v1:ResourceQuota */
import { namespacedObject } from "../../namespaced-object";

export const resourceQuota = namespacedObject("kubernetes:core/v1:ResourceQuota", []);
