/** production with everything that can stand beside it. */
import { WHOLE } from "../../support/whole";
import { build } from "./build";

export const outputs = build(WHOLE);
