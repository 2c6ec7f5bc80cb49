/** Node classes, Karpenter's and Auto Mode's: what nodes of a pool are made with. */
import { objectOf, textOf } from "../../facts/build";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { DEFAULT_CLASS, defaultGround, isAutoPool } from "./auto-nodes";
import { findBy, objects, text, TYPES } from "./lookups";
import type { World } from "./model";

export function isClass(type: string): boolean {
    return type === TYPES.nodeClass || type === TYPES.autoNodeClass;
}

export function classTrouble(entry: Entry, cluster: Entry, { inventory }: World): string | undefined {
    if (entry.type !== TYPES.nodePool) return undefined;
    const name = classNameOf(entry);
    const isBuiltIn = isAutoPool(entry) && name === DEFAULT_CLASS;
    const found = isBuiltIn ? defaultGround(cluster, inventory) : classOf(entry, inventory);
    return found === undefined
        ? `${isAutoPool(entry) ? "" : "EC2"}NodeClass ${name} does not exist`
        : undefined;
}

export function classNameOf(pool: Entry): string {
    const template = objectOf(objectOf(valuesOf(pool)["spec"])["template"]);
    return textOf(objectOf(objectOf(template["spec"])["nodeClassRef"])["name"]);
}

export function classOf(pool: Entry, inventory: Inventory): Entry | undefined {
    const type = isAutoPool(pool) ? TYPES.autoNodeClass : TYPES.nodeClass;
    return inventory.get(type, pool.place, classNameOf(pool));
}

interface ClassSpec {
    readonly roleArn: string | undefined;
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
}

function classSpec(nodeClass: Entry | undefined, inventory: Inventory): ClassSpec {
    const spec = nodeClass === undefined ? {} : objectOf(valuesOf(nodeClass)["spec"]);
    const profile = findBy(inventory, TYPES.instanceProfile, "name", textOf(spec["instanceProfile"]));
    const role = findBy(inventory, TYPES.role, "name", textOf(spec["role"], text(profile, "role")));
    const ids = (property: string): readonly string[] =>
        objects(spec[property]).flatMap((term) => (typeof term["id"] === "string" ? [term["id"]] : []));
    return {
        roleArn: role === undefined ? undefined : text(role, "arn"),
        subnetIds: ids("subnetSelectorTerms"),
        securityGroupIds: ids("securityGroupSelectorTerms"),
    };
}

export function groundOf(pool: Entry, cluster: Entry, inventory: Inventory): ClassSpec {
    const builtIn = isAutoPool(pool) && classNameOf(pool) === DEFAULT_CLASS;
    const ground = builtIn ? defaultGround(cluster, inventory) : undefined;
    return ground === undefined
        ? classSpec(classOf(pool, inventory), inventory)
        : { ...ground, securityGroupIds: [] };
}
