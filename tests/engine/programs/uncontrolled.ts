/** dev with objects whose controllers are gone from the shape. */
import { UNCONTROLLED } from "../../support/controlled";
import { build } from "./build";

export const outputs = build(UNCONTROLLED);
