/** Security Hub and its standards as plain values. Pure. */
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { type SecurityHubWords, STANDARD_NAMES, type StandardName } from "./compliance-schema";

/**
 * Standards as Security Hub names them, without what begins every ARN.
 * Source: @pulumi/aws 7.48.0, securityhub/standardsSubscription.d.ts, table of standards.
 */
const STANDARDS: Readonly<Record<StandardName, string>> = {
    "best-practices": "aws-foundational-security-best-practices/v/1.0.0",
    cis: "cis-aws-foundations-benchmark/v/3.0.0",
    nist: "nist-800-53/v/5.0.0",
    pci: "pci-dss/v/4.0.1",
};

export interface StandardPlan {
    readonly name: StandardName;
    readonly arn: string;
}

export function standardsOf(
    { standards = ["best-practices"] }: SecurityHubWords,
    region: string,
): StandardPlan[] {
    return STANDARD_NAMES.filter((name) => standards.includes(name)).map((name) => ({
        name,
        arn: `arn:${partitionOf(region)}:securityhub:${region}::standards/${STANDARDS[name]}`,
    }));
}

/** What would ask for nothing. */
export function checkSecurityHub({ account, standards }: SecurityHubWords): Problem[] {
    if (account === "own" || standards?.length !== 0) return [];
    const what = "Security Hub is there already, and no standard is asked for";
    return [{ path: "securityHub.standards", what, remedy: "Name one, or remove securityHub" }];
}

/** Where it is. */
interface Place {
    readonly account: string;
    readonly region: string;
    /** Whether the environment makes the recorder, which records clusters alone. */
    readonly recordsHere: boolean;
}

/** Source: Security Hub User Guide, securityhub-setup-prereqs and securityhub-standards-enable-disable. */
export function noticesOfSecurityHub(
    words: SecurityHubWords,
    { account, recordsHere, region }: Place,
): string[] {
    return [
        words.account === "own"
            ? `Security Hub is on in account ${account} and ${region} for everything in them, and off for everything with this environment`
            : `Standards of Security Hub judge everything in account ${account} and ${region}, and no longer with this environment gone`,
        ...(recordsHere
            ? [
                  "Standards of Security Hub judge what AWS Config records: compliance.recorder records clusters alone, so that of other things they say nothing",
              ]
            : []),
    ];
}
