/**
 * Parts that not every environment has. Which of the two graphs of the tests have them is stated here; which environment
 * of stacks/ has them is read off its graph, so that a fork edits nothing.
 */
import type { Condition } from "./rows";
import {
    CAPABILITIES,
    CONTROLLER_ASSOCIATION,
    ENI_CONFIGS,
    FARGATE_PROFILES,
    HYBRID_ACCESS,
    IDENTITY_PROVIDERS,
    KEYS,
    CERTIFICATES,
    EXTERNAL_DNS,
    INGRESS_CLASSES,
    ISSUERS,
    HOSTED_ZONES,
    LATTICE_CONTROLLER,
    GITOPS_BRIDGE,
    GITOPS_OBJECTS,
    SECRET_STORES,
    LOAD_BALANCER_CONTROLLER,
    NODE_GROUPS,
    NODE_SURROUNDINGS,
    OTHER_PROFILES,
    POD_SUBNETS,
    SELF_MANAGED_GROUPS,
    SYSTEM_PROFILE,
    TRANSIT_ATTACHMENTS,
    VPC_NAMES,
    WINDOWS_NODES,
} from "./selectors";

/** Every option of every component at once, on managed nodes: tests/support/everything.ts. */
export const EVERYTHING = "everything";
/** The same network, keys and control plane, with Karpenter on Fargate. */
export const ON_FARGATE_HOST = "everything on Fargate";
/** A network that leads to those of others: tests/support/networks.ts. */
export const FAR_NETWORK = "a network that leads far";

export const FARGATE_HOST: Condition = {
    label: "Karpenter runs on Fargate",
    has: SYSTEM_PROFILE,
    environments: [ON_FARGATE_HOST],
};
export const NODE_HOST: Condition = {
    label: "there are managed node groups",
    has: NODE_GROUPS,
    environments: [EVERYTHING, FAR_NETWORK],
};
export const SELF_MANAGED: Condition = {
    label: "there are self-managed nodes",
    has: SELF_MANAGED_GROUPS,
    environments: [EVERYTHING],
};
export const SURROUNDED: Condition = {
    label: "a pool makes something around its nodes",
    has: NODE_SURROUNDINGS,
    environments: [EVERYTHING],
};
export const POD_IDENTITY: Condition = {
    label: "the controller gets its role by Pod Identity",
    has: CONTROLLER_ASSOCIATION,
    environments: [EVERYTHING, FAR_NETWORK],
};
export const PROFILES_FOR_WORKLOADS: Condition = {
    label: "there are Fargate profiles for workloads",
    has: OTHER_PROFILES,
    environments: [EVERYTHING, FAR_NETWORK],
};
export const SEVERAL_PROFILES: Condition = {
    label: "there are several Fargate profiles",
    has: FARGATE_PROFILES,
    atLeast: 2,
    environments: [EVERYTHING],
};
export const SEVERAL_IDENTITY_PROVIDERS: Condition = {
    label: "there are several identity providers",
    has: IDENTITY_PROVIDERS,
    atLeast: 2,
    environments: [EVERYTHING],
};
export const WITH_CAPABILITIES: Condition = {
    label: "there are capabilities",
    has: CAPABILITIES,
    environments: [EVERYTHING],
};
export const WITH_GITOPS: Condition = {
    label: "GitOps is told of the cluster",
    has: GITOPS_BRIDGE,
    environments: [EVERYTHING, FAR_NETWORK],
};
export const GITOPS_OBEYS: Condition = {
    label: "GitOps is told what to do",
    has: GITOPS_OBJECTS,
    environments: [FAR_NETWORK],
};
export const WITH_HYBRID_NODES: Condition = {
    label: "nodes outside AWS may join",
    has: HYBRID_ACCESS,
    environments: [EVERYTHING, ON_FARGATE_HOST],
};
export const WITH_SECRET_STORES: Condition = {
    label: "there are stores of secrets",
    has: SECRET_STORES,
    environments: [EVERYTHING],
};
export const WITH_LATTICE: Condition = {
    label: "services are made in VPC Lattice",
    has: LATTICE_CONTROLLER,
    environments: [FAR_NETWORK],
};
export const WITH_CERTIFICATES: Condition = {
    label: "there are certificates",
    has: CERTIFICATES,
    environments: [FAR_NETWORK],
};
export const WITH_LOAD_BALANCERS: Condition = {
    label: "load balancers are made of objects",
    has: LOAD_BALANCER_CONTROLLER,
    environments: [FAR_NETWORK],
};
export const WITH_EXTERNAL_DNS: Condition = {
    label: "records are made of objects",
    has: EXTERNAL_DNS,
    environments: [FAR_NETWORK],
};
export const WITH_ISSUERS: Condition = {
    label: "there are issuers of certificates",
    has: ISSUERS,
    environments: [FAR_NETWORK],
};
export const WITH_INGRESS_CLASSES: Condition = {
    label: "there are classes of Ingresses",
    has: INGRESS_CLASSES,
    environments: [FAR_NETWORK],
};
export const WITH_HOSTED_ZONES: Condition = {
    label: "there are hosted zones",
    has: HOSTED_ZONES,
    environments: [FAR_NETWORK],
};
export const WITH_OWN_NAMES: Condition = {
    label: "names of the VPC are filtered or answered",
    has: VPC_NAMES,
    environments: [FAR_NETWORK],
};
export const OVER_TRANSIT_GATEWAY: Condition = {
    label: "nodes leave over a transit gateway",
    has: TRANSIT_ATTACHMENTS,
    environments: [FAR_NETWORK],
};
export const WITH_WINDOWS: Condition = {
    label: "there are nodes that run Windows",
    has: WINDOWS_NODES,
    environments: [EVERYTHING],
};
export const WITH_POD_SUBNETS: Condition = {
    label: "pods have subnets of their own",
    has: POD_SUBNETS,
    environments: [EVERYTHING, ON_FARGATE_HOST],
};
export const WITH_ENI_CONFIGS: Condition = {
    label: "pods come there by ENIConfigs",
    has: ENI_CONFIGS,
    environments: [EVERYTHING],
};
export const OWN_KEYS: Condition = {
    label: "there are keys of our own",
    has: KEYS,
    environments: [EVERYTHING, ON_FARGATE_HOST, FAR_NETWORK],
};

export const CONDITIONS: readonly Condition[] = [
    FARGATE_HOST,
    NODE_HOST,
    SELF_MANAGED,
    SURROUNDED,
    POD_IDENTITY,
    PROFILES_FOR_WORKLOADS,
    SEVERAL_PROFILES,
    SEVERAL_IDENTITY_PROVIDERS,
    WITH_CAPABILITIES,
    WITH_GITOPS,
    GITOPS_OBEYS,
    WITH_HYBRID_NODES,
    OVER_TRANSIT_GATEWAY,
    WITH_WINDOWS,
    WITH_POD_SUBNETS,
    WITH_ENI_CONFIGS,
    OWN_KEYS,
];
