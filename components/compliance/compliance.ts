/** Compliance: rules of AWS Config on clusters, and what records clusters for them. */
import { DeliveryChannel } from "@pulumi/aws/cfg/deliveryChannel";
import { Recorder } from "@pulumi/aws/cfg/recorder";
import { RecorderStatus } from "@pulumi/aws/cfg/recorderStatus";
import { Rule } from "@pulumi/aws/cfg/rule";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";

import { awsManagedPolicyArn } from "../shared/arns";
import { serviceTrust } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { checkCompliance, type ComplianceSpec, decisionsOfCompliance, rulesOf } from "./compliance-spec";

export type ComplianceArgs = ComplianceSpec;

/**
 * Rules judge what a recorder records. Both are the account's.
 * @throws pulumi.ResourceError naming everything AWS Config would refuse.
 */
export class Compliance extends pulumi.ComponentResource {
    /** Leaf resources. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ComplianceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:compliance:Compliance", name, decisionsOfCompliance(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkCompliance(args)]);

        const recording = createRecorder(this, name, args);
        this.ready = rulesOf(args).map(
            ({ identifier, name: rule, parameters }) =>
                new Rule(
                    childName(name, rule),
                    {
                        source: { owner: "AWS", sourceIdentifier: identifier },
                        ...(parameters === undefined ? {} : { inputParameters: parameters }),
                        tags: { Name: `${args.clusterName}-${rule}` },
                    },
                    // AWS takes no rule before there is a recorder.
                    { parent: this, dependsOn: recording },
                ),
        );
        this.registerOutputs({});
    }
}

/** Recorder, then where it delivers to, then its switch: AWS takes them in this order alone. */
function createRecorder(
    parent: pulumi.Resource,
    name: string,
    { clusterName, recorder, region }: ComplianceSpec,
): pulumi.CustomResource[] {
    if (recorder === undefined) return [];
    const role = new Role(
        // The deploy role may make and hand on roles of names that begin so, and no others.
        childNameOf("role", "cluster", name, "recorder"),
        { assumeRolePolicy: serviceTrust("config.amazonaws.com"), tags: { Name: `${clusterName}-config` } },
        { parent },
    );
    const grant = new RolePolicyAttachment(
        childName(name, "recorder"),
        {
            role: role.name,
            policyArn: awsManagedPolicyArn(partitionOf(region), "service-role/AWS_ConfigRole"),
        },
        { parent },
    );
    const made = new Recorder(
        childName(name, "recorder"),
        {
            name: "default",
            roleArn: role.arn,
            // Clusters alone: each recorded change of anything costs.
            recordingGroup: {
                allSupported: false,
                includeGlobalResourceTypes: false,
                resourceTypes: ["AWS::EKS::Cluster"],
            },
        },
        { parent, dependsOn: [grant] },
    );
    const channel = new DeliveryChannel(
        childName(name, "channel"),
        { name: "default", s3BucketName: recorder.bucket },
        { parent, dependsOn: [made] },
    );
    const status = new RecorderStatus(
        childName(name, "switch"),
        { name: made.name, isEnabled: true },
        { parent, dependsOn: [channel] },
    );
    return [status];
}
