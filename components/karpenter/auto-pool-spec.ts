/** A pool of EKS Auto Mode as plain values: which nodes AWS may start, and everything EKS would refuse or never start. */
import { secondsOf } from "../shared/durations";
import type { PodAddressing } from "../shared/pod-density";
import type { Phase, PoolCapacity } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { AUTO_MODE, noticesOfAccelerators } from "./accelerators";
import { type AutoNodeClassSpec, proxyOfClass } from "./auto-node-class";
import { checkAutoNodeClass } from "./auto-node-class-checks";
import type { AutoNodeClassWords } from "./auto-node-class-schema";
import { type AutoPoolWords, DEFAULT_CLASS } from "./auto-pool-schema";
import { flattened } from "./flattened";
import { COMPUTE_TYPE } from "./node-pool-keys";
import {
    capacityOfNodePool,
    checkName,
    checkPool,
    decisionsOfPool,
    noticesOfPool,
    type PoolSpec,
} from "./node-pool-spec";

export interface AutoPoolSpec
    extends Omit<AutoPoolWords, "amiAlias" | "diskSizeGiB">, Omit<AutoNodeClassSpec, "nodeClass"> {
    /** How nodes get addresses for pods. @default prefixes of IPv4, which Auto Mode decides by itself */
    readonly podAddressing?: PodAddressing;
}

/** Before what runs on nodes: add-ons wait for a place. */
export const AUTO_POOLS_PHASE: Phase = "capacity";

/** The class a pool has of its own; undefined where it uses EKS's. */
export function ownClassOf({
    nodeClass = {},
}: Pick<AutoPoolSpec, "nodeClass">): AutoNodeClassWords | undefined {
    return nodeClass === DEFAULT_CLASS ? undefined : nodeClass;
}

/** The pool as the Karpenter that AWS runs reads it: what a controller of one's own is told by gates is on. */
export function asPool(spec: AutoPoolSpec): PoolSpec {
    const { nodeClass: _class, ...words } = spec;
    return {
        ...words,
        maker: "auto-mode",
        nodeClass: ownClassOf(spec) ?? {},
        settings: { featureGates: { reservedCapacity: true, staticCapacity: true } },
    };
}

/** Everything EKS would refuse, and what would keep it from starting a node; empty when all holds. */
export function checkAutoPool(spec: AutoPoolSpec): Problem[] {
    const nodeClass = ownClassOf(spec);
    return [
        ...checkName(spec.pool),
        ...checkOwnName(spec.pool),
        ...(nodeClass === undefined ? [] : checkAutoNodeClass({ ...spec, nodeClass })),
        ...checkPool(asPool(spec)),
        ...checkLifetime(spec),
        ...checkStartupTaints(spec),
    ];
}

/** Its class is called as the pool. Source: EKS User Guide, create-node-class, "Considerations"; set-builtin-node-pools. */
function checkOwnName(pool: string): Problem[] {
    if (![DEFAULT_CLASS, "general-purpose", "system"].includes(pool)) return [];
    return [
        {
            path: "pool",
            what: "the name of a pool or a class of EKS's own",
            got: pool,
            remedy: "Choose another name",
        },
    ];
}

/** Source: EKS User Guide, automode, "Security": 21 days; of the sum: AWS, builders.flash, 2025-04, dive-deep-eks-node. */
const MAX_LIFETIME_HOURS = 504;

function checkLifetime({ expireAfter, terminationGracePeriod }: AutoPoolSpec): Problem[] {
    const seconds = secondsOf(expireAfter);
    const grace = secondsOf(terminationGracePeriod);
    const what = `no node of Auto Mode lives longer than ${MAX_LIFETIME_HOURS}h, its terminationGracePeriod counted in`;
    const problem = { path: "expireAfter", what, got: expireAfter };
    if (expireAfter === "Never") return [{ ...problem, remedy: "Write 336h, EKS's own" }];
    if (seconds === undefined || grace === undefined || seconds + grace <= MAX_LIFETIME_HOURS * 3600)
        return [];
    return [{ ...problem, remedy: `Write ${MAX_LIFETIME_HOURS - Math.ceil(grace / 3600)}h or less` }];
}

