/** Every version the kit pins. A pin says where its value was read, when and at which address. */

/** A fact of the outside world. Without source, date and address it is a guess, and a test refuses it. */
export interface Pin {
    readonly value: string;
    /** Who says so. */
    readonly source: string;
    /** ISO date of the text that was read. */
    readonly seen: string;
    readonly address: string;
}

/** The life of a Kubernetes minor on EKS, as ISO dates. */
export interface KubernetesRelease {
    /** First day EKS offers it. */
    readonly released: Pin;
    /** Last day at the standard price: afterwards a STANDARD cluster is upgraded, an EXTENDED one costs more. */
    readonly endOfStandardSupport: Pin;
    /** Last day at all: EKS then upgrades the control plane by itself. */
    readonly endOfExtendedSupport: Pin;
}

/**
 * The minors on offer, oldest first. A minor joins when every pin it needs is sourced. Why neither 1.34 nor 1.37, as of
 * 2026-11-29: docs/day-2/kubernetes-minor.md.
 */
export const KUBERNETES_MINORS = ["1.35", "1.36"] as const;
export type KubernetesMinor = (typeof KUBERNETES_MINORS)[number];

/** What a new environment gets. */
export const DEFAULT_KUBERNETES_MINOR: KubernetesMinor = "1.36";

export const KUBERNETES: { readonly [minor in KubernetesMinor]: KubernetesRelease } = {
    "1.35": {
        released: releaseCalendar("2026-01-28"),
        endOfStandardSupport: releaseCalendar("2027-03-27"),
        endOfExtendedSupport: releaseCalendar("2028-03-27"),
    },
    "1.36": {
        released: releaseCalendar("2026-06-02"),
        endOfStandardSupport: releaseCalendar("2027-08-02"),
        endOfExtendedSupport: releaseCalendar("2028-08-02"),
    },
};

/**
 * Add-on versions by minor: sets that ran together on a live cluster of that minor, never cells of different sets.
 * A missing entry has no source: the add-on is then refused on that minor.
 */
export const ADDON_VERSIONS: {
    readonly [minor in KubernetesMinor]: { readonly [addon: string]: Pin | undefined };
} = {
    "1.35": {
        "vpc-cni": upgradeLog("v1.22.4-eksbuild.3"),
        "kube-proxy": upgradeLog("v1.35.3-eksbuild.29"),
        coredns: upgradeLog("v1.13.2-eksbuild.31"),
        "eks-pod-identity-agent": addonQuery("v1.3.10-eksbuild.3"),
        "aws-ebs-csi-driver": upgradeLog("v1.66.0-eksbuild.1"),
        "metrics-server": upgradeLog("v0.9.0-eksbuild.11"),
    },
    "1.36": {
        "vpc-cni": upgradeLog("v1.22.4-eksbuild.3"),
        "kube-proxy": upgradeLog("v1.36.0-eksbuild.25"),
        coredns: upgradeLog("v1.14.3-eksbuild.23"),
        "eks-pod-identity-agent": labVerification("v1.3.10-eksbuild.3"),
        "aws-ebs-csi-driver": upgradeLog("v1.66.0-eksbuild.1"),
        "metrics-server": upgradeLog("v0.9.0-eksbuild.11"),
        "eks-node-monitoring-agent": {
            value: "v1.7.2-eksbuild.1",
            source: "wazaglo/apt-mirror, Terraform pinned to the live versions of an EKS 1.36 cluster, with the set above",
            seen: "2026-09-27",
            address: "https://github.com/wazaglo/apt-mirror",
        },
    },
};

/** Where AWS publishes the charts and images of Karpenter; a mirror keeps the paths below its own name. */
export const DEFAULT_REGISTRY = "public.ecr.aws";

/** Charts `karpenter` and `karpenter-crd`, which always share one version. */
export const KARPENTER_VERSION: Pin = karpenterRepository(
    "1.14.1",
    "charts/karpenter/Chart.yaml and charts/karpenter-crd/Chart.yaml",
    "https://github.com/aws/karpenter-provider-aws/tree/v1.14.1/charts",
);

/** Oldest Karpenter that runs on a minor; a minor without one is beyond the newest Karpenter read. */
export const KARPENTER_MINIMUM: { readonly [minor in KubernetesMinor]: Pin } = {
    "1.35": karpenterMatrix("1.9.0"),
    "1.36": karpenterMatrix("1.13.0"),
};

