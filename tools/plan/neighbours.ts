/**
 * What only all settings files together show: an update sees its own stack alone, so two stacks that claim one cluster
 * name, or one range of addresses, meet in AWS. Pure.
 */
import type { LocatedProblem } from "../../components/platform/located";
import type { Settings } from "../../components/platform/settings/types";
import { cidrsOverlap } from "../../components/shared/cidr";
import type { Organisation } from "../../components/shared/organisation";

/** A stack with as much of its settings as could be read. */
export interface Neighbour {
    readonly stack: string;
    readonly file: string;
    readonly settings: Partial<Settings>;
}

/** What bootstrap's settings say of one account. */
export interface PreparedAccount {
    readonly file: string;
    readonly account: string | undefined;
    readonly organisation: Organisation | undefined;
    /** Jobs that may take the deploy role: `environment:dev`. */
    readonly deployFrom?: readonly string[] | undefined;
    /** Where the deploy role may build. */
    readonly regions?: readonly string[] | undefined;
}

/** What came of the comparison. */
export interface Neighbourhood {
    readonly problems: readonly LocatedProblem[];
    /** One sentence each. */
    readonly notices: readonly string[];
}

/** What is wrong with a stack beside the others, and what is worth knowing. */
export function compareNeighbours(
    own: Neighbour,
    others: readonly Neighbour[],
    accounts: readonly PreparedAccount[] = [],
): Neighbourhood {
    return {
        problems: others.flatMap((other) => sameCluster(own, other)),
        notices: [
            ...borrowedNames(own, others),
            ...others.flatMap((other) => overlap(own, other)),
            ...accounts.flatMap((account) => [...otherRules(own, account), ...accountFaults(own, account)]),
        ],
    };
}

/** Source: EKS API Reference, CreateCluster, name: "must be unique within the Region and account". */
function sameCluster({ file, settings }: Neighbour, other: Neighbour): LocatedProblem[] {
    const { account, clusterName, region } = settings;
    const { settings: its } = other;
    if (clusterName === undefined || account === undefined || region === undefined) return [];
    if (its.clusterName !== clusterName || its.account !== account || its.region !== region) return [];
    const what = `${other.file} has a cluster of this name in the same account and region, and EKS takes one`;
    const remedy = "Give each environment a name of its own";
    return [{ file, path: "platform:clusterName", what, got: clusterName, remedy }];
}

/** A name that says another environment leads whoever reads it to the wrong cluster. */
function borrowedNames({ file, settings, stack }: Neighbour, others: readonly Neighbour[]): string[] {
    const { clusterName, environment } = settings;
    if (clusterName === undefined) return [];
    const ours = [stack, environment ?? stack];
    const theirs = others.flatMap((other) => [other.stack, other.settings.environment ?? other.stack]);
    return [...new Set(theirs)]
        .filter((name) => holdsWord(clusterName, name) && !ours.some((own) => holdsWord(own, name)))
        .map(
            (name) => `${file}: the cluster's name ${clusterName} says ${name}, which is another environment`,
        );
}

/** `platform-dev` holds `dev`, `platform-device` does not. */
function holdsWord(text: string, word: string): boolean {
    const apart = (written: string) => `-${written.toLowerCase().replaceAll("_", "-")}-`;
    return apart(text).includes(apart(word));
}

function overlap({ file, settings }: Neighbour, other: Neighbour): string[] {
    const { existingVpc } = settings;
    // One network, which two clusters share.
    if (existingVpc !== undefined && existingVpc.vpcId === other.settings.existingVpc?.vpcId) return [];
    const theirs = rangesOf(other.settings).map(({ range }) => range);
    return rangesOf(settings).flatMap(({ range, setting }) =>
        theirs
            .filter((its) => cidrsOverlap(range, its))
            .map(
                (its) =>
                    `${file}: ${setting} ${range} overlaps ${its} of ${other.file}, so the two networks can never be connected`,
            ),
    );
}

/** Every range of a VPC, with the setting that says it. */
function rangesOf({ existingVpc, vpcCidr }: Partial<Settings>) {
    return [
        ...(vpcCidr === undefined ? [] : [{ range: vpcCidr, setting: "platform:vpcCidr" }]),
        ...(existingVpc?.secondaryCidrs ?? []).map((range) => ({
            range,
            setting: "platform:existingVpc.secondaryCidrs",
        })),
    ];
}

/** What the deploy role's rights are made of, and so must be the same; and what they are rights to. */
const FOLLOWED = [
    ["permissionsBoundary", "make what has"],
    ["iamPath", "make what has"],
    ["namePrefix", "make what has"],
    ["registry", "pull charts from"],
] as const;

function otherRules(
    { file, settings }: Neighbour,
    { account, file: prepared, organisation }: PreparedAccount,
) {
    if (account === undefined || settings.account !== account) return [];
    return FOLLOWED.flatMap(([key, right]) => {
        const [asked, followed] = [settings.organisation?.[key], organisation?.[key]];
        if (asked === followed) return [];
        const [here, there] = [asked ?? "none", followed ?? "none"];
        return [
            `${file}: organisation.${key} is ${here}, and the deploy role of ${prepared} may ${right} ${there}`,
        ];
    });
}

/** What bootstrap has to know of a stack, if it prepared its account: the deploy job's identity and the region. */
export function accountFaults(
    { settings, stack }: Neighbour,
    { account, deployFrom, file, regions }: PreparedAccount,
): string[] {
    if (account === undefined || settings.account !== account) return [];
    const job = `environment:${stack}`;
    const { region } = settings;
    const again = "run pulumi up in bootstrap/";
    return [
        ...(deployFrom === undefined || deployFrom.includes(job)
            ? []
            : [`${file}: bootstrap:deployFrom lets no job of ${stack} deploy. Add ${job} and ${again}.`]),
        ...(regions === undefined || region === undefined || regions.includes(region)
            ? []
            : [`${file}: bootstrap:regions lacks ${region} of ${stack}. Add it and ${again}.`]),
    ];
}
