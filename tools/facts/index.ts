/** All facts, by type token. */
import { certificate } from "./aws/acm/certificate";
import { certificateValidation } from "./aws/acm/certificate-validation";
import { zonalAutoshiftConfiguration } from "./aws/arczonalshift/zonal-autoshift-configuration";
import { trail } from "./aws/cloudtrail/trail";
import { dashboard } from "./aws/cloudwatch/dashboard";
import { grafanaWorkspace } from "./aws/grafana/workspace";
import { roleAssociation } from "./aws/grafana/role-association";
import { workspaceSamlConfiguration } from "./aws/grafana/workspace-saml-configuration";
import { alertManagerDefinition } from "./aws/amp/alert-manager-definition";
import { ruleGroupNamespace } from "./aws/amp/rule-group-namespace";
import { scraper } from "./aws/amp/scraper";
import { workspace } from "./aws/amp/workspace";
import { workspaceConfiguration } from "./aws/amp/workspace-configuration";
import { topic } from "./aws/sns/topic";
import { topicPolicy } from "./aws/sns/topic-policy";
import { topicSubscription } from "./aws/sns/topic-subscription";
import { autoScalingGroup } from "./aws/autoscaling/group";
import { budget } from "./aws/budgets/budget";
import { configDeliveryChannel } from "./aws/cfg/delivery-channel";
import { configRecorder } from "./aws/cfg/recorder";
import { configRecorderStatus } from "./aws/cfg/recorder-status";
import { configRule } from "./aws/cfg/rule";
import { eventRule } from "./aws/cloudwatch/event-rule";
import { eventTarget } from "./aws/cloudwatch/event-target";
import { logGroup } from "./aws/cloudwatch/log-group";
import { anomalyMonitor } from "./aws/costexplorer/anomaly-monitor";
import { anomalySubscription } from "./aws/costexplorer/anomaly-subscription";
import { costAllocationTag } from "./aws/costexplorer/cost-allocation-tag";
import { carrierGateway } from "./aws/ec2/carrier-gateway";
import { defaultSecurityGroup } from "./aws/ec2/default-security-group";
import { egressOnlyInternetGateway } from "./aws/ec2/egress-only-internet-gateway";
import { eip } from "./aws/ec2/eip";
import { flowLog } from "./aws/ec2/flow-log";
import { internetGateway } from "./aws/ec2/internet-gateway";
import { launchTemplate } from "./aws/ec2/launch-template";
import { natGateway } from "./aws/ec2/nat-gateway";
import { placementGroup } from "./aws/ec2/placement-group";
import { route } from "./aws/ec2/route";
import { routeTable } from "./aws/ec2/route-table";
import { routeTableAssociation } from "./aws/ec2/route-table-association";
import { securityGroup } from "./aws/ec2/security-group";
import { subnet } from "./aws/ec2/subnet";
import { vpc } from "./aws/ec2/vpc";
import { vpcEndpoint } from "./aws/ec2/vpc-endpoint";
import { plan as backupPlan } from "./aws/backup/plan";
import { regionSettings } from "./aws/backup/region-settings";
import { selection as backupSelection } from "./aws/backup/selection";
import { vault as backupVault } from "./aws/backup/vault";
import { vaultLockConfiguration } from "./aws/backup/vault-lock-configuration";
import { computeEnvironment } from "./aws/batch/compute-environment";
import { jobQueue } from "./aws/batch/job-queue";
import { virtualCluster } from "./aws/emrcontainers/virtual-cluster";
import { accessPoint } from "./aws/efs/access-point";
import { backupPolicy } from "./aws/efs/backup-policy";
import { efsFileSystem } from "./aws/efs/file-system";
import { mountTarget } from "./aws/efs/mount-target";
import { lustreFileSystem } from "./aws/fsx/lustre-file-system";
import { ontapFileSystem } from "./aws/fsx/ontap-file-system";
import { ontapStorageVirtualMachine } from "./aws/fsx/ontap-storage-virtual-machine";
import { openZfsFileSystem } from "./aws/fsx/open-zfs-file-system";
import { transitGatewayVpcAttachment } from "./aws/ec2transitgateway/vpc-attachment";
import { vpcIpv4CidrBlockAssociation } from "./aws/ec2/vpc-ipv4-cidr-block-association";
import { lifecyclePolicy } from "./aws/ecr/lifecycle-policy";
import { pullThroughCacheRule } from "./aws/ecr/pull-through-cache-rule";
import { registryScanningConfiguration } from "./aws/ecr/registry-scanning-configuration";
import { repository } from "./aws/ecr/repository";
import { repositoryCreationTemplate } from "./aws/ecr/repository-creation-template";
import { repositoryPolicy } from "./aws/ecr/repository-policy";
import { accessEntry } from "./aws/eks/access-entry";
import { accessPolicyAssociation } from "./aws/eks/access-policy-association";
import { addon } from "./aws/eks/addon";
import { capability } from "./aws/eks/capability";
import { cluster } from "./aws/eks/cluster";
import { fargateProfile } from "./aws/eks/fargate-profile";
import { identityProviderConfig } from "./aws/eks/identity-provider-config";
import { nodeGroup } from "./aws/eks/node-group";
import { podIdentityAssociation } from "./aws/eks/pod-identity-association";
import { guarddutyDetector } from "./aws/guardduty/detector";
import { detectorFeature } from "./aws/guardduty/detector-feature";
import { instanceProfile } from "./aws/iam/instance-profile";
import { openIdConnectProvider } from "./aws/iam/open-id-connect-provider";
import { policy } from "./aws/iam/policy";
import { role } from "./aws/iam/role";
import { rolePolicy } from "./aws/iam/role-policy";
import { rolePolicyAttachment } from "./aws/iam/role-policy-attachment";
import { serviceLinkedRole } from "./aws/iam/service-linked-role";
import { inspectorEnabler } from "./aws/inspector2/enabler";
import { alias } from "./aws/kms/alias";
import { key } from "./aws/kms/key";
import { awsProvider } from "./aws/provider";
import { resilienceInputSource } from "./aws/resiliencehub/v2-input-source";
import { resiliencePolicy } from "./aws/resiliencehub/v2-policy";
import { resilienceService } from "./aws/resiliencehub/v2-service";
import { profile } from "./aws/rolesanywhere/profile";
import { trustAnchor } from "./aws/rolesanywhere/trust-anchor";
import { record } from "./aws/route53/record";
import { resolverFirewallConfig } from "./aws/route53/resolver-firewall-config";
import { resolverFirewallDomainList } from "./aws/route53/resolver-firewall-domain-list";
import { resolverFirewallRule } from "./aws/route53/resolver-firewall-rule";
import { resolverFirewallRuleGroup } from "./aws/route53/resolver-firewall-rule-group";
import { resolverFirewallRuleGroupAssociation } from "./aws/route53/resolver-firewall-rule-group-association";
import { resolverRuleAssociation } from "./aws/route53/resolver-rule-association";
import { zone } from "./aws/route53/zone";
import { zoneAssociation } from "./aws/route53/zone-association";
import { bucket } from "./aws/s3/bucket";
import { bucketLifecycleConfiguration } from "./aws/s3/bucket-lifecycle-configuration";
import { bucketOwnershipControls } from "./aws/s3/bucket-ownership-controls";
import { bucketPolicy } from "./aws/s3/bucket-policy";
import { bucketPublicAccessBlock } from "./aws/s3/bucket-public-access-block";
import { bucketServerSideEncryptionConfiguration } from "./aws/s3/bucket-server-side-encryption-configuration";
import { bucketVersioning } from "./aws/s3/bucket-versioning";
import { securityHubAccount } from "./aws/securityhub/account";
import { standardsSubscription } from "./aws/securityhub/standards-subscription";
import { resourceGroup } from "./aws/resourcegroups/group";
import { resourceGroupMember } from "./aws/resourcegroups/resource";
import { httpNamespace } from "./aws/servicediscovery/http-namespace";
import { privateDnsNamespace } from "./aws/servicediscovery/private-dns-namespace";
import { queue } from "./aws/sqs/queue";
import { queuePolicy } from "./aws/sqs/queue-policy";
import { securityGroupEgressRule } from "./aws/vpc/security-group-egress-rule";
import { securityGroupIngressRule } from "./aws/vpc/security-group-ingress-rule";
import { serviceNetwork } from "./aws/vpclattice/service-network";
import { serviceNetworkVpcAssociation } from "./aws/vpclattice/service-network-vpc-association";
import { derivedFacts } from "./derived";
import { pulumiEksCluster } from "./eks/index/cluster";
import { eksProvider } from "./eks/provider";
import type { FactsByType, ResourceFacts } from "./facts";
import { KUBERNETES_FACTS } from "./kubernetes";

