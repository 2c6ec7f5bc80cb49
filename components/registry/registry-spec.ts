/** The account's registry as plain values: documents, and what ECR or the kit would refuse. Pure. */
import { policyDocument } from "../shared/iam";
import { canonicalJson } from "../shared/json";
import { partitionOf } from "../shared/regions";
import type { KeepWords, RegistryWords, ScanningWords } from "./registry-schema";

export interface RegistrySpec extends RegistryWords {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
}

const UNTAGGED_DAYS = 14;

/** Source: ECR User Guide, lifecycle_policy_parameters. */
export function lifecycleOf({ images, untaggedDays = UNTAGGED_DAYS }: KeepWords = {}): string {
    const expire = { type: "expire" };
    return canonicalJson({
        rules: [
            {
                rulePriority: 1,
                description: `images without a tag go after ${untaggedDays} days`,
                selection: {
                    tagStatus: "untagged",
                    countType: "sinceImagePushed",
                    countUnit: "days",
                    countNumber: untaggedDays,
                },
                action: expire,
            },
            ...(images === undefined
                ? []
                : [
                      {
                          rulePriority: 2,
                          description: `the newest ${images} stay`,
                          selection: {
                              tagStatus: "any",
                              countType: "imageCountMoreThan",
                              countNumber: images,
                          },
                          action: expire,
                      },
                  ]),
        ],
    });
}

/** Source: ECR User Guide, repository-policy-examples. */
export function readersPolicyOf(readers: readonly string[], region: string): string {
    return canonicalJson({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "PullFromOtherAccounts",
                Effect: "Allow",
                Principal: { AWS: readers.map((id) => `arn:${partitionOf(region)}:iam::${id}:root`) },
                Action: [
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer",
                ],
            },
        ],
    });
}

/**
 * What whoever pulls first needs: the repository is made, and the image fetched, in their name.
 * Source: ECR User Guide, pull-through-cache-iam.
 */
export function pullPolicyOf({ account, pullThrough = {}, region }: RegistrySpec): string {
    return policyDocument([
        {
            Sid: "FillCaches",
            Effect: "Allow",
            Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
            Resource: Object.keys(pullThrough)
                .sort()
                .map(
                    (prefix) => `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${prefix}/*`,
                ),
        },
    ]);
}

export function scanRulesOf(words: ScanningWords) {
    if (words.kind === "basic") return [{ frequency: "SCAN_ON_PUSH", repositories: ["*"] }];
    return words.rules ?? [{ frequency: "CONTINUOUS_SCAN", repositories: ["*"] } as const];
}

/** What a reader of the plan sees. */
export function decisionsOfRegistry(spec: RegistrySpec): Record<string, readonly string[] | string> {
    const { pullThrough = {}, repositories = {}, scanning } = spec;
    return {
        ...(Object.keys(repositories).length === 0 ? {} : { repositories: Object.keys(repositories).sort() }),
        ...(Object.keys(pullThrough).length === 0
            ? {}
            : {
                  caches: Object.entries(pullThrough)
                      .map(([prefix, { upstream }]) => `${prefix}/ of ${upstream}`)
                      .sort(),
              }),
        ...(scanning === undefined
            ? {}
            : {
                  scanning: [
                      scanning.kind,
                      ...scanRulesOf(scanning).map(
                          ({ frequency, repositories: of }) => `${frequency} ${of.join(", ")}`,
                      ),
                  ],
              }),
    };
}

export function noticesOfRegistry({ pullThrough = {}, region, scanning, account }: RegistrySpec): string[] {
    const caches = Object.keys(pullThrough).sort();
    return [
        ...(scanning === undefined
            ? []
            : [
                  `registry.scanning is one setting of account ${account} in ${region}: other environments there have it too, and ` +
                      "lose it with this one",
              ]),
        // Source: hashicorp/terraform-provider-aws internal/service/inspector2/enabler.go, resourceEnablerCreate and Delete.
        ...(scanning?.kind === "enhanced" && scanning.inspector === true
            ? [
                  `registry.scanning.inspector switches Inspector in account ${account} to images alone: instances and functions are ` +
                      "looked at no longer, and with the environment nothing is",
              ]
            : []),
        ...(caches.length === 0
            ? []
            : [
                  `Repositories that caches make (${caches.map((prefix) => `${prefix}/…`).join(", ")}) are nobody's in Pulumi: they ` +
                      "stay in the account when the environment goes",
              ]),
    ];
}
