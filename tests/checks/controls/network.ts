/** Security controls of the network and of Karpenter's queue, and of what runs in the cluster. */
import { CLUSTER_SCOPED_KINDS } from "../../../components/shared/cluster-scoped-kinds";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { type CarriedControl, isAtLeast } from "./control";
import { cut, set, setInText, withResource, without } from "./mutants";
import {
    addonNamed,
    controllersOf,
    failing,
    hasKarpenter,
    input,
    isObject,
    isPrivate,
    isSubnetOf,
    listOf,
    madeFrom,
    ofType,
    parsed,
    present,
    read,
    statementsOf,
    textsOf,
    TYPES,
} from "./reading";
import { existingVpcOf, isRoutedByOwner, ownersEndpoints } from "./subnets";

const EVERYWHERE = /^(0\.0\.0\.0|::)\/0$/;

const NETWORK: readonly CarriedControl[] = [
    {
        id: "C47",
        means: "traffic is logged: what is refused in staging, all of it in production",
        from: "staging",
        breaches: (graph) => {
            const logs = ofType(graph, TYPES.flowLog);
            const kinds = isAtLeast(graph, "production") ? ["ALL"] : ["ALL", "REJECT"];
            return [
                ...failing(
                    ofType(graph, TYPES.vpc),
                    ({ urn }) =>
                        logs.filter(({ propertyDependencies }) =>
                            propertyDependencies["vpcId"]?.includes(urn),
                        ).length === 1,
                    "has not exactly one flow log",
                ),
                ...failing(
                    logs,
                    (log) => kinds.includes(textsOf(input(log, "trafficType")).join()),
                    "logs too little",
                ),
            ];
        },
        mutants: [
            without(TYPES.flowLog),
            set(TYPES.flowLog, "trafficType", "ACCEPT"),
            cut(TYPES.flowLog, TYPES.vpc),
        ],
    },
    {
        id: "C48",
        means: "no subnet gives out public addresses unasked",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.subnet),
                (subnet) => [false, undefined].includes(input(subnet, "mapPublicIpOnLaunch") as boolean),
                "gives out public addresses",
            ),
        mutants: [set(TYPES.subnet, "mapPublicIpOnLaunch", true)],
    },
    {
        id: "C49",
        means: "the VPC's default security group lets nothing through",
        breaches: (graph) => {
            const groups = ofType(graph, TYPES.defaultSecurityGroup);
            return [
                // That of a VPC which is there already is its owner's.
                ...(existingVpcOf(graph) === undefined
                    ? present(groups, "emptied default security group")
                    : []),
                ...failing(
                    groups,
                    (group) => ["ingress", "egress"].every((way) => isEmptyList(input(group, way))),
                    "lets something through",
                ),
            ];
        },
        mutants: [
            without(TYPES.defaultSecurityGroup),
            set(TYPES.defaultSecurityGroup, "ingress", [{ protocol: "-1" }]),
            set(TYPES.defaultSecurityGroup, "egress", undefined),
        ],
    },
    {
        id: "C50",
        means: "no security group takes traffic from everywhere",
        breaches: (graph) => [
            ...failing(
                rulesOf(graph, "ingress"),
                (rule) => !networksOf(rule).some((network) => EVERYWHERE.test(network)),
                "takes traffic from everywhere",
            ),
            ...failing(
                ofType(graph, TYPES.securityGroup),
                (group) => listOf(input(group, "ingress")).length === 0,
                "has rules inside, which fight with those beside",
            ),
        ],
        mutants: [
            set(TYPES.ingressRule, "cidrIpv4", "0.0.0.0/0"),
            set(TYPES.ingressRule, "cidrIpv6", "::/0"),
            set(TYPES.securityGroup, "ingress", [{ cidrBlocks: ["0.0.0.0/0"] }]),
            withResource("aws:ec2/securityGroupRule:SecurityGroupRule", {
                type: "ingress",
                cidrBlocks: ["0.0.0.0/0"],
            }),
        ],
    },
    {
        id: "C51",
        means: "the endpoints' security group lets nothing out",
        from: "production",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.securityGroup),
                (group) => listOf(input(group, "egress")).length === 0,
                "lets traffic out",
            ),
            ...failing(
                rulesOf(graph, "egress"),
                (rule) => !networksOf(rule).some((network) => EVERYWHERE.test(network)),
                "lets everything out",
            ),
        ],
        mutants: [
            set(TYPES.securityGroup, "egress", [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }]),
            withResource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
                cidrIpv4: "0.0.0.0/0",
                ipProtocol: "-1",
            }),
        ],
    },
    {
        id: "C52",
        means: "security groups and their rules say what they are for",
        breaches: (graph) =>
            failing(
                [
                    ...ofType(graph, TYPES.securityGroup),
                    ...rulesOf(graph, "ingress"),
                    ...rulesOf(graph, "egress"),
                ],
                (one) => !["", "Managed by Pulumi"].includes(textsOf(input(one, "description")).join()),
                "has no description",
            ),
        mutants: [
            set(TYPES.securityGroup, "description", "Managed by Pulumi"),
            set(TYPES.ingressRule, "description", undefined),
        ],
    },
    {
        id: "C53",
        means: "AWS is called through endpoints: S3 always, registries in staging, all that nodes call where the API is private or there is no way out",
        breaches: (graph) => {
            const services = new Map(
                ofType(graph, TYPES.endpoint).map((endpoint) => [
                    textsOf(input(endpoint, "serviceName"))
                        .join()
                        .replace(/^([^.]+\.)*?amazonaws\.[a-z]+-[a-z-]+-\d\./, ""),
                    textsOf(input(endpoint, "vpcEndpointType")).join(),
                ]),
            );
            return endpointsOf(graph)
                .filter((service) => !ownersEndpoints(graph).includes(service))
                .filter((service) => services.get(service) !== (service === "s3" ? "Gateway" : "Interface"))
                .map((service) => `no endpoint of ${service}`);
        },
        mutants: [
            without(TYPES.endpoint),
            set(TYPES.endpoint, "vpcEndpointType", "GatewayLoadBalancer"),
            without(TYPES.endpoint, (one) =>
                /sqs|ecr\.dkr|s3/.test(textsOf(input(one, "serviceName")).join()),
            ),
        ],
    },
    {
        id: "C55",
        means: "no network ACL opens all ports: there is none but the VPC's own",
        breaches: (graph) =>
            graph.resources
                .filter(({ type }) => /networkAcl/i.test(type))
                .map(({ name }) => `${name}: a network ACL`),
        mutants: [withResource("aws:ec2/networkAcl:NetworkAcl", { ingress: [{ cidrBlock: "0.0.0.0/0" }] })],
    },
    {
        id: "C56",
        means: "the VPC resolves names, without which no node registers",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.vpc),
                (vpc) => ["enableDnsHostnames", "enableDnsSupport"].every((key) => input(vpc, key) === true),
                "resolves no names",
            ),
        mutants: [set(TYPES.vpc, "enableDnsHostnames", undefined), set(TYPES.vpc, "enableDnsSupport", false)],
    },
    {
        id: "C58",
        means: "private subnets reach the internet through NAT gateways, what the settings name, or not at all",
        breaches: (graph) => [
            ...failing(
                graph.resources.filter((one) => isSubnetOf("node")(one) || isSubnetOf("control-plane")(one)),
                (subnet) => isPrivate(graph, subnet),
                "has a way to the internet gateway, or no route table",
            ),
            ...failing(
                ofType(graph, TYPES.route),
                (route) =>
                    isInterfaceNamed(graph, input(route, "networkInterfaceId")) &&
                    // Zones at the edge follow the gateway of another route.
                    ([TYPES.natGateway, TYPES.route].some(
                        (type) => madeFrom(graph, route, "natGatewayId", type).length === 1,
                    ) ||
                        input(route, "carrierGatewayId") !== undefined ||
                        input(route, "transitGatewayId") !== undefined ||
                        input(route, "networkInterfaceId") !== undefined ||
                        input(route, "egressOnlyGatewayId") !== undefined ||
                        input(route, "gatewayId") !== undefined),
                "leads through an instance, or nowhere",
            ),
        ],
        mutants: [
            set(TYPES.route, "gatewayId", "igw-0123456789abcdef0"),
            set(TYPES.route, "networkInterfaceId", "eni-0123456789abcdef0"),
            cut(TYPES.route, TYPES.natGateway),
            without(TYPES.routeTableAssociation),
        ],
    },
];

