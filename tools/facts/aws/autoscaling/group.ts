/** aws:autoscaling/group:Group */
import type { Json } from "../../../../components/shared/json";
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regionalArn,
    replaces,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const GROUP = "autoscaling/group";

export const autoScalingGroup: ResourceFacts = {
    type: "aws:autoscaling/group:Group",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        region: ctx.region,
        arn: regionalArn(
            ctx,
            "autoscaling",
            `autoScalingGroup:${uuid(ctx, "group")}:autoScalingGroupName/${ctx.physicalName}`,
        ),
        predictedCapacity: 0,
        warmPoolSize: 0,
        ...defaults(ctx, {
            availabilityZoneDistribution: { capacityDistributionStrategy: "balanced-best-effort" },
            availabilityZones: zonesOf(ctx),
            capacityReservationSpecification: { capacityReservationPreference: "default" },
            defaultCooldown: 300,
            desiredCapacity: ctx.inputs["minSize"] ?? 0,
            healthCheckType: "EC2",
            instanceLifecyclePolicy: {},
            launchTemplate: {},
            loadBalancers: [],
            mixedInstancesPolicy: {},
            namePrefix: "",
            serviceLinkedRoleArn: `arn:${ctx.partition}:iam::${ctx.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
            targetGroupArns: [],
            trafficSources: [],
            vpcZoneIdentifiers: [],
        }),
    }),
    outputsEvidence: typings(GROUP),
    unknownAtPreview: {
        value: [
            "arn",
            "predictedCapacity",
            "warmPoolSize",
            "availabilityZoneDistribution",
            "availabilityZones",
            "capacityReservationSpecification",
            "defaultCooldown",
            "desiredCapacity",
            "healthCheckType",
            "instanceLifecyclePolicy",
            "launchTemplate",
            "loadBalancers",
            "mixedInstancesPolicy",
            "namePrefix",
            "serviceLinkedRoleArn",
            "targetGroupArns",
            "trafficSources",
            "vpcZoneIdentifiers",
        ],
        ...typings(GROUP),
    },
    forcesReplacement: [
        REGION_REPLACES,
        // Subnets, template, types and tags change in place.
        replaces(["initialLifecycleHooks", "name", "namePrefix"], provider(GROUP, "resourceGroup schema")),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "check",
            when: "of launchConfiguration, launchTemplate and mixedInstancesPolicy not exactly one is given",
            error: "one of `launch_configuration,launch_template,mixed_instances_policy` must be specified",
            ...provider(GROUP, "resourceGroup schema, ExactlyOneOf"),
        },
        {
            during: "create",
            when: "no instance is in service after ten minutes",
            error: "waiting for Auto Scaling Group (…) capacity satisfied: … want at least 1 healthy instance(s) in Auto Scaling Group, have 0",
            ...provider(GROUP, "resourceGroupCreate"),
        },
        {
            during: "create",
            when: "the instance profile is too new; repeated for minutes",
            error: "ValidationError: You must use a valid fully-formed launch template. … Invalid IAM Instance Profile",
            ...provider(GROUP, "resourceGroupCreate"),
        },
        {
            during: "update",
            when: "a refresh with autoRollback is started on a template that names its image by a parameter",
            error: "ValidationError: auto rollback cannot be used with a launch template that uses an SSM parameter",
            ...unverified(
                "rule in the EC2 Auto Scaling User Guide, instance-refresh-rollback; the error text was not seen",
            ),
        },
        {
            during: "update",
            when: "template or policy change: the refresh is started and not waited for",
            error: "none: the update ends while nodes are still replaced",
            ...provider(GROUP, "resourceGroupUpdate, startInstanceRefresh"),
        },
    ],
};

/** Of the subnets it names, where these were made here. */
function zonesOf(ctx: FactsContext): string[] {
    const { vpcZoneIdentifiers } = ctx.inputs;
    const subnets: readonly Json[] = Array.isArray(vpcZoneIdentifiers) ? vpcZoneIdentifiers : [];
    const zones = subnets.flatMap((id) => {
        const zone = ctx.find(id)?.["availabilityZone"];
        return typeof zone === "string" ? [zone] : [];
    });
    return [...new Set(zones)];
}
