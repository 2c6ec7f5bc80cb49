/**
 * Which product of AWS's Price List each item is: service code, and the usage type without its region, such as
 * `NatGateway-Hours` of `EUC1-NatGateway-Hours`. An item that is missing here has no usage type that anybody has seen.
 * Sources: infracost/infracost internal/resources/aws (2026-08-21), patibandlavenkatamanideep/pharma-analytics-copilot
 * infra/aws-staging/cost/estimate.py, quotations of the Price List of 2026-09, read 2026-11. A name that is wrong finds
 * nothing; it cannot find another item's price, for several prices are none.
 */
import type { Item } from "./items";

export interface Query {
    readonly service: string;
    /** Of the product, without the region before it. */
    readonly usage: string;
    /** Other attributes of the product, or its family. */
    readonly where?: Readonly<Record<string, string>>;
    /** What the Price List's price is multiplied with, and its tiers divided by. @default 1 */
    readonly scale?: number;
    /** Sold without a region. @default false */
    readonly global?: true;
}

const MILLION = 1_000_000;
/** Prices of a month that the list has by the hour; the calculator's month. */
const HOURS = 730;
/** The list has GiB/s. */
const MIBPS = 1 / 1024;

const eks = (usage: string): Query => ({ service: "AmazonEKS", usage });
const vpc = (usage: string, where = {}): Query => ({ service: "AmazonVPC", usage, where });
const ec2 = (productFamily: string, usage: string, scale = 1): Query => ({
    service: "AmazonEC2",
    usage,
    scale,
    where: { productFamily },
});
const elb = (kind: string, usage: string): Query => ({
    service: "AWSELB",
    usage,
    where: { productFamily: `Load Balancer${kind}` },
});
const cloudwatch = (usage: string, scale = 1, where = {}): Query => ({
    service: "AmazonCloudWatch",
    usage,
    scale,
    where,
});
const fsx = (productFamily: string, fileSystemType: string, where = {}): Query => ({
    service: "AmazonFSx",
    usage: "",
    where: { productFamily, fileSystemType, ...where },
});

