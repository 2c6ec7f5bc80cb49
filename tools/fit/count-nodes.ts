/** Counters of vCPUs, volumes and what makes nodes. Pure. */
import type { InstanceType } from "../../components/shared/instance-data";
import { amountOf } from "../../components/shared/kubernetes-quantity";
import { objectOf } from "../facts/build";
import type { QuotaId } from "../facts/quotas";
import { all, type Counted, type Counter, joined } from "./counted";
import { fargatePodsOf } from "./fargate";
import { groupsOf } from "./node-addresses";
import { type Bound, boundsOf, mayBe, most } from "./pools";
import { numberIn, objectsIn, type Room, type World, inputsOf } from "./world";

/** Families that share a quota of vCPUs. Source: Amazon EC2 User Guide, ec2-on-demand-instances, On-Demand instance quotas. */
export const FAMILIES = ["standard", "gpu", "p", "inf", "f", "x", "high-memory", "trn", "other"] as const;
export type Family = (typeof FAMILIES)[number];

const BY_LETTERS: Readonly<Record<string, Family>> = {
    ...{ f: "f", g: "gpu", gr: "gpu", inf: "inf", p: "p", trn: "trn", u: "high-memory", vt: "gpu", x: "x" },
    ...{ a: "standard", c: "standard", d: "standard", h: "standard", i: "standard", im: "standard" },
    ...{ is: "standard", m: "standard", r: "standard", t: "standard", z: "standard" },
};

/** `g6e.xlarge` → `gpu`; `u7in-16tb.224xlarge` → `high-memory`. */
export function familyOf(type: string): Family {
    const letters = /^[a-z]+/.exec(type)?.[0] ?? "";
    return Object.hasOwn(BY_LETTERS, letters) ? (BY_LETTERS[letters] ?? "other") : "other";
}

const vcpusOf = ({ nodes, type: { vcpu = 0 } }: Bound): number => nodes * vcpu;

/** vCPUs that may run at once, of one family, bought one way. */
function vcpus(family: (one: Family) => boolean, how: "on-demand" | "spot"): Counter {
    return (world) =>
        joined(
            groupsOf(world).map(({ group }): Counted => {
                const ours = group.types.filter(({ type }) => family(familyOf(type)));
                if (ours.length === 0 || group.isSpot !== (how === "spot")) return { count: 0 };
                const each = Math.max(...ours.map(({ vcpu = 0 }) => vcpu));
                return { count: (group.max + group.surge) * each };
            }),
            world.rooms.map((room) => vcpusOfPool(room, family, how)),
        );
}

function vcpusOfPool(
    { capacity }: Room,
    family: (one: Family) => boolean,
    how: "on-demand" | "spot",
): Counted {
    if (capacity.kind !== "pool" || !mayBe(capacity, how)) return { count: 0 };
    const reckoned = boundsOf(capacity);
    if ("unbounded" in reckoned) {
        const unbounded = `${capacity.name}: ${reckoned.unbounded}`;
        return family("standard") ? { count: 0, unbounded } : { count: 0 };
    }
    const ours = reckoned.bounds.filter(({ type }) => family(familyOf(type.type)));
    const largest = most(ours, vcpusOf);
    return { count: largest === undefined ? 0 : vcpusOf(largest) };
}

const only =
    (family: Family) =>
    (one: Family): boolean =>
        one === family;

/** Of the kit's pods, by the sizes they are rounded up to. */
const fargateVcpus: Counter = (world) =>
    joined(
        fargatePodsOf(world).map(({ isOpen, pods, profile }): Counted => {
            const count = pods.reduce((sum, { pod, size }) => sum + pod.replicas * size.vcpu, 0);
            const unbounded = `${profile}: as many pods as you run`;
            return isOpen ? { count, unbounded } : { count };
        }),
    );

/** Root volumes of nodes at their limits; volumes of pods nobody knows. */
const gp3: Counter = (world) => {
    const gib = [
        ...groupsOf(world).map(
            ({ group }) => (group.max + group.surge) * sizeOfTemplate(world, group.resource),
        ),
        ...world.rooms.map((room) => gibOfPool(room)),
    ];
    const hasDriver = world
        .ofType("aws:eks/addon:Addon")
        .some((addon) => inputsOf(addon)["addonName"] === "aws-ebs-csi-driver");
    const count = gib.reduce((sum, one) => sum + one, 0) / 1024;
    return [hasDriver ? { count, unbounded: "volumes that pods claim" } : { count }];
};

function sizeOfTemplate(world: World, { inputs }: Parameters<typeof inputsOf>[0]): number {
    const { launchTemplate, mixedInstancesPolicy } = objectOf(inputs);
    const mixed = objectOf(
        objectOf(objectOf(mixedInstancesPolicy)["launchTemplate"])["launchTemplateSpecification"],
    );
    const id = objectOf(launchTemplate)["id"] ?? mixed["launchTemplateId"];
    const template = world.byId(typeof id === "string" ? id : "");
    const devices = template === undefined ? [] : objectsIn(inputsOf(template)["blockDeviceMappings"]);
    return devices.reduce((sum, { ebs }) => sum + (numberIn(objectOf(ebs)["volumeSize"]) ?? 0), 0);
}

function gibOfPool({ capacity, resources }: Room): number {
    if (capacity.kind !== "pool") return 0;
    const reckoned = boundsOf(capacity);
    if ("unbounded" in reckoned) return 0;
    const nodes = most(reckoned.bounds, (bound) => bound.nodes)?.nodes ?? 0;
    const spec = objectOf(resources.find(({ type }) => type.includes("NodeClass"))?.inputs)["spec"];
    const { blockDeviceMappings, ephemeralStorage } = objectOf(spec);
    const sizes = [
        ...objectsIn(blockDeviceMappings).map(({ ebs }) => objectOf(ebs)["volumeSize"]),
        objectOf(ephemeralStorage)["size"],
    ];
    const gib = sizes.reduce<number>(
        (sum, size) => sum + (typeof size === "string" ? (amountOf(size) ?? 0) / 2 ** 30 : 0),
        0,
    );
    return nodes * gib;
}

export const NODE_COUNTERS = {
    "fargate-vcpus": fargateVcpus,
    "vcpus-standard": vcpus(only("standard"), "on-demand"),
    "vcpus-gpu": vcpus(only("gpu"), "on-demand"),
    "vcpus-p": vcpus(only("p"), "on-demand"),
    "vcpus-inf": vcpus(only("inf"), "on-demand"),
    "vcpus-f": vcpus(only("f"), "on-demand"),
    "vcpus-x": vcpus(only("x"), "on-demand"),
    "vcpus-high-memory": vcpus(only("high-memory"), "on-demand"),
    "vcpus-trn": vcpus(only("trn"), "on-demand"),
    "vcpus-other": vcpus(only("other"), "on-demand"),
    "spot-standard": vcpus(only("standard"), "spot"),
    "spot-other": vcpus((family) => family !== "standard", "spot"),
    "gp3-tib": gp3,
    "launch-templates": all("aws:ec2/launchTemplate:LaunchTemplate"),
} as const satisfies { readonly [id in QuotaId]?: Counter };

/** vCPUs of one instance that runs, and which quota they count in. */
export function quotaOfInstance(
    { type, vcpu = 0 }: InstanceType,
    isSpot: boolean,
): readonly [QuotaId, number] {
    const family = familyOf(type);
    if (isSpot) return [family === "standard" ? "spot-standard" : "spot-other", vcpu];
    return [`vcpus-${family}`, vcpu];
}
