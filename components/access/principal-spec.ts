/** A principal that is let into the cluster, as plain values: its entry, its policies, and everything EKS would refuse. */
import { checkPrincipal, parseArn } from "../shared/arns";
import { chooseFrom } from "../shared/hints";
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import { type Partition, partitionOf } from "../shared/regions";
import type { ENTRY_TYPES, PrincipalWords } from "./principal-schema";

export interface PrincipalSpec extends PrincipalWords {
    readonly account: string;
    readonly region: string;
    /** What messages and tags call it. */
    readonly entry: string;
}

type EntryType = (typeof ENTRY_TYPES)[number];

/**
 * Policies for people and programs. Those that EKS gives to itself are not among them; a whole ARN names any.
 * Source: EKS User Guide, access-policy-permissions, and `aws eks list-access-policies`, read 2026-11.
 */
export const ACCESS_POLICIES = [
    "AmazonARCRegionSwitchScalingPolicy",
    "AmazonAIOpsAssistantPolicy",
    "AmazonEKSAdminPolicy",
    "AmazonEKSAdminViewPolicy",
    "AmazonEKSAutoNodePolicy",
    "AmazonEKSClusterAdminPolicy",
    "AmazonEKSEditPolicy",
    "AmazonEKSEventPolicy",
    "AmazonEKSSecretAdminPolicy",
    "AmazonEKSSecretReaderPolicy",
    "AmazonEKSViewPolicy",
    "AmazonEMRJobPolicy",
] as const;

export interface AssociationPlan {
    /** End of its logical name: the policy's own. */
    readonly key: string;
    readonly policyArn: string;
    readonly accessScope:
        { readonly type: "cluster" } | { readonly type: "namespace"; readonly namespaces: readonly string[] };
}

export interface PrincipalPlan {
    readonly principalArn: string;
    readonly type: EntryType;
    readonly kubernetesGroups?: readonly string[];
    readonly userName?: string;
    /** Sorted by name. */
    readonly associations: readonly AssociationPlan[];
}

/** Assumes a checked spec. */
export function planPrincipal(spec: PrincipalSpec): PrincipalPlan {
    const { groups = [], policies = [], type = "STANDARD", username } = spec;
    const partition = partitionOf(spec.region);
    return {
        principalArn: principalArnOf(spec),
        type,
        ...(groups.length === 0 ? {} : { kubernetesGroups: [...groups].sort() }),
        ...(username === undefined ? {} : { userName: username }),
        associations: policies
            .map(({ namespaces, policy }): AssociationPlan => {
                const policyArn = policyArnOf(policy, partition);
                return {
                    key: policyArn.slice(policyArn.lastIndexOf("/") + 1),
                    policyArn,
                    accessScope:
                        namespaces === undefined
                            ? { type: "cluster" }
                            : { type: "namespace", namespaces: [...namespaces].sort() },
                };
            })
            .sort((one, other) => (one.key < other.key ? -1 : 1)),
    };
}

/** The whole ARN of whoever is let in. */
export function principalArnOf({
    account,
    principal,
    region,
}: Pick<PrincipalSpec, "account" | "principal" | "region">): string {
    return principal.startsWith("arn:")
        ? principal
        : `arn:${partitionOf(region)}:iam::${account}:${principal}`;
}

function policyArnOf(policy: string, partition: Partition): string {
    return policy.startsWith("arn:") ? policy : `arn:${partition}:eks::aws:cluster-access-policy/${policy}`;
}

/** What a reader of the plan sees. */
export function decisionsOfPrincipal(spec: PrincipalSpec): Record<string, string | string[]> {
    const { associations, kubernetesGroups = [], principalArn, type, userName } = planPrincipal(spec);
    return {
        ...(kubernetesGroups.length === 0 ? {} : { groups: [...kubernetesGroups] }),
        policies: associations.map(
            ({ accessScope, key }) =>
                `${key} in ${accessScope.type === "cluster" ? "the whole cluster" : accessScope.namespaces.join(", ")}`,
        ),
        principal: principalArn,
        type,
        ...(userName === undefined ? {} : { username: userName }),
    };
}

