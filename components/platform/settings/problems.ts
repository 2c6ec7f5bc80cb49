/** What the schema finds, in the words of a person who edits a settings file. */
import type { z } from "zod";

import { existingClusterSchema } from "../../cluster/existing-cluster-schema";
import { existingVpcSchema } from "../../network/existing-vpc-schema";
import { EDGE_SLOTS, SLOTS } from "../../network/slots";
import { nodeProxySchema } from "../../shared/node-proxy";
import { ORGANISATION_KEYS, organisationSchema } from "../../shared/organisation";
import { tagRulesSchema } from "../../shared/tags";
import type { Json } from "../../shared/json";
import type { Problem } from "../../shared/problems";
import { chooseFrom, didYouMean } from "../../shared/hints";
import { rootOf } from "./keys";
import { CIDR_WORDS, NETWORK_WORDS } from "./network-words";
import { isSettingKey, SETTING_KEYS, SETTINGS, SETTINGS_NAMESPACE } from "./schema";

type Words = Pick<Problem, "what" | "remedy">;

const ARN_WORDS: Words = {
    what: "not an ARN",
    remedy: "Write the whole ARN, such as arn:aws:iam::123456789012:role/platform-admin",
};
const PROXY_WORDS: Words = {
    what: "not an http or https address without user and password",
    remedy: "Write the proxy's address, such as http://proxy.example.com:3128",
};

const REGISTRY_WORDS: Words = {
    what: "not a registry",
    remedy: "Write host and path without oci://, such as public.ecr.aws",
};

/** What to say of a value of the wrong form, by where it stands. `*` is any slot, tag or position. */
const WORDS: Readonly<Record<string, Words>> = {
    region: { what: "not a region", remedy: "Write a region's name, such as us-east-1" },
    account: {
        what: "not an AWS account",
        remedy: "Write twelve digits, in quotes: YAML drops a leading zero",
    },
    clusterName: {
        what: "not a cluster name",
        remedy: "Use 1 to 100 of A-Z a-z 0-9 - _, beginning with a letter or a digit",
    },
    "zones.*": { what: "not an Availability Zone", remedy: "Write a zone's name, such as us-east-1a" },
    "controlPlaneZones.*": { what: "not a slot", remedy: `Use slots of platform:zones: ${SLOTS.join(", ")}` },
    vpcCidr: CIDR_WORDS,
    serviceCidr: CIDR_WORDS,
    ...NETWORK_WORDS,
    kubernetesVersion: {
        what: "not a Kubernetes minor",
        remedy: 'Write major and minor in quotes, such as "1.36"',
    },
    "admins.*": ARN_WORDS,
    deployRoleArn: ARN_WORDS,
    assumeRoleArn: ARN_WORDS,
    "apiAccess.kind": {
        what: "not a kind of access",
        remedy: 'Use "public" with cidrs, or "private" with reach',
    },
    "apiAccess.reach": {
        what: "private access must say how the API server is reached",
        remedy: "Write reach: in-vpc-runner, or reach: proxy with proxyUrl",
    },
    "apiAccess.proxyUrl": PROXY_WORDS,
    "apiAccess.cidrs": {
        what: "not a list of CIDRs",
        remedy: 'List the networks that may reach the API server, such as ["203.0.113.0/24"]',
    },
    "apiAccess.cidrs.*": {
        what: "not a CIDR",
        remedy: "Write an address and a prefix: 203.0.113.7/32 for one address",
    },
    "existingCluster.endpoint": {
        what: "not the address of an API server",
        remedy: "Write cluster.endpoint of DescribeCluster, which begins with https://",
    },
    "existingCluster.certificateAuthorityData": {
        what: "not base64",
        remedy: "Write cluster.certificateAuthority.data of DescribeCluster",
    },
    "existingCluster.issuer": {
        what: "not an issuer of tokens",
        remedy: "Write cluster.identity.oidc.issuer of DescribeCluster, which begins with https://",
    },
    "existingCluster.securityGroupId": {
        what: "not the id of a security group",
        remedy: "Write cluster.resourcesVpcConfig.clusterSecurityGroupId of DescribeCluster",
    },
    "existingCluster.roleArn": {
        what: "not the ARN of a role",
        remedy: "Write arn:aws:iam::<account>:role/<name>",
    },
    "tags.*": { what: "not text", remedy: "Write the value in quotes" },
    "organisation.permissionsBoundary": {
        what: "not a policy",
        remedy: "Write its whole ARN, or policy/<name> for it in every account",
    },
    "organisation.iamPath": {
        what: "not a path in IAM",
        remedy: "Begin and end it with a slash, such as /platform/, with letters, digits and . , + @ = _ - between",
    },
    "organisation.namePrefix": {
        what: "not what a name may begin with",
        remedy: "Use 1 to 20 of A-Z a-z 0-9 - _, beginning with a letter or a digit",
    },
    "organisation.keys": { what: "not a map", remedy: "Write { volumes: <arn of a key> }" },
    "organisation.keys.*": {
        what: "not the ARN of a KMS key",
        remedy: "Write arn:aws:kms:<region>:<account>:key/<id>, an alias is none",
    },
    "organisation.registry": REGISTRY_WORDS,
    "organisation.proxy": {
        what: "not a map",
        remedy: "Write { httpsProxy: http://proxy.example.com:3128 }",
    },
    "organisation.proxy.httpsProxy": PROXY_WORDS,
    "organisation.proxy.httpProxy": PROXY_WORDS,
    "organisation.proxy.noProxy": { what: "not a list", remedy: "List hosts, such as [.corp.example.com]" },
    "organisation.proxy.noProxy.*": {
        what: "neither a host nor a network",
        remedy: "Write a host, .example.com for all below it, or a network such as 10.8.0.0/16",
    },
    "organisation.tags.required": { what: "not a list", remedy: "List keys, such as [Owner, CostCentre]" },
    "organisation.tags.required.*": { what: "not a tag key", remedy: "Write the key in quotes" },
    "organisation.tags.*": {
        what: "neither false nor a key",
        remedy: "Write { key: <Key> }, or false to leave the tag away; environment takes values: { dev: <value> } as well",
    },
    chartRegistry: REGISTRY_WORDS,
    imageRegistry: REGISTRY_WORDS,
    inCluster: { what: "expected true or false", remedy: "Write true or false" },
    protection: { what: "expected true or false", remedy: "Write true or false" },
};

