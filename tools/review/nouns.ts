/** Resource types as a sentence names them. */

/** Where the words of the type are not the word people use. */
const NOUNS: Readonly<Record<string, string>> = {
    "aws:acm/certificateValidation:CertificateValidation": "wait for a certificate",
    "aws:autoscaling/group:Group": "Auto Scaling group",
    "aws:docdb/cluster:Cluster": "database cluster",
    "aws:ec2/eip:Eip": "Elastic IP",
    "aws:ec2/natGateway:NatGateway": "NAT gateway",
    "aws:ec2/vpc:Vpc": "VPC",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "VPC endpoint",
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": "attachment to a transit gateway",
    "aws:efs/fileSystem:FileSystem": "file system",
    "aws:eks/addon:Addon": "add-on",
    "aws:eks/fargateProfile:FargateProfile": "Fargate profile",
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": "Pod Identity association",
    "aws:fsx/lustreFileSystem:LustreFileSystem": "file system",
    "aws:fsx/ontapFileSystem:OntapFileSystem": "file system",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": "file system",
    "aws:fsx/windowsFileSystem:WindowsFileSystem": "file system",
    "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine": "storage virtual machine",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "OIDC provider",
    "aws:kms/key:Key": "KMS key",
    "aws:rds/cluster:Cluster": "database cluster",
    "aws:rds/instance:Instance": "database",
    "aws:s3/bucket:Bucket": "bucket",
    "aws:route53/record:Record": "DNS record",
    "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": "setting of DNS Firewall",
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": "domain list of DNS Firewall",
    "aws:route53/resolverFirewallRule:ResolverFirewallRule": "rule of DNS Firewall",
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": "rule group of DNS Firewall",
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation":
        "association of a rule group of DNS Firewall",
    "aws:route53/resolverRuleAssociation:ResolverRuleAssociation": "association of a resolver rule",
    "aws:route53/zone:Zone": "hosted zone",
    "aws:route53/zoneAssociation:ZoneAssociation": "association of a hosted zone",
    "aws:servicediscovery/httpNamespace:HttpNamespace": "namespace of Cloud Map",
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "namespace of Cloud Map",
    "aws:sqs/queue:Queue": "queue",
    "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation":
        "association of the VPC with a service network",
    "kubernetes:core/v1:PersistentVolumeClaim": "volume claim",
    "kubernetes:helm.sh/v3:Release": "Helm release",
    "pulumi:providers:aws": "AWS provider",
    "pulumi:providers:kubernetes": "Kubernetes provider",
    "platform:karpenter:NodePool": "node pool",
    "platform:compute:ManagedNodes": "group of managed nodes",
    "platform:compute:SelfManagedNodes": "group of self-managed nodes",
    "platform:compute:FargateProfile": "Fargate profile",
    "platform:addons:Addon": "add-on",
};

/** `aws:eks/nodeGroup:NodeGroup` → `node group`. */
export function nounOf(type: string): string {
    const known = NOUNS[type];
    if (known !== undefined) return known;
    const word = (type.split(":").at(-1) ?? type).replace(/^EC2(?=[A-Z])/, "");
    return word
        .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
        .split(" ")
        .map((part) => (/^[A-Z][A-Z0-9]+$/.test(part) ? part : part.toLowerCase()))
        .join(" ");
}

/** `3 node groups`, `1 policy`, `2 policies`. */
export function counted(n: number, noun: string): string {
    return `${n} ${n === 1 ? noun : pluralOf(noun)}`;
}

function pluralOf(noun: string): string {
    if (noun.startsWith("group of ")) return noun.replace("group", "groups");
    if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, "ies");
    return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
