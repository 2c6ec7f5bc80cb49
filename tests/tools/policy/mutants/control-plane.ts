/** What controls of the control plane must notice. */
import { TYPES } from "../../../../tools/policy/planned";
import { input } from "../../../../tools/policy/reading";
import {
    cut,
    type Mutant,
    type Mutants,
    set,
    setInText,
    throughTheGateway,
    unprotected,
    withResource,
    without,
} from "../mutate";

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const CONTROL_PLANE_MUTANTS: Mutants = {
    C01: [
        set(TYPES.cluster, "vpcConfig.endpointPublicAccess", true),
        set(TYPES.cluster, "vpcConfig.endpointPublicAccess", undefined),
    ],
    C02: [openTo(["0.0.0.0/0"]), openTo(["203.0.113.0/24", "::/0"]), openTo([]), openTo(undefined)],
    C03: [
        set(TYPES.cluster, "vpcConfig.endpointPrivateAccess", false),
        set(TYPES.cluster, "vpcConfig.endpointPrivateAccess", undefined),
    ],
    C04: [
        set(TYPES.cluster, "enabledClusterLogTypes", ["api", "authenticator", "scheduler"]),
        set(TYPES.cluster, "enabledClusterLogTypes", undefined),
    ],
    C05: [
        set(TYPES.cluster, "enabledClusterLogTypes", ["api", "audit"]),
        set(TYPES.cluster, "enabledClusterLogTypes", [...LOG_TYPES, "audits"]),
    ],
    C06: [
        set(TYPES.cluster, "encryptionConfig.resources", []),
        set(TYPES.cluster, "encryptionConfig", undefined),
        cut(TYPES.cluster, TYPES.key),
    ],
    C07: [
        set(TYPES.cluster, "version", undefined),
        set(TYPES.cluster, "version", 1.36),
        set(TYPES.cluster, "version", "1.31"),
    ],
    C08: [
        set(TYPES.cluster, "accessConfig.authenticationMode", "API_AND_CONFIG_MAP"),
        set(TYPES.cluster, "accessConfig", undefined),
        withResource("kubernetes:core/v1:ConfigMap", { metadata: { name: "aws-auth" } }),
    ],
    C11: [
        set(TYPES.cluster, "deletionProtection", false),
        set(TYPES.cluster, "deletionProtection", undefined),
        unprotected(TYPES.cluster),
    ],
    C13: [set(TYPES.cluster, "zonalShiftConfig.enabled", false)],
    C15: [
        setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Principal", {
            Service: ["ec2.amazonaws.com"],
        }),
        setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Principal", { AWS: "*" }),
        cut(TYPES.cluster, TYPES.role),
    ],
    C16: [
        set(TYPES.subnet, "availabilityZone", "us-east-1a"),
        cut(TYPES.cluster, TYPES.subnet),
        throughTheGateway(),
        without(TYPES.routeTableAssociation),
    ],
    C17: [set(TYPES.cluster, "vpcConfig.securityGroupIds", ["sg-0123456789abcdef0"])],
    C64: [
        set(TYPES.logGroup, "retentionInDays", 1),
        set(TYPES.logGroup, "retentionInDays", undefined),
        set(TYPES.logGroup, "name", "/aws/eks/another/cluster"),
        cut(TYPES.cluster, TYPES.logGroup),
    ],
};

/** Says nothing of an environment whose API server is private. */
function openTo(networks: string[] | undefined): Mutant {
    const whole = set(TYPES.cluster, "vpcConfig.publicAccessCidrs", networks);
    return {
        change: whole.change,
        mutate: (graph, level) =>
            graph.resources.some(
                (one) => one.type === TYPES.cluster && input(one, "vpcConfig.endpointPublicAccess") === false,
            )
                ? graph
                : whole.mutate(graph, level),
    };
}
