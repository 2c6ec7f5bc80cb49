/** dev with a web application; what makes load balancers is left out. */
import { build } from "./build";
import { web } from "./web";

export const outputs = build(web({ without: ["aws-load-balancer-controller"] }));
