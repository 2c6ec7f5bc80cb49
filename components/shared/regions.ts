/** Regions, partitions and zones as pure functions, so that no plan needs a lookup. */
import { didYouMean } from "./hints";
import type { Problem } from "./problems";

export const PARTITIONS = [
    "aws",
    "aws-cn",
    "aws-us-gov",
    "aws-eusc",
    "aws-iso",
    "aws-iso-b",
    "aws-iso-e",
    "aws-iso-f",
] as const;
export type Partition = (typeof PARTITIONS)[number];

/** Region prefix → partition and DNS suffix. Source: botocore data/partitions.json, regionRegex and dnsSuffix. */
const PARTITION_BY_PREFIX: readonly (readonly [prefix: string, partition: Partition, dnsSuffix: string])[] = [
    ["cn-", "aws-cn", "amazonaws.com.cn"],
    ["us-gov-", "aws-us-gov", "amazonaws.com"],
    ["eusc-", "aws-eusc", "amazonaws.eu"],
    ["us-iso-", "aws-iso", "c2s.ic.gov"],
    ["us-isob-", "aws-iso-b", "sc2s.sgov.gov"],
    ["eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"],
    ["us-isof-", "aws-iso-f", "csp.hci.ic.gov"],
];

/** The form of every region's name: `eu-west-1`, `us-gov-east-1`. */
export const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/**
 * Every region of every partition. A region AWS has opened since is missing here.
 * Source: botocore 1.44.8 data/partitions.json, read 2026-11-29; a test compares them with the AWS SDK's own.
 */
const REGIONS: readonly string[] = [
    ...["af-south-1", "ca-central-1", "ca-west-1", "il-central-1", "mx-central-1", "sa-east-1", "sa-west-1"],
    ...[
        "ap-east-1",
        "ap-east-2",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-south-2",
    ],
    ...[
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
    ],
    ...[
        "ap-southeast-7",
        "eu-central-1",
        "eu-central-2",
        "eu-north-1",
        "eu-south-1",
        "eu-south-2",
        "eu-west-1",
    ],
    ...["eu-west-2", "eu-west-3", "me-central-1", "me-south-1", "me-west-1"],
    ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
    ...["cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1", "eusc-de-east-1"],
    ...["us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "us-isob-west-1"],
    ...["eu-isoe-west-1", "us-isof-east-1", "us-isof-south-1"],
];

/** Whether there is such a region, as far as the kit knows. */
export function isRegion(region: string): boolean {
    return REGIONS.includes(region);
}

/** A region nobody knows, with the one that may be meant. Empty when it exists. */
export function checkRegion(path: string, region: string): Problem[] {
    if (isRegion(region)) return [];
    const nearest = didYouMean(region, REGIONS);
    const remedy =
        nearest === undefined
            ? "Choose a region of AWS, such as us-east-1"
            : `Did you mean "${nearest}"? Choose a region of AWS`;
    const newer = "; one opened after 2026-11 joins the list in components/shared/regions.ts";
    return [{ path, what: "no such region", got: region, remedy: `${remedy}${newer}` }];
}

/** The partition a region belongs to; `aws` unless its prefix says otherwise. */
export function partitionOf(region: string): Partition {
    return PARTITION_BY_PREFIX.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

/** The domain of a region's service endpoints. */
export function dnsSuffixOf(region: string): string {
    return PARTITION_BY_PREFIX.find(([prefix]) => region.startsWith(prefix))?.[2] ?? "amazonaws.com";
}

/**
 * Whether `zone` names an Availability Zone of `region`: the region and one letter. Local Zones and
 * Wavelength Zones have longer names and are refused: the control plane cannot use them.
 * Source: EC2 API Reference, DescribeAvailabilityZones; EKS User Guide, network-reqs.
 */
export function isZoneOf(region: string, zone: string): boolean {
    return zone.length === region.length + 1 && zone.startsWith(region) && /[a-z]$/.test(zone);
}
