/** Resilience: a service of AWS Resilience Hub, and zonal shifts that AWS starts by itself. */
import { ZonalAutoshiftConfiguration } from "@pulumi/aws/arczonalshift/zonalAutoshiftConfiguration";
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import { V2InputSource } from "@pulumi/aws/resiliencehub/v2inputSource";
import { V2Policy } from "@pulumi/aws/resiliencehub/v2policy";
import { V2Service } from "@pulumi/aws/resiliencehub/v2service";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { planAssociations } from "../shared/access-policies";
import { awsManagedPolicyArn } from "../shared/arns";
import { defined } from "../shared/defined";
import { policyDocument } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { checkResilience, decisionsOfResilience, hubNameOf, type ResilienceSpec } from "./resilience-spec";

export interface ResilienceArgs extends ResilienceSpec {
    /** What fails, or must not. Any object with its outputs will do. */
    readonly cluster: Pick<ClusterRef, "arn" | "name">;
}

/**
 * Has an environment assessed against what it must outlive, and zones taken out of service when AWS sees them fail.
 * @throws pulumi.ResourceError naming everything AWS would refuse.
 */
export class Resilience extends pulumi.ComponentResource {
    /** Of the service in Resilience Hub, which assessments are asked for by. Undefined where there is none. */
    public readonly serviceArn: pulumi.Output<string> | undefined;
    /** Nothing has to wait for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ResilienceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:resilience:Resilience", name, decisionsOfResilience(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkResilience(args)]);

        const { autoshift, hub } = args;
        const made = hub && createHub(this, name, args, hub);
        this.serviceArn = made?.service.arn;
        this.ready = [
            ...(made?.ready ?? []),
            ...(autoshift === undefined ? [] : [createAutoshift(this, name, args, autoshift)]),
        ];
        this.registerOutputs(this.serviceArn === undefined ? {} : { serviceArn: this.serviceArn });
    }
}

type Hub = NonNullable<ResilienceArgs["hub"]>;

function createHub(parent: pulumi.Resource, name: string, args: ResilienceArgs, hub: Hub) {
    const { clusterName, region, tagKey = "" } = args;
    const tags = { Name: clusterName };
    const policy = createPolicy(parent, name, args, hub);
    const { granted, role } = createRole(parent, name, args);
    const service = new V2Service(
        childName(name, "service"),
        {
            name: hubNameOf(args),
            regions: [region],
            policyArn: policy.arn,
            permissionModel: { invokerRoleName: role.name },
            tags,
        },
        // Resilience Hub tries the role at once.
        { parent, dependsOn: [granted] },
    );
    const tagged = new V2InputSource(
        childName(name, "tagged"),
        {
            serviceArn: service.arn,
            resourceConfiguration: { resourceTags: [{ key: tagKey, values: [clusterName] }] },
        },
        { parent, dependsOn: [granted] },
    );
    return {
        service,
        ready: [service, tagged, ...createWorkloads(parent, name, args, { hub, role, service })],
    };
}

function createPolicy(parent: pulumi.Resource, name: string, args: ResilienceArgs, hub: Hub): V2Policy {
    const { availabilityPercent, backupMinutes, regionLoss, zoneLoss } = hub;
    return new V2Policy(
        childName(name, "policy"),
        {
            name: hubNameOf(args),
            ...(availabilityPercent === undefined
                ? {}
                : { availabilitySlo: { target: availabilityPercent } }),
            ...(zoneLoss === undefined
                ? {}
                : { multiAz: targetsOf({ approach: "ACTIVE_ACTIVE", ...zoneLoss }) }),
            ...(regionLoss === undefined ? {} : { multiRegion: targetsOf(regionLoss) }),
            ...(backupMinutes === undefined
                ? {}
                : { dataRecovery: { timeBetweenBackupsInMinutes: backupMinutes } }),
            tags: { Name: args.clusterName },
        },
        { parent },
    );
}

function targetsOf({ approach, loseMinutes, recoverMinutes }: NonNullable<Hub["regionLoss"]>) {
    return {
        disasterRecoveryApproach: approach,
        ...defined({ rpoInMinutes: loseMinutes, rtoInMinutes: recoverMinutes }),
    };
}

/** Source: terraform-provider-aws internal/service/resiliencehubv2/testdata/InputSource/eks/main.tf. */
function createRole(parent: pulumi.Resource, name: string, { clusterName, region }: ResilienceArgs) {
    const role = new Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: policyDocument([
                {
                    Sid: "AssessByResilienceHub",
                    Effect: "Allow",
                    Principal: { Service: "resiliencehub.amazonaws.com" },
                    Action: "sts:AssumeRole",
                },
            ]),
            tags: { Name: `${clusterName}-resilience` },
        },
        { parent },
    );
    const policyArn = awsManagedPolicyArn(partitionOf(region), "AWSResilienceHubV2AssessmentExecutionPolicy");
    const granted = new RolePolicyAttachment(
        childName(name, "role"),
        { role: role.name, policyArn },
        { parent },
    );
    return { granted, role };
}

/** Workloads of named namespaces, which the role may look at and nowhere else. */
function createWorkloads(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName, region }: ResilienceArgs,
    { hub: { namespaces = [] }, role, service }: { hub: Hub; role: Role; service: V2Service },
): pulumi.CustomResource[] {
    if (namespaces.length === 0) return [];
    const options = { parent, deleteBeforeReplace: true };
    const entry = new AccessEntry(
        childName(name, "entry"),
        {
            clusterName: cluster.name,
            principalArn: role.arn,
            type: "STANDARD",
            tags: { Name: `${clusterName}-resilience` },
        },
        options,
    );
    const looks = planAssociations([{ policy: "AmazonEKSViewPolicy", namespaces }], region).map(
        ({ accessScope, key, policyArn }) =>
            new AccessPolicyAssociation(
                childName(name, key),
                { accessScope, clusterName: cluster.name, policyArn, principalArn: role.arn },
                { ...options, dependsOn: [entry] },
            ),
    );
    const workloads = new V2InputSource(
        childName(name, "workloads"),
        {
            serviceArn: service.arn,
            resourceConfiguration: { eks: { clusterArn: cluster.arn, namespaces: [...namespaces] } },
        },
        { parent, dependsOn: looks },
    );
    return [workloads];
}

function createAutoshift(
    parent: pulumi.Resource,
    name: string,
    { cluster }: ResilienceArgs,
    { blockedDates, blockingAlarms, outcomeAlarms, practice }: NonNullable<ResilienceArgs["autoshift"]>,
): ZonalAutoshiftConfiguration {
    return new ZonalAutoshiftConfiguration(
        childName(name, "autoshift"),
        {
            resourceArn: cluster.arn,
            zonalAutoshiftStatus: "ENABLED",
            outcomeAlarms: outcomeAlarms.map(alarm),
            ...(blockingAlarms === undefined ? {} : { blockingAlarms: blockingAlarms.map(alarm) }),
            ...(practice === undefined ? {} : { [`${practice.kind}Windows`]: [...practice.windows] }),
            ...(blockedDates === undefined ? {} : { blockedDates: [...blockedDates] }),
        },
        { parent },
    );
}

function alarm(alarmIdentifier: string) {
    return { alarmIdentifier, type: "CLOUDWATCH" };
}
