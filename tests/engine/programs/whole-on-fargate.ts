/** dev with controllers on Fargate, and what excludes something of the whole. */
import { WHOLE_ON_FARGATE } from "../../support/beside-whole";
import { build } from "./build";

export const outputs = build(WHOLE_ON_FARGATE);
