/** What resources of a stack refuse, and whose contents keep them. */
import { defined } from "../../components/shared/defined";
import { objectOf, textOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { around, aws, type Command, command } from "./commands";
import { CLUSTER, type Leak, nameIn, type Site, types } from "./leak";
import { zoneNamed } from "./records";

/** What AWS itself protects, with whose words. */
export const REFUSED: readonly Leak[] = [
    {
        id: "deletion-protection",
        effect: "refused",
        by: {
            // A cluster's goes with the environment's own protection.
            when: (inputs, { type }) => type !== CLUSTER && PROTECTING.some((name) => inputs[name] === true),
        },
        what: "Deletion protection of AWS",
        why: "AWS refuses to delete what has it, after Pulumi has deleted what comes before.",
        first: () => [command("$EDITOR stacks/own", "turn it off where it is said, then pulumi up")],
        gone: () => [],
        source: "Elastic Load Balancing, RDS and DynamoDB API References, deletion protection",
    },
    {
        id: "final-snapshot",
        effect: "refused",
        by: {
            types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
            when: ({ finalSnapshotIdentifier, skipFinalSnapshot }) =>
                skipFinalSnapshot !== true && finalSnapshotIdentifier === undefined,
        },
        what: "A last snapshot without a name",
        why: "The provider refuses the deletion until it knows what to call it, or that none is wanted.",
        first: () => [
            command(
                "$EDITOR stacks/own",
                "finalSnapshotIdentifier, or skipFinalSnapshot: true, then pulumi up",
            ),
        ],
        gone: () => [],
        source: "hashicorp/terraform-provider-aws internal/service/rds/instance.go, resourceInstanceDelete",
    },
];

const PROTECTING = ["deletionProtection", "deletionProtectionEnabled", "enableDeletionProtection"] as const;

/** Contents that keep their holder. */
export const CONTENTS: readonly Leak[] = [
    {
        id: "zones",
        effect: "remove-first",
        by: types(["aws:route53/zone:Zone"], (inputs) => inputs["forceDestroy"] !== true),
        what: "Records of hosted zones that the stack did not make",
        why: "Route 53 deletes a zone only while nothing but its NS and SOA records is in it: HostedZoneNotEmpty.",
        first: (site, found) =>
            found.map((zone) =>
                aws(
                    site.region,
                    "route53 list-resource-record-sets",
                    ...["--hosted-zone-id", zoneNamed(site.region, nameIn(zone, "name"))],
                ),
            ),
        gone: () => [],
        source: "Route 53 API Reference, DeleteHostedZone",
    },
    {
        id: "buckets",
        effect: "remove-first",
        by: types(
            ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
            (inputs) => inputs["forceDestroy"] !== true,
        ),
        what: "Objects in buckets",
        why: "S3 deletes an empty bucket only: BucketNotEmpty. Old versions count as well. A trail and AWS Config write until they are gone: empty theirs when the destroy has stopped at it.",
        first: (site, found) =>
            found.map((bucket) => ({
                ...aws(site.region, "s3 rm", `s3://${bucketOf(bucket)}`, "--recursive"),
                hint: "deletes data; of a bucket with versions delete those too",
            })),
        gone: (site, found) =>
            found
                .filter((bucket) => nameIn(bucket, "bucket") !== "")
                .map((bucket) =>
                    aws(
                        site.region,
                        "s3api list-object-versions",
                        ...["--bucket", bucketOf(bucket), "--max-items", "5", "--query", "Versions[].Key"],
                    ),
                ),
        source: "S3 API Reference, DeleteBucket, BucketNotEmpty",
    },
    {
        id: "repositories",
        effect: "remove-first",
        by: types(["aws:ecr/repository:Repository"], (inputs) => inputs["forceDelete"] !== true),
        what: "Images in repositories of ECR",
        why: "ECR deletes an empty repository only: RepositoryNotEmptyException.",
        first: (site, found) =>
            found.map((repository) => ({
                ...aws(
                    site.region,
                    "ecr delete-repository",
                    ...["--repository-name", nameIn(repository, "name"), "--force"],
                ),
                hint: "deletes the images; Pulumi then finds it gone",
            })),
        gone: (site, found) =>
            found.map((repository) =>
                aws(
                    site.region,
                    "ecr list-images",
                    ...["--repository-name", nameIn(repository, "name"), "--query", "imageIds[].imageDigest"],
                ),
            ),
        source: "ECR API Reference, DeleteRepository, RepositoryNotEmptyException",
    },
    {
        id: "emr-jobs",
        effect: "remove-first",
        by: types(["aws:emrcontainers/virtualCluster:VirtualCluster"]),
        what: "Jobs in virtual clusters of EMR",
        why: "A virtual cluster stays TERMINATING until EMR is done with its namespace, and Pulumi waits for up to 90 minutes; after that roles, associations and namespace go, whatever still runs.",
        first: (site, found) =>
            found.map((one) => jobRuns(site, one, "cancel each: aws emr-containers cancel-job-run")),
        gone: (site, found) => found.map((one) => jobRuns(site, one)),
        source: "hashicorp/terraform-provider-aws internal/service/emrcontainers/virtual_cluster.go, resourceVirtualClusterDelete; EMR on EKS Development Guide, emr-eks-jobs-states",
    },
    {
        id: "recovery-points",
        effect: "remove-first",
        by: types(["aws:backup/vault:Vault"], (inputs) => inputs["forceDestroy"] !== true),
        what: "Recovery points in vaults of AWS Backup",
        why: "A vault with recovery points is not deleted: InvalidRequestException. One that a vault lock in compliance mode keeps cannot be deleted before its day.",
        first: (site) => [
            aws(
                site.region,
                "backup delete-recovery-point",
                ...["--backup-vault-name", "<vault>", "--recovery-point-arn", "<arn>"],
            ),
        ],
        gone: (site, found) =>
            found.map((vault) =>
                aws(
                    site.region,
                    "backup list-recovery-points-by-backup-vault",
                    ...["--backup-vault-name", nameIn(vault, "name")],
                    ...["--query", "RecoveryPoints[].RecoveryPointArn"],
                ),
            ),
        source: "AWS Backup Developer Guide, DeleteBackupVault",
    },
    {
        id: "cloud-map",
        effect: "remove-first",
        by: types([
            "aws:servicediscovery/httpNamespace:HttpNamespace",
            "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
            "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
        ]),
        what: "Services of Cloud Map that ExternalDNS registered",
        why: "A namespace with services in it is not deleted: ResourceInUse.",
        first: (site) => [
            aws(site.region, "servicediscovery list-services", "--query", "Services[].[Id,Name]"),
            aws(site.region, "servicediscovery delete-service", "--id", "<service>"),
        ],
        gone: () => [],
        source: "AWS Cloud Map API Reference, DeleteNamespace, ResourceInUse",
    },
    {
        id: "guardduty",
        effect: "remove-first",
        by: {
            addons: ["aws-guardduty-agent"],
            types: [
                "aws:guardduty/detector:Detector",
                "aws:guardduty/detectorFeature:DetectorFeature",
                "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
            ],
        },
        what: "Endpoint and security group that GuardDuty made in the VPC",
        why: "With runtime monitoring GuardDuty puts them into the VPC itself, and nobody takes them away: subnets and VPC are then not deleted.",
        ...guardDuty(),
    },
    {
        id: "guardduty-of-the-account",
        effect: "remove-first",
        liveOnly: true,
        by: types([CLUSTER]),
        what: "Endpoint and security group that GuardDuty made in the VPC",
        why: "GuardDuty is on in the account, past this stack. It puts them into the VPC itself, and nobody takes them away: subnets and VPC are then not deleted.",
        ...guardDuty(),
    },
];

function guardDuty(): Pick<Leak, "first" | "gone" | "source"> {
    const inVpc = ({ vpc }: Site) => ["--filters", around("Name=vpc-id,Values=", vpc)] as const;
    return {
        first: ({ region }) => [
            aws(region, "ec2 delete-vpc-endpoints", "--vpc-endpoint-ids", "<endpoint>"),
            aws(region, "ec2 delete-security-group", "--group-id", "<group>"),
        ],
        gone: (site) => [
            aws(
                site.region,
                "ec2 describe-vpc-endpoints",
                ...[...inVpc(site), `Name=service-name,Values=com.amazonaws.${site.region}.guardduty-data`],
                ...["--query", "VpcEndpoints[].VpcEndpointId"],
            ),
            aws(
                site.region,
                "ec2 describe-security-groups",
                ...[...inVpc(site), "Name=group-name,Values=GuardDutyManagedSecurityGroup-*"],
                ...["--query", "SecurityGroups[].GroupId"],
            ),
        ],
        source: "GuardDuty User Guide, runtime-monitoring-agent-resource-clean-up; hashicorp/terraform-provider-aws#46953",
    };
}

/** Of a name that Pulumi makes up only the beginning is known. */
function bucketOf(bucket: PlannedResource): string {
    const name = nameIn(bucket, "bucket");
    return name === "" ? `<${bucket.name}>` : name;
}

/** Jobs of a virtual cluster that have not ended. Its id is EMR's: its namespace has one alone. */
function jobRuns({ cluster, region }: Site, { inputs }: PlannedResource, hint?: string): Command {
    const { info } = objectOf(objectOf(inputs)["containerProvider"]);
    const namespace = textOf(objectOf(objectOf(info)["eksInfo"])["namespace"]);
    const id = aws(
        region,
        "emr-containers list-virtual-clusters",
        ...["--container-provider-id", cluster, "--container-provider-type", "EKS", "--states", "RUNNING"],
        ...["--query", `virtualClusters[?containerProvider.info.eksInfo.namespace=='${namespace}'].id`],
    );
    return {
        ...aws(
            region,
            "emr-containers list-job-runs",
            ...["--virtual-cluster-id", { before: "", answerOf: id, after: "" }],
            ...["--states", "PENDING", "SUBMITTED", "RUNNING", "--query", "jobRuns[].id"],
        ),
        ...defined({ hint }),
    };
}
