/** kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

export const ingressClassParams: ResourceFacts = clusterObject(
    "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams",
    [
        {
            during: "create",
            when: "AWS Load Balancer Controller is not installed, whose chart brings the definition",
            error: "Verify that any required CRDs have been created: no matches for kind",
            source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
        },
        {
            during: "create",
            when: "no pod of the controller answers its webhook",
            error: 'failed calling webhook "vingressclassparams.elbv2.k8s.aws"',
            source: "kubernetes-sigs/aws-load-balancer-controller helm/aws-load-balancer-controller/templates/webhook.yaml, v3.5.0",
        },
    ],
);
