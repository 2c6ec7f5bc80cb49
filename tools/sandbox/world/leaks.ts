/** What controllers made in AWS for objects of a cluster: it stays when its controller goes before the object. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { makeClaims } from "./claims";
import {
    type Controller,
    controllerLives,
    CONTROLLERS,
    hostsOf,
    KINDS,
    type Made,
    storageClassOf,
} from "./controllers";
import { allBy, clusterAt, isAlive, objectNameOf, text, texts, TYPES, vpcConfigOf } from "./lookups";
import { madeByAws } from "./made-by-aws";
import type { Model, Operation, World } from "./model";

/** In the time an object takes to go, whatever goes at the same time is gone as well. */
const LEAVING_MS = 40;

const OBJECTS: readonly string[] = Object.values(KINDS);

export const leaks: Model = {
    name: "leaks",
    takes: ({ method, type }) => (method === "delete" && OBJECTS.includes(type) ? LEAVING_MS : 0),
    refuse: (operation, world) => (operation.method === "delete" ? notEmpty(operation, world) : undefined),
    waitFor: ({ entry, method }, world) =>
        method === "delete" && entry !== undefined ? keepsFinalizer(entry, world) : undefined,
    settle: (operation, world) => {
        if (operation.method === "delete") {
            emptyZone(operation, world);
            if (operation.entry !== undefined) takeAway(operation.entry, world);
        }
        for (const cluster of world.inventory.ofType(TYPES.cluster)) make(cluster, world);
    },
};

/** Types of what is made for objects. */
const MADE: Readonly<Record<Made, string>> = {
    accessPoint: TYPES.accessPoint,
    fileSystem: TYPES.fileSystem,
    latticeService: TYPES.latticeService,
    loadBalancer: TYPES.loadBalancer,
    ontapVolume: TYPES.ontapVolume,
    record: TYPES.record,
    snapshot: TYPES.snapshot,
    volume: TYPES.volume,
};

/** Everything that is there for an object, with a sentence for a person. */
export function madeForObjects(
    inventory: Inventory,
): readonly { readonly entry: Entry; readonly text: string }[] {
    const types = [...Object.values(MADE), TYPES.leftBehind];
    return inventory
        .all()
        .filter((entry) => types.includes(entry.type) && text(entry, "object") !== "")
        .map((entry) => ({
            entry,
            text: `${nounOf(entry.type)} ${entry.id}, made for ${text(entry, "object")}`,
        }));
}

const NOUNS: Readonly<Record<string, string>> = {
    [TYPES.accessPoint]: "access point",
    [TYPES.fileSystem]: "file system",
    [TYPES.latticeService]: "service of VPC Lattice",
    [TYPES.leftBehind]: "security group",
    [TYPES.loadBalancer]: "load balancer",
    [TYPES.ontapVolume]: "volume of ONTAP",
    [TYPES.record]: "DNS record",
    [TYPES.snapshot]: "EBS snapshot",
    [TYPES.volume]: "EBS volume",
};

function nounOf(type: string): string {
    return NOUNS[type] ?? type;
}

/** `Ingress default/web`. */
function labelOf(object: Entry): string {
    const namespace = textOf(objectOf(valuesOf(object)["metadata"])["namespace"], "default");
    return `${object.type.split(":").at(-1) ?? ""} ${namespace}/${objectNameOf(object)}`;
}

/** Each living controller makes what its objects lack. */
function make(cluster: Entry, world: World): void {
    const { inventory } = world;
    if (!isAlive(cluster)) return;
    makeClaims(cluster, world);
    const place = text(cluster, "arn");
    const waiting = inventory.all().filter((entry) => entry.place === place && OBJECTS.includes(entry.type));
    for (const object of waiting.filter(isAlive)) {
        for (const controller of CONTROLLERS) {
            if (!controller.answers(object, cluster, inventory)) continue;
            if (
                !controllerLives(controller, cluster, world) ||
                madeOf(object, controller, inventory).length > 0
            )
                continue;
            for (const made of controller.makes) makeOne(made, { cluster, controller, object }, world);
        }
    }
}

