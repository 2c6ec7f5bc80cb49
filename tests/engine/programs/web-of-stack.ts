/** dev with a web application, in a domain of the stack's own: ExternalDNS finds its zone by the name. */
import * as pulumi from "@pulumi/pulumi";

import { build } from "./build";
import { web } from "./web";

export const outputs = build(web({ domain: `${pulumi.getStack()}.example.com` }));
