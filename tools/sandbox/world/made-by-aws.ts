/** What nobody registered: EKS and Karpenter make things of their own. */
import type { Entry } from "../inventory";
import type { World } from "./model";

/** An entry without a logical name. */
export function madeByAws(
    { inventory }: World,
    parts: Pick<Entry, "type" | "id" | "place" | "outputs">,
): Entry {
    const serial = inventory.takeSerial();
    return { ...parts, serial, name: "", status: "active", revision: 0, inputs: {} };
}
