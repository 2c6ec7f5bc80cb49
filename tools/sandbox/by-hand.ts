/** What somebody does in the AWS console, past Pulumi. */
import { type Entry, type Inventory, valuesOf } from "./inventory";
import { MODELS } from "./world";
import { ofCluster, TYPES } from "./world/lookups";
import type { World } from "./world/model";

/**
 * Deletes a resource from the account, with what AWS deletes along with it; the stack's state hears nothing of it.
 * AWS might refuse: nobody asks.
 * @param what its id or its logical name
 * @returns why there is nothing to delete, for the user; undefined when it is gone
 */
export function deleteByHand(what: string, world: World): string | undefined {
    const { inventory } = world;
    const found = matching(what, inventory);
    const [entry] = found;
    if (entry === undefined) return `nothing in the account has the id or the logical name ${what}`;
    if (found.length > 1) {
        return `${what} names ${found.length} resources, give the id of one: ${found.map(({ id }) => id).join(", ")}`;
    }
    // A cluster goes only after its nodes and profiles: whoever deleted it has deleted them.
    const attached = entry.type === TYPES.cluster ? [TYPES.nodeGroup, TYPES.fargateProfile] : [];
    for (const one of attached.flatMap((type) => ofCluster(inventory, entry, type))) inventory.remove(one);
    inventory.remove(entry);
    const { name, place, type } = entry;
    const connection = { id: "by hand", inputs: {} };
    const operation = {
        method: "delete",
        type,
        name,
        place,
        values: valuesOf(entry),
        entry,
        connection,
    } as const;
    for (const { settle } of MODELS) settle?.(operation, world);
    return undefined;
}

/** By id, what the sandbox keeps for itself counts only where nothing else has it. */
function matching(what: string, inventory: Inventory): readonly Entry[] {
    const byId = inventory.all().filter(({ id }) => id === what);
    const registered = byId.filter(({ name }) => name !== "");
    if (byId.length > 0) return registered.length > 0 ? registered : byId;
    return inventory.all().filter(({ name }) => name === what);
}
