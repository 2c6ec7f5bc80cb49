/** staging with two more node pools, of which one is not protected. */
import { staging } from "../../fixtures/fork/stacks/staging";
import { build } from "./build";
import { withBatch } from "./with-batch";

const both = withBatch(withBatch(staging), "jobs");

export const outputs = build({ ...both, unprotected: ["pool-batch"] });
