/** Registry: repositories of the account, caches of other registries, and how images are looked at. */
import { LifecyclePolicy } from "@pulumi/aws/ecr/lifecyclePolicy";
import { PullThroughCacheRule } from "@pulumi/aws/ecr/pullThroughCacheRule";
import { RegistryScanningConfiguration } from "@pulumi/aws/ecr/registryScanningConfiguration";
import { Repository } from "@pulumi/aws/ecr/repository";
import { RepositoryCreationTemplate } from "@pulumi/aws/ecr/repositoryCreationTemplate";
import { RepositoryPolicy } from "@pulumi/aws/ecr/repositoryPolicy";
import { Policy } from "@pulumi/aws/iam/policy";
import { Enabler } from "@pulumi/aws/inspector2/enabler";
import * as pulumi from "@pulumi/pulumi";

import { defined } from "../shared/defined";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkRegistry } from "./registry-checks";
import type { CacheWords, RepositoryWords } from "./registry-schema";
import {
    decisionsOfRegistry,
    lifecycleOf,
    pullPolicyOf,
    readersPolicyOf,
    type RegistrySpec,
    scanRulesOf,
} from "./registry-spec";

export type RegistryArgs = RegistrySpec;

/**
 * What nodes pull from. Repositories that a cache makes are not Pulumi's: ECR makes them with the first pull.
 * @throws pulumi.ResourceError naming everything ECR would refuse.
 */
export class Registry extends pulumi.ComponentResource {
    /** What nodes need to fill the caches. Undefined without a cache. */
    public readonly pullPolicyArn: pulumi.Output<string> | undefined;
    /** Leaf resources: what pulls waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:registry:Registry", name, decisionsOfRegistry(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkRegistry(args)]);

        const { pullThrough = {}, repositories = {} } = args;
        const policy = createPullPolicy(this, name, args);
        this.pullPolicyArn = policy?.arn;
        this.ready = [
            ...Object.entries(repositories).flatMap(([repository, words]) =>
                createRepository(this, childName(name, repository), { ...words, repository, args }),
            ),
            ...Object.entries(pullThrough).map(([prefix, words]) =>
                createCache(this, childName(name, prefix), prefix, words),
            ),
            ...(policy === undefined ? [] : [policy]),
            ...createScanning(this, name, args),
        ];
        this.registerOutputs(defined({ pullPolicyArn: this.pullPolicyArn }));
    }
}

interface RepositoryParts extends RepositoryWords {
    readonly repository: string;
    readonly args: RegistrySpec;
}

function createRepository(
    parent: pulumi.Resource,
    name: string,
    { args, deleteWithImages, keep, kmsKeyArn, readers = [], repository, tags, ...words }: RepositoryParts,
): pulumi.CustomResource[] {
    const made = new Repository(
        name,
        {
            name: repository,
            ...mutabilityOf(words),
            imageScanningConfiguration: { scanOnPush: true },
            encryptionConfigurations: [
                kmsKeyArn === undefined
                    ? { encryptionType: "AES256" }
                    : { encryptionType: "KMS", kmsKey: kmsKeyArn },
            ],
            ...(deleteWithImages === true ? { forceDelete: true } : {}),
            tags: { ...tags, Name: repository },
        },
        { parent },
    );
    const lifecycle = new LifecyclePolicy(
        childName(name, "lifecycle"),
        { repository: made.name, policy: lifecycleOf(keep) },
        { parent },
    );
    if (readers.length === 0) return [lifecycle];
    const policy = new RepositoryPolicy(
        childName(name, "readers"),
        { repository: made.name, policy: readersPolicyOf(readers, args.region) },
        { parent },
    );
    return [lifecycle, policy];
}

/** Source: ECR User Guide, image-tag-mutability. */
function mutabilityOf({ immutable = true, mutableTags = [] }: RepositoryWords) {
    if (!immutable) return { imageTagMutability: "MUTABLE" };
    if (mutableTags.length === 0) return { imageTagMutability: "IMMUTABLE" };
    return {
        imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters: mutableTags.map((filter) => ({ filter, filterType: "WILDCARD" })),
    };
}

/** The rule after the template: the first pull makes a repository as the template says. */
function createCache(
    parent: pulumi.Resource,
    name: string,
    prefix: string,
    { keep, secretArn, upstream }: CacheWords,
): PullThroughCacheRule {
    const template = new RepositoryCreationTemplate(
        childName(name, "template"),
        {
            prefix,
            appliedFors: ["PULL_THROUGH_CACHE"],
            description: `Images of ${upstream}`,
            // Tags of other registries move, and ECR asks for them anew.
            imageTagMutability: "MUTABLE",
            lifecyclePolicy: lifecycleOf(keep),
        },
        { parent },
    );
    return new PullThroughCacheRule(
        childName(name, "cache"),
        {
            ecrRepositoryPrefix: prefix,
            upstreamRegistryUrl: upstream,
            ...(secretArn === undefined ? {} : { credentialArn: secretArn }),
        },
        { parent, dependsOn: [template] },
    );
}

function createPullPolicy(parent: pulumi.Resource, name: string, args: RegistrySpec): Policy | undefined {
    if (Object.keys(args.pullThrough ?? {}).length === 0) return undefined;
    return new Policy(
        childNameOf("policy", name, "pull"),
        { policy: pullPolicyOf(args), tags: { Name: `${args.clusterName}-registry-pull` } },
        { parent },
    );
}

/** Inspector first: an enhanced scan is its. */
function createScanning(
    parent: pulumi.Resource,
    name: string,
    { account, scanning }: RegistrySpec,
): pulumi.CustomResource[] {
    if (scanning === undefined) return [];
    const asks = scanning.kind === "enhanced" && scanning.inspector === true;
    const inspector = asks
        ? [
              new Enabler(
                  childName(name, "inspector"),
                  { accountIds: [account], resourceTypes: ["ECR"] },
                  { parent },
              ),
          ]
        : [];
    const configuration = new RegistryScanningConfiguration(
        childName(name, "scanning"),
        {
            scanType: scanning.kind.toUpperCase(),
            rules: scanRulesOf(scanning).map(({ frequency, repositories }) => ({
                scanFrequency: frequency,
                repositoryFilters: repositories.map((filter) => ({ filter, filterType: "WILDCARD" })),
            })),
        },
        { parent, dependsOn: inspector },
    );
    return [configuration];
}
