/** Which environments have the parts a row speaks of. A fork that changes a shape changes its list here. */
import type { Condition } from "./rows";
import {
    CONTROLLER_ASSOCIATION,
    FARGATE_PROFILES,
    KEYS,
    NODE_GROUPS,
    OTHER_PROFILES,
    SYSTEM_PROFILE,
} from "./selectors";

/** Every option of every component at once: tests/support/everything.ts. */
export const EVERYTHING = "everything";

export const FARGATE_HOST: Condition = {
    label: "Karpenter runs on Fargate",
    has: SYSTEM_PROFILE,
    environments: ["dev"],
};
export const NODE_HOST: Condition = {
    label: "there are managed node groups",
    has: NODE_GROUPS,
    environments: ["staging", "production", EVERYTHING],
};
export const POD_IDENTITY: Condition = {
    label: "the controller gets its role by Pod Identity",
    has: CONTROLLER_ASSOCIATION,
    environments: ["staging", "production", EVERYTHING],
};
export const PROFILES_FOR_WORKLOADS: Condition = {
    label: "there are Fargate profiles for workloads",
    has: OTHER_PROFILES,
    environments: ["staging", "production", EVERYTHING],
};
export const SEVERAL_PROFILES: Condition = {
    label: "there are several Fargate profiles",
    has: FARGATE_PROFILES,
    atLeast: 2,
    environments: [EVERYTHING],
};
export const OWN_KEYS: Condition = {
    label: "there are keys of our own",
    has: KEYS,
    environments: ["staging", "production", EVERYTHING],
};

export const CONDITIONS: readonly Condition[] = [
    FARGATE_HOST,
    NODE_HOST,
    POD_IDENTITY,
    PROFILES_FOR_WORKLOADS,
    SEVERAL_PROFILES,
    OWN_KEYS,
];
