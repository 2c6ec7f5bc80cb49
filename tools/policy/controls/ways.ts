/** The network: ways in and out, and what is written down of them. */
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { allowedBy, input, statementsOf, textOf, textsOf } from "../reading";
import { existingVpcOf, isPrivate, isRoutedByOwner, isSubnetOf, ownersEndpoints } from "../subnets";

export const WAYS: readonly Control[] = [
    {
        id: "C47",
        title: "Flow logs",
        severity: "medium",
        means: "traffic is logged: what is refused in staging, all of it in production",
        why: "After a break-in nobody could say who talked to whom.",
        remedy: 'Set network.flowLogs to kind: "on" with trafficType ALL (production) or REJECT (staging)',
        decidedBy: ["network.flowLogs"],
        rows: { fsbp: ["EC2.6"], nsa: ["logging"] },
        from: "staging",
        judge: (planned) => {
            const kinds = planned.isAtLeast("production") ? ["ALL"] : ["ALL", "REJECT"];
            return [
                ...planned
                    .ofType(TYPES.vpc)
                    .map((vpc) =>
                        whole(
                            planned.usersOf(vpc, "vpcId", TYPES.flowLog).length === 1,
                            "has not exactly one flow log",
                            vpc,
                        ),
                    ),
                ...each(planned.ofType(TYPES.flowLog), {
                    path: "trafficType",
                    holds: (value) => kinds.includes(textOf(value)),
                    what: "logs too little",
                }),
            ];
        },
    },
    {
        id: "C48",
        title: "No public addresses unasked",
        severity: "medium",
        means: "no subnet gives out public addresses unasked",
        why: "What is started there by mistake stands on the internet.",
        remedy: "Take the transform of the subnet out",
        decidedBy: ["transforms", "network"],
        rows: { fsbp: ["EC2.15"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.subnet), {
                path: "mapPublicIpOnLaunch",
                holds: (value) => value === false || value === undefined,
                what: "gives out public addresses",
            }),
    },
    {
        id: "C53",
        title: "AWS through endpoints",
        severity: "medium",
        means: "AWS is called through endpoints: S3 always, registries in staging, all that nodes call where the API is private or there is no way out",
        why: "Without a way out nodes do not start, and with one every image is paid for twice.",
        remedy: "List the missing services in network.endpoints",
        decidedBy: ["network.endpoints", "platform:existingVpc"],
        rows: { fsbp: ["EC2.10"], bestPractices: ["image/endpoints"] },
        judge: (planned) => {
            const found = new Map(
                planned.ofType(TYPES.endpoint).map((endpoint) => [serviceOf(endpoint), endpoint]),
            );
            return wantedEndpoints(planned)
                .filter((service) => !ownersEndpoints(planned).includes(service))
                .map((service) => {
                    const endpoint = found.get(service);
                    const kind = endpoint && textOf(input(endpoint, "vpcEndpointType"));
                    const isRight = kind === (service === "s3" ? "Gateway" : "Interface");
                    return whole(isRight, `there is no endpoint of ${service}`, endpoint, service);
                });
        },
    },
    {
        id: "C54",
        title: "Endpoints answer the account's callers",
        severity: "medium",
        means: "endpoints let through what the account itself calls, in production",
        why: "Credentials of another account could carry data out through them.",
        remedy: 'Set network.endpointPolicy to kind: "account" or "organisation"',
        decidedBy: ["network.endpointPolicy", "network.endpoints"],
        rows: { nsa: ["cloud-infrastructure"], bestPractices: ["image/endpoint-policies"] },
        from: "production",
        judge: (planned) =>
            each(planned.ofType(TYPES.endpoint).filter(isOfAws), {
                path: "policy",
                holds: (value) =>
                    statementsOf(value).length > 0 &&
                    allowedBy(value).every(
                        ({ condition, resources }) => condition !== undefined || !resources.includes("*"),
                    ),
                what: "lets through callers of any account",
            }),
    },
    {
        id: "C56",
        title: "The VPC resolves names",
        severity: "high",
        means: "the VPC resolves names, without which no node registers",
        why: "Nodes would start, and never join.",
        remedy: "Take the transform of the VPC out",
        decidedBy: ["transforms", "network"],
        source: "EKS User Guide, network-reqs",
        judge: (planned) =>
            ["enableDnsHostnames", "enableDnsSupport"].flatMap((path) =>
                each(planned.ofType(TYPES.vpc), {
                    path,
                    holds: (value) => value === true,
                    what: "resolves no names",
                }),
            ),
    },
    {
        id: "C58",
        title: "Ways out",
        severity: "high",
        means: "private subnets reach the internet through NAT gateways, what the settings name, or not at all",
        why: "A route to the internet gateway makes a private subnet a public one.",
        remedy: "Leave routes to network.nat; name somebody else's interface in platform:egressInterfaces",
        decidedBy: ["network.nat", "platform:egressInterfaces", "platform:transitGatewayId"],
        rows: { cis: ["5.4.3"], nsa: ["node-segmentation"], bestPractices: ["hosts/private"] },
        judge: (planned) => [
            ...planned
                .ofType(TYPES.subnet)
                .filter((one) => isSubnetOf("node")(one) || isSubnetOf("control-plane")(one))
                .map((subnet) =>
                    whole(
                        isPrivate(planned, subnet),
                        "has a way to the internet gateway, or no route table",
                        subnet,
                    ),
                ),
            ...each(planned.ofType(TYPES.route), {
                path: "natGatewayId",
                holds: (_, route) => leadsSomewhere(planned, route),
                what: "leads through an instance, or nowhere",
                tellsBy: "edges",
            }),
        ],
    },
];

