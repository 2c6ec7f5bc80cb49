/** staging with larger system nodes, which EKS takes only as new node groups, unprotected meanwhile. */
import type { KarpenterHostShape } from "../../../components/platform/shape";
import { staging } from "../../fixtures/fork/stacks/staging";
import { onKarpenter } from "../../support/on-karpenter";
import { build } from "./build";

const { compute } = onKarpenter(staging);
const { host } = compute;
const larger: KarpenterHostShape =
    host.kind === "managed-nodes"
        ? { ...host, systemNodes: { ...host.systemNodes, instanceTypes: ["m7g.xlarge"] } }
        : host;

export const outputs = build({
    ...staging,
    compute: { ...compute, host: larger },
    unprotected: ["nodes-system"],
});
