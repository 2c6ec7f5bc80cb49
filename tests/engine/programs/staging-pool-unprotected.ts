/** staging with its second node pool about to go: the first of two updates. */
import { staging } from "../../fixtures/fork/stacks/staging";
import { build } from "./build";
import { withBatch } from "./with-batch";

export const outputs = build({ ...withBatch(staging), unprotected: ["pool-batch"] });