/** What the nodes of a private cluster call. */
const PRIVATE_SET = ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "logs", "sqs", "ssm", "sts"];

/** What a route of nodes may lead to. */
const WAYS_OUT = ["natGatewayId", "transitGatewayId", "networkInterfaceId"];

const OTHER_TARGETS = [
    "carrierGatewayId",
    "transitGatewayId",
    "networkInterfaceId",
    "egressOnlyGatewayId",
    "gatewayId",
];

function leadsSomewhere(planned: Planned, route: PlannedResource): boolean {
    // Zones at the edge follow the gateway of another route.
    const isNat = [TYPES.natGateway, TYPES.route].some(
        (type) => planned.madeFrom(route, "natGatewayId", type).length === 1,
    );
    const hasTarget = OTHER_TARGETS.some((target) => input(route, target) !== undefined);
    return isInterfaceNamed(planned, route) && (isNat || hasTarget);
}

/** No interface, or one that the settings name: whoever writes `nat: "interface"` has looked at it. */
function isInterfaceNamed(planned: Planned, route: PlannedResource): boolean {
    const id = input(route, "networkInterfaceId");
    const named = planned.ofType("platform:network:Vpc").flatMap((vpc) => textsOf(input(vpc, "nat")));
    return id === undefined || named.some((text) => text.endsWith(`: ${textOf(id)}`));
}

/** Services of others take no policy, and that of Pod Identity none either: what calls it has no credentials yet. */
function isOfAws(endpoint: PlannedResource): boolean {
    const service = textOf(input(endpoint, "serviceName"));
    return service.startsWith("com.amazonaws.") && !service.endsWith(".eks-auth");
}

function serviceOf(endpoint: PlannedResource): string {
    return textOf(input(endpoint, "serviceName")).replace(/^([^.]+\.)*?amazonaws\.[a-z]+-[a-z-]+-\d\./, "");
}

function wantedEndpoints(planned: Planned): readonly string[] {
    const vpc = existingVpcOf(planned);
    const clusters = planned.ofType(TYPES.cluster);
    if (clusters.length === 0) return [];
    const isIsolated =
        vpc === undefined
            ? !planned
                  .ofType(TYPES.route)
                  .some((route) => WAYS_OUT.some((way) => input(route, way) !== undefined))
            : input(vpc, "egress") === "none";
    const isPrivateApi = clusters.every((one) => input(one, "vpcConfig.endpointPublicAccess") === false);
    if (isIsolated || (planned.isAtLeast("production") && isPrivateApi)) return ["s3", ...PRIVATE_SET];
    if (isRoutedByOwner(planned)) return [];
    return planned.isAtLeast("staging") ? ["s3", "ecr.api", "ecr.dkr"] : ["s3"];
}
