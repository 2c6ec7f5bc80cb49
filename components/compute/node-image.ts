/** The image of managed nodes: which of EKS's own fits the instance types, or one somebody built. */
import { type Accelerator, acceleratorsOf } from "../shared/accelerators";
import type { Device } from "../shared/device-plugins";
import { type Architecture, commonArchitecture } from "../shared/instance-types";
import { describeTaint } from "../shared/kubernetes-names";
import { PINS_FILE } from "../shared/pins-schema";
import type { Problem } from "../shared/problems";
import { isKubernetesMinor, NODE_RELEASES } from "../versions";
import { type ForeignTemplate, hasOwnImage } from "./foreign-template";
import { isWindows, windowsAmiType } from "./node-windows";
import type { AmiFamily, NodeWords, WindowsFamily } from "./node-words";

const NOTHING_OFFERED: ReadonlySet<Device> = new Set();

/** What decides the image. */
export interface ImageSpec extends Pick<NodeWords, "architecture"> {
    readonly amiFamily: AmiFamily;
    /** An image somebody built. @default EKS's own */
    readonly amiId?: string;
    /** A launch template of somebody else, which may name an image. @default the kit's own */
    readonly launchTemplate?: ForeignTemplate;
    /** Bottlerocket with FIPS-validated modules. @default false */
    readonly fips?: boolean;
    readonly instanceTypes: readonly string[];
    readonly kubernetesVersion: string;
    /** Release of the AL2023 image, `<version>-<day>`. @default the kit's pin of the minor */
    readonly releaseVersion?: string;
}

/**
 * EKS's own words for its images, by what is in them. Bottlerocket carries the Neuron driver in its standard image.
 * Source: EKS API Reference, CreateNodegroup, amiType, as in @aws-sdk/client-eks 3.1075.0; EKS User Guide,
 * ml-eks-optimized-ami, table of images and instance types, 2026.
 */
const AMI_TYPES: {
    readonly [family in Exclude<AmiFamily, WindowsFamily>]: {
        readonly [architecture in Architecture]: { readonly [kind in Accelerator]?: string };
    };
} = {
    AL2023: {
        amd64: {
            none: "AL2023_x86_64_STANDARD",
            nvidia: "AL2023_x86_64_NVIDIA",
            neuron: "AL2023_x86_64_NEURON",
        },
        arm64: { none: "AL2023_ARM_64_STANDARD", nvidia: "AL2023_ARM_64_NVIDIA" },
    },
    Bottlerocket: {
        amd64: {
            none: "BOTTLEROCKET_x86_64",
            nvidia: "BOTTLEROCKET_x86_64_NVIDIA",
            neuron: "BOTTLEROCKET_x86_64",
        },
        arm64: { none: "BOTTLEROCKET_ARM_64", nvidia: "BOTTLEROCKET_ARM_64_NVIDIA" },
    },
};

/** What EKS is told of the image: nothing of one that stands in the launch template. */
export interface ImagePlan {
    readonly amiType?: string;
    readonly version?: string;
    /** Pinned, or left to EKS: the newest when the group is made. */
    readonly releaseVersion?: string;
}

/**
 * Assumes a checked spec. Source of what an own image forbids: EKS User Guide, launch-templates, "Limits and
 * conditions when specifying an AMI ID".
 */
export function planImage(spec: ImageSpec): ImagePlan {
    if (hasOwnImage(spec)) return {};
    const releaseVersion = releaseVersionOf(spec);
    return {
        amiType: amiTypeOf(spec),
        version: spec.kubernetesVersion,
        ...(releaseVersion === undefined ? {} : { releaseVersion }),
    };
}

function amiTypeOf(spec: ImageSpec): string {
    if (isWindows(spec.amiFamily)) return windowsAmiType(spec.amiFamily);
    const [kind = "none"] = acceleratorsOf(spec.instanceTypes);
    const images = AMI_TYPES[spec.amiFamily][architectureOfPool(spec) ?? "amd64"];
    const amiType = images[kind] ?? images.none ?? "";
    return spec.fips === true ? `${amiType}_FIPS` : amiType;
}

export function architectureOfPool(spec: ImageSpec): Architecture | undefined {
    return spec.architecture ?? commonArchitecture(spec.instanceTypes);
}

/**
 * Only AL2023 is pinned, all its variants at one release: of Bottlerocket nobody has published a whole release with its
 * commit. Even so the pin holds at creation and at a change of itself only: a new version of the launch template makes
 * EKS take the newest image, and the next `up` goes back to the pin (hashicorp/terraform-provider-aws#40902).
 */
function releaseVersionOf({ amiFamily, kubernetesVersion, releaseVersion }: ImageSpec): string | undefined {
    if (amiFamily !== "AL2023" || !isKubernetesMinor(kubernetesVersion)) return undefined;
    return releaseVersion ?? NODE_RELEASES[kubernetesVersion].value;
}

/** What a reader of the plan sees of the image. */
export function decisionsOfImage(spec: ImageSpec): Readonly<Record<string, string | boolean>> {
    const kinds = acceleratorsOf(spec.instanceTypes).filter((kind) => kind !== "none");
    return {
        amiFamily: spec.amiFamily,
        ...(spec.amiId === undefined ? {} : { amiId: spec.amiId }),
        architecture: architectureOfPool(spec) ?? "unknown",
        ...(kinds.length === 0 ? {} : { accelerator: kinds.join(", ") }),
        ...(spec.fips === undefined ? {} : { fips: spec.fips }),
        kubernetesVersion: spec.kubernetesVersion,
        releaseVersion: hasOwnImage(spec)
            ? "whatever the image has"
            : (releaseVersionOf(spec) ?? "the newest when made"),
    };
}