const QUEUE: readonly CarriedControl[] = [
    {
        id: "C59",
        means: "the interruption queue is encrypted",
        breaches: (graph) => [
            ...(hasKarpenter(graph) ? present(ofType(graph, TYPES.queue), "queue") : []),
            ...failing(
                ofType(graph, TYPES.queue),
                (queue) =>
                    input(queue, "sqsManagedSseEnabled") === true ||
                    input(queue, "kmsMasterKeyId") !== undefined,
                "is not encrypted",
            ),
        ],
        mutants: [
            set(TYPES.queue, "sqsManagedSseEnabled", false),
            set(TYPES.queue, "sqsManagedSseEnabled", undefined),
            without(TYPES.queue),
        ],
    },
    {
        id: "C60",
        means: "only EventBridge and SQS send to the queue, for this account, and over TLS",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.queue),
                ({ urn }) => {
                    const policies = ofType(graph, TYPES.queuePolicy).filter((policy) =>
                        policy.propertyDependencies["queueUrl"]?.includes(urn),
                    );
                    return (
                        policies.length === 1 &&
                        policies.flatMap((policy) => statementsOf(input(policy, "policy"))).every(isNarrow)
                    );
                },
                "takes messages of others",
            ),
        mutants: [
            setInText(TYPES.queuePolicy, "policy", "Statement.0.Principal", "*"),
            setInText(TYPES.queuePolicy, "policy", "Statement.0.Principal", { Service: "sns.amazonaws.com" }),
            setInText(TYPES.queuePolicy, "policy", "Statement.0.Condition", undefined),
            setInText(TYPES.queuePolicy, "policy", "Statement.1.Condition", undefined),
            setInText(TYPES.queuePolicy, "policy", "Statement.0.Action", "sqs:*"),
            without(TYPES.queuePolicy),
        ],
    },
    {
        id: "C62",
        means: "the five events that cost nodes reach the queue, and grow old in five minutes",
        breaches: (graph) => {
            const targets = ofType(graph, TYPES.eventTarget);
            const rules = ofType(graph, TYPES.eventRule);
            const heard = rules.map((rule) =>
                textsOf(read(parsed(input(rule, "eventPattern")), "detail-type")).join(),
            );
            return [
                ...EVENTS.filter((event) => hasKarpenter(graph) && !heard.includes(event)).map(
                    (event) => `no rule for ${event}`,
                ),
                ...failing(
                    rules,
                    ({ urn }) =>
                        targets.filter(
                            (target) =>
                                target.propertyDependencies["rule"]?.includes(urn) === true &&
                                madeFrom(graph, target, "arn", TYPES.queue).length === 1,
                        ).length === 1,
                    "does not reach the queue",
                ),
                ...failing(
                    ofType(graph, TYPES.queue),
                    (queue) => input(queue, "messageRetentionSeconds") === 300,
                    "keeps messages too long or too short",
                ),
            ];
        },
        mutants: [
            without(TYPES.eventRule, ({ name }) => name.endsWith("capacity-reservation")),
            setInText(TYPES.eventRule, "eventPattern", "detail-type", [
                "C2 Instance State-change Notification",
            ]),
            without(TYPES.eventTarget),
            cut(TYPES.eventTarget, TYPES.queue),
            set(TYPES.queue, "messageRetentionSeconds", 345_600),
        ],
    },
];

