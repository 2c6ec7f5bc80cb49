/** Where AWS publishes the images of nodes. */

/** What the kit's nodes run on. */
const ARCHITECTURES = ["x86_64", "arm64"] as const;

/**
 * Parameters that exist when the AL2023 images of a day exist for a minor, one an architecture.
 * Source: karpenter-provider-aws pkg/providers/amifamily/al2023.go; awslabs/amazon-eks-ami issue 1843, read 2026-11.
 */
export function imageParameters(minor: string, day: string): readonly string[] {
    return ARCHITECTURES.map((architecture) => `${imagePath(minor, architecture, day)}/image_id`);
}

/**
 * The parameter that holds a release's own number. Next to `recommended` it is documented (EKS User Guide,
 * retrieve-ami-id); that the images of a day carry it as well was not seen written down, so that its absence says
 * nothing.
 */
export function releaseParameter(minor: string, day: string): string {
    return `${imagePath(minor, ARCHITECTURES[0], day)}/release_version`;
}

/**
 * The parameter with the number of the newest release of a minor.
 * Source: EKS User Guide, retrieve-ami-id, read 2026-11.
 */
export function recommendedParameter(minor: string): string {
    return `${pathOf(minor, ARCHITECTURES[0])}/recommended/release_version`;
}

/** The day in `al2023@v20260930` or in `1.36.4-20260930`. */
export function dayOf(version: string): string {
    return /(\d{8})$/.exec(version)?.[1] ?? "";
}

function imagePath(minor: string, architecture: string, day: string): string {
    const image = `amazon-eks-node-al2023-${architecture}-standard-${minor}-v${day}`;
    return `${pathOf(minor, architecture)}/${image}`;
}

function pathOf(minor: string, architecture: string): string {
    return `/aws/service/eks/optimized-ami/${minor}/amazon-linux-2023/${architecture}/standard`;
}
