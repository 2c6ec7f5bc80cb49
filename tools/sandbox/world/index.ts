/** All models, in the order in which they are asked. */
import { autoMode } from "./auto-mode";
import { buckets } from "./buckets";
import { cluster } from "./cluster";
import { controlPlane } from "./control-plane";
import { guardDuty } from "./guardduty";
import { identity } from "./identity";
import { identityProviders } from "./identity-providers";
import { leaks } from "./leaks";
import type { Model } from "./model";
import { namespaces } from "./namespaces";
import { names } from "./names";
import { network } from "./network";
import { placement } from "./node-templates";
import { nodes } from "./nodes";
import { pods } from "./pods";
import { pools } from "./pools";
import { profiles } from "./profiles";
import { quotas } from "./quotas";
import { reach } from "./reach";
import { references } from "./references";
import { storageClasses } from "./storage-classes";

export const MODELS: readonly Model[] = [
    reach,
    identity,
    quotas,
    references,
    storageClasses,
    names,
    network,
    // Before the cluster's own, which forgets its subnets of before.
    autoMode,
    cluster,
    controlPlane,
    identityProviders,
    profiles,
    placement,
    nodes,
    pods,
    pools,
    namespaces,
    leaks,
    buckets,
    guardDuty,
];
