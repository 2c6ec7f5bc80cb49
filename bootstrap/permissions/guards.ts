/** IAM actions of what watches images, clusters and accounts: ECR, Inspector, GuardDuty, Config, Security Hub, CloudTrail. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const REPOSITORY = ["ecr:DescribeRepositories"];

const IMAGES: readonly TypePermissions[] = [
    {
        type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        create: ["ecr:PutLifecyclePolicy"],
        read: ["ecr:GetLifecyclePolicy"],
        update: [],
        delete: ["ecr:DeleteLifecyclePolicy"],
        source: provider("ecr/lifecycle_policy"),
    },
    {
        type: "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        create: ["ecr:CreatePullThroughCacheRule"],
        read: ["ecr:DescribePullThroughCacheRules"],
        update: ["ecr:UpdatePullThroughCacheRule"],
        delete: ["ecr:DeletePullThroughCacheRule"],
        linkedRolesOf: ["pullthroughcache.ecr"],
        source: provider("ecr/pull_through_cache_rule", "ECR User Guide, pull-through-cache-iam"),
    },
    {
        type: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
        create: [
            "ecr:PutRegistryScanningConfiguration",
            "inspector2:Enable",
            "inspector2:ListAccountPermissions",
        ],
        read: ["ecr:GetRegistryScanningConfiguration"],
        update: [
            "ecr:PutRegistryScanningConfiguration",
            "inspector2:Enable",
            "inspector2:ListAccountPermissions",
        ],
        delete: ["ecr:PutRegistryScanningConfiguration"],
        source: provider(
            "ecr/registry_scanning_configuration",
            "ECR User Guide, image-scanning-enhanced-iam",
        ),
    },
    {
        type: "aws:ecr/repository:Repository",
        create: ["ecr:CreateRepository", "ecr:TagResource"],
        read: [...REPOSITORY, "ecr:ListTagsForResource"],
        update: [
            "ecr:PutImageScanningConfiguration",
            "ecr:PutImageTagMutability",
            "ecr:TagResource",
            "ecr:UntagResource",
        ],
        delete: ["ecr:DeleteRepository"],
        source: provider("ecr/repository"),
    },
    {
        type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        create: ["ecr:CreateRepositoryCreationTemplate", "ecr:PutLifecyclePolicy"],
        read: ["ecr:DescribeRepositoryCreationTemplates"],
        update: ["ecr:PutLifecyclePolicy", "ecr:UpdateRepositoryCreationTemplate"],
        delete: ["ecr:DeleteRepositoryCreationTemplate"],
        source: provider(
            "ecr/repository_creation_template",
            `${AUTHORIZATION_REFERENCE} of ecr:CreateRepositoryCreationTemplate`,
        ),
    },
    {
        type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
        create: ["ecr:SetRepositoryPolicy"],
        read: ["ecr:GetRepositoryPolicy"],
        update: ["ecr:SetRepositoryPolicy"],
        delete: ["ecr:DeleteRepositoryPolicy"],
        source: provider("ecr/repository_policy"),
    },
    {
        type: "aws:inspector2/enabler:Enabler",
        create: ["inspector2:Disable", "inspector2:Enable"],
        read: ["inspector2:BatchGetAccountStatus"],
        update: ["inspector2:Disable", "inspector2:Enable"],
        delete: ["inspector2:Disable"],
        linkedRolesOf: ["inspector2"],
        source: provider("inspector2/enabler", `${AUTHORIZATION_REFERENCE} of inspector2:Enable`),
    },
];

const CLUSTERS: readonly TypePermissions[] = [
    {
        type: "aws:guardduty/detector:Detector",
        create: ["guardduty:CreateDetector", "guardduty:TagResource"],
        read: ["guardduty:GetDetector", "guardduty:ListTagsForResource"],
        update: ["guardduty:TagResource", "guardduty:UntagResource", "guardduty:UpdateDetector"],
        delete: ["guardduty:DeleteDetector"],
        linkedRolesOf: ["guardduty"],
        source: provider("guardduty/detector", `${AUTHORIZATION_REFERENCE} of guardduty:CreateDetector`),
    },
    {
        type: "aws:guardduty/detectorFeature:DetectorFeature",
        create: ["guardduty:UpdateDetector"],
        read: ["guardduty:GetDetector"],
        update: ["guardduty:UpdateDetector"],
        // The provider only forgets a feature, which stays as it is.
        delete: ["guardduty:UpdateDetector"],
        source: provider("guardduty/detector_feature"),
    },
];

const RULES: readonly TypePermissions[] = [
    {
        type: "aws:cfg/deliveryChannel:DeliveryChannel",
        create: ["config:PutDeliveryChannel"],
        read: ["config:DescribeDeliveryChannels"],
        update: ["config:PutDeliveryChannel"],
        delete: ["config:DeleteDeliveryChannel"],
        source: provider("configservice/delivery_channel"),
    },
    {
        type: "aws:cfg/recorder:Recorder",
        create: ["config:PutConfigurationRecorder"],
        read: ["config:DescribeConfigurationRecorders"],
        update: ["config:PutConfigurationRecorder"],
        delete: ["config:DeleteConfigurationRecorder"],
        passesRoleTo: ["config"],
        source: provider(
            "configservice/configuration_recorder",
            `${AUTHORIZATION_REFERENCE} of config:PutConfigurationRecorder`,
        ),
    },
    {
        type: "aws:cfg/recorderStatus:RecorderStatus",
        create: ["config:StartConfigurationRecorder"],
        read: ["config:DescribeConfigurationRecorderStatus"],
        update: ["config:StartConfigurationRecorder", "config:StopConfigurationRecorder"],
        delete: ["config:StopConfigurationRecorder"],
        source: provider("configservice/configuration_recorder_status"),
    },
    {
        type: "aws:cfg/rule:Rule",
        create: ["config:PutConfigRule", "config:TagResource"],
        read: ["config:DescribeConfigRules", "config:ListTagsForResource"],
        update: ["config:PutConfigRule", "config:TagResource", "config:UntagResource"],
        delete: ["config:DeleteConfigRule"],
        source: provider("configservice/config_rule"),
    },
];

const TRAILS: readonly TypePermissions[] = [
    {
        type: "aws:cloudtrail/trail:Trail",
        create: [
            "cloudtrail:AddTags",
            "cloudtrail:CreateTrail",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:StartLogging",
        ],
        read: [
            "cloudtrail:DescribeTrails",
            "cloudtrail:GetEventSelectors",
            "cloudtrail:GetTrailStatus",
            "cloudtrail:ListTags",
        ],
        update: [
            "cloudtrail:AddTags",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:RemoveTags",
            "cloudtrail:StartLogging",
            "cloudtrail:StopLogging",
            "cloudtrail:UpdateTrail",
        ],
        delete: ["cloudtrail:DeleteTrail"],
        source: provider("cloudtrail/trail", "Service Authorization Reference, AWS CloudTrail"),
    },
];

const HUB: readonly TypePermissions[] = [
    {
        type: "aws:securityhub/account:Account",
        create: ["securityhub:EnableSecurityHub", "securityhub:UpdateSecurityHubConfiguration"],
        read: ["securityhub:DescribeHub"],
        update: ["securityhub:UpdateSecurityHubConfiguration"],
        delete: ["securityhub:DisableSecurityHub"],
        linkedRolesOf: ["securityhub"],
        source: provider("securityhub/account", "Security Hub User Guide, using-service-linked-roles"),
    },
    {
        type: "aws:securityhub/standardsSubscription:StandardsSubscription",
        create: ["securityhub:BatchEnableStandards"],
        read: ["securityhub:GetEnabledStandards"],
        update: [],
        delete: ["securityhub:BatchDisableStandards"],
        source: provider("securityhub/standards_subscription"),
    },
];

/** Types of ECR, Inspector, GuardDuty, AWS Config, Security Hub and CloudTrail. */
export const GUARDS: readonly TypePermissions[] = [...IMAGES, ...CLUSTERS, ...RULES, ...HUB, ...TRAILS];
