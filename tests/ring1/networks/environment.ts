/** An environment with the kind of network that the stack's settings name. */
import * as pulumi from "@pulumi/pulumi";

import { Platform } from "../../../components/platform/platform";
import { NETWORKS } from "../../support/networks";
import { plannedOf } from "../../support/plan-shape";

export function environment(): Record<string, unknown> {
    const kind = new pulumi.Config("kit").require("network");
    const network = NETWORKS[kind];
    if (network === undefined) throw new Error(`no network of kind ${kind}`);
    return new Platform("platform", plannedOf(network.shape, network).plan).outputs();
}
