/**
 * Charts the kit installs by words of their own, not by the catalogue: what it knows of each. Each line was compared with
 * what Helm renders of the pinned chart, 2026-11-29, but for neuron-helm-chart, whose source nobody could reach.
 */
import type { Claims } from "./claims";

export type KitChart = Pick<Claims, "hooks" | "images" | "rendersAnew"> & Pick<Claims, "definitions">;

export const KIT_CHARTS: { readonly [chart: string]: KitChart | undefined } = {
    karpenter: { images: ["public.ecr.aws/karpenter/controller"], hooks: [], rendersAnew: [] },
    "karpenter-crd": {
        images: [],
        hooks: [],
        rendersAnew: [],
        definitions: {
            home: "templates",
            names: [
                "capacitybuffers.autoscaling.x-k8s.io",
                "ec2nodeclasses.karpenter.k8s.aws",
                "nodeclaims.karpenter.sh",
                "nodeoverlays.karpenter.sh",
                "nodepools.karpenter.sh",
            ],
            kept: false,
        },
    },
    "nvidia-device-plugin": { images: ["nvcr.io/nvidia/k8s-device-plugin"], hooks: [], rendersAnew: [] },
    "neuron-helm-chart": {
        images: ["public.ecr.aws/neuron/neuron-device-plugin"],
        hooks: [],
        rendersAnew: [],
    },
    "aws-efa-k8s-device-plugin": {
        images: ["602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/aws-efa-k8s-device-plugin"],
        hooks: [],
        rendersAnew: [],
    },
};