/** An image that does not exist, or that would not fit all the types. */
export function checkImage(spec: ImageSpec): Problem[] {
    return [
        ...(hasOwnImage(spec) ? [] : checkOneAccelerator(spec.instanceTypes)),
        ...(spec.amiId === undefined ? [] : checkAmiId(spec.amiId)),
        ...checkFips(spec),
        ...checkRelease(spec),
    ];
}

/** Source: awslabs/amazon-eks-ami releases: the minor's version, then the day. */
function checkRelease({ kubernetesVersion, releaseVersion }: ImageSpec): Problem[] {
    if (releaseVersion === undefined) return [];
    const isOfMinor = releaseVersion.startsWith(`${kubernetesVersion}.`);
    if (isOfMinor && /^\d+\.\d+\.\d+-\d{8}$/.test(releaseVersion)) return [];
    const what = `not a release of the AL2023 image for Kubernetes ${kubernetesVersion}`;
    const remedy = `Write ${kubernetesVersion}.<patch>-<yyyymmdd>, as the changelog of amazon-eks-ami has it, in ${PINS_FILE}`;
    return [{ path: "releaseVersion", what, got: releaseVersion, remedy }];
}

/** Source: Amazon EC2 API Reference, RunInstances, ImageId: 8 or 17 hexadecimal digits. */
function checkAmiId(amiId: string): Problem[] {
    if (/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(amiId)) return [];
    const remedy = "Write ami- and 17 hexadecimal digits, as EC2 lists it in this region";
    return [{ path: "amiId", what: "not the id of an image", got: amiId, remedy }];
}

/** A group has one image, and each of EKS's brings one driver. */
function checkOneAccelerator(types: readonly string[]): Problem[] {
    const kinds = acceleratorsOf(types);
    if (kinds.length < 2) return [];
    const what = `mixed accelerators, ${kinds.join(" and ")}: no image of EKS fits them all`;
    return [{ path: "instanceTypes", what, got: types, remedy: "Split into groups, one for each kind" }];
}

/** Source: EKS API Reference, CreateNodegroup, amiType: FIPS images are Bottlerocket's. */
function checkFips({ amiFamily, amiId, fips }: ImageSpec): Problem[] {
    if (fips !== true) return [];
    if (amiId !== undefined) {
        const what = "whether an own image has FIPS modules is the image's to say";
        return [{ path: "fips", what, got: fips, remedy: "Remove it" }];
    }
    if (amiFamily === "Bottlerocket") return [];
    const what = `EKS has no FIPS image of ${amiFamily}`;
    const remedy =
        amiFamily === "AL2023"
            ? "Choose Bottlerocket, or switch FIPS on in user data: fips-mode-setup --enable"
            : "Remove it";
    return [{ path: "fips", what, got: fips, remedy }];
}

/**
 * What pods that ask for an accelerator need besides the image.
 * @param nodes as a sentence begins: `Managed nodes batch`
 * @param offered devices that a plugin of the environment offers
 */
export function noticesOfImage(
    spec: ImageSpec & Pick<NodeWords, "taints">,
    nodes: string,
    offered: ReadonlySet<Device> = NOTHING_OFFERED,
): string[] {
    const [kind = "none"] = acceleratorsOf(spec.instanceTypes).filter((one) => one !== "none");
    if (kind === "none") return [];
    if (hasOwnImage(spec)) {
        return [`${nodes} have accelerators: their own image must bring the driver`];
    }
    if (kind !== "other" && spec.amiFamily !== "Bottlerocket" && offered.has(kind)) return [];
    if (kind === "neuron" && offered.has(kind)) return [];
    const taints = (spec.taints ?? []).map(describeTaint).join(" and ");
    return [NOTICES[kind](nodes, spec.amiFamily, taints === "" ? "" : `, and must tolerate ${taints}`)];
}

/**
 * Source: EKS User Guide, ml-eks-k8s-device-plugin, "Considerations", 2026; of AMD's, Qualcomm's and Habana's devices
 * ml-eks-optimized-ami names none.
 */
const NOTICES: {
    readonly [kind in Exclude<Accelerator, "none">]: (
        nodes: string,
        family: AmiFamily,
        taints: string,
    ) => string;
} = {
    nvidia: (nodes, family, taints) =>
        family === "Bottlerocket"
            ? `${nodes} offer nvidia.com/gpu by themselves: their image carries driver and device plugin, so keep another plugin away`
            : `${nodes} have the NVIDIA driver but no device plugin: pods get nvidia.com/gpu once nvidia-device-plugin or the GPU operator runs there${taints}`,
    neuron: (nodes, _family, taints) =>
        `${nodes} have the Neuron driver but no device plugin: pods get aws.amazon.com/neuron once the Neuron device plugin runs there${taints}`,
    other: (nodes) =>
        `${nodes} have accelerators for which no image of EKS brings a driver: bring it in user data, in an own image (amiId) or with a DaemonSet`,
};
