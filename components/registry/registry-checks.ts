/** What ECR or the kit would refuse of a registry. Pure. */
import { parseArn } from "../shared/arns";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { CacheWords, KeepWords, RepositoryWords, ScanningWords } from "./registry-schema";
import type { RegistrySpec } from "./registry-spec";

/** Source: ECR User Guide, pull-through-cache, "Using pull through cache rules", and pull-through-cache-creating-secret. */
const UPSTREAMS: readonly { readonly host: RegExp; readonly asks: boolean }[] = [
    ...["public.ecr.aws", "registry.k8s.io", "quay.io"].map((host) => ({ host: exactly(host), asks: false })),
    ...["registry-1.docker.io", "ghcr.io", "registry.gitlab.com", "cgr.dev"].map((host) => ({
        host: exactly(host),
        asks: true,
    })),
    { host: /^[a-z0-9]+\.azurecr\.io$/, asks: true },
];

function exactly(host: string): RegExp {
    return new RegExp(`^${host.replaceAll(".", "\\.")}$`);
}

/** Everything ECR would refuse of it. */
export function checkRegistry(spec: RegistrySpec): Problem[] {
    const { pullThrough = {}, repositories = {}, scanning } = spec;
    const none =
        scanning === undefined && [repositories, pullThrough].every((all) => Object.keys(all).length === 0);
    return [
        ...(none
            ? [{ path: "", what: "nothing is said", remedy: "Name a repository, a cache or scanning" }]
            : []),
        ...Object.entries(repositories).flatMap(([name, words]) => [
            ...checkName(`repositories.${name}`, name),
            ...checkRepository(`repositories.${name}`, words, spec),
            ...checkTaken(`repositories.${name}`, name, Object.keys(pullThrough)),
        ]),
        ...Object.entries(pullThrough).flatMap(([prefix, words]) => [
            ...checkPrefix(`pullThrough.${prefix}`, prefix),
            ...checkCache(`pullThrough.${prefix}`, words, spec),
        ]),
        ...(scanning === undefined ? [] : checkScanning(scanning)),
    ];
}

/** Source: ECR API Reference, CreateRepository, repositoryName. */
function checkName(path: string, got: string): Problem[] {
    const part = "[a-z0-9]+([._-][a-z0-9]+)*";
    if (got.length >= 2 && got.length <= 256 && new RegExp(`^(${part}/)*${part}$`).test(got)) return [];
    const remedy = "Use small letters, digits, single . _ - and slashes";
    return [{ path, what: "not a name of a repository", got, remedy }];
}

/** Source: ECR API Reference, CreatePullThroughCacheRule, ecrRepositoryPrefix. */
function checkPrefix(path: string, got: string): Problem[] {
    if (got.length <= 30 && checkName(path, got).length === 0) return [];
    const remedy = "Use 2 to 30 small letters, digits, single . _ - and slashes";
    return [{ path, what: "not a prefix of repositories", got, remedy }];
}

function checkTaken(path: string, name: string, prefixes: readonly string[]): Problem[] {
    const prefix = prefixes.find((one) => name.startsWith(`${one}/`));
    if (prefix === undefined) return [];
    const what = `the cache ${prefix} makes repositories below ${prefix}/ by itself`;
    return [{ path, what, got: name, remedy: "Give one of the two another name" }];
}

function checkRepository(
    path: string,
    { immutable = true, keep, kmsKeyArn, mutableTags, readers }: RepositoryWords,
    { region }: RegistrySpec,
): Problem[] {
    const key = kmsKeyArn === undefined ? undefined : parseArn(kmsKeyArn);
    return [
        ...checkKeep(path, keep),
        ...(mutableTags !== undefined && !immutable
            ? [
                  {
                      path: `${path}.mutableTags`,
                      what: "every tag may move",
                      remedy: "Remove it, or immutable: false",
                  },
              ]
            : []),
        // Source: ECR API Reference, ImageTagMutabilityExclusionFilter.
        ...(mutableTags ?? []).flatMap((got, index) =>
            /^[A-Za-z0-9._*-]{1,128}$/.test(got) && got.split("*").length <= 3
                ? []
                : [
                      {
                          path: `${path}.mutableTags[${index}]`,
                          what: "not a pattern of tags",
                          got,
                          remedy: "Use letters, digits, . _ - and at most two *",
                      },
                  ],
        ),
        ...(kmsKeyArn === undefined || (key?.service === "kms" && key.region === region)
            ? []
            : [
                  {
                      path: `${path}.kmsKeyArn`,
                      what: "not the ARN of a KMS key of this region",
                      got: kmsKeyArn,
                      remedy: `Write arn:${partitionOf(region)}:kms:${region}:<account>:key/<id>`,
                  },
              ]),
        ...(readers ?? []).flatMap((got, index) =>
            /^\d{12}$/.test(got)
                ? []
                : [
                      {
                          path: `${path}.readers[${index}]`,
                          what: "not an account",
                          got,
                          remedy: "Write its twelve digits as text",
                      },
                  ],
        ),
    ];
}

function checkKeep(path: string, { images, untaggedDays }: KeepWords = {}): Problem[] {
    return Object.entries({ images, untaggedDays }).flatMap(([word, got]) =>
        got === undefined || (Number.isInteger(got) && got >= 1)
            ? []
            : [
                  {
                      path: `${path}.keep.${word}`,
                      what: "not a number of days or images",
                      got,
                      remedy: "Choose 1 or more",
                  },
              ],
    );
}

function checkCache(
    path: string,
    { keep, secretArn, upstream }: CacheWords,
    { account, region }: RegistrySpec,
): Problem[] {
    const known = UPSTREAMS.find(({ host }) => host.test(upstream));
    if (known === undefined) {
        const remedy =
            "Name public.ecr.aws, registry.k8s.io, quay.io, registry-1.docker.io, ghcr.io, registry.gitlab.com, cgr.dev or <name>.azurecr.io";
        return [
            { path: `${path}.upstream`, what: "no registry that ECR fetches from", got: upstream, remedy },
        ];
    }
    const wanted = `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/`;
    if (secretArn === undefined) {
        const what = `${upstream} answers nobody without a name, and no secret is given`;
        const missing = { path: `${path}.secretArn`, what, remedy: `Name one: ${wanted}<name>` };
        return [...checkKeep(path, keep), ...(known.asks ? [missing] : [])];
    }
    const isSecret = secretArn.startsWith(wanted) && secretArn.length > wanted.length;
    return [
        ...checkKeep(path, keep),
        ...(isSecret
            ? []
            : [
                  {
                      path: `${path}.secretArn`,
                      what: "ECR reads secrets of this account and region alone, of names that begin with ecr-pullthroughcache/",
                      got: secretArn,
                      remedy: `Write ${wanted}<name>`,
                  },
              ]),
        ...(known.asks
            ? []
            : [{ path: `${path}.secretArn`, what: `${upstream} asks for no name`, remedy: "Remove it" }]),
    ];
}

function checkScanning(words: ScanningWords): Problem[] {
    if (words.kind === "basic" || words.rules === undefined) return [];
    const path = "scanning.rules";
    if (words.rules.length === 0) return [{ path, what: "no rule", remedy: "Name one, or remove it" }];
    // Source: ECR API Reference, PutRegistryScanningConfiguration: one rule a frequency.
    const twice = words.rules.filter(
        ({ frequency }, index) => words.rules?.findIndex((one) => one.frequency === frequency) !== index,
    );
    return twice.map(({ frequency }) => ({
        path,
        what: "ECR takes one rule a frequency",
        got: frequency,
        remedy: "Join their repositories",
    }));
}
