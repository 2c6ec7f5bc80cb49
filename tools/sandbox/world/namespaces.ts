/** Namespaces: what is in one goes with it, and one that cannot go keeps it. */
import { objectOf, textOf } from "../../facts/build";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { keepsFinalizer, takeAway } from "./leaks";
import { objectNameOf } from "./lookups";
import type { Model, Operation, World } from "./model";

const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Source: Kubernetes documentation, namespaces: deleting one deletes all objects in it, and waits for them. */
export const namespaces: Model = {
    name: "namespaces",
    waitFor: (operation, world) => {
        const held = objectsIn(operation, world.inventory).map((object) => keepsFinalizer(object, world));
        return held.find((refusal): refusal is Refusal => refusal !== undefined);
    },
    drain: (operation, world: World) => {
        for (const object of objectsIn(operation, world.inventory)) {
            world.inventory.remove(object);
            takeAway(object, world);
        }
    },
};

/** Objects of a namespace that is deleted. */
function objectsIn({ entry, method, type }: Operation, inventory: Inventory): readonly Entry[] {
    if (method !== "delete" || type !== NAMESPACE || entry === undefined) return [];
    const name = objectNameOf(entry);
    return inventory
        .all()
        .filter(
            (object) =>
                object.place === entry.place &&
                textOf(objectOf(valuesOf(object)["metadata"])["namespace"]) === name,
        );
}
