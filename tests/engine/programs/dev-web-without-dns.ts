/** dev with a web application; what makes records is left out. */
import { build } from "./build";
import { web } from "./web";

export const outputs = build(web({ without: ["external-dns"] }));
