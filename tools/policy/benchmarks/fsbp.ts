/** Controls of AWS Foundational Security Best Practices, of services the kit makes something of: ids and titles alone. */
import { ACCOUNT, NOT_MADE, NOT_OFFERED, PEOPLE, type RowFacts, RUN_TIME } from "./row";

const USERS = ACCOUNT("the kit makes no IAM user; Security Hub judges those of the account");
const INSTANCES = RUN_TIME("instances that Karpenter, EKS and Auto Scaling start: Security Hub judges them");
const BALANCERS = RUN_TIME("load balancers that controllers make of Services and Ingresses");
const NO_BALANCER = NOT_MADE("no classic load balancer is made");
const TRAIL = ACCOUNT("one environment of an account may have auditTrail; the others lean on the account's");

export const FSBP_ROWS = {
    "ACM.1": {
        title: "Imported ACM certificates should be renewed after a specified time period",
        beyond: NOT_MADE("no certificate is imported; npm run plan -- calendar has days of those in a plan"),
    },
    "ACM.2": { title: "RSA certificates managed by ACM should use a key length of at least 2,048 bits" },
    "AutoScaling.1": {
        title: "Auto Scaling groups associated with a load balancer should use load balancer health checks",
        beyond: NOT_MADE("no group is attached to a load balancer"),
    },
    "AutoScaling.2": { title: "Amazon EC2 Auto Scaling group should cover multiple Availability Zones" },
    "AutoScaling.3": {
        title: "Auto Scaling group should configure EC2 instances to require Instance Metadata Service Version 2 (IMDSv2)",
    },
    "AutoScaling.5": {
        title: "Amazon EC2 instances launched using Auto Scaling group launch configurations should not have Public IP addresses",
    },
    "AutoScaling.6": {
        title: "Auto Scaling groups should use multiple instance types in multiple Availability Zones",
        beyond: NOT_OFFERED("a group of one type in one zone keeps volumes and pods together, on purpose"),
    },
    "AutoScaling.9": { title: "EC2 Auto Scaling groups should use EC2 launch templates" },
    "Backup.1": { title: "AWS Backup recovery points should be encrypted at rest" },
    "CloudTrail.1": {
        title: "CloudTrail should be enabled and configured with at least one multi-Region trail",
        beyond: TRAIL,
    },
    "CloudTrail.2": { title: "CloudTrail should have encryption at rest enabled" },
    "CloudTrail.3": { title: "At least one CloudTrail trail should be enabled", beyond: TRAIL },
    "CloudTrail.4": { title: "Ensure CloudTrail log file validation is enabled" },
    "CloudTrail.5": {
        title: "Ensure CloudTrail trails are integrated with Amazon CloudWatch Logs",
        beyond: NOT_OFFERED("the trail's objects lie in its bucket"),
    },
    "CloudTrail.6": {
        title: "Ensure the S3 bucket used to store CloudTrail logs is not publicly accessible",
    },
    "CloudTrail.7": {
        title: "Ensure S3 bucket access logging is enabled on the CloudTrail S3 bucket",
        beyond: NOT_OFFERED("the trail itself can watch its bucket: auditTrail.buckets"),
    },
    "Config.1": { title: "AWS Config should be enabled", beyond: ACCOUNT("one recorder a region records") },
    "EC2.1": {
        title: "Amazon EBS snapshots should not be public, determined by the ability to be restorable by anyone",
        beyond: RUN_TIME("snapshots are made by pods' claims and by AWS Backup"),
    },
    "EC2.2": { title: "VPC default security groups should not allow inbound or outbound traffic" },
    "EC2.3": { title: "Attached EBS volumes should be encrypted at rest" },
    "EC2.4": {
        title: "Stopped EC2 instances should be removed after a specified time period",
        beyond: INSTANCES,
    },
    "EC2.6": { title: "VPC flow logging should be enabled in all VPCs" },
    "EC2.7": {
        title: "EBS default encryption should be enabled",
        beyond: ACCOUNT("a setting of the region"),
    },
    "EC2.8": { title: "EC2 instances should use IMDSv2" },
    "EC2.9": { title: "EC2 instances should not have a public IP address" },
    "EC2.10": { title: "Amazon EC2 should be configured to use VPC endpoints" },
    "EC2.12": {
        title: "Unused Amazon EC2 EIPs should be removed",
        beyond: RUN_TIME("each address of a plan belongs to a NAT gateway; npm run sweep finds others"),
    },
    "EC2.13": { title: "Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22" },
    "EC2.14": { title: "Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 3389" },
    "EC2.15": { title: "EC2 subnets should not automatically assign public IP addresses" },
    "EC2.16": { title: "Unused network access control lists should be removed" },
    "EC2.17": {
        title: "EC2 instances should not use multiple ENIs",
        beyond: NOT_OFFERED(
            "vpc-cni gives pods addresses through several interfaces of a node, as EKS asks for",
        ),
    },
    "EC2.18": {
        title: "Security groups should only allow unrestricted incoming traffic for authorized ports",
    },
    "EC2.19": { title: "Security groups should not allow unrestricted access to ports with high risk" },
    "EC2.21": { title: "Network ACLs should not allow ingress from 0.0.0.0/0 to port 22 or port 3389" },
    "EC2.23": {
        title: "EC2 Transit Gateways should not automatically accept VPC attachment requests",
        beyond: NOT_MADE("an environment attaches itself to a transit gateway of somebody else"),
    },
    "EC2.25": { title: "Amazon EC2 launch templates should not assign public IPs to network interfaces" },
    "EC2.28": {
        title: "EBS volumes should be covered by a backup plan",
        beyond: RUN_TIME("volumes are made by pods' claims, and a plan of the account may cover them"),
    },
    "ECR.1": { title: "ECR private repositories should have image scanning configured" },
    "ECR.2": { title: "ECR private repositories should have tag immutability configured" },
    "ECR.3": { title: "ECR repositories should have at least one lifecycle policy configured" },
    "EFS.1": { title: "Amazon EFS should be configured to encrypt file data at rest using AWS KMS" },
    "EFS.2": { title: "Amazon EFS volumes should be in backup plans" },
    "EFS.3": { title: "EFS access points should enforce a root directory" },
    "EFS.4": { title: "EFS access points should enforce a user identity" },
    "EKS.1": { title: "EKS cluster endpoints should not be publicly accessible" },
    "EKS.2": { title: "EKS clusters should run on a supported Kubernetes version" },
    "EKS.3": { title: "EKS clusters should use encrypted Kubernetes secrets" },
    "EKS.8": { title: "EKS clusters should have audit logging enabled" },
    "ELB.1": {
        title: "Application Load Balancer should be configured to redirect all HTTP requests to HTTPS",
        beyond: BALANCERS,
    },
    "ELB.4": {
        title: "Application load balancers should be configured to drop HTTP headers",
        beyond: BALANCERS,
    },
    "ELB.5": { title: "Application and Classic Load Balancers logging should be enabled", beyond: BALANCERS },
    "ELB.6": { title: "Application Load Balancer deletion protection should be enabled", beyond: BALANCERS },
    "ELB.7": { title: "Classic Load Balancers should have connection draining enabled", beyond: NO_BALANCER },
    "ELB.12": {
        title: "Application Load Balancers should be configured with defensive or strictest desync mitigation mode",
        beyond: BALANCERS,
    },
    "ELB.13": {
        title: "Application, Network, and Gateway Load Balancers should span multiple Availability Zones",
        beyond: BALANCERS,
    },
    "ELB.16": {
        title: "Application Load Balancers should be associated with an AWS WAF web ACL",
        beyond: BALANCERS,
    },
    "EventBridge.3": {
        title: "EventBridge custom event buses should have a resource-based policy attached",
    },
    "FSx.1": {
        title: "FSx for OpenZFS file systems should be configured to copy tags to backups and volumes",
    },
    "GuardDuty.1": { title: "GuardDuty should be enabled", beyond: ACCOUNT("one detector a region") },
    "IAM.1": { title: "IAM policies should not allow full '*' administrative privileges" },
    "IAM.2": { title: "IAM users should not have IAM policies attached", beyond: USERS },
    "IAM.3": { title: "IAM users' access keys should be rotated every 90 days or less", beyond: USERS },
    "IAM.4": { title: "IAM root user access key should not exist", beyond: USERS },
    "IAM.5": { title: "MFA should be enabled for all IAM users that have a console password", beyond: USERS },
    "IAM.6": { title: "Hardware MFA should be enabled for the root user", beyond: USERS },
    "IAM.7": { title: "Password policies for IAM users should have strong configurations", beyond: USERS },
    "IAM.8": { title: "Unused IAM user credentials should be removed", beyond: USERS },
    "IAM.21": {
        title: "IAM customer managed policies that you create should not allow wildcard actions for services",
    },
    "KMS.1": {
        title: "IAM customer managed policies should not allow decryption actions on all KMS keys",
    },
    "KMS.2": {
        title: "IAM principals should not have IAM inline policies that allow decryption actions on all KMS keys",
    },
    "KMS.3": { title: "AWS KMS keys should not be unintentionally deleted" },
    "KMS.4": { title: "AWS KMS key rotation should be enabled" },
    "KMS.5": { title: "KMS keys should not be publicly accessible" },
    "Route53.2": {
        title: "Route 53 public hosted zones should log DNS queries",
        beyond: NOT_OFFERED(
            "its log group would have to lie in us-east-1, whatever the environment's region",
        ),
    },
    "S3.1": {
        title: "S3 Block Public Access setting should be enabled",
        beyond: ACCOUNT("the account's own block"),
    },
    "S3.2": { title: "S3 buckets should prohibit public read access" },
    "S3.3": { title: "S3 buckets should prohibit public write access" },
    "S3.5": { title: "S3 buckets should require requests to use Secure Socket Layer" },
    "S3.6": {
        title: "Amazon S3 permissions granted to other AWS accounts in bucket policies should be restricted",
    },
    "S3.7": {
        title: "S3 general purpose buckets should use cross-Region replication",
        beyond: NOT_OFFERED("what an environment's buckets hold is kept in its region"),
    },
    "S3.8": { title: "S3 Block Public Access setting should be enabled at the bucket level" },
    "S3.9": {
        title: "S3 bucket server access logging should be enabled",
        beyond: NOT_OFFERED("auditTrail.buckets watches objects instead"),
    },
    "S3.10": { title: "S3 buckets with versioning enabled should have lifecycle policies configured" },
    "S3.12": { title: "S3 access control lists (ACLs) should not be used to manage user access to buckets" },
    "S3.13": { title: "S3 buckets should have lifecycle policies configured" },
    "S3.14": { title: "S3 general purpose buckets should have versioning enabled" },
    "S3.15": {
        title: "S3 general purpose buckets should have Object Lock enabled",
        beyond: NOT_OFFERED("an environment's buckets have versions, and no lock"),
    },
    "S3.17": {
        title: "S3 general purpose buckets should be encrypted at rest with AWS KMS keys",
        beyond: NOT_OFFERED(
            "objects of a trail are encrypted by CloudTrail with a key; the bucket itself has S3's own",
        ),
    },
    "S3.20": {
        title: "S3 general purpose buckets should have MFA delete enabled",
        beyond: PEOPLE("the root user alone may switch it on, with its own device"),
    },
    "SNS.1": { title: "SNS topics should be encrypted at rest using AWS KMS" },
    "SNS.4": { title: "SNS topic access policies should not allow public access" },
    "SQS.1": { title: "Amazon SQS queues should be encrypted at rest" },
    "SSM.1": { title: "EC2 instances should be managed by AWS Systems Manager" },
    "SSM.2": {
        title: "All EC2 instances managed by Systems Manager should be compliant with patching requirements",
        beyond: INSTANCES,
    },
    "SSM.3": {
        title: "Instances managed by Systems Manager should have an association compliance status of COMPLIANT",
        beyond: INSTANCES,
    },
    "SecretsManager.1": {
        title: "Secrets Manager secrets should have automatic rotation enabled",
        beyond: NOT_MADE("secrets are made by their owners; secretStores read them"),
    },
} as const satisfies Readonly<Record<string, RowFacts>>;