/** The problems of one finding of the schema. `values` is what the schema was given. */
export function problemsOf(
    issue: z.core.$ZodIssue,
    values: Json,
    environments: readonly string[],
): Problem[] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) =>
            issue.path.length === 0 ? unknownSetting(key) : unknownPart(issue.path, key, values),
        );
    }
    const path = issue.path.map(String);
    const root = path[0] ?? "";
    const got = valueAt(values, path);
    const at = settingPath(issue.path);
    if (got === undefined) return [missing(at, path)];
    if (root === "environment") return [unknownEnvironment(got, environments)];
    if (root === "kubernetesVersion") return [{ path: at, got, ...versionWords(got) }];
    if (issue.code === "too_small") return [emptyList(at, root)];
    // An address may carry a password: it is not repeated.
    if (PROXIES.includes(path.at(-1) ?? "")) return [{ path: at, ...wordsFor(path) }];
    return [{ path: at, got, ...wordsFor(path) }];
}

/** F45: the environment asked for does not exist. */
export function unknownEnvironment(name: Json, known: readonly string[], origin = ""): Problem {
    const text = typeof name === "string" ? name : JSON.stringify(name);
    return {
        path: `${SETTINGS_NAMESPACE}:environment`,
        what: `unknown environment "${text}"${origin}`,
        remedy: chooseFrom(text, known),
    };
}

const PROXIES: readonly string[] = ["httpProxy", "httpsProxy", "proxyUrl"];

/** What to say of a value of the wrong form, by where it stands. */
export function wordsFor(path: readonly string[]): Words {
    const root = path[0] ?? "";
    // The last part may be any, or a key or position before it.
    const places = path.map((_, index) => path.map((part, at) => (at === index ? "*" : part)).join("."));
    const words = WORDS[path.join(".")] ?? places.reverse().flatMap((place) => WORDS[place] ?? [])[0];
    if (words !== undefined) return words;
    if (!isSettingKey(root)) return { what: "not a setting", remedy: "Remove it" };
    return { what: `not ${SETTINGS[root].noun}`, remedy: example(root) };
}