const IN_THE_CLUSTER: readonly CarriedControl[] = [
    {
        id: "C75",
        means: "NetworkPolicies are enforced once somebody writes one: vpc-cni is told so (policies belong to namespaces, and the kit makes none)",
        from: "staging",
        breaches: (graph) =>
            failing(
                addonNamed(graph, "vpc-cni"),
                (addon) =>
                    read(parsed(input(addon, "configurationValues")), "enableNetworkPolicy") === "true",
                "enforces no NetworkPolicy",
            ),
        mutants: [
            set(TYPES.addon, "configurationValues", "{}"),
            setInText(TYPES.addon, "configurationValues", "enableNetworkPolicy", true),
        ],
    },
    {
        id: "C76",
        means: "nothing loosens the security context that charts and add-ons ship",
        breaches: (graph) => [
            ...(hasKarpenter(graph) ? present(controllersOf(graph), "controller of Karpenter") : []),
            ...workloads(graph).flatMap(({ name, settings }) =>
                keysIn(settings)
                    .filter((key) => LOOSENING.includes(key))
                    .map((key) => `${name}: sets ${key}`),
            ),
        ],
        mutants: [
            set(TYPES.release, "values.podSecurityContext", { runAsNonRoot: false }),
            set(TYPES.release, "values.hostNetwork", true),
            setInText(TYPES.addon, "configurationValues", "securityContext", { privileged: true }),
        ],
    },
    {
        id: "C77",
        means: "whatever asks for resources asks for cores and memory, and gets no more memory than it asked for",
        breaches: (graph) => [
            ...failing(
                controllersOf(graph),
                (release) => input(release, "values.controller.resources.requests") !== undefined,
                "asks for no resources",
            ),
            ...workloads(graph).flatMap(({ name, settings }) =>
                resourcesIn(settings)
                    .filter(
                        (resources) =>
                            read(resources, "requests.cpu") === undefined ||
                            read(resources, "requests.memory") === undefined ||
                            read(resources, "requests.memory") !== read(resources, "limits.memory"),
                    )
                    .map(() => `${name}: asks for too little, or may take more`),
            ),
        ],
        mutants: [
            set(TYPES.release, "values.controller.resources", undefined),
            set(TYPES.release, "values.controller.resources.limits.memory", "4Gi"),
            setInText(TYPES.addon, "configurationValues", "resources.requests.cpu", undefined),
        ],
    },
    {
        id: "C80",
        means: "nothing is made in namespace default",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.release),
                (release) => !["", "default"].includes(textsOf(input(release, "namespace")).join()),
                "goes into namespace default",
            ),
            ...failing(
                graph.resources.filter(({ inputs }) => read(inputs, "metadata") !== undefined),
                (object) =>
                    CLUSTER_WIDE.includes(object.type.split(":").at(-1) ?? "") ||
                    named(input(object, "metadata.namespace")),
                "goes into namespace default",
            ),
        ],
        mutants: [
            set(TYPES.release, "namespace", undefined),
            set(TYPES.release, "namespace", "default"),
            withResource("kubernetes:core/v1:ConfigMap", { metadata: { name: "x" } }),
        ],
    },
    {
        id: "C81",
        means: "what the kit runs has a service account of its own",
        breaches: (graph) =>
            failing(
                controllersOf(graph),
                (release) =>
                    input(release, "values.serviceAccount.create") === true &&
                    !["", "default"].includes(textsOf(input(release, "values.serviceAccount.name")).join()),
                "runs as the default service account",
            ),
        mutants: [
            set(TYPES.release, "values.serviceAccount.create", false),
            set(TYPES.release, "values.serviceAccount.name", "default"),
        ],
    },
];

