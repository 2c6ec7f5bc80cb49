/** Addresses of each subnet: what everything with an interface there takes at its most, against what there is. Pure. */
import { KEPT_BY_AWS } from "../../components/shared/cidr";
import { defined } from "../../components/shared/defined";
import { CONTROL_PLANE_ADDRESSES, LOAD_BALANCER_ADDRESSES } from "../facts/addresses";
import { objectOf, textOf } from "../facts/build";
import { subnetsOf } from "../facts/interfaces";
import { fargateUses } from "./fargate";
import { type Level, levelOf, shareOf } from "./levels";
import type { LiveSubnet } from "./live-answers";
import { groupUses, poolUses } from "./node-addresses";
import { type Subnet, subnetsOfWorld, usableOf } from "./subnets";
import { CONTROL_PLANE, type PlacedUse, type Use } from "./use";
import { inputsOf, type World } from "./world";

export interface SubnetFit {
    readonly subnet: string;
    readonly zone: string;
    readonly cidr?: string;
    /** Addresses of the subnet; undefined where AWS alone knows. */
    readonly total?: number;
    readonly reserved: number;
    readonly uses: readonly Use[];
    /** Of all that can be bounded, spread evenly over zones: of the greediest types there may be, and of usual ones. */
    readonly most: number;
    readonly usual: number;
    readonly share?: number;
    readonly usualShare?: number;
    /** As the share, if every pool put all of its nodes here. */
    readonly shareAlone?: number;
    readonly level: Level;
    /** Further Application Load Balancers it has room for; absent where no controller makes any. */
    readonly furtherBalancers?: number;
}

export function addressesOfWorld(world: World, live?: ReadonlyMap<string, LiveSubnet>): readonly SubnetFit[] {
    const subnets = subnetsOfWorld(world, live);
    const uses = new Map<string, Use[]>();
    for (const [id, use] of allUses(world, subnets)) {
        const list = uses.get(id);
        if (list === undefined) uses.set(id, [use]);
        else list.push(use);
    }
    const makesBalancers = hasBalancerController(world);
    return subnets
        .map((subnet) => fitOf(subnet, uses.get(subnet.id) ?? [], makesBalancers))
        .sort((one, other) => (one.subnet < other.subnet ? -1 : 1));
}

function allUses(world: World, subnets: readonly Subnet[]): readonly PlacedUse[] {
    const there = subnets.flatMap(({ id, taken }): readonly PlacedUse[] =>
        taken === undefined ? [] : [[id, { by: "others", what: "taken already", most: taken }]],
    );
    return [
        ...there,
        ...interfaceUses(world),
        ...groupUses(world, subnets),
        ...poolUses(world, subnets),
        ...fargateUses(world),
    ];
}

function fitOf(subnet: Subnet, uses: readonly Use[], makesBalancers: boolean): SubnetFit {
    const { balancers, cidr, name, total, zone } = subnet;
    const usable = usableOf(subnet);
    const most = uses.reduce((sum, use) => sum + (use.most ?? 0), 0);
    const usual = uses.reduce((sum, use) => sum + (use.usual ?? use.most ?? 0), 0);
    const alone = uses.reduce((sum, use) => sum + (use.together ?? use.most ?? 0), 0);
    const [share, usualShare] = usable === undefined ? [] : [shareOf(most, usable), shareOf(usual, usable)];
    return {
        ...{ subnet: name, zone },
        ...defined({ cidr, total }),
        reserved: KEPT_BY_AWS,
        ...{ uses, most, usual },
        ...defined({ share, usualShare }),
        ...(usable === undefined || alone === most ? {} : { shareAlone: shareOf(alone, usable) }),
        level: levelOfSubnet(share, usualShare),
        ...(usable === undefined || !balancers || !makesBalancers
            ? {}
            : { furtherBalancers: Math.max(0, Math.floor((usable - usual) / LOAD_BALANCER_ADDRESSES)) }),
    };
}

/** That the greediest types would not fit is a warning: nobody knows that Karpenter takes them. */
function levelOfSubnet(share: number | undefined, usualShare: number | undefined): Level {
    const usual = levelOf(usualShare);
    if (usual !== "fits") return usual;
    return levelOf(share) === "fits" ? "fits" : "near";
}

/** The chart, the add-on of Auto Mode, or whoever else: each Ingress and Service of type LoadBalancer may be one. */
function hasBalancerController(world: World): boolean {
    const [cluster] = world.ofType("aws:eks/cluster:Cluster");
    const { kubernetesNetworkConfig } = objectOf(cluster?.inputs);
    const ofAutoMode =
        objectOf(objectOf(kubernetesNetworkConfig)["elasticLoadBalancing"])["enabled"] === true;
    return (
        ofAutoMode ||
        world
            .ofType("kubernetes:helm.sh/v3:Release")
            .some((release) => textOf(inputsOf(release)["chart"]).endsWith("aws-load-balancer-controller"))
    );
}

/** Whoever has nodes or pods behind it is reckoned by its limits. */
const BY_LIMITS: readonly string[] = [
    "aws:autoscaling/group:Group",
    "aws:eks/fargateProfile:FargateProfile",
    "aws:eks/nodeGroup:NodeGroup",
];

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** One a subnet each; of endpoints all together, which would be the longest list. */
function interfaceUses(world: World): readonly PlacedUse[] {
    const endpoints = new Map<string, number>();
    const uses: PlacedUse[] = [];
    for (const { inputs, name, type } of world.graph.resources) {
        const ids = BY_LIMITS.includes(type) ? undefined : subnetsOf(type, objectOf(inputs));
        for (const id of ids ?? []) {
            if (type === ENDPOINT) endpoints.set(id, (endpoints.get(id) ?? 0) + 1);
            else
                uses.push([id, interfaceUse(type, name, objectOf(inputs)["loadBalancerType"] === "network")]);
        }
    }
    const ofEndpoints = [...endpoints].map(([id, most]): PlacedUse => [
        id,
        { by: "interface endpoints", what: `${most} with one interface here`, most },
    ]);
    return [...uses, ...ofEndpoints];
}

function interfaceUse(type: string, name: string, isNetwork: boolean): Use {
    switch (type) {
        case "aws:eks/cluster:Cluster": {
            const { needed, wanted } = CONTROL_PLANE_ADDRESSES;
            const what = `EKS's interfaces: ${needed} at least, ${wanted} are recommended`;
            return { by: CONTROL_PLANE, what, most: needed };
        }
        case "aws:lb/loadBalancer:LoadBalancer":
            return isNetwork
                ? { by: name, what: "one of a Network Load Balancer", most: 1 }
                : {
                      by: name,
                      what: "wanted free by an Application Load Balancer",
                      most: LOAD_BALANCER_ADDRESSES,
                  };
        case "aws:ec2/natGateway:NatGateway":
            return { by: name, what: "its private address", most: 1 };
        default:
            return { by: name, what: `an interface of ${type.split(":").at(-1) ?? type}`, most: 1 };
    }
}