interface Maker {
    readonly cluster: Entry;
    readonly controller: Controller;
    readonly object: Entry;
}

function makeOne(made: Made, { cluster, controller, object }: Maker, world: World): void {
    // A binding registers targets in a target group that is there.
    if (object.type === KINDS.targetGroupBinding) return;
    const common = {
        // Its name may come back with another object, whose volumes are its own.
        ...{ object: labelOf(object), objectSerial: object.serial },
        ...{ controller: controller.name, kept: isRetained(object, world.inventory) },
    };
    const put = (type: string, id: string, outputs: Properties): void =>
        world.inventory.put(
            madeByAws(world, { type, id, place: cluster.place, outputs: { ...common, ...outputs } }),
        );
    const serial = String(world.inventory.takeSerial()).padStart(10, "0");
    if (made === "record") {
        for (const host of hostsOf(object)) put(TYPES.record, host, zoneOf(host, world.inventory));
        return;
    }
    const vpcId = textOf(vpcConfigOf(cluster)["vpcId"], vpcOfSubnets(cluster, world.inventory));
    if (made === "loadBalancer") {
        put(TYPES.leftBehind, `sg-k8s-${serial}`, { vpcId });
        put(TYPES.loadBalancer, `k8s-${objectNameOf(object)}-${serial}`, {
            vpcId,
            ...balancerOf(object, cluster, world.inventory),
        });
        return;
    }
    const fileSystem =
        made === "fileSystem" ? { vpcId, subnetIds: fileSystemSubnets(object, cluster, world) } : {};
    put(MADE[made], `${PREFIXES[made]}-${serial}`, fileSystem);
}

const PREFIXES: Readonly<Record<Exclude<Made, "loadBalancer" | "record">, string>> = {
    accessPoint: "fsap",
    fileSystem: "fs",
    latticeService: "svc",
    ontapVolume: "fsvol",
    snapshot: "snap",
    volume: "vol",
};

/** Source: Kubernetes documentation, persistent-volumes, Retain: its volume is somebody's to delete. */
function isRetained(object: Entry, inventory: Inventory): boolean {
    return (
        object.type === KINDS.claim && text(storageClassOf(object, inventory), "reclaimPolicy") === "Retain"
    );
}

function zoneOf(host: string, inventory: Inventory): Properties {
    const zone = inventory
        .ofType(TYPES.zone)
        .filter((entry) => `.${host}`.endsWith(`.${text(entry, "name").replace(/\.$/, "")}`))
        .sort((one, other) => text(other, "name").length - text(one, "name").length)[0];
    return zone === undefined ? {} : { zoneId: zone.id };
}

/** Source: EKS User Guide, alb-ingress and network-load-balancing: subnets by their tag, the cluster's without. */
function balancerOf(object: Entry, cluster: Entry, inventory: Inventory): Properties {
    const annotations = Object.entries(objectOf(objectOf(valuesOf(object)["metadata"])["annotations"]));
    const isPublic = annotations.some(([key, value]) => /scheme$/.test(key) && value === "internet-facing");
    const tag = isPublic ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";
    const vpcId = textOf(vpcConfigOf(cluster)["vpcId"], vpcOfSubnets(cluster, inventory));
    const tagged = allBy(inventory, TYPES.subnet, "vpcId", vpcId).filter(
        (subnet) => objectOf(valuesOf(subnet)["tags"])[tag] === "1",
    );
    const subnetIds =
        tagged.length > 0 ? tagged.map(({ id }) => id) : [...texts(vpcConfigOf(cluster)["subnetIds"])];
    return { scheme: isPublic ? "internet-facing" : "internal", subnetIds };
}

function vpcOfSubnets(cluster: Entry, inventory: Inventory): string {
    const [subnet = ""] = texts(vpcConfigOf(cluster)["subnetIds"]);
    return text(inventory.find(subnet), "vpcId");
}

