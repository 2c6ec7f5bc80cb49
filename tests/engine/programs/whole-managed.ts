/** dev on managed nodes that the Cluster Autoscaler grows. */
import { WHOLE_MANAGED } from "../../support/beside-whole";
import { build } from "./build";

export const outputs = build(WHOLE_MANAGED);
