/** What looks at names and requests of the VPC, and goes or lets more through: DNS Firewall and policies of endpoints. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import type { Change } from "../change";
import { openJson } from "../compare";
import { type Around, changesOfType, isLost, named, type Risk, sidesOf } from "./risk";

const GROUP = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
const RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const VPC = "aws:ec2/vpc:Vpc";

/** Of a VPC that stays. */
export function lostFilters(around: Around): readonly Risk[] {
    if (changesOfType(around, VPC).some(isLost)) return [];
    const groups = changesOfType(around, GROUP).filter(({ operation }) => operation === "delete");
    return [
        ...groups.map(unasked),
        ...(groups.length > 0 ? [] : changesOfType(around, RULE).filter(blockedBefore).map(unblocked)),
        ...opened(changesOfType(around, ENDPOINT)),
    ];
}

const FIREWALL = "Route 53 Developer Guide, resolver-dns-firewall";

function unasked(change: Change): Risk {
    return {
        kind: "protection-removed",
        severity: "high",
        urn: change.urn,
        what: `${named("Association", change)} goes: the VPC asks these rules of DNS Firewall no longer.`,
        why: "Names that it blocked are answered to every pod, and nobody counts them.",
        source: FIREWALL,
        remedy: "Keep it, or have another group of rules in its place first",
    };
}

function blockedBefore(change: Change): boolean {
    const { after, before } = sidesOf(change);
    const isBlocked = textOf(before["action"]) === "BLOCK";
    return isBlocked && (change.operation === "delete" || textOf(after["action"]) !== "BLOCK");
}

function unblocked(change: Change): Risk {
    return {
        kind: "protection-removed",
        severity: "medium",
        urn: change.urn,
        what: `${named("Rule", change)} of DNS Firewall blocks no longer.`,
        why: "Its names are answered to every pod, unless another rule blocks them.",
        source: FIREWALL,
        remedy: "Make sure that nobody counts on it",
    };
}

/** Endpoints that asked whose credentials or resources a request has, and do so no longer: one line for all. */
function opened(endpoints: readonly Change[]): Risk[] {
    const wide = endpoints.filter((change) => {
        const { after, before } = sidesOf(change);
        return change.operation === "update" && isBounded(before["policy"]) && !isBounded(after["policy"]);
    });
    const [first] = wide;
    if (first === undefined) return [];
    return [
        {
            kind: "protection-removed",
            severity: "high",
            urn: first.urn,
            what: `Credentials and resources of any account pass ${wide.map(({ name }) => name).join(", ")}.`,
            why: "A pod may then carry data into somebody else's account without leaving the VPC.",
            source: "Amazon VPC User Guide, vpc-endpoints-access",
            remedy: "Name the accounts in network.endpointPolicy",
        },
    ];
}

/** Whether it asks anything of a request. */
function isBounded(policy: Json | undefined): boolean {
    const { Statement } = objectOf(openJson(policy) ?? {});
    const statements = Array.isArray(Statement) ? Statement : [];
    return statements.some((one: Json) => objectOf(one)["Condition"] !== undefined);
}
