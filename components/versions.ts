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

/** The minors on offer, oldest first. A minor joins when every pin it needs is sourced. */
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
