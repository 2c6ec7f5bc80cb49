/** An environment of each kind of compute but Karpenter's own, which tests/support/shapes.ts has. */
import type { EnvironmentShape } from "../../components/platform/shape";
import { SERVERLESS } from "../fixtures/fork/stacks/presets";
import { systemNodesOf } from "./part-environment";
import { ON_FARGATE, ON_NODES } from "./shapes";

/** The system nodes of {@link ON_NODES}, and a pool of groups for workloads in place of Karpenter's. */
export const MANAGED: EnvironmentShape = {
    ...ON_NODES,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: true },
    managedNodes: { general: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.xlarge"] } },
};

/** One pool for everything, as small as it gets. */
export const MANAGED_SHARED: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
};

/** No node at all: CoreDNS and the metrics server on the kit's profile, workloads on one of their own. */
export const FARGATE: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "fargate" },
    fargateProfiles: { workloads: SERVERLESS },
};

/** Nodes that EKS makes itself, of both pools it brings. */
export const AUTO_MODE: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "auto-mode", nodePools: ["general-purpose", "system"] },
};

export const KINDS: Readonly<Record<string, EnvironmentShape>> = {
    managed: MANAGED,
    "managed-shared": MANAGED_SHARED,
    fargate: FARGATE,
    "auto-mode": AUTO_MODE,
};
