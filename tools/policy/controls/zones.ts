/** Zones and addresses: what is there when something is gone. */
import { cidrsOverlap, parseCidr } from "../../../components/shared/cidr";
import type { PlannedGraph, PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, none, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, isObject, listOf, parsed, read, textOf } from "../reading";
import {
    isRoutedByOwner,
    isSubnetOf,
    nodeSubnets,
    ownersEndpoints,
    subnetsBehind,
    zonesOf,
} from "../subnets";

export const ZONES: readonly Control[] = [
    {
        id: "R01",
        title: "Zones",
        severity: "high",
        means: "two zones or more, three in production, and nodes in each of them",
        why: "With a zone goes whatever has no room in another.",
        remedy: "Name three slots in platform:zones, and let pools and groups use all of them",
        decidedBy: ["platform:zones", "platform:existingVpc"],
        rows: { nsa: ["fault-tolerance"], fsbp: ["AutoScaling.2"] },
        judge: (planned) => {
            const subnets = nodeSubnets(planned);
            if (subnets.length === 0) return [];
            const least = planned.isAtLeast("production") ? 3 : 2;
            const groups = planned.ofType(TYPES.nodeGroup);
            const ofGroups = groups.flatMap((group) => subnetsBehind(planned, group, "subnetIds"));
            const zones = zonesOf(subnets);
            return [
                whole(zones.size >= least, `fewer than ${least} zones`, platformOf(planned), zones.size),
                ...each(planned.ofType(TYPES.nodeClass), {
                    path: "spec.subnetSelectorTerms",
                    holds: (_, one) => subnetsBehind(planned, one, "spec").length === subnets.length,
                    what: "leaves out a zone",
                    tellsBy: "edges",
                }),
                ...(groups.length === 0
                    ? []
                    : [
                          whole(
                              zonesOf(ofGroups).size === zones.size,
                              "no node group in one of the zones",
                              groups[0],
                          ),
                      ]),
            ];
        },
    },
    {
        id: "R04",
        title: "Room for the control plane",
        severity: "high",
        means: "the control plane's subnets have sixteen addresses to spare",
        why: "EKS refuses an update that finds no free addresses.",
        remedy: "Choose a larger platform:vpcCidr",
        decidedBy: ["platform:vpcCidr"],
        source: "EKS User Guide, network-reqs: at least six addresses, sixteen recommended",
        judge: (planned) =>
            each(planned.ofType(TYPES.subnet).filter(isSubnetOf("control-plane")), {
                path: "cidrBlock",
                // AWS keeps five of each subnet.
                holds: (value) => (parseCidr(textOf(value))?.size ?? 0) - 5 >= 16,
                what: "is too small",
            }),
    },
    {
        id: "R06",
        title: "vpc-cni by its add-on",
        severity: "medium",
        means: "vpc-cni is told what to do through its add-on, never behind its back",
        why: "The next update of the add-on would undo it, and pods would get no addresses.",
        remedy: "Say it in addons.vpc-cni or network.pods, and take the object out",
        decidedBy: ["addons.vpc-cni", "network.pods", "objects", "addons"],
        source: "EKS Best Practices Guide, networking/vpc-cni",
        judge: (planned) => [
            ...each(planned.addonNamed("vpc-cni"), {
                path: "configurationValues",
                holds: (value) => value === undefined || isObject(parsed(value)),
                what: "has settings that are no JSON",
            }),
            ...none(
                planned.resources.filter(
                    ({ inputs, type }) =>
                        type.startsWith("kubernetes:crd.k8s.amazonaws.com/") ||
                        ["aws-node", "amazon-vpc-cni"].includes(textOf(read(inputs, "metadata.name"))),
                ),
                [],
                "changes vpc-cni through Kubernetes",
            ),
        ],
    },
    {
        id: "R07",
        title: "Networks of their own",
        severity: "high",
        means: "no network overlaps another: VPC and services, and the VPCs of all environments that were planned with it",
        why: "Two networks that overlap can never be connected, and pods call the wrong one of two addresses.",
        remedy: "Choose other ranges in platform:vpcCidr and platform:serviceCidr before the first deployment",
        decidedBy: ["platform:vpcCidr", "platform:serviceCidr"],
        source: "Amazon VPC User Guide, VPC CIDR blocks",
        judge: (planned) =>
            planned.ofType(TYPES.vpc).map((vpc) => {
                const own = textOf(input(vpc, "cidrBlock"));
                const others = planned.all.filter(({ stack }) => stack !== planned.graph.stack);
                const [overlapping] = [
                    ...[planned.graph, ...others].flatMap(servicesOf),
                    ...others.flatMap(vpcsOf),
                ].filter((other) => other !== "" && cidrsOverlap(own, other));
                const what = `overlaps ${overlapping ?? "another network"}`;
                return whole(overlapping === undefined, what, vpc, own);
            }),
    },
    {
        id: "R08",
        title: "Subnets are found",
        severity: "medium",
        means: "controllers find subnets by their roles, and Karpenter by id",
        why: "Load balancers would find no subnet, or nodes start in somebody else's.",
        remedy: "Leave selectors to the network: take them out of the pool's nodeClass",
        decidedBy: ["compute.pools.<name>.nodeClass", "compute.pools", "network"],
        source: "AWS Load Balancer Controller, subnet discovery",
        judge: (planned) => [
            ...Object.entries(ROLE_TAGS).flatMap(([tier, tag]) =>
                each(planned.ofType(TYPES.subnet).filter(isSubnetOf(tier === "node" ? "node" : "public")), {
                    path: "tags",
                    holds: (tags) => isObject(tags) && tags[tag] === "1",
                    what: `has no tag ${tag}`,
                }),
            ),
            ...["subnetSelectorTerms", "securityGroupSelectorTerms"].flatMap((terms) =>
                each(planned.ofType(TYPES.nodeClass), {
                    path: `spec.${terms}`,
                    holds: (value) =>
                        listOf(value).length > 0 &&
                        listOf(value).every((term) => isObject(term) && Object.keys(term).join() === "id"),
                    what: "selects by something else than ids",
                }),
            ),
        ],
    },
    {
        id: "R09",
        title: "S3 without NAT",
        severity: "low",
        means: "S3, where image layers lie, is reached without paying for NAT",
        why: "Each image would be paid for by the byte at the NAT gateway.",
        remedy: 'Put "s3" into network.endpoints',
        decidedBy: ["network.endpoints"],
        source: "EKS Best Practices Guide, cost/cost_opt_networking",
        judge: (planned) => {
            if (planned.ofType(TYPES.vpc).length === 0 && ownersEndpoints(planned).length === 0) return [];
            if (isRoutedByOwner(planned) || ownersEndpoints(planned).includes("s3")) return [];
            const found = planned
                .ofType(TYPES.endpoint)
                .find(
                    (one) =>
                        textOf(input(one, "serviceName")).endsWith(".s3") &&
                        input(one, "vpcEndpointType") === "Gateway",
                );
            return [whole(found !== undefined, "there is no gateway endpoint of S3", found)];
        },
    },
];

const ROLE_TAGS = { node: "kubernetes.io/role/internal-elb", public: "kubernetes.io/role/elb" } as const;

function platformOf(planned: Planned): PlannedResource | undefined {
    return planned.ofType("platform:stacks:Platform")[0];
}

function vpcsOf({ resources }: PlannedGraph): readonly string[] {
    return resources.filter(({ type }) => type === TYPES.vpc).map((vpc) => textOf(input(vpc, "cidrBlock")));
}

function servicesOf({ resources }: PlannedGraph): readonly string[] {
    return resources
        .filter(({ type }) => type === TYPES.cluster)
        .map((one) => textOf(input(one, "kubernetesNetworkConfig.serviceIpv4Cidr")));
}