/** AMI alias of Karpenter's nodes. It resolves per Kubernetes minor, so it must exist for the next one too. */
export const AMI_ALIAS: Pin = {
    value: "al2023@v20260930",
    source: "Adonitologist/aws-eks-gitops-platform ADR 0001: SSM parameter of 1.35; suzuki0430/kro-crossplane-eks-idp-lab: nodes 1.36.4-20260930 on 1.36",
    seen: "2026-10-02",
    address: "https://github.com/Adonitologist/aws-eks-gitops-platform",
};

/** Release of the AL2023 AMI of managed node groups. */
export const NODE_RELEASES: { readonly [minor in KubernetesMinor]: Pin } = {
    "1.35": {
        value: "1.35.6-20260714",
        source: "awslabs/amazon-eks-ami CHANGELOG.md, release v20260714",
        seen: "2026-07-14",
        address: "https://github.com/awslabs/amazon-eks-ami/releases/tag/v20260714",
    },
    "1.36": labVerification("1.36.4-20260930"),
};

/** Charts that offer devices of nodes to pods: where each is published, and its version. */
export const DEVICE_PLUGINS = {
    nvidia: {
        chart: "nvidia-device-plugin",
        repository: "https://nvidia.github.io/k8s-device-plugin",
        version: {
            value: "0.20.0",
            source: "NVIDIA/k8s-device-plugin, tag v0.20.0, deployments/helm/nvidia-device-plugin/Chart.yaml",
            seen: "2026-08-19",
            address: "https://github.com/NVIDIA/k8s-device-plugin/releases/tag/v0.20.0",
        },
    },
    neuron: {
        chart: "neuron-helm-chart",
        repository: "oci://public.ecr.aws/neuron",
        version: {
            value: "1.9.0",
            source: "aws-solutions-library-samples/global-capacity-orchestrator-on-aws, lambda/helm-installer/charts.yaml, for Kubernetes 1.36",
            seen: "2026-07-26",
            address: "https://github.com/aws-solutions-library-samples/global-capacity-orchestrator-on-aws",
        },
    },
    efa: {
        chart: "aws-efa-k8s-device-plugin",
        repository: "https://aws.github.io/eks-charts",
        version: {
            value: "v0.5.30",
            source: "aws/eks-charts stable/aws-efa-k8s-device-plugin/Chart.yaml",
            seen: "2026-07-21",
            address: "https://github.com/aws/eks-charts/tree/master/stable/aws-efa-k8s-device-plugin",
        },
    },
} as const satisfies Readonly<
    Record<string, { readonly chart: string; readonly repository: string; readonly version: Pin }>
>;

/** Whether the kit offers `text` as a Kubernetes version. */
export function isKubernetesMinor(text: string): text is KubernetesMinor {
    return KUBERNETES_MINORS.some((minor) => minor === text);
}

/** A date of the EKS release calendar, read in the table that endoflife.date generates from it. */
function releaseCalendar(value: string): Pin {
    return {
        value,
        source: "endoflife.date, products/amazon-eks, generated from the release calendar in the EKS User Guide, kubernetes-versions",
        seen: "2026-07-08",
        address: "https://endoflife.date/amazon-eks",
    };
}

function upgradeLog(value: string): Pin {
    return {
        value,
        source: "robreris/vending-machine-poc, session log of a live cluster upgraded minor by minor from 1.31 to 1.36",
        seen: "2026-09-24",
        address: "https://github.com/robreris/vending-machine-poc",
    };
}

function addonQuery(value: string): Pin {
    return {
        value,
        source: "Adonitologist/aws-eks-gitops-platform ADR 0001, aws eks describe-addon-versions for 1.35, default",
        seen: "2026-10-02",
        address: "https://github.com/Adonitologist/aws-eks-gitops-platform",
    };
}

function labVerification(value: string): Pin {
    return {
        value,
        source: "suzuki0430/kro-crossplane-eks-idp-lab docs/verification.md, live EKS 1.36 cluster",
        seen: "2026-10-02",
        address: "https://github.com/suzuki0430/kro-crossplane-eks-idp-lab/blob/main/docs/verification.md",
    };
}

function karpenterMatrix(value: string): Pin {
    return karpenterRepository(
        value,
        "website/content/en/docs/upgrading/compatibility.md",
        "https://karpenter.sh/docs/upgrading/compatibility/",
    );
}

function karpenterRepository(value: string, file: string, address: string): Pin {
    return { value, source: `aws/karpenter-provider-aws ${file}`, seen: "2026-08-21", address };
}
