/** kubernetes:awspca.cert-manager.io/v1beta1:AWSPCAClusterIssuer */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

export const privateCaClusterIssuer: ResourceFacts = clusterObject(
    "kubernetes:awspca.cert-manager.io/v1beta1:AWSPCAClusterIssuer",
    [
        {
            during: "create",
            when: "aws-privateca-issuer is not installed, whose chart brings the definition",
            error: "Verify that any required CRDs have been created: no matches for kind",
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
        },
    ],
);
