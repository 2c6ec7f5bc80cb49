/** A principal that is let into the cluster, as plain values: its entry, its policies, and everything EKS would refuse. */
import { checkPrincipal } from "../shared/arns";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import {
    type AssociationPlan,
    checkPolicies,
    describeAssociation,
    planAssociations,
} from "../shared/access-policies";
import type { ENTRY_TYPES, PrincipalWords } from "./principal-schema";

export interface PrincipalSpec extends PrincipalWords {
    readonly account: string;
    readonly region: string;
    /** What messages and tags call it. */
    readonly entry: string;
}

type EntryType = (typeof ENTRY_TYPES)[number];

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
    return {
        principalArn: principalArnOf(spec),
        type,
        ...(groups.length === 0 ? {} : { kubernetesGroups: [...groups].sort() }),
        ...(username === undefined ? {} : { userName: username }),
        associations: planAssociations(policies, spec.region),
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

/** What a reader of the plan sees. */
export function decisionsOfPrincipal(spec: PrincipalSpec): Record<string, string | string[]> {
    const { associations, kubernetesGroups = [], principalArn, type, userName } = planPrincipal(spec);
    return {
        ...(kubernetesGroups.length === 0 ? {} : { groups: [...kubernetesGroups] }),
        policies: associations.map(describeAssociation),
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
        ...checkPolicies("policies", policies, region),
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
