/** An environment of the kind that the stack's settings name. */
import * as pulumi from "@pulumi/pulumi";

import { Platform } from "../../../components/platform/platform";
import { KINDS } from "../../support/kinds";
import { plannedOf } from "../../support/plan-shape";

export function environment(): Record<string, unknown> {
    const kind = new pulumi.Config("kit").require("kind");
    const shape = KINDS[kind];
    if (shape === undefined) throw new Error(`no environment of kind ${kind}`);
    return new Platform("platform", plannedOf(shape).plan).outputs();
}
