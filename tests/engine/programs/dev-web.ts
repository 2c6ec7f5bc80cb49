/** dev with a web application; its objects wait for their controllers. */
import { build } from "./build";
import { web } from "./web";

export const outputs = build(web());
