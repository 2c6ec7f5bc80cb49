/** What controls of network, queue and cluster must notice. */
import { TYPES } from "../../../../tools/policy/planned";
import { input, textOf } from "../../../../tools/policy/reading";
import { cut, type Mutants, set, setInText, withResource, without } from "../mutate";

export const NETWORK_MUTANTS: Mutants = {
    C47: [without(TYPES.flowLog), set(TYPES.flowLog, "trafficType", "ACCEPT"), cut(TYPES.flowLog, TYPES.vpc)],
    C48: [set(TYPES.subnet, "mapPublicIpOnLaunch", true)],
    C49: [
        without(TYPES.defaultSecurityGroup),
        set(TYPES.defaultSecurityGroup, "ingress", [{ protocol: "-1" }]),
        set(TYPES.defaultSecurityGroup, "egress", undefined),
    ],
    C50: [
        set(TYPES.ingressRule, "cidrIpv4", "0.0.0.0/0"),
        set(TYPES.ingressRule, "cidrIpv6", "::/0"),
        set(TYPES.securityGroup, "ingress", [{ cidrBlocks: ["0.0.0.0/0"] }]),
        withResource("aws:ec2/securityGroupRule:SecurityGroupRule", {
            type: "ingress",
            cidrBlocks: ["0.0.0.0/0"],
        }),
    ],
    C51: [
        set(TYPES.securityGroup, "egress", [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }]),
        withResource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
            cidrIpv4: "0.0.0.0/0",
            ipProtocol: "-1",
        }),
    ],
    C52: [
        set(TYPES.securityGroup, "description", "Managed by Pulumi"),
        set(TYPES.ingressRule, "description", undefined),
    ],
    C53: [
        without(TYPES.endpoint),
        set(TYPES.endpoint, "vpcEndpointType", "GatewayLoadBalancer"),
        without(TYPES.endpoint, (one) => /sqs|ecr\.dkr|s3/.test(textOf(input(one, "serviceName")))),
    ],
    C55: [withResource("aws:ec2/networkAcl:NetworkAcl", { ingress: [{ cidrBlock: "0.0.0.0/0" }] })],
    C56: [set(TYPES.vpc, "enableDnsHostnames", undefined), set(TYPES.vpc, "enableDnsSupport", false)],
    C58: [
        set(TYPES.route, "gatewayId", "igw-0123456789abcdef0"),
        set(TYPES.route, "networkInterfaceId", "eni-0123456789abcdef0"),
        cut(TYPES.route, TYPES.natGateway),
        without(TYPES.routeTableAssociation),
    ],
    C59: [
        set(TYPES.queue, "sqsManagedSseEnabled", false),
        set(TYPES.queue, "sqsManagedSseEnabled", undefined),
        without(TYPES.queue),
    ],
    C60: [
        setInText(TYPES.queuePolicy, "policy", "Statement.0.Principal", "*"),
        setInText(TYPES.queuePolicy, "policy", "Statement.0.Principal", { Service: "sns.amazonaws.com" }),
        setInText(TYPES.queuePolicy, "policy", "Statement.0.Condition", undefined),
        setInText(TYPES.queuePolicy, "policy", "Statement.1.Condition", undefined),
        setInText(TYPES.queuePolicy, "policy", "Statement.0.Action", "sqs:*"),
        without(TYPES.queuePolicy),
    ],
    C62: [
        without(TYPES.eventRule, ({ name }) => name.endsWith("capacity-reservation")),
        setInText(TYPES.eventRule, "eventPattern", "detail-type", ["C2 Instance State-change Notification"]),
        without(TYPES.eventTarget),
        cut(TYPES.eventTarget, TYPES.queue),
        set(TYPES.queue, "messageRetentionSeconds", 345_600),
    ],
    C75: [
        set(TYPES.addon, "configurationValues", "{}"),
        setInText(TYPES.addon, "configurationValues", "enableNetworkPolicy", true),
    ],
    C76: [
        set(TYPES.release, "values.podSecurityContext", { runAsNonRoot: false }),
        set(TYPES.release, "values.hostNetwork", true),
        setInText(TYPES.addon, "configurationValues", "securityContext", { privileged: true }),
    ],
    C77: [
        set(TYPES.release, "values.controller.resources", undefined),
        set(TYPES.release, "values.controller.resources.limits.memory", "4Gi"),
        setInText(TYPES.addon, "configurationValues", "resources.requests.cpu", undefined),
    ],
    C80: [
        set(TYPES.release, "namespace", undefined),
        set(TYPES.release, "namespace", "default"),
        withResource("kubernetes:core/v1:ConfigMap", { metadata: { name: "x" } }),
    ],
    C81: [
        set(TYPES.release, "values.serviceAccount.create", false),
        set(TYPES.release, "values.serviceAccount.name", "default"),
    ],
};
