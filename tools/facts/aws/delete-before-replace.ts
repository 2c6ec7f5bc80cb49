/** Which AWS resources the provider deletes before it creates their replacement. */
import { PULUMI_AWS } from "../build";
import type { Fact } from "../facts";

/** Types whose successor cannot exist beside them: the provider says so for each. */
export const DELETED_FIRST: Fact<readonly string[]> = {
    value: [
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        "aws:efs/mountTarget:MountTarget",
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ],
    source: `${PULUMI_AWS}, DeleteBeforeReplace`,
};

/**
 * Types written with Terraform's plugin framework. For all others a name that the program chose makes the provider
 * delete first; for these it does not.
 */
export const PLUGIN_FRAMEWORK: Fact<readonly string[]> = {
    value: [
        "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ],
    source: "pulumi/pulumi-terraform-bridge pkg/pf/tfbridge/provider_diff.go; hashicorp/terraform-provider-aws @FrameworkResource",
};
