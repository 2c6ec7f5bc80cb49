/** Everything an EKS platform is billed for, by an id that stays. Whether anybody has seen its price is in data/. */

/** What one price is for. A month is 730 hours, as AWS's calculator reckons; `GB` is AWS's, 2^30 bytes where it stores. */
export const UNITS = [
    "each",
    "GB",
    "GB-hour",
    "GB-month",
    "hour",
    "IOPS-month",
    "MiBps-month",
    "million",
    "month",
    "vCPU-hour",
    "vCPU-month",
] as const;
export type Unit = (typeof UNITS)[number];

interface ItemFacts {
    readonly unit: Unit;
    /** As a report names it. */
    readonly title: string;
}

export const ITEMS = {
    "eks.control-plane": { unit: "hour", title: "EKS control plane, standard support" },
    "eks.control-plane.extended": {
        unit: "hour",
        title: "EKS control plane, surcharge of extended support",
    },
    "eks.control-plane.xl": { unit: "hour", title: "EKS provisioned control plane, surcharge of tier XL" },
    "eks.control-plane.2xl": { unit: "hour", title: "EKS provisioned control plane, surcharge of tier 2XL" },
    "eks.control-plane.4xl": { unit: "hour", title: "EKS provisioned control plane, surcharge of tier 4XL" },
    "eks.control-plane.8xl": { unit: "hour", title: "EKS provisioned control plane, surcharge of tier 8XL" },
    "eks.control-plane.outposts": { unit: "hour", title: "EKS local cluster on Outposts" },
    "eks.hybrid-node": { unit: "vCPU-hour", title: "EKS hybrid node, vCPU" },
    "eks.capability.argocd": { unit: "hour", title: "EKS capability Argo CD" },
    "eks.capability.argocd.application": {
        unit: "hour",
        title: "EKS capability Argo CD, each application",
    },
    "eks.capability.ack": { unit: "hour", title: "EKS capability ACK" },
    "eks.capability.ack.resource": { unit: "hour", title: "EKS capability ACK, each resource" },
    "eks.capability.kro": { unit: "hour", title: "EKS capability kro" },
    "eks.capability.kro.instance": { unit: "hour", title: "EKS capability kro, each instance" },

    "fargate.vcpu": { unit: "vCPU-hour", title: "Fargate, vCPU" },
    "fargate.gb": { unit: "GB-hour", title: "Fargate, memory" },
    "fargate.arm64.vcpu": { unit: "vCPU-hour", title: "Fargate on arm64, vCPU" },
    "fargate.arm64.gb": { unit: "GB-hour", title: "Fargate on arm64, memory" },
    "fargate.ephemeral": { unit: "GB-hour", title: "Fargate, ephemeral storage above 20 GB" },

    "vpc.nat-gateway": { unit: "hour", title: "NAT gateway" },
    "vpc.nat-gateway.data": { unit: "GB", title: "NAT gateway, data processed" },
    "vpc.regional-nat-gateway": { unit: "hour", title: "regional NAT gateway, each zone" },
    "vpc.regional-nat-gateway.data": { unit: "GB", title: "regional NAT gateway, data processed" },
    "vpc.interface-endpoint": { unit: "hour", title: "interface endpoint, each zone" },
    "vpc.interface-endpoint.data": { unit: "GB", title: "interface endpoint, data processed" },
    "vpc.public-ipv4": { unit: "hour", title: "public IPv4 address" },
    "vpc.public-ipv4.contiguous": { unit: "hour", title: "public IPv4 address of a contiguous block" },
    "vpc.transit-gateway.attachment": { unit: "hour", title: "attachment to a transit gateway" },
    "vpc.transit-gateway.data": { unit: "GB", title: "transit gateway, data processed" },
    "vpc.lattice.service": { unit: "hour", title: "VPC Lattice service" },
    "vpc.lattice.data": { unit: "GB", title: "VPC Lattice, data processed" },
    "vpc.lattice.requests": { unit: "million", title: "VPC Lattice, requests" },
    "transfer.zone": { unit: "GB", title: "data between zones, each direction" },
    "transfer.internet": { unit: "GB", title: "data to the internet" },
    "transfer.region": { unit: "GB", title: "data to another region" },

    "route53.hosted-zone": { unit: "month", title: "Route 53 hosted zone" },
    "route53.queries": { unit: "million", title: "Route 53 queries" },
    "route53.resolver-endpoint": { unit: "hour", title: "Route 53 Resolver endpoint, each address" },
    "route53.resolver-queries": { unit: "million", title: "Route 53 Resolver, queries through endpoints" },
    "route53.dns-firewall.queries": { unit: "million", title: "Route 53 Resolver DNS Firewall, queries" },
    "route53.dns-firewall.domain": { unit: "month", title: "Route 53 Resolver DNS Firewall, each domain" },

    "elb.alb": { unit: "hour", title: "application load balancer" },
    "elb.alb.lcu": { unit: "hour", title: "application load balancer, each LCU" },
    "elb.nlb": { unit: "hour", title: "network load balancer" },
    "elb.nlb.lcu": { unit: "hour", title: "network load balancer, each NLCU" },
    "elb.clb": { unit: "hour", title: "classic load balancer" },
    "elb.clb.data": { unit: "GB", title: "classic load balancer, data processed" },

    "ebs.gp3": { unit: "GB-month", title: "EBS gp3 volume" },
    "ebs.gp3.iops": { unit: "IOPS-month", title: "EBS gp3, IOPS above 3,000" },
    "ebs.gp3.throughput": { unit: "MiBps-month", title: "EBS gp3, throughput above 125 MiB/s" },
    "ebs.gp2": { unit: "GB-month", title: "EBS gp2 volume" },
    "ebs.io1": { unit: "GB-month", title: "EBS io1 volume" },
    "ebs.io1.iops": { unit: "IOPS-month", title: "EBS io1, IOPS" },
    "ebs.io2": { unit: "GB-month", title: "EBS io2 volume" },
    "ebs.io2.iops": { unit: "IOPS-month", title: "EBS io2, IOPS" },
    "ebs.st1": { unit: "GB-month", title: "EBS st1 volume" },
    "ebs.sc1": { unit: "GB-month", title: "EBS sc1 volume" },
    "ebs.snapshot": { unit: "GB-month", title: "EBS snapshot" },

    "efs.standard": { unit: "GB-month", title: "EFS Standard" },
    "efs.infrequent": { unit: "GB-month", title: "EFS Infrequent Access" },
    "efs.archive": { unit: "GB-month", title: "EFS Archive" },
    "efs.one-zone": { unit: "GB-month", title: "EFS One Zone" },
    "efs.provisioned-throughput": { unit: "MiBps-month", title: "EFS, provisioned throughput" },
    "efs.read": { unit: "GB", title: "EFS elastic throughput, read" },
    "efs.write": { unit: "GB", title: "EFS elastic throughput, written" },

    "fsx.lustre.scratch": { unit: "GB-month", title: "FSx for Lustre, scratch SSD" },
    "fsx.lustre.persistent-125": {
        unit: "GB-month",
        title: "FSx for Lustre, persistent SSD, 125 MB/s a TiB",
    },
    "fsx.lustre.persistent-250": {
        unit: "GB-month",
        title: "FSx for Lustre, persistent SSD, 250 MB/s a TiB",
    },
    "fsx.lustre.persistent-500": {
        unit: "GB-month",
        title: "FSx for Lustre, persistent SSD, 500 MB/s a TiB",
    },
    "fsx.lustre.persistent-1000": {
        unit: "GB-month",
        title: "FSx for Lustre, persistent SSD, 1,000 MB/s a TiB",
    },
    "fsx.lustre.backup": { unit: "GB-month", title: "FSx for Lustre, backup" },
    "fsx.openzfs.storage": { unit: "GB-month", title: "FSx for OpenZFS, SSD, one zone" },
    "fsx.openzfs.throughput": { unit: "MiBps-month", title: "FSx for OpenZFS, throughput, one zone" },
    "fsx.openzfs.iops": { unit: "IOPS-month", title: "FSx for OpenZFS, IOPS above 3 a GB, one zone" },
    "fsx.openzfs.multi-zone.storage": { unit: "GB-month", title: "FSx for OpenZFS, SSD, two zones" },
    "fsx.openzfs.multi-zone.throughput": {
        unit: "MiBps-month",
        title: "FSx for OpenZFS, throughput, two zones",
    },
    "fsx.openzfs.backup": { unit: "GB-month", title: "FSx for OpenZFS, backup" },
    "fsx.ontap.storage": { unit: "GB-month", title: "FSx for NetApp ONTAP, SSD, one zone" },
    "fsx.ontap.throughput": { unit: "MiBps-month", title: "FSx for NetApp ONTAP, throughput, one zone" },
    "fsx.ontap.iops": { unit: "IOPS-month", title: "FSx for NetApp ONTAP, IOPS above 3 a GB, one zone" },
    "fsx.ontap.multi-zone.storage": { unit: "GB-month", title: "FSx for NetApp ONTAP, SSD, two zones" },
    "fsx.ontap.multi-zone.throughput": {
        unit: "MiBps-month",
        title: "FSx for NetApp ONTAP, throughput, two zones",
    },
    "fsx.ontap.capacity-pool": { unit: "GB-month", title: "FSx for NetApp ONTAP, capacity pool, one zone" },
    "fsx.ontap.backup": { unit: "GB-month", title: "FSx for NetApp ONTAP, backup" },
    "fsx.windows.storage": { unit: "GB-month", title: "FSx for Windows File Server, SSD, one zone" },
    "fsx.windows.throughput": { unit: "MiBps-month", title: "FSx for Windows File Server, throughput" },

    "s3.storage": { unit: "GB-month", title: "S3 Standard" },
    "s3.writes": { unit: "million", title: "S3 Standard, requests that write or list" },
    "s3.reads": { unit: "million", title: "S3 Standard, requests that read" },
    "ecr.storage": { unit: "GB-month", title: "ECR, images" },
    "backup.ebs": { unit: "GB-month", title: "AWS Backup, EBS snapshots" },
    "backup.efs": { unit: "GB-month", title: "AWS Backup, EFS" },
    "backup.eks": { unit: "GB-month", title: "AWS Backup, EKS cluster state" },
    "backup.s3": { unit: "GB-month", title: "AWS Backup, S3" },

    "kms.key": { unit: "month", title: "KMS key" },
    "kms.requests": { unit: "million", title: "KMS, symmetric requests" },
    "secretsmanager.secret": { unit: "month", title: "Secrets Manager secret" },
    "secretsmanager.requests": { unit: "million", title: "Secrets Manager, requests" },
    "ssm.parameter.advanced": { unit: "month", title: "Systems Manager advanced parameter" },
    "acm.private-ca": { unit: "month", title: "ACM Private CA, general purpose" },
    "acm.private-ca.short-lived": { unit: "month", title: "ACM Private CA, short-lived certificates" },

    "logs.ingestion": { unit: "GB", title: "CloudWatch Logs, taken in" },
    "logs.ingestion.infrequent": { unit: "GB", title: "CloudWatch Logs Infrequent Access, taken in" },
    "logs.vended": { unit: "GB", title: "CloudWatch Logs, vended by AWS services" },
    "logs.vended.s3": { unit: "GB", title: "logs vended by AWS services to S3" },
    "logs.storage": { unit: "GB-month", title: "CloudWatch Logs, stored" },
    "logs.queries": { unit: "GB", title: "CloudWatch Logs Insights, scanned" },
    "cloudwatch.metric": { unit: "month", title: "CloudWatch custom metric" },
    "cloudwatch.alarm": { unit: "month", title: "CloudWatch alarm" },
    "cloudwatch.alarm.high-resolution": { unit: "month", title: "CloudWatch high-resolution alarm" },
    "cloudwatch.alarm.composite": { unit: "month", title: "CloudWatch composite alarm" },
    "cloudwatch.dashboard": { unit: "month", title: "CloudWatch dashboard" },
    "cloudwatch.requests": { unit: "million", title: "CloudWatch API requests" },
    "cloudwatch.container-observations": {
        unit: "million",
        title: "CloudWatch Container Insights with enhanced observability, observations",
    },
    "xray.traces": { unit: "million", title: "X-Ray, traces recorded" },
    "amp.samples": { unit: "million", title: "Managed Prometheus, samples taken in" },
    "amp.storage": { unit: "GB-month", title: "Managed Prometheus, samples stored" },
    "amp.query": { unit: "million", title: "Managed Prometheus, samples queried" },
    "amp.scraper": { unit: "hour", title: "Managed Prometheus scraper" },
    "amp.scraper.samples": { unit: "million", title: "Managed Prometheus scraper, samples collected" },
    "grafana.editor": { unit: "month", title: "Managed Grafana, each editor or administrator" },
    "grafana.viewer": { unit: "month", title: "Managed Grafana, each viewer" },

    "sqs.standard": { unit: "million", title: "SQS standard queue, requests" },
    "sqs.fifo": { unit: "million", title: "SQS FIFO queue, requests" },
    "sns.requests": { unit: "million", title: "SNS standard topic, requests" },
    "eventbridge.custom": { unit: "million", title: "EventBridge, events that are not AWS's own" },

    "guardduty.eks-audit": { unit: "million", title: "GuardDuty, EKS audit log events" },
    "guardduty.runtime": { unit: "vCPU-month", title: "GuardDuty Runtime Monitoring" },
    "guardduty.management-events": { unit: "million", title: "GuardDuty, management events of CloudTrail" },
    "guardduty.flow-logs": { unit: "GB", title: "GuardDuty, flow and DNS logs" },
    "inspector.instance": { unit: "month", title: "Inspector, each EC2 instance" },
    "inspector.image": { unit: "each", title: "Inspector, first scan of an image" },
    "inspector.image.rescan": { unit: "each", title: "Inspector, each later scan of an image" },
    "config.item": { unit: "each", title: "Config, item recorded" },
    "config.rule-evaluation": { unit: "each", title: "Config, rule evaluation" },
    "securityhub.check": { unit: "each", title: "Security Hub, security check" },
    "cloudtrail.data-events": { unit: "million", title: "CloudTrail, data events" },
    "waf.web-acl": { unit: "month", title: "WAF web ACL" },
    "waf.rule": { unit: "month", title: "WAF, each rule" },
    "waf.requests": { unit: "million", title: "WAF, requests" },
    "resiliencehub.application": { unit: "month", title: "Resilience Hub application" },
    "cloudmap.namespace-resource": { unit: "month", title: "Cloud Map, each registered instance" },
    "budgets.action": { unit: "month", title: "Budgets, each budget with actions" },
} as const satisfies Readonly<Record<string, ItemFacts>>;

export type Item = keyof typeof ITEMS;

export function isItem(id: string): id is Item {
    return Object.hasOwn(ITEMS, id);
}