const ALL: readonly ResourceFacts[] = [
    ...KUBERNETES_FACTS,
    accessEntry,
    accessPolicyAssociation,
    addon,
    alertManagerDefinition,
    alias,
    anomalyMonitor,
    anomalySubscription,
    dashboard,
    grafanaWorkspace,
    roleAssociation,
    workspaceSamlConfiguration,
    alertManagerDefinition,
    ruleGroupNamespace,
    scraper,
    workspace,
    workspaceConfiguration,
    topic,
    topicPolicy,
    topicSubscription,
    autoScalingGroup,
    awsProvider,
    bucket,
    bucketLifecycleConfiguration,
    bucketOwnershipControls,
    bucketPolicy,
    bucketPublicAccessBlock,
    bucketServerSideEncryptionConfiguration,
    bucketVersioning,
    trail,
    securityHubAccount,
    standardsSubscription,
    budget,
    capability,
    carrierGateway,
    certificate,
    certificateValidation,
    cluster,
    configDeliveryChannel,
    configRecorder,
    configRecorderStatus,
    configRule,
    costAllocationTag,
    defaultSecurityGroup,
    detectorFeature,
    egressOnlyInternetGateway,
    eip,
    eksProvider,
    eventRule,
    eventTarget,
    fargateProfile,
    flowLog,
    guarddutyDetector,
    httpNamespace,
    identityProviderConfig,
    inspectorEnabler,
    instanceProfile,
    internetGateway,
    key,
    launchTemplate,
    lifecyclePolicy,
    logGroup,
    natGateway,
    nodeGroup,
    openIdConnectProvider,
    placementGroup,
    podIdentityAssociation,
    policy,
    privateDnsNamespace,
    profile,
    pullThroughCacheRule,
    pulumiEksCluster,
    queue,
    queuePolicy,
    record,
    registryScanningConfiguration,
    repository,
    repositoryCreationTemplate,
    repositoryPolicy,
    resilienceInputSource,
    resiliencePolicy,
    resilienceService,
    resolverFirewallConfig,
    resolverFirewallDomainList,
    resolverFirewallRule,
    resolverFirewallRuleGroup,
    resolverFirewallRuleGroupAssociation,
    resolverRuleAssociation,
    resourceGroup,
    resourceGroupMember,
    role,
    rolePolicy,
    rolePolicyAttachment,
    route,
    routeTable,
    routeTableAssociation,
    ruleGroupNamespace,
    scraper,
    securityGroup,
    securityGroupEgressRule,
    securityGroupIngressRule,
    serviceLinkedRole,
    serviceNetwork,
    serviceNetworkVpcAssociation,
    accessPoint,
    backupPlan,
    backupPolicy,
    backupSelection,
    backupVault,
    computeEnvironment,
    jobQueue,
    virtualCluster,
    regionSettings,
    vaultLockConfiguration,
    efsFileSystem,
    mountTarget,
    lustreFileSystem,
    ontapFileSystem,
    ontapStorageVirtualMachine,
    openZfsFileSystem,
    subnet,
    topic,
    topicPolicy,
    topicSubscription,
    transitGatewayVpcAttachment,
    trustAnchor,
    vpc,
    vpcEndpoint,
    vpcIpv4CidrBlockAssociation,
    workspace,
    workspaceConfiguration,
    zonalAutoshiftConfiguration,
    zone,
    zoneAssociation,
];

/** Type token → facts somebody wrote. */
export const FACTS: ReadonlyMap<string, ResourceFacts> = new Map(ALL.map((facts) => [facts.type, facts]));

/** Facts of any type of @pulumi/aws and @pulumi/kubernetes: derived where nobody wrote any. */
export const ANY_FACTS: FactsByType = { get: (type) => FACTS.get(type) ?? derivedFacts(type) };
