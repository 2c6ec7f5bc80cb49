/** dev with every controller that makes something in AWS for objects, and an object of each kind. */
import { CONTROLLED } from "../../support/controlled";
import { build } from "./build";

export const outputs = build(CONTROLLED);
