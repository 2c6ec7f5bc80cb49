/** Regions, partitions and zones as pure functions, so that no plan needs a lookup. */

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