/** Everything EKS would refuse of one principal. */
export function checkEntry(spec: PrincipalSpec): Problem[] {
    const { account, groups = [], policies = [], region, type = "STANDARD", username } = spec;
    return [
        ...checkPrincipal("principal", principalArnOf(spec), account, partitionOf(region)),
        ...checkType(spec, type),
        ...policies.flatMap(({ policy }, index) => checkPolicy(`policies[${index}].policy`, policy, region)),
        ...checkTwice(policies.map(({ policy }) => policyArnOf(policy, partitionOf(region)))),
        ...policies.flatMap(({ namespaces }, index) =>
            namespaces === undefined ? [] : checkNamespaces(`policies[${index}].namespaces`, namespaces),
        ),
        ...groups.flatMap((group, index) => checkReserved(`groups[${index}]`, group)),
        ...(username === undefined ? [] : checkUsername(username)),
    ];
}

/** Nodes join by what they are, and nothing else is said of them. Source: EKS User Guide, creating-access-entries. */
function checkType(
    { groups, policies = [], principal, username }: PrincipalSpec,
    type: EntryType,
): Problem[] {
    if (type === "STANDARD") return [];
    const given = { groups, username, ...(type === "EC2" || policies.length === 0 ? {} : { policies }) };
    return [
        ...Object.entries(given)
            .filter(([, value]) => value !== undefined)
            .map(([path]) => ({
                path,
                what: `an entry of type ${type} takes none`,
                remedy: "Remove it, or leave the type out",
            })),
        ...(/^(arn:[^:]*:iam::\d*:)?role\//.test(principal)
            ? []
            : [
                  {
                      path: "principal",
                      what: `nodes of type ${type} are an IAM role`,
                      got: principal,
                      remedy: "Write role/<name>",
                  },
              ]),
    ];
}

function checkPolicy(path: string, policy: string, region: string): Problem[] {
    if (policy.startsWith("arn:")) {
        const arn = parseArn(policy);
        const isPolicy =
            arn?.service === "eks" &&
            arn.partition === partitionOf(region) &&
            arn.resource.startsWith("cluster-access-policy/");
        if (isPolicy) return [];
        const remedy = `Write arn:${partitionOf(region)}:eks::aws:cluster-access-policy/<name>`;
        return [{ path, what: "not an access policy of EKS", got: policy, remedy }];
    }
    if (ACCESS_POLICIES.some((known) => known === policy)) return [];
    const remedy = `${chooseFrom(policy, ACCESS_POLICIES)}. Another one needs its whole ARN`;
    return [{ path, what: "not an access policy the kit knows", got: policy, remedy }];
}

/** EKS keeps one association a policy: the second scope would take the place of the first. */
function checkTwice(arns: readonly string[]): Problem[] {
    return arns.flatMap((arn, index) => {
        const first = arns.indexOf(arn);
        if (first === index) return [];
        return [
            {
                path: `policies[${index}].policy`,
                what: `the same policy as policies[${first}]`,
                got: arn.slice(arn.lastIndexOf("/") + 1),
                remedy: "Write its namespaces together",
            },
        ];
    });
}

function checkNamespaces(path: string, namespaces: readonly string[]): Problem[] {
    if (namespaces.length === 0) {
        const remedy = "Name one at least, or leave it out for the whole cluster";
        return [{ path, what: "no namespace", got: [], remedy }];
    }
    return namespaces.flatMap((namespace, index) => {
        if (namespace === "*" || isLabelName(namespace.replace(/^\*|\*$/, "x"))) return [];
        const remedy = "Use lower-case letters, digits and hyphens, with * at an end for any others";
        return [{ path: `${path}[${index}]`, what: "not a name of namespaces", got: namespace, remedy }];
    });
}

/** Source: EKS User Guide, set-custom-username and creating-access-entries, read 2026-11. */
const RESERVED = /^(system|eks|aws|amazon|iam):/;

function checkReserved(path: string, text: string): Problem[] {
    if (text === "") return [{ path, what: "empty", got: text, remedy: "Name it" }];
    if (!RESERVED.test(text)) return [];
    const remedy = "Use a name that begins otherwise";
    return [{ path, what: "EKS keeps names that begin so to itself", got: text, remedy }];
}

/** Two sessions whose names run into each other would be one user. Source: EKS User Guide, set-custom-username. */
function checkUsername(username: string): Problem[] {
    const path = "username";
    const session = username.search(/\{\{SessionName(Raw)?\}\}/);
    if (session < 0 || username.slice(0, session).includes(":")) return checkReserved(path, username);
    const remedy = "Write a colon somewhere before {{SessionName}}";
    return [
        ...checkReserved(path, username),
        { path, what: "EKS wants a colon before the session's name", got: username, remedy },
    ];
}