/** Source: kubernetes-sigs/aws-fsx-csi-driver examples/kubernetes/dynamic_provisioning, parameters.subnetId. */
function fileSystemSubnets(claim: Entry, cluster: Entry, { inventory }: World): string[] {
    const storageClass = storageClassOf(claim, inventory);
    const parameters = storageClass === undefined ? {} : objectOf(valuesOf(storageClass)["parameters"]);
    const stated = textOf(parameters["subnetId"]);
    return stated === "" ? texts(vpcConfigOf(cluster)["subnetIds"]).slice(0, 1) : [stated];
}

function madeOf({ serial }: Entry, { name }: Controller, inventory: Inventory): readonly Entry[] {
    return inventory
        .all()
        .filter((entry) => valuesOf(entry)["objectSerial"] === serial && text(entry, "controller") === name);
}

const AWAIT = "pulumi/pulumi-kubernetes provider/pkg/await/await.go, Deletion";

/** An object whose controller is gone keeps the controller's finalizer. */
export function keepsFinalizer(entry: Entry, world: World): Refusal | undefined {
    const cluster = clusterAt(world.inventory, entry.place);
    if (cluster === undefined || !OBJECTS.includes(entry.type)) return undefined;
    const absent = CONTROLLERS.find(
        (controller) =>
            controller.hasFinalizer &&
            controller.answers(entry, cluster, world.inventory) &&
            !controllerLives(controller, cluster, world),
    );
    if (absent === undefined) return undefined;
    const left = madeOf(entry, absent, world.inventory).map(({ id }) => id);
    const stays = left.length === 0 ? "" : `, and ${left.join(", ")} stays`;
    return {
        error: `timed out waiting for the condition: ${labelOf(entry)} keeps its finalizer: no ${absent.name} lives${stays}`,
        source: `${AWAIT}; ${absent.source}`,
        wording: "read",
    };
}

/** With its object goes what was made for it, if somebody is there who does it. */
export function takeAway(entry: Entry, world: World): void {
    const { inventory } = world;
    if (!OBJECTS.includes(entry.type)) return;
    const cluster = clusterAt(inventory, entry.place);
    for (const controller of CONTROLLERS) {
        const made = madeOf(entry, controller, inventory);
        const lives = controllerLives(controller, cluster, world);
        const takes = cluster !== undefined && (controller.takesAway?.(cluster, inventory) ?? lives);
        for (const one of made) {
            if (takes && valuesOf(one)["kept"] !== true) inventory.remove(one);
            else
                world.note(
                    `${nounOf(one.type)} ${one.id} is left behind: ${whyLeft(one, controller, lives)}`,
                );
        }
    }
}

/**
 * The provider empties a zone that may be deleted with what is in it.
 * Source: terraform-provider-aws internal/service/route53/zone.go, deleteAllResourceRecordsFromHostedZone.
 */
function emptyZone({ entry, type }: Operation, { inventory }: World): void {
    if (entry === undefined || type !== TYPES.zone) return;
    for (const one of allBy(inventory, TYPES.record, "zoneId", entry.id)) inventory.remove(one);
}

function whyLeft(one: Entry, { name }: Controller, lives: boolean): string {
    const object = text(one, "object");
    if (valuesOf(one)["kept"] === true) return `the class of ${object} says Retain`;
    return lives ? `${name} deletes nothing when ${object} goes` : `no ${name} lived when ${object} went`;
}

/** AWS deletes an empty zone only, and the provider does not try again. */
function notEmpty({ entry, type, values }: Operation, { inventory }: World): Refusal | undefined {
    if (entry === undefined || values["forceDestroy"] === true) return undefined;
    if (type !== TYPES.zone) return undefined;
    const records = allBy(inventory, TYPES.record, "zoneId", entry.id).map(({ id }) => id);
    if (records.length === 0) return undefined;
    return {
        error: `HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted. (held by ${records.join(", ")})`,
        source: "Route 53 API Reference, DeleteHostedZone, HostedZoneNotEmpty",
        wording: "reported",
    };
}
