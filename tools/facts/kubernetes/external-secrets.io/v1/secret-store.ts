/** kubernetes:external-secrets.io/v1:SecretStore */
import type { ResourceFacts } from "../../../facts";
import { namespacedObject } from "../../namespaced-object";

export const WEBHOOK: ResourceFacts["refusals"] = [
    {
        during: "create",
        when: "no pod of the operator's webhook answers",
        error: 'failed calling webhook "validate.secretstore.external-secrets.io"',
        source: "external-secrets v2.9.0 deploy/charts/external-secrets/templates/validatingwebhook.yaml, failurePolicy; Kubernetes documentation, Dynamic Admission Control",
    },
    {
        during: "delete",
        when: "the operator went before it",
        error: 'failed calling webhook "validate.secretstore.external-secrets.io"',
        source: "external-secrets v2.9.0 deploy/charts/external-secrets/templates/validatingwebhook.yaml, operations",
    },
];

export const secretStore = namespacedObject("kubernetes:external-secrets.io/v1:SecretStore", WEBHOOK);
