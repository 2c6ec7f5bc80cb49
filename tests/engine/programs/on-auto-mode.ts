/** dev on Auto Mode's built-in pools. */
import { AUTO_MODE } from "../../support/kinds";
import { build } from "./build";

export const outputs = build(AUTO_MODE);