export const NETWORK_AND_CLUSTER: readonly CarriedControl[] = [...NETWORK, ...QUEUE, ...IN_THE_CLUSTER];

const EVENTS = [
    "AWS Health Event",
    "EC2 Capacity Reservation Instance Interruption Warning",
    "EC2 Instance Rebalance Recommendation",
    "EC2 Instance State-change Notification",
    "EC2 Spot Instance Interruption Warning",
];

/** What the nodes of a private cluster call. */
const PRIVATE_SET = ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "logs", "sqs", "ssm", "sts"];

/** No interface, or one that the settings name: whoever writes `nat: "interface"` has looked at it. */
function isInterfaceNamed(graph: PlannedGraph, id: ReturnType<typeof input>): boolean {
    const named = ofType(graph, "platform:network:Vpc").flatMap((vpc) => textsOf(input(vpc, "nat")));
    return id === undefined || named.some((text) => text.endsWith(`: ${String(id)}`));
}

/** What a route of nodes may lead to. */
const WAYS_OUT = ["natGatewayId", "transitGatewayId", "networkInterfaceId"];

function endpointsOf(graph: PlannedGraph): string[] {
    const vpc = existingVpcOf(graph);
    const isIsolated =
        vpc === undefined
            ? !ofType(graph, TYPES.route).some((route) =>
                  WAYS_OUT.some((way) => input(route, way) !== undefined),
              )
            : input(vpc, "egress") === "none";
    const isPrivateApi = ofType(graph, TYPES.cluster).every(
        (one) => input(one, "vpcConfig.endpointPublicAccess") === false,
    );
    if (isIsolated || (isAtLeast(graph, "production") && isPrivateApi)) return ["s3", ...PRIVATE_SET];
    if (isRoutedByOwner(graph)) return [];
    return isAtLeast(graph, "staging") ? ["s3", "ecr.api", "ecr.dkr"] : ["s3"];
}

