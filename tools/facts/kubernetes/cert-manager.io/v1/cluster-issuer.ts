/** kubernetes:cert-manager.io/v1:ClusterIssuer */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

export const clusterIssuer: ResourceFacts = clusterObject("kubernetes:cert-manager.io/v1:ClusterIssuer", [
    {
        during: "create",
        when: "cert-manager is not installed, whose chart brings the definition",
        error: "Verify that any required CRDs have been created: no matches for kind",
        source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
    },
    {
        during: "create",
        when: "no pod of cert-manager answers its webhook",
        error: 'failed calling webhook "webhook.cert-manager.io"',
        source: "cert-manager/cert-manager deploy/charts/cert-manager/templates/webhook-validating-webhook.yaml, v1.21.2",
    },
]);