/** YAML reads an unquoted 1.30 as the number 1.3: the zero is lost before anyone sees it. */
function versionWords(got: Json): Words {
    const text = typeof got === "string" || typeof got === "number" ? String(got) : "";
    if (/^1\.\d$/.test(text)) {
        return {
            what: `not a Kubernetes minor: YAML reads an unquoted ${text}0 as the number ${text}`,
            remedy: `Write it in quotes: platform:kubernetesVersion: "${text}0"`,
        };
    }
    return WORDS["kubernetesVersion"] ?? wordsFor(["kubernetesVersion"]);
}

function missing(at: string, path: readonly string[]): Problem {
    const root = path[0] ?? "";
    if (path.length === 1 && isSettingKey(root)) {
        return {
            path: at,
            what: "missing",
            remedy: `Add it: ${settingPath([root])}: ${SETTINGS[root].example}`,
        };
    }
    const words = WORDS[path.join(".")];
    return { path: at, what: "missing", remedy: words?.remedy ?? "Add it" };
}

function emptyList(at: string, root: string): Problem {
    return {
        path: at,
        what: root === "admins" ? "nobody could administer the cluster" : "nobody could reach the API server",
        got: [],
        remedy: isSettingKey(root) ? example(root) : "Add at least one",
    };
}

function example(root: keyof typeof SETTINGS): string {
    return `Write it like this: ${settingPath([root])}: ${SETTINGS[root].example}`;
}

function unknownSetting(key: string): Problem {
    const path = settingPath([key]);
    const root = rootOf(key);
    // `pulumi config set platform:zones.a …` without --path writes a flat key with a dot in it.
    if (root !== key && isSettingKey(root)) {
        return {
            path,
            what: `unknown key "${key}": a path inside ${settingPath([root])}`,
            remedy: `Nest it in the file, or add --path to pulumi config set`,
        };
    }
    const nearest = didYouMean(key, SETTING_KEYS);
    return {
        path,
        what: `unknown key "${key}"`,
        remedy:
            nearest === undefined
                ? `Remove it, or use one of: ${[...SETTING_KEYS].sort().join(", ")}`
                : `Did you mean "${nearest}"? If not, remove it`,
    };
}

function unknownPart(parent: readonly PropertyKey[], key: string, values: Json): Problem {
    return {
        path: settingPath([...parent, key]),
        what: `unknown key "${key}"`,
        remedy: chooseFrom(key, knownParts(parent, values)),
    };
}

/** The keys a map may have. What `apiAccess` takes depends on its kind and reach. */
function knownParts(parent: readonly PropertyKey[], values: Json): readonly string[] {
    const known = {
        zones: SLOTS,
        edgeZones: EDGE_SLOTS,
        existingCluster: Object.keys(existingClusterSchema.shape),
    }[String(parent[0])];
    if (known !== undefined) return known;
    if (parent[0] === "existingVpc") {
        return parent.length === 1 ? Object.keys(existingVpcSchema.shape) : SLOTS;
    }
    if (parent[0] === "organisation") {
        if (parent.length === 1) return Object.keys(organisationSchema.shape);
        if (parent[1] === "keys") return ORGANISATION_KEYS;
        if (parent[1] === "proxy") return Object.keys(nodeProxySchema.shape);
        if (parent.length === 2) return Object.keys(tagRulesSchema.shape);
        return parent[2] === "environment" ? ["key", "values"] : ["key"];
    }
    if (valueAt(values, ["apiAccess", "kind"]) === "public") return ["kind", "cidrs"];
    const proxy = valueAt(values, ["apiAccess", "reach"]) === "proxy";
    return proxy ? ["kind", "reach", "proxyUrl"] : ["kind", "reach"];
}

/** `platform:admins[1]`, `platform:zones.a`. */
export function settingPath(path: readonly PropertyKey[]): string {
    const [root, ...rest] = path;
    const tail = rest.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
    return `${SETTINGS_NAMESPACE}:${String(root)}${tail.join("")}`;
}

function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
    let current = value;
    for (const part of path) {
        if (current === null || typeof current !== "object" || !Object.hasOwn(current, part))
            return undefined;
        current = new Map<string, Json>(Object.entries(current)).get(part);
    }
    return current;
}
