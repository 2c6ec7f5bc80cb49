/** What somebody does in the AWS console or with kubectl, past Pulumi. */
import type { Properties } from "../facts/facts";
import { type Entry, type Inventory, valuesOf } from "./inventory";
import { MODELS } from "./world";
import { KINDS } from "./world/controllers";
import { isAlive, objectNameOf, ofCluster, text, TYPES } from "./world/lookups";
import { madeByAws } from "./world/made-by-aws";
import type { Operation, World } from "./world/model";

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
    settleAll("delete", entry, world);
    return undefined;
}

function settleAll(method: Operation["method"], entry: Entry, world: World): void {
    const { name, place, type } = entry;
    const connection = { id: "by hand", inputs: {} };
    const operation = { method, type, name, place, values: valuesOf(entry), entry, connection };
    for (const { settle } of MODELS) settle?.(operation, world);
}

/** Kinds of objects that {@link applyByHand} knows. */
export const BY_HAND = ["Ingress", "PersistentVolumeClaim", "Service", "VolumeSnapshot"] as const;
export type KindByHand = (typeof BY_HAND)[number];

const TOKENS: Readonly<Record<KindByHand, string>> = {
    Ingress: KINDS.ingress,
    PersistentVolumeClaim: KINDS.claim,
    Service: KINDS.service,
    VolumeSnapshot: KINDS.snapshot,
};

/**
 * Makes an object of a workload in the cluster, as its owner does with kubectl: controllers answer it, and the stack's
 * state hears nothing of it. Its id is `default/by-hand`.
 * @returns why it cannot be made, for the user; undefined when it is there
 */
export function applyByHand(kind: KindByHand, world: World): string | undefined {
    const cluster = world.inventory.ofType(TYPES.cluster).find(isAlive);
    if (cluster === undefined) return `there is no cluster to apply a ${kind} in`;
    const place = text(cluster, "arn");
    const outputs = {
        metadata: { name: "by-hand", namespace: "default" },
        spec: specOf(kind, place, world.inventory),
    };
    const parts = { type: TOKENS[kind], id: "default/by-hand", place, outputs };
    const object = madeByAws(world, parts);
    world.inventory.put(object);
    settleAll("create", object, world);
    return undefined;
}

function specOf(kind: KindByHand, place: string, inventory: Inventory): Properties {
    if (kind === "Service") return { type: "LoadBalancer" };
    if (kind !== "Ingress") return {};
    const [known] = inventory.ofType("kubernetes:networking.k8s.io/v1:IngressClass", place);
    const [zone] = inventory.ofType(TYPES.zone);
    return {
        ingressClassName: known === undefined ? "alb" : objectNameOf(known),
        rules: zone === undefined ? [] : [{ host: `by-hand.${text(zone, "name")}` }],
    };
}

/** By id, what the sandbox keeps for itself counts only where nothing else has it. */
function matching(what: string, inventory: Inventory): readonly Entry[] {
    const byId = inventory.all().filter(({ id }) => id === what);
    const registered = byId.filter(({ name }) => name !== "");
    if (byId.length > 0) return registered.length > 0 ? registered : byId;
    return inventory.all().filter(({ name }) => name === what);
}
