/** Subnets of an environment: those it makes, and those it names in a VPC that is there already. Pure. */
import { KEPT_BY_AWS, parseCidr } from "../../components/shared/cidr";
import type { Json } from "../../components/shared/json";
import { CNI_TAG } from "../../components/shared/subnet-tags";
import { networkNeedsOf } from "../doctor/network-needs";
import { objectOf, textOf } from "../facts/build";
import type { LiveSubnet } from "./live-answers";
import { idOf, inputsOf, objectsIn, type World } from "./world";

export interface Subnet {
    readonly id: string;
    /** Logical name; of a subnet that is there already its id. */
    readonly name: string;
    readonly zone: string;
    readonly cidr?: string;
    /** Addresses; undefined of a subnet that is there already: AWS alone knows. */
    readonly total?: number;
    /** By others, where AWS was asked. */
    readonly taken?: number;
    /** For load balancers that face the internet, or the inside. */
    readonly balancers: boolean;
    /** Whether vpc-cni may take it for pods by its tag. */
    readonly isForPods: boolean;
}

export function subnetsOfWorld(
    world: World,
    live: ReadonlyMap<string, LiveSubnet> = new Map(),
): readonly Subnet[] {
    const there = existing(world).map((subnet) => {
        const answered = live.get(subnet.id);
        const total = parseCidr(answered?.cidr ?? "")?.size;
        return answered === undefined || total === undefined
            ? subnet
            : { ...subnet, cidr: answered.cidr, total, taken: answered.taken };
    });
    return [...made(world), ...there];
}

function made(world: World): readonly Subnet[] {
    return world.ofType("aws:ec2/subnet:Subnet").map((resource) => {
        const inputs = inputsOf(resource);
        const cidr = textOf(inputs["cidrBlock"]);
        const size = parseCidr(cidr)?.size;
        const tags = objectOf(inputs["tags"]);
        return {
            id: idOf(resource),
            name: resource.name,
            zone: textOf(inputs["availabilityZone"]),
            ...(cidr === "" ? {} : { cidr }),
            ...(size === undefined ? {} : { total: size }),
            balancers: BALANCER_TAGS.some((tag) => tags[tag] !== undefined),
            isForPods: Object.entries(CNI_TAG).every(([tag, value]) => tags[tag] === value),
        };
    });
}

const BALANCER_TAGS = ["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"] as const;

/** Each once, whatever it serves. */
function existing({ graph }: World): readonly Subnet[] {
    const needs = networkNeedsOf(graph);
    if (needs === undefined) return [];
    const byId = new Map<string, Subnet>();
    for (const { id, use, zone } of needs.subnets) {
        const known = byId.get(id);
        byId.set(id, {
            ...{ id, name: id, zone },
            balancers: use === "public" || use === "nodes" || known?.balancers === true,
            isForPods: (use === "pods" && needs.findsPodSubnets) || known?.isForPods === true,
        });
    }
    return [...byId.values()];
}

/** Addresses of a subnet that anybody may have. */
export function usableOf({ total }: Pick<Subnet, "total">): number | undefined {
    return total === undefined ? undefined : Math.max(0, total - KEPT_BY_AWS);
}

/** Where pods of a zone have addresses of their own, as custom networking says; by zone. */
export function podSubnetsByZone(world: World): ReadonlyMap<string, string> {
    const values = world
        .ofType("aws:eks/addon:Addon")
        .map(inputsOf)
        .filter(({ addonName }) => addonName === "vpc-cni")
        .map(({ configurationValues }) => textOf(configurationValues));
    return new Map(
        values.flatMap((text) =>
            Object.entries(objectOf(objectOf(objectOf(parsed(text))["eniConfig"])["subnets"])).map(
                ([zone, subnet]) => [zone, textOf(objectOf(subnet)["id"])] as const,
            ),
        ),
    );
}

/** Subnets that a node class names by id. */
export function subnetsNamed(value: Json | undefined): readonly string[] {
    const terms = objectOf(objectOf(value)["spec"])["subnetSelectorTerms"];
    return objectsIn(terms)
        .map(({ id }) => textOf(id))
        .filter((id) => id !== "");
}

/** Settings of an add-on, which may be a secret's mark. */
function parsed(text: string): Json {
    try {
        return JSON.parse(text) as Json;
    } catch {
        return null;
    }
}