export const QUERIES: Partial<Readonly<Record<Item, Query>>> = {
    "eks.control-plane": eks("AmazonEKS-Hours:perCluster"),
    "eks.control-plane.extended": eks("AmazonEKS-Hours:extendedSupport"),
    "fargate.vcpu": { service: "AmazonECS", usage: "Fargate-vCPU-Hours:perCPU" },
    "fargate.gb": { service: "AmazonECS", usage: "Fargate-GB-Hours" },
    "fargate.arm64.vcpu": { service: "AmazonECS", usage: "Fargate-ARM-vCPU-Hours:perCPU" },
    "fargate.arm64.gb": { service: "AmazonECS", usage: "Fargate-ARM-GB-Hours" },
    "fargate.ephemeral": { service: "AmazonECS", usage: "Fargate-EphemeralStorage-GB-Hours" },

    "vpc.nat-gateway": ec2("NAT Gateway", "NatGateway-Hours"),
    "vpc.nat-gateway.data": ec2("NAT Gateway", "NatGateway-Bytes"),
    "vpc.regional-nat-gateway": ec2("NAT Gateway", "RegionalNatGateway-Hours"),
    "vpc.regional-nat-gateway.data": ec2("NAT Gateway", "RegionalNatGateway-Bytes"),
    "vpc.interface-endpoint": vpc("VpcEndpoint-Hours"),
    "vpc.interface-endpoint.data": vpc("VpcEndpoint-Bytes"),
    "vpc.public-ipv4": vpc("PublicIPv4:InUseAddress"),
    "vpc.transit-gateway.attachment": vpc("TransitGateway-Hours", { operation: "TransitGatewayVPC" }),
    "vpc.transit-gateway.data": vpc("TransitGateway-Bytes", { operation: "TransitGatewayVPC" }),
    "transfer.zone": {
        service: "AWSDataTransfer",
        usage: "DataTransfer-Regional-Bytes",
        where: { transferType: "IntraRegion" },
    },
    "transfer.internet": {
        service: "AWSDataTransfer",
        usage: "DataTransfer-Out-Bytes",
        where: { transferType: "AWS Outbound" },
    },

    "route53.hosted-zone": { service: "AmazonRoute53", usage: "HostedZone", global: true },
    "route53.queries": {
        service: "AmazonRoute53",
        usage: "DNS-Queries",
        where: { routingType: "Standard" },
        scale: MILLION,
        global: true,
    },
    "route53.resolver-endpoint": { service: "AmazonRoute53", usage: "ResolverNetworkInterface" },

    "elb.alb": elb("-Application", "LoadBalancerUsage"),
    "elb.alb.lcu": elb("-Application", "LCUUsage"),
    "elb.nlb": elb("-Network", "LoadBalancerUsage"),
    "elb.nlb.lcu": elb("-Network", "LCUUsage"),
    "elb.clb": elb("", "LoadBalancerUsage"),
    "elb.clb.data": elb("", "DataProcessing-Bytes"),

    "ebs.gp3": ec2("Storage", "EBS:VolumeUsage.gp3"),
    "ebs.gp3.iops": ec2("System Operation", "EBS:VolumeP-IOPS.gp3"),
    "ebs.gp3.throughput": ec2("Provisioned Throughput", "EBS:VolumeP-Throughput.gp3", MIBPS),
    "ebs.gp2": ec2("Storage", "EBS:VolumeUsage.gp2"),
    "ebs.io1": ec2("Storage", "EBS:VolumeUsage.piops"),
    "ebs.io1.iops": ec2("System Operation", "EBS:VolumeP-IOPS.piops"),
    "ebs.io2": ec2("Storage", "EBS:VolumeUsage.io2"),
    "ebs.st1": ec2("Storage", "EBS:VolumeUsage.st1"),
    "ebs.sc1": ec2("Storage", "EBS:VolumeUsage.sc1"),
    "ebs.snapshot": ec2("Storage Snapshot", "EBS:SnapshotUsage"),

    "efs.standard": { service: "AmazonEFS", usage: "TimedStorage-ByteHrs" },
    "efs.one-zone": { service: "AmazonEFS", usage: "TimedStorage-Z-ByteHrs" },
    "efs.provisioned-throughput": { service: "AmazonEFS", usage: "ProvisionedTP-MiBpsHrs" },
    "fsx.openzfs.storage": fsx("Storage", "OpenZFS", { deploymentOption: "Single-AZ", storageType: "SSD" }),
    "fsx.openzfs.throughput": fsx("Provisioned Throughput", "OpenZFS", { deploymentOption: "Single-AZ" }),
    "fsx.openzfs.iops": fsx("Provisioned IOPS", "OpenZFS", { deploymentOption: "Single-AZ" }),

    "s3.storage": { service: "AmazonS3", usage: "TimedStorage-ByteHrs", where: { volumeType: "Standard" } },
    "s3.writes": { service: "AmazonS3", usage: "Requests-Tier1", scale: MILLION },
    "s3.reads": { service: "AmazonS3", usage: "Requests-Tier2", scale: MILLION },
    "ecr.storage": { service: "AmazonECR", usage: "TimedStorage-ByteHrs" },
    "backup.efs": { service: "AWSBackup", usage: "WarmStorage-ByteHrs-EFS" },

    "kms.key": { service: "awskms", usage: "KMS-Keys" },
    "kms.requests": { service: "awskms", usage: "KMS-Requests", scale: MILLION },
    "secretsmanager.secret": { service: "AWSSecretsManager", usage: "AWSSecretsManager-Secrets" },
    "secretsmanager.requests": {
        service: "AWSSecretsManager",
        usage: "AWSSecretsManagerAPIRequest",
        scale: MILLION,
    },
    "ssm.parameter.advanced": {
        service: "AWSSystemsManager",
        usage: "PS-Advanced-Param-Tier1",
        scale: HOURS,
    },
    "acm.private-ca": { service: "AWSCertificateManager", usage: "PaidPrivateCA" },
    "acm.private-ca.short-lived": {
        service: "AWSCertificateManager",
        usage: "ShortLivedCertificatePrivateCA",
    },

    "logs.ingestion": cloudwatch("DataProcessing-Bytes"),
    "logs.vended": cloudwatch("VendedLog-Bytes"),
    "logs.storage": cloudwatch("TimedStorage-ByteHrs"),
    "logs.queries": cloudwatch("DataScanned-Bytes"),
    "cloudwatch.alarm": cloudwatch("AlarmMonitorUsage", 1, { alarmType: "Standard" }),
    "amp.samples": { service: "AmazonPrometheus", usage: "AMP:MetricSampleCount", scale: MILLION },
    "amp.storage": { service: "AmazonPrometheus", usage: "AMP:MetricStorageByteHrs" },
    "amp.query": { service: "AmazonPrometheus", usage: "AMP:QuerySamplesProcessed", scale: MILLION },
    "grafana.editor": { service: "AmazonGrafana", usage: "Grafana:EditorUser" },
    "grafana.viewer": { service: "AmazonGrafana", usage: "Grafana:ViewerUser" },

    "sqs.standard": {
        service: "AWSQueueService",
        usage: "Requests-RBP",
        where: { queueType: "Standard" },
        scale: MILLION,
    },
    "sns.requests": { service: "AmazonSNS", usage: "Requests-Tier1", scale: MILLION },
    "eventbridge.custom": {
        service: "AWSEvents",
        usage: "Event-64K-Chunks",
        where: { eventType: "Custom Event" },
        scale: MILLION,
    },

    "config.item": { service: "AWSConfig", usage: "ConfigurationItemRecorded" },
    "config.rule-evaluation": { service: "AWSConfig", usage: "ConfigRuleEvaluations" },
    "waf.web-acl": { service: "awswaf", usage: "WebACLV2" },
    "waf.rule": { service: "awswaf", usage: "RuleV2" },
    "waf.requests": { service: "awswaf", usage: "RequestV2-Tier1", scale: MILLION },
};
