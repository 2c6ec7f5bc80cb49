/** The strict schema of bootstrap's settings: type and form of each value alone. Combinations are the checks'. */
import { z } from "zod";

import { GITHUB_REPOSITORY } from "../components/shared/github";
import { organisationSchema } from "../components/shared/organisation";
import { REGION_PATTERN } from "../components/shared/regions";
import { LINKED_SERVICES } from "./service-linked-roles";

/** Fixed, never the project's name: a fork that renames the project must not orphan its settings file. */
export const SETTINGS_NAMESPACE = "bootstrap";

/** Source: AWS Account Management Reference, "AWS account identifiers": twelve digits, leading zeros count. */
const ACCOUNT = /^\d{12}$/;
/** Short enough for the longest name made from it, the bucket's 63 characters. Source: S3 User Guide, bucketnamingrules. */
const NAME = /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/;
/** `*` and `?` would match nothing, since IAM compares the text whole; GitHub writes `:` in another way. */
const JOBS = /^(environment:[^\s:*?](?:[^:*?]*[^\s:*?])?|branch:[^\s:*?]+)$/;
const ARN = /^arn:/;

const jobs = z.array(z.string().regex(JOBS)).min(1);

/** The schema of everything under `bootstrap:`, without the namespace. */
export const settingsSchema = z.strictObject({
    account: z.string().regex(ACCOUNT),
    region: z.string().regex(REGION_PATTERN),
    regions: z.array(z.string().regex(REGION_PATTERN)).min(1).exactOptional(),
    name: z.string().regex(NAME).exactOptional(),
    repository: z.string().regex(GITHUB_REPOSITORY),
    previewFrom: jobs,
    deployFrom: jobs,
    githubOidcProviderArn: z.string().regex(ARN).exactOptional(),
    serviceLinkedRoles: z.array(z.enum(LINKED_SERVICES)).exactOptional(),
    tags: z.record(z.string(), z.string()),
    organisation: organisationSchema.exactOptional(),
});

/** What the schema accepts, before defaults. */
export type SettingsInput = z.infer<typeof settingsSchema>;
export type SettingKey = keyof SettingsInput;

interface SettingWords {
    /** How the value arrives: lists and maps as JSON text. */
    readonly form: "text" | "json";
    /** What is wrong with a value the schema refuses. */
    readonly what: string;
    readonly remedy: string;
    readonly example: string;
}

const REGION_WORDS = { what: "not a region", remedy: "Write a region's name, such as us-east-1" } as const;
const JOBS_WORDS = {
    what: "not jobs GitHub can tell apart",
    remedy: "Write environment:<name> or branch:<name>; jobs of pull requests name an environment",
} as const;
const ARN_WORDS = { what: "not an ARN", remedy: "Write the whole ARN" } as const;

/** Every setting in the words of a person who edits the file. */
export const SETTINGS: { readonly [key in SettingKey]: SettingWords } = {
    account: {
        form: "text",
        what: "not an AWS account",
        remedy: "Write twelve digits, in quotes: YAML drops a leading zero",
        example: '"123456789012"',
    },
    region: { form: "text", ...REGION_WORDS, example: "us-east-1" },
    regions: { form: "json", ...REGION_WORDS, example: "[us-east-1]" },
    name: {
        form: "text",
        what: "not a name",
        remedy: "Use 2 to 20 of a-z 0-9 -, beginning with a letter and ending without a hyphen",
        example: "platform",
    },
    repository: {
        form: "text",
        what: "not a repository as GitHub's tokens write it",
        remedy: "Write <owner>/<name>, or <owner>@<id>/<name>@<id> where the tokens carry the ids",
        example: "example-org@123456/eks-platform@456789",
    },
    previewFrom: { form: "json", ...JOBS_WORDS, example: '["environment:preview"]' },
    deployFrom: { form: "json", ...JOBS_WORDS, example: '["environment:production"]' },
    githubOidcProviderArn: {
        form: "text",
        ...ARN_WORDS,
        example: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
    },
    serviceLinkedRoles: {
        form: "json",
        what: "not a service whose linked role is made here",
        remedy: `Use ${LINKED_SERVICES.join(" and ")}`,
        example: "[spot]",
    },
    tags: {
        form: "json",
        what: "not text",
        remedy: "Write the value in quotes",
        example: '{ owner: platform-team, cost-centre: "1000" }',
    },
    organisation: {
        form: "json",
        what: "not what the organisation's rules take",
        remedy: "Write it as platform:organisation of the environments; docs/organisation.md has every key",
        example: "{ permissionsBoundary: policy/workload-boundary, iamPath: /platform/ }",
    },
};

export const SETTING_KEYS: readonly string[] = Object.keys(SETTINGS);

export function isSettingKey(name: string): name is SettingKey {
    return Object.hasOwn(SETTINGS, name);
}
