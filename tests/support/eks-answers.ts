/**
 * Answers of AWS as the CLI prints them. Shapes, not recordings: the fields are those of the EKS API Reference
 * (DescribeAddonVersions, DescribeClusterVersions) and the Systems Manager API Reference (GetParameters), read 2026-11;
 * the values are made up or the kit's own pins.
 */
import { recommendedParameter } from "../../tools/versions/nodes";
import { TABLE } from "../../tools/versions/table";
import { parametersOf } from "../../tools/versions/verify";

/** The versions of an add-on on offer, the default one marked by a `*`. */
export type Offered = Readonly<Record<string, readonly string[]>>;

export function addonVersions(minor: string, offered: Offered): string {
    return JSON.stringify({
        addons: Object.entries(offered).map(([addonName, versions]) => ({
            addonName,
            type: "networking",
            addonVersions: versions.map((version) => ({
                addonVersion: version.replace("*", ""),
                architecture: ["amd64", "arm64"],
                computeTypes: ["ec2", "fargate", "hybrid"],
                compatibilities: [
                    {
                        clusterVersion: minor,
                        platformVersions: ["*"],
                        defaultVersion: version.endsWith("*"),
                    },
                ],
                requiresConfiguration: false,
                requiresIamPermissions: addonName === "vpc-cni",
            })),
            publisher: "eks",
            owner: "aws",
        })),
    });
}

/** Every pin of a minor offered, as the default, with changes. */
export function pinnedAddons(minor: string, changes: Offered = {}): string {
    const pins = Object.entries(TABLE.addons[minor] ?? {}).flatMap(([addon, pin]): [string, string[]][] =>
        pin === undefined ? [] : [[addon, [`${pin.value}*`]]],
    );
    return addonVersions(minor, { ...Object.fromEntries(pins), ...changes });
}

/** The calendar as the CLI's version 2 prints it, or version 1. */
export function clusterVersions(print: (day: string) => string | number = iso): string {
    return JSON.stringify({
        clusterVersions: TABLE.minors.flatMap((minor) => {
            const release = TABLE.kubernetes[minor];
            if (release === undefined) return [];
            return [
                {
                    clusterVersion: minor,
                    clusterType: "eks",
                    defaultPlatformVersion: "eks.4",
                    defaultVersion: minor === TABLE.minors.at(-1),
                    releaseDate: print(release.released.value),
                    endOfStandardSupportDate: print(release.endOfStandardSupport.value),
                    endOfExtendedSupportDate: print(release.endOfExtendedSupport.value),
                    status: "standard-support",
                    versionStatus: "STANDARD_SUPPORT",
                    kubernetesPatchVersion: `${minor}.4`,
                },
            ];
        }),
    });
}

/** Midnight in UTC, as a machine in California prints it. */
export function iso(day: string): string {
    const time = Date.parse(`${day}T00:00:00Z`) - 8 * 60 * 60 * 1000;
    return new Date(time).toISOString().replace(/\.000Z$/, "-08:00");
}

export function seconds(day: string): number {
    return Date.parse(`${day}T00:00:00Z`) / 1000;
}

/** The parameters behind the pins that AWS has, and the names it does not know. */
export function parameters(
    names: readonly string[],
    values: Readonly<Record<string, string>> = allParameters(),
): string {
    const known = names.filter((name) => values[name] !== undefined);
    return JSON.stringify({
        Parameters: known.map((Name) => ({
            Name,
            Type: "String",
            Value: values[Name],
            Version: 1,
            LastModifiedDate: "2026-10-01T12:00:00-08:00",
            ARN: `arn:aws:ssm:us-east-1::parameter${Name}`,
            DataType: "text",
        })),
        InvalidParameters: names.filter((name) => !known.includes(name)),
    });
}

/** Every parameter that the pins need, and those with the newest releases: the pins'. */
export function allParameters(): Record<string, string> {
    return Object.fromEntries(
        [...parametersOf(TABLE), ...TABLE.minors.map(recommendedParameter)].map((name) => {
            const minor = /optimized-ami\/([\d.]+)\//.exec(name)?.[1] ?? "";
            const isRelease = name.endsWith("/release_version");
            return [name, isRelease ? (TABLE.nodeReleases[minor]?.value ?? "") : "ami-0123456789abcdef0"];
        }),
    );
}
