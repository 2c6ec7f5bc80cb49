/** Types of the kit that no control looks at, by the reason. */
const BY_REASON: Readonly<Record<string, readonly string[]>> = {
    "it has no setting of its own that could be wrong: what it joins is asked about": [
        "aws:acm/certificateValidation:CertificateValidation",
        "aws:batch/jobQueue:JobQueue",
        "aws:backup/selection:Selection",
        "aws:ec2/routeTable:RouteTable",
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:kms/alias:Alias",
        "aws:resourcegroups/group:Group",
        "aws:resourcegroups/resource:Resource",
        "aws:route53/zoneAssociation:ZoneAssociation",
        "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
        "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        "kubernetes:networking.k8s.io/v1:IngressClass",
        "kubernetes:admissionregistration.k8s.io/v1:MutatingAdmissionPolicyBinding",
    ],
    "what it measures or shows is the fork's choice, and nobody gets in through it": [
        "aws:amp/scraper:Scraper",
        "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
        "aws:cloudwatch/dashboard:Dashboard",
        "aws:grafana/roleAssociation:RoleAssociation",
        "aws:resiliencehub/v2InputSource:V2InputSource",
        "aws:resiliencehub/v2Policy:V2Policy",
        "aws:resiliencehub/v2Service:V2Service",
        "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration",
    ],
    "it is about money alone, which npm run plan -- cost tells": [
        "aws:budgets/budget:Budget",
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        "aws:costexplorer/costAllocationTag:CostAllocationTag",
    ],
    "it is a setting of the whole account and region, made where an environment owns it": [
        "aws:backup/regionSettings:RegionSettings",
        "aws:cfg/deliveryChannel:DeliveryChannel",
        "aws:cfg/recorder:Recorder",
        "aws:cfg/rule:Rule",
        "aws:inspector2/enabler:Enabler",
        "aws:securityhub/account:Account",
        "aws:securityhub/standardsSubscription:StandardsSubscription",
    ],
    "routes decide who goes through it, and they are asked about": [
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        "aws:ec2/eip:Eip",
        "aws:ec2/internetGateway:InternetGateway",
    ],
    "a lock is a fork's choice that nobody can take back: no level asks for it": [
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    ],
    "its nodes start of a launch template of the kit, with a role of the kit: they are asked about": [
        "aws:batch/computeEnvironment:ComputeEnvironment",
    ],
    "pods of its jobs are in a namespace of the kit, with roles of the kit: they are asked about": [
        "aws:emrcontainers/virtualCluster:VirtualCluster",
    ],
    "queues decide when a job starts, and nobody gets in through them": [
        "kubernetes:kueue.x-k8s.io/v1beta2:ClusterQueue",
        "kubernetes:kueue.x-k8s.io/v1beta2:LocalQueue",
        "kubernetes:kueue.x-k8s.io/v1beta2:ResourceFlavor",
    ],
    "where nodes stand to each other changes no right and no reach": [
        "aws:ec2/placementGroup:PlacementGroup",
    ],
    "it holds copies of other registries, whose images are others' to look after": [
        "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    ],
    "its file system is asked about; passwords of machines are no input of the graph": [
        "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine",
    ],
    "what names lead to is the fork's; the review says when one goes": [
        "aws:route53/record:Record",
        "aws:servicediscovery/httpNamespace:HttpNamespace",
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    ],
    "which names are blocked is the fork's list; the review says when it loosens": [
        "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
        "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
        "aws:route53/resolverFirewallRule:ResolverFirewallRule",
        "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    ],
    "what it delivers, and from which repository, is the fork's choice; what it makes is no input of the graph":
        [
            "kubernetes:argoproj.io/v1alpha1:Application",
            "kubernetes:argoproj.io/v1alpha1:ApplicationSet",
            "kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization",
            "kubernetes:source.toolkit.fluxcd.io/v1:GitRepository",
        ],
    "how much jobs may use at once is the fork's choice; nodes end where pools do, and they are asked about":
        ["kubernetes:kueue.x-k8s.io/v1beta2:ClusterQueue"],
    "it is a definition or a preference that gives nobody a right": [
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
        "kubernetes:awspca.cert-manager.io/v1beta1:AWSPCAClusterIssuer",
        "kubernetes:core/v1:LimitRange",
        "kubernetes:core/v1:ResourceQuota",
        "kubernetes:core/v1:ServiceAccount",
        "kubernetes:kueue.x-k8s.io/v1beta2:LocalQueue",
        "kubernetes:kueue.x-k8s.io/v1beta2:ResourceFlavor",
        "kubernetes:scheduling.k8s.io/v1:PriorityClass",
        "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
        "kubernetes:storage.k8s.io/v1:VolumeAttributesClass",
    ],
};

/** Each with its reason. */
export const WITHOUT_CONTROLS: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(BY_REASON).flatMap(([reason, types]) => types.map((type) => [type, reason])),
);
