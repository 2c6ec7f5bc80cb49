/** dev on one managed pool for everything. */
import { MANAGED_SHARED } from "../../support/kinds";
import { build } from "./build";

export const outputs = build(MANAGED_SHARED);