/** Source: EKS User Guide, create-storage-class, "Considerations", Node Startup Taint. */
function checkStartupTaints({ startupTaints = [] }: AutoPoolSpec): Problem[] {
    return startupTaints.flatMap(({ key }, index) =>
        key === "ebs.csi.aws.com/agent-not-ready"
            ? [
                  {
                      path: `startupTaints[${index}]`,
                      what: "nothing takes it off: Auto Mode's driver of volumes knows no startup taint",
                      got: key,
                      remedy: "Remove it",
                  },
              ]
            : [],
    );
}

/** Where pods can run once AWS has started a node for them. */
export function capacityOfAutoPool(spec: AutoPoolSpec): PoolCapacity {
    const capacity = capacityOfNodePool(asPool(spec), AUTO_POOLS_PHASE);
    return { ...capacity, labels: { ...capacity.labels, [COMPUTE_TYPE]: "auto" } };
}

/** What is legal but worth knowing before the first `pulumi up`, one sentence each. */
export function noticesOfAutoPool(spec: AutoPoolSpec): string[] {
    const { pool } = spec;
    const nodeClass = ownClassOf(spec) ?? {};
    return [
        ...noticesOfPool(asPool(spec), (types) => noticesOfAccelerators(pool, types, AUTO_MODE)),
        ...noticesOfClass(pool, nodeClass),
        ...(spec.proxy?.httpProxy === undefined
            ? []
            : [`Nodes of pool ${pool} are told of the proxy for HTTPS alone: Auto Mode takes no other`]),
    ];
}

function noticesOfClass(pool: string, words: AutoNodeClassWords): string[] {
    const { capacityReservationSelectorTerms, instanceProfile, networkPolicy, networkPolicyEventLogs, role } =
        words;
    const own =
        role ??
        (instanceProfile === undefined ? undefined : `the role of instance profile ${instanceProfile}`);
    const limits = networkPolicy === "DefaultDeny" || networkPolicyEventLogs === "Enabled";
    return [
        // Source: EKS User Guide, create-node-class, "Create node class access entry".
        ...(own === undefined
            ? []
            : [
                  `Pool ${pool} has nodes with ${own}: give it an access entry of type EC2 with the access policy ` +
                      "AmazonEKSAutoNodePolicy, or no node joins",
              ]),
        // Source: EKS User Guide, auto-net-pol, step 1.
        ...(limits
            ? [
                  `Pool ${pool} speaks of network policies: Auto Mode enforces them once a ConfigMap kube-system/amazon-vpc-cni ` +
                      'says enable-network-policy-controller: "true"',
              ]
            : []),
        // Source: EKS User Guide, auto-odcr, the warning.
        ...(capacityReservationSelectorTerms === undefined
            ? []
            : [
                  `Pool ${pool} selects capacity reservations: no pool of this cluster uses an open one by itself any more`,
              ]),
    ];
}

/** What a reader of the plan sees. Of bundles the names, as certificates say nothing to a reader. */
export function decisionsOfAutoPool(spec: AutoPoolSpec): Record<string, string | number | string[]> {
    const nodeClass = ownClassOf(spec);
    const proxy = nodeClass === undefined ? undefined : proxyOfClass({ ...spec, nodeClass });
    return {
        ...decisionsOfPool(asPool(spec)),
        nodeClass: nodeClass === undefined ? "EKS's own, default" : describeClass(nodeClass),
        ...(proxy === undefined ? {} : { proxy: proxy.httpsProxy }),
    };
}

function describeClass({ certificateBundles = [], ...words }: AutoNodeClassWords): string[] {
    return [
        ...flattened(words),
        ...certificateBundles.map(({ name }) => `certificateBundles ${name}`),
    ].sort();
}
