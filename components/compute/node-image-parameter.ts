/**
 * EKS's own images by the name of a public parameter, which EC2 reads when it starts a node: so nothing is looked up
 * while an environment is planned, and the plan says which release it is.
 */
import { type Accelerator, acceleratorsOf } from "../shared/accelerators";
import type { Architecture } from "../shared/instance-types";
import type { Problem } from "../shared/problems";
import { isKubernetesMinor, NODE_RELEASES } from "../versions";
import { architectureOfPool, type ImageSpec } from "./node-image";
import { isWindows, windowsParameter } from "./node-windows";
import type { AmiFamily, WindowsFamily } from "./node-words";

/** What decides it. */
export interface ParameterSpec extends ImageSpec {
    /** `v20260930` of AL2023, `1.63.0` of Bottlerocket. */
    readonly release?: string;
}

/** As the parameters spell them. */
const ARCHITECTURES: { readonly [architecture in Architecture]: string } = {
    amd64: "x86_64",
    arm64: "arm64",
};
/** Of AL2023; Bottlerocket's standard image has the Neuron driver. */
const VARIANTS: { readonly [kind in Accelerator]: string } = {
    none: "standard",
    nvidia: "nvidia",
    neuron: "neuron",
    other: "standard",
};
const RELEASES: {
    readonly [family in Exclude<AmiFamily, WindowsFamily>]: {
        readonly form: RegExp;
        readonly example: string;
    };
} = {
    AL2023: { form: /^v\d{8}$/, example: "v20260930, as the releases of awslabs/amazon-eks-ami are called" },
    Bottlerocket: { form: /^\d+\.\d+\.\d+$/, example: "1.63.0, as the releases of Bottlerocket are called" },
};

/** The release; undefined where nobody pins one, which is the newest of Bottlerocket and of Windows. */
export function releaseOf({
    amiFamily,
    kubernetesVersion,
    release,
    releaseVersion,
}: ParameterSpec): string | undefined {
    if (release !== undefined || amiFamily !== "AL2023" || !isKubernetesMinor(kubernetesVersion))
        return release;
    const pinned = releaseVersion ?? NODE_RELEASES[kubernetesVersion].value;
    return `v${pinned.slice(pinned.lastIndexOf("-") + 1)}`;
}

/**
 * What EC2 takes for an image's id. Assumes a checked spec without an image of its own.
 * Source: EC2 Auto Scaling User Guide, using-systems-manager-parameters; the names: Karpenter v1.14.1,
 * pkg/providers/amifamily/al2023.go, resolvePath, and bottlerocket.go; of FIPS: bottlerocket-os/bottlerocket variants/.
 */
export function imageParameterOf(spec: ParameterSpec): string {
    if (isWindows(spec.amiFamily)) return windowsParameter(spec.amiFamily, spec.kubernetesVersion);
    const architecture = ARCHITECTURES[architectureOfPool(spec) ?? "amd64"];
    const [kind = "none"] = acceleratorsOf(spec.instanceTypes);
    const { kubernetesVersion: minor } = spec;
    const release = releaseOf(spec);
    if (spec.amiFamily === "Bottlerocket") {
        const variant = `${kind === "nvidia" ? "-nvidia" : ""}${spec.fips === true ? "-fips" : ""}`;
        return `resolve:ssm:/aws/service/bottlerocket/aws-k8s-${minor}${variant}/${architecture}/${release ?? "latest"}/image_id`;
    }
    const variant = VARIANTS[kind];
    const name = `amazon-eks-node-al2023-${architecture}-${variant}-${minor}-${release ?? ""}`;
    return `resolve:ssm:/aws/service/eks/optimized-ami/${minor}/amazon-linux-2023/${architecture}/${variant}/${name}/image_id`;
}

/** A release of another form, or beside an image that is one already. */
export function checkImageRelease({ amiFamily, amiId, release }: ParameterSpec): Problem[] {
    if (release === undefined) return [];
    if (amiId !== undefined) {
        const what = "two answers to which image: amiId is one by itself";
        return [{ path: "release", what, got: release, remedy: "Remove it, or amiId" }];
    }
    if (isWindows(amiFamily)) {
        const what = "no parameter names a release of Windows, only its newest image";
        return [{ path: "release", what, got: release, remedy: "Remove it, or name an image by amiId" }];
    }
    const { example, form } = RELEASES[amiFamily];
    if (form.test(release)) return [];
    return [
        { path: "release", what: `not a release of ${amiFamily}`, got: release, remedy: `Write ${example}` },
    ];
}
