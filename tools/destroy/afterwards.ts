/** What goes by itself, and what is there when everything is gone. */
import { objectOf, textOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { aws, command, type Command } from "./commands";
import { type Leak, nameIn, types } from "./leak";

/** What goes by itself. */
export const WAITS: readonly Leak[] = [
    {
        id: "pools",
        effect: "waits",
        by: types(["kubernetes:karpenter.sh/v1:NodePool"]),
        what: "Instances of node pools",
        why: "Each node is drained first, which disruption budgets may forbid. Pulumi waits for up to 75 minutes.",
        first: () => [command("kubectl get pdb -A", "one that allows no disruption holds up its node")],
        gone: (site) => [
            aws(
                site.region,
                "ec2 describe-instances",
                ...["--filters", `Name=tag:eks:eks-cluster-name,Values=${site.cluster}`],
                "Name=instance-state-name,Values=pending,running,stopping,shutting-down",
                ...["--query", "Reservations[].Instances[].InstanceId"],
            ),
        ],
        source: "karpenter.sh, docs/concepts/disruption, Control Flow",
    },
    {
        id: "scrapers",
        effect: "waits",
        by: types(["aws:amp/scraper:Scraper"]),
        what: "Interfaces of scrapers of Managed Prometheus",
        why: "They hold their subnets until the scraper is no longer DELETING.",
        first: () => [],
        gone: ({ account, cluster, region }) => [
            aws(
                region,
                "amp list-scrapers",
                ...["--filters", `sourceArn=arn:aws:eks:${region}:${account}:cluster/${cluster}`],
                ...["--query", "scrapers[].scraperId"],
            ),
        ],
        source: "Managed Service for Prometheus User Guide, AMP-collector-how-to, DeleteScraper",
    },
];

/** What is there afterwards. */
export const STAYS: readonly Leak[] = [
    {
        id: "retained",
        effect: "stays",
        by: {
            when: (inputs, { options }) => options.retainOnDelete === true || inputs["skipDestroy"] === true,
        },
        what: "What the stack was told to keep",
        why: "Pulumi forgets it and AWS keeps it. A key costs money until somebody schedules its deletion, and what it encrypted is unreadable afterwards.",
        first: ({ region }, found) => found.flatMap((one) => deletionOf(one, region)),
        gone: () => [],
        source: "Pulumi documentation, retainOnDelete; AWS KMS Developer Guide, deleting-keys",
    },
    {
        id: "keys",
        effect: "stays",
        by: types(["aws:kms/key:Key"], (_inputs, { options }) => options.retainOnDelete !== true),
        what: "Keys that wait for their deletion",
        why: "KMS deletes a key 7 to 30 days later, and may be told otherwise until then. It costs nothing meanwhile.",
        first: ({ region }) => [
            {
                ...aws(region, "kms cancel-key-deletion", "--key-id", "<key>"),
                hint: "where what it encrypted is still needed",
            },
        ],
        gone: () => [],
        source: "AWS KMS Developer Guide, deleting-keys; KMS pricing",
    },
    {
        id: "secrets",
        effect: "stays",
        by: types(
            ["aws:secretsmanager/secret:Secret"],
            ({ recoveryWindowInDays }) => recoveryWindowInDays !== 0,
        ),
        what: "Secrets that wait for their deletion",
        why: "Secrets Manager keeps name and value for 7 to 30 days: another of the same name is refused until then.",
        first: ({ region }, found) =>
            found.map((secret) => ({
                ...aws(
                    region,
                    "secretsmanager delete-secret",
                    ...["--secret-id", nameIn(secret, "name"), "--force-delete-without-recovery"],
                ),
                hint: "where the name is needed at once",
            })),
        gone: () => [],
        source: "Secrets Manager User Guide, manage_delete-secret",
    },
    {
        id: "final-backups",
        effect: "stays",
        by: types(
            [
                "aws:fsx/ontapVolume:OntapVolume",
                "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
                "aws:fsx/windowsFileSystem:WindowsFileSystem",
            ],
            ({ skipFinalBackup }) => skipFinalBackup !== true,
        ),
        what: "Last backups of file systems",
        why: "FSx takes one as it deletes a file system or volume, and keeps it until somebody deletes it.",
        first: ({ region }) => [
            aws(region, "fsx describe-backups", "--query", "Backups[].[BackupId,CreationTime]"),
            aws(region, "fsx delete-backup", "--backup-id", "<backup>"),
        ],
        gone: () => [],
        source: "hashicorp/terraform-provider-aws website/docs/r/fsx_openzfs_file_system, skip_final_backup",
    },
    {
        id: "agents-logs",
        effect: "stays",
        by: {
            addons: ["amazon-cloudwatch-observability", "fluent-bit"],
            charts: ["aws-for-fluent-bit", "fluent-bit"],
        },
        what: "Log groups that agents made",
        why: "An agent makes a group that is missing, without an end to its logs. Groups of the stack go with it; those it does not have stay.",
        first: ({ region }) => [aws(region, "logs delete-log-group", "--log-group-name", "<group>")],
        gone: ({ cluster, region }) => [
            aws(
                region,
                "logs describe-log-groups",
                ...["--log-group-name-prefix", `/aws/containerinsights/${cluster}/`],
                ...["--query", "logGroups[].logGroupName"],
            ),
        ],
        source: "CloudWatch User Guide, Container-Insights-reference; aws-observability/helm-charts, fluent-bit auto_create_group",
    },
    {
        id: "cached-repositories",
        effect: "stays",
        by: types(["aws:ecr/pullThroughCacheRule:PullThroughCacheRule"]),
        what: "Repositories that a pull-through cache made",
        why: "ECR makes one for each image that was pulled. They outlive the rule, and their images cost money.",
        first: ({ region }) => [
            aws(region, "ecr delete-repository", "--repository-name", "<repository>", "--force"),
        ],
        gone: ({ region }, found) =>
            found.map((rule) =>
                aws(
                    region,
                    "ecr describe-repositories",
                    "--query",
                    `repositories[?starts_with(repositoryName, '${nameIn(rule, "ecrRepositoryPrefix")}/')].repositoryName`,
                ),
            ),
        source: "ECR User Guide, pull-through-cache",
    },
];

/** How somebody deletes by hand what was kept. A key is found by its tag: its alias goes with the stack. */
function deletionOf({ inputs, type }: PlannedResource, region: string): readonly Command[] {
    const { name, tags } = objectOf(inputs);
    switch (type) {
        case "aws:kms/key:Key": {
            const tag = `Key=Name,Values=${textOf(objectOf(tags)["Name"])}`;
            const query = ["--query", "ResourceTagMappingList[0].ResourceARN"];
            const named = aws(
                region,
                "resourcegroupstaggingapi get-resources",
                ...["--tag-filters", tag, ...query],
            );
            const id = { before: "", answerOf: named, after: "" };
            return [aws(region, "kms schedule-key-deletion", "--key-id", id)];
        }
        case "aws:cloudwatch/logGroup:LogGroup":
            return [aws(region, "logs delete-log-group", "--log-group-name", textOf(name))];
        default:
            return [];
    }
}
