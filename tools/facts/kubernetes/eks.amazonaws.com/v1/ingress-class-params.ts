/** kubernetes:eks.amazonaws.com/v1:IngressClassParams */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

export const autoIngressClassParams: ResourceFacts = clusterObject(
    "kubernetes:eks.amazonaws.com/v1:IngressClassParams",
    [
        {
            during: "create",
            when: "the cluster is not in Auto Mode: EKS brings the definition",
            error: "Verify that any required CRDs have been created: no matches for kind",
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
        },
        {
            during: "create",
            when: "subnets has both ids and matchTags",
            error: "Must specify exactly one of `ids` or `matchTags`",
            source: "imroc/kubeschemas eks.amazonaws.com/ingressclassparams_v1.json, 2025-02",
        },
    ],
);
