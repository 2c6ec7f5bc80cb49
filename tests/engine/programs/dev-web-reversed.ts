/** dev with a web application; its controllers wait for the objects. */
import { build } from "./build";
import { web } from "./web";

export const outputs = build(web({ reversed: true }));
