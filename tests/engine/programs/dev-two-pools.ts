/** dev with a second node pool. */
import { dev } from "../../fixtures/fork/stacks/dev";
import { build } from "./build";
import { withBatch } from "./with-batch";

export const outputs = build(withBatch(dev));
