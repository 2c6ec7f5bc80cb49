/** dev with Karpenter, CoreDNS, the EBS CSI controller and the metrics server on managed nodes. */
import { dev } from "../../fixtures/fork/stacks/dev";
import { SYSTEM_NODES_PER_ZONE } from "../../fixtures/fork/stacks/presets";
import { onKarpenter } from "../../support/on-karpenter";
import { build } from "./build";

export const outputs = build({
    ...dev,
    // An agent that came with the nodes would be a change of its own.
    addons: { ...dev.addons, nodeMonitoring: false },
    compute: { ...onKarpenter(dev).compute, host: SYSTEM_NODES_PER_ZONE },
});
