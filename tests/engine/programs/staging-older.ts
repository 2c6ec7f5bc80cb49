/** staging as it was before each of its parts had a newer version. */
import type * as pulumi from "@pulumi/pulumi";

import { generalPool } from "../../fixtures/fork/stacks/presets";
import { staging } from "../../fixtures/fork/stacks/staging";
import { onKarpenter } from "../../support/on-karpenter";
import { build } from "./build";

const versions = {
    "vpc-cni": "v1.20.0-eksbuild.1",
    "eks-pod-identity-agent": "v1.3.0-eksbuild.1",
    "aws-ebs-csi-driver": "v1.50.0-eksbuild.1",
    "metrics-server": "v0.8.0-eksbuild.1",
};

const general = {
    ...generalPool({ architecture: "amd64", capacityTypes: ["spot", "on-demand"], cpuLimit: 128 }),
    amiAlias: "al2023@v20260701",
};

/** Charts have one version in the whole kit. */
const olderCharts: pulumi.ResourceTransformation = ({ opts, props, type }) =>
    type === "kubernetes:helm.sh/v3:Release" ? { opts, props: { ...props, version: "1.14.0" } } : undefined;

const shape = {
    ...staging,
    addons: { ...staging.addons, versions },
    compute: { ...onKarpenter(staging).compute, pools: { general } },
};

export const outputs = build(shape, { transformations: [olderCharts] });
