/** Which minors of Kubernetes those who write a chart's software say they tried it on. */

/** A statement about releases of one chart. */
export interface ChartSupport {
    /** Beginning of the chart's version: `2.20.`. */
    readonly versions: string;
    /** Newest minor it was tried on; absent where they name an oldest one and no newest. */
    readonly testedTo?: string;
    /** Oldest minor, where one is named. */
    readonly from?: string;
    /** A version of the chart that was tried on a newer one. */
    readonly newer?: { readonly versions: string; readonly testedTo: string };
    readonly source: string;
    readonly seen: string;
    readonly address: string;
}

/**
 * By the name of the chart. A chart without a row: its authors name no minors, or none was found; an oldest one in
 * Chart.yaml alone says nothing of the next.
 */
export const CHART_SUPPORT: { readonly [chart in string]?: readonly ChartSupport[] } = {
    "aws-load-balancer-controller": [
        {
            versions: "3.",
            from: "1.22",
            source: "kubernetes-sigs/aws-load-balancer-controller docs/deploy/installation.md: 2.5.0 and newer on 1.22 and newer",
            seen: "2026-08-21",
            address:
                "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/",
        },
    ],
    "cert-manager": [
        {
            versions: "v1.21.",
            from: "1.33",
            testedTo: "1.36",
            source: "Rusty-Gopher/kupre v0.3.0, release notes, on cert-manager's table of supported releases",
            seen: "2026-10-22",
            address: "https://github.com/Rusty-Gopher/kupre/releases/tag/v0.3.0",
        },
    ],
    descheduler: [
        {
            versions: "0.36.",
            from: "1.34",
            testedTo: "1.36",
            source: "kubernetes-sigs/descheduler v0.36.0 README.md, Compatibility Matrix: the three latest minors",
            seen: "2026-11-29",
            address: "https://github.com/kubernetes-sigs/descheduler/blob/v0.36.0/README.md",
        },
    ],
    keda: [
        {
            versions: "2.20.",
            from: "1.33",
            testedTo: "1.35",
            newer: { versions: "2.21.", testedTo: "1.36" },
            source: "keda.sh, docs/2.22/operate/cluster, Kubernetes Compatibility",
            seen: "2026-11-29",
            address: "https://keda.sh/docs/2.22/operate/cluster/",
        },
        {
            versions: "2.21.",
            from: "1.34",
            testedTo: "1.36",
            source: "keda.sh, docs/2.22/operate/cluster, Kubernetes Compatibility",
            seen: "2026-11-29",
            address: "https://keda.sh/docs/2.22/operate/cluster/",
        },
    ],
    velero: [
        {
            versions: "12.1.",
            from: "1.18",
            testedTo: "1.35",
            source: "velero-io/velero README.md, compatibility matrix: 1.18 of Velero, expected on 1.18 to the latest",
            seen: "2026-11-29",
            address: "https://github.com/velero-io/velero#velero-compatibility-matrix",
        },
    ],
    "vertical-pod-autoscaler": [
        {
            versions: "0.11.",
            from: "1.28",
            source: "kubernetes/autoscaler vertical-pod-autoscaler v1.7.1, docs/installation.md, Compatibility",
            seen: "2026-11-29",
            address: "https://pkg.go.dev/k8s.io/autoscaler/vertical-pod-autoscaler@v1.7.1",
        },
    ],
};
