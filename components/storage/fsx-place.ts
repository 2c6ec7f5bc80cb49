/** Where a file system of FSx lies that may have two zones. */
import type * as pulumi from "@pulumi/pulumi";

import { subnetsIn } from "../network/ref";
import type { ArgsOf } from "./file-system-options";

/** One subnet a zone; with two, the first is where it is served from. */
export function placeOf({ vpc, words }: ArgsOf<"ontap" | "openzfs">): {
    readonly subnetIds: pulumi.Input<string>[];
    readonly preferredSubnetId?: pulumi.Input<string>;
} {
    const subnetIds = words.slots.flatMap((slot) => subnetsIn(vpc.nodeSubnetIds, [slot]).slice(0, 1));
    const [first] = subnetIds;
    return {
        subnetIds,
        ...(subnetIds.length < 2 || first === undefined ? {} : { preferredSubnetId: first }),
    };
}
