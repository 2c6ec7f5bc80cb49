/** Security controls of the control plane. */
import { KUBERNETES, AMI_ALIAS, isKubernetesMinor } from "../../../components/versions";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { type CarriedControl, isAtLeast } from "./control";
import { cut, set, setInText, throughTheGateway, unprotected, withResource, without } from "./mutants";
import {
    failing,
    input,
    listOf,
    madeFrom,
    numberOf,
    ofType,
    present,
    read,
    statementsOf,
    textsOf,
    TYPES,
} from "./reading";
import { subnetsBehind } from "./subnets";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const EVERYWHERE = /^(0\.0\.0\.0|::)\/0$/;

export const CONTROL_PLANE: readonly CarriedControl[] = [
    {
        id: "C01",
        means: "production's API server answers inside the VPC only",
        from: "production",
        breaches: (graph) =>
            cluster(graph, (one) => input(one, "vpcConfig.endpointPublicAccess") === false, "is public"),
        mutants: [
            set(TYPES.cluster, "vpcConfig.endpointPublicAccess", true),
            set(TYPES.cluster, "vpcConfig.endpointPublicAccess", undefined),
        ],
    },
    {
        id: "C02",
        means: "a public API server answers listed networks, never everybody",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => {
                    const networks = textsOf(input(one, "vpcConfig.publicAccessCidrs"));
                    return (
                        input(one, "vpcConfig.endpointPublicAccess") === false ||
                        (networks.length > 0 && !networks.some((network) => EVERYWHERE.test(network)))
                    );
                },
                "answers everybody",
            ),
        mutants: [openTo(["0.0.0.0/0"]), openTo(["203.0.113.0/24", "::/0"]), openTo([]), openTo(undefined)],
    },
    {
        id: "C03",
        means: "nodes reach the API server without leaving the VPC",
        breaches: (graph) =>
            cluster(graph, (one) => input(one, "vpcConfig.endpointPrivateAccess") === true, "is not private"),
        mutants: [
            set(TYPES.cluster, "vpcConfig.endpointPrivateAccess", false),
            set(TYPES.cluster, "vpcConfig.endpointPrivateAccess", undefined),
        ],
    },
    {
        id: "C04",
        means: "the API server's audit log is kept",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => textsOf(input(one, "enabledClusterLogTypes")).includes("audit"),
                "no audit",
            ),
        mutants: [
            set(TYPES.cluster, "enabledClusterLogTypes", ["api", "authenticator", "scheduler"]),
            set(TYPES.cluster, "enabledClusterLogTypes", undefined),
        ],
    },
    {
        id: "C05",
        means: "three kinds of control-plane logs in dev, all five elsewhere, and no unknown one",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => {
                    const kinds = new Set(textsOf(input(one, "enabledClusterLogTypes")));
                    const least = isAtLeast(graph, "staging") ? LOG_TYPES.length : 3;
                    return kinds.size >= least && [...kinds].every((kind) => LOG_TYPES.includes(kind));
                },
                "keeps too few kinds of logs, or an unknown one",
            ),
        mutants: [
            set(TYPES.cluster, "enabledClusterLogTypes", ["api", "audit"]),
            set(TYPES.cluster, "enabledClusterLogTypes", [...LOG_TYPES, "audits"]),
        ],
    },
    {
        id: "C06",
        means: "Secrets are encrypted with a key of the environment",
        from: "staging",
        breaches: (graph) =>
            cluster(
                graph,
                (one) =>
                    textsOf(input(one, "encryptionConfig.resources")).includes("secrets") &&
                    madeFrom(graph, one, "encryptionConfig", TYPES.key).length === 1,
                "keeps Secrets under no key of ours",
            ),
        mutants: [
            set(TYPES.cluster, "encryptionConfig.resources", []),
            set(TYPES.cluster, "encryptionConfig", undefined),
            cut(TYPES.cluster, TYPES.key),
        ],
    },
    {
        id: "C07",
        means: "the minor is stated, and was in standard support when its pins were last seen",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => {
                    const version = input(one, "version");
                    return (
                        typeof version === "string" &&
                        isKubernetesMinor(version) &&
                        KUBERNETES[version].endOfStandardSupport.value > AMI_ALIAS.seen
                    );
                },
                "has no supported version",
            ),
        mutants: [
            set(TYPES.cluster, "version", undefined),
            set(TYPES.cluster, "version", 1.36),
            set(TYPES.cluster, "version", "1.31"),
        ],
    },
    {
        id: "C08",
        means: "access entries are the only way in: no aws-auth",
        breaches: (graph) => [
            ...cluster(
                graph,
                (one) => input(one, "accessConfig.authenticationMode") === "API",
                "takes aws-auth",
            ),
            ...graph.resources
                .filter(({ inputs }) => read(inputs, "metadata.name") === "aws-auth")
                .map(({ name }) => `${name}: is aws-auth`),
        ],
        mutants: [
            set(TYPES.cluster, "accessConfig.authenticationMode", "API_AND_CONFIG_MAP"),
            set(TYPES.cluster, "accessConfig", undefined),
            withResource("kubernetes:core/v1:ConfigMap", { metadata: { name: "aws-auth" } }),
        ],
    },
    {
        id: "C11",
        means: "neither AWS nor Pulumi deletes the control plane by mistake",
        from: "staging",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => input(one, "deletionProtection") === true && one.options.protect === true,
                "may be deleted",
            ),
        mutants: [
            set(TYPES.cluster, "deletionProtection", false),
            set(TYPES.cluster, "deletionProtection", undefined),
            unprotected(TYPES.cluster),
        ],
    },
    {
        id: "C13",
        means: "AWS may move production's traffic out of a zone",
        from: "production",
        breaches: (graph) =>
            cluster(graph, (one) => input(one, "zonalShiftConfig.enabled") === true, "shifts no zone"),
        mutants: [set(TYPES.cluster, "zonalShiftConfig.enabled", false)],
    },
    {
        id: "C15",
        means: "only EKS assumes the cluster's role",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => {
                    const roles = madeFrom(graph, one, "roleArn", TYPES.role);
                    return (
                        roles.length === 1 &&
                        roles
                            .flatMap((role) => statementsOf(input(role, "assumeRolePolicy")))
                            .every(
                                ({ principal }) =>
                                    textsOf(read(principal, "Service")).join() === "eks.amazonaws.com",
                            )
                    );
                },
                "has a role that others may assume",
            ),
        mutants: [
            setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Principal", {
                Service: ["ec2.amazonaws.com"],
            }),
            setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Principal", { AWS: "*" }),
            cut(TYPES.cluster, TYPES.role),
        ],
    },
    {
        id: "C16",
        means: "the control plane stands in private subnets of two zones or more",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => {
                    const subnets = subnetsBehind(graph, one, "vpcConfig");
                    const zones = new Set(subnets.map(({ zone }) => zone));
                    return zones.size >= 2 && subnets.every(({ isPrivate }) => isPrivate);
                },
                "stands in a public subnet, or in one zone",
            ),
        mutants: [
            set(TYPES.subnet, "availabilityZone", "us-east-1a"),
            cut(TYPES.cluster, TYPES.subnet),
            throughTheGateway(),
            without(TYPES.routeTableAssociation),
        ],
    },
    {
        id: "C17",
        means: "the control plane has EKS's own security group and no further one that could be open",
        breaches: (graph) =>
            cluster(
                graph,
                (one) => listOf(input(one, "vpcConfig.securityGroupIds")).length === 0,
                "has a further security group",
            ),
        mutants: [set(TYPES.cluster, "vpcConfig.securityGroupIds", ["sg-0123456789abcdef0"])],
    },
    {
        id: "C64",
        means: "the log group stands before the control plane and keeps its logs as long as asked",
        breaches: (graph) => {
            const groups = ofType(graph, TYPES.logGroup);
            const [least, most] = retentionOf(graph);
            return [
                ...cluster(
                    graph,
                    (one) =>
                        groups.some(
                            (group) =>
                                one.dependencies.includes(group.urn) &&
                                input(group, "name") ===
                                    `/aws/eks/${textsOf(input(one, "name")).join()}/cluster`,
                        ),
                    "would make its log group itself",
                ),
                ...failing(
                    groups.filter((group) => textsOf(input(group, "name")).join().startsWith("/aws/eks/")),
                    (group) => {
                        const days = numberOf(input(group, "retentionInDays"));
                        return days >= least && days <= most;
                    },
                    `keeps logs for ${most === Infinity ? "" : `more than ${most} or `}less than ${least} days`,
                ),
            ];
        },
        mutants: [
            set(TYPES.logGroup, "retentionInDays", 1),
            set(TYPES.logGroup, "retentionInDays", undefined),
            set(TYPES.logGroup, "name", "/aws/eks/another/cluster"),
            cut(TYPES.cluster, TYPES.logGroup),
        ],
    },
];

function cluster(
    graph: PlannedGraph,
    holds: (resource: PlannedResource) => boolean,
    what: string,
): readonly string[] {
    const clusters = ofType(graph, TYPES.cluster);
    return [...present(clusters, "control plane"), ...failing(clusters, holds, what)];
}

/** Says nothing of an environment whose API server is private. */
function openTo(networks: string[] | undefined) {
    const whole = set(TYPES.cluster, "vpcConfig.publicAccessCidrs", networks);
    return {
        change: whole.change,
        mutate: (graph: PlannedGraph) =>
            ofType(graph, TYPES.cluster).some((one) => input(one, "vpcConfig.endpointPublicAccess") === false)
                ? graph
                : whole.mutate(graph),
    };
}

/** Days the control plane's logs are kept: at least, at most. */
function retentionOf(graph: PlannedGraph): readonly [least: number, most: number] {
    if (isAtLeast(graph, "production")) return [365, Infinity];
    if (isAtLeast(graph, "staging")) return [90, Infinity];
    // The ceiling is dev's alone: a fork's own environment may be a copy of production.
    return [7, graph.environment === "dev" ? 30 : Infinity];
}
