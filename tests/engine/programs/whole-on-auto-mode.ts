/** An environment on Auto Mode with what only it has. */
import { WHOLE_ON_AUTO_MODE } from "../../support/beside-whole";
import { build } from "./build";

export const outputs = build(WHOLE_ON_AUTO_MODE);
