/** staging with a second node pool. */
import { staging } from "../../fixtures/fork/stacks/staging";
import { build } from "./build";
import { withBatch } from "./with-batch";

export const outputs = build(withBatch(staging));
