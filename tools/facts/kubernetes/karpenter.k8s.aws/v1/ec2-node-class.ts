/** kubernetes:karpenter.k8s.aws/v1:EC2NodeClass */
import type { ResourceFacts } from "../../../facts";
import { clusterObject } from "../../cluster-object";

const CRD = {
    source: "aws/karpenter-provider-aws v1.14.1 pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml",
};
const CONTROLLER = "aws/karpenter-provider-aws v1.14.1 pkg/controllers/nodeclass";

/** Karpenter makes an instance profile and launch templates for it, which it removes with it. */
export const ec2NodeClass: ResourceFacts = clusterObject("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", [
    {
        during: "create",
        when: "the definitions of Karpenter's objects are not installed",
        error: "Verify that any required CRDs have been created: no matches for kind",
        source: "pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Create",
    },
    {
        during: "create",
        when: "it has both a role and an instance profile, or neither",
        error: "must specify exactly one of ['role', 'instanceProfile']",
        ...CRD,
    },
    {
        during: "create",
        when: "a tag is one of Karpenter's own",
        error: "tag contains a restricted tag matching karpenter.sh/nodepool",
        ...CRD,
    },
    {
        during: "create",
        when: "it is not Ready within ten minutes: no such image, subnet or role, or an action not allowed",
        error: "timed out waiting for the condition",
        source: `${CONTROLLER}/validation.go; pulumi/pulumi-kubernetes provider/pkg/await/internal/awaiter.go, Await`,
    },
    {
        during: "delete",
        when: "instances of any pool still use it",
        error: "timed out waiting for the condition",
        source: `${CONTROLLER}/controller.go, finalize, waits for every NodeClaim of the class`,
    },
]);