const CLUSTER_WIDE: readonly string[] = [
    ...CLUSTER_SCOPED_KINDS,
    "AWSPCAClusterIssuer",
    "ClusterIssuer",
    "ClusterSecretStore",
    "EC2NodeClass",
    "IngressClassParams",
    "NodeClass",
    "NodePool",
    "VolumeSnapshotClass",
];
const LOOSENING = ["hostNetwork", "podSecurityContext", "privileged", "securityContext"];

function named(value: ReturnType<typeof input>): boolean {
    return typeof value === "string" && value !== "default";
}

/** Values and settings of all that runs pods. */
function workloads(
    graph: PlannedGraph,
): { readonly name: string; readonly settings: ReturnType<typeof input> }[] {
    return [
        ...ofType(graph, TYPES.release).map((one) => ({ name: one.name, settings: input(one, "values") })),
        ...ofType(graph, TYPES.addon).map((one) => ({
            name: one.name,
            settings: parsed(input(one, "configurationValues")),
        })),
    ];
}

function keysIn(value: ReturnType<typeof input>): string[] {
    if (Array.isArray(value)) return (value as readonly ReturnType<typeof input>[]).flatMap(keysIn);
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}

function resourcesIn(value: ReturnType<typeof input>): ReturnType<typeof input>[] {
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
        key === "resources" ? [inner] : resourcesIn(inner),
    );
}

function rulesOf(graph: PlannedGraph, way: "egress" | "ingress"): PlannedResource[] {
    return graph.resources.filter(
        (one) =>
            new RegExp(`securityGroup${way}Rule$`, "i").test(one.type) ||
            (one.type.endsWith(":SecurityGroupRule") && input(one, "type") === way),
    );
}

function networksOf(rule: PlannedResource): string[] {
    return ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
        textsOf(input(rule, key)),
    );
}

function isEmptyList(value: ReturnType<typeof input>): boolean {
    return Array.isArray(value) && value.length === 0;
}

function isNarrow({
    actions,
    condition,
    effect,
    principal,
}: ReturnType<typeof statementsOf>[number]): boolean {
    if (effect === "Deny") return true;
    const text = JSON.stringify(condition ?? null);
    return (
        actions.join() === "sqs:SendMessage" &&
        /^(events|sqs)\.amazonaws\.com$/.test(textsOf(read(principal, "Service")).join()) &&
        /"aws:Source(Arn|Account)"/.test(text)
    );
}
