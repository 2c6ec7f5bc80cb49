/** A node pool as plain values: which nodes Karpenter may start, and everything it would refuse or never start. */
import {
    checkLabelSyntax,
    checkTaints,
    describeLabels,
    describeTaint,
    kubernetesTaint,
    type SpelledTaint,
} from "../shared/kubernetes-names";
import { defined } from "../shared/defined";
import { secondsOf } from "../shared/durations";
import type { InstanceType } from "../shared/instance-data";
import { demandOfLimit } from "../shared/node-addresses";
import { describeNodeProxy, type NodeProxy } from "../shared/node-proxy";
import type { PodAddressing } from "../shared/pod-density";
import { OS_LABEL, type Phase, type PoolCapacity, type PoolMaker, type Taint } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { TagRules } from "../shared/tags";
import type { Device } from "../shared/device-plugins";
import { isProxied } from "../shared/user-data-proxy";
import { acceleratedTypesOf, noticesOfAccelerators } from "./accelerators";
import { isGateOpen } from "./controller-settings";
import { checkNodeClass, describeNodeClass } from "./ec2-node-class";
import { amiFamilyOf, describeAmi, noticesOfAmi } from "./node-class-ami";
import { noticesOfEfa } from "./node-class-network";
import { noticesOfIdentity } from "./node-class-identity";
import { isWindowsPool } from "./ref";
import { checkDisruption, describeDisruption, hasUnlimitedTimes } from "./node-pool-disruption";
import { checkFit, type FitSpec, knownTypesOf, noticesOfFit } from "./node-pool-fit";
import { checkReservedKey, NODE_POOL } from "./node-pool-keys";
import { checkKnownLabel, checkRequirements, describeRequirement } from "./node-pool-requirements";
import { decisionsOfPoolDensity, noticesOfPoolDensity } from "./node-pool-density";
import { checkReplicas, checkReservations, checkWeight, noticesOfReservations } from "./node-pool-capacity";
import type { NodePoolWords, PoolWords } from "./node-pool-schema";
import { checkDuration, checkLimits, describeLimits, limitsAsTexts } from "./node-pool-units";
import type { ControllerSettings } from "./settings-schema";
import { checkSharedTaints, noticesOfStartupTaints } from "./startup-taints";

export interface NodePoolSpec extends NodePoolWords {
    readonly region: string;
    readonly clusterName: string;
    /** Name of the NodePool and of its EC2NodeClass: 1 to 63 of a-z 0-9 -. A change makes a new pool. */
    readonly pool: string;
    /** Minor of the control plane. Karpenter replaces all nodes when it changes, as fast as the budgets let it. */
    readonly kubernetesVersion: string;
    /**
     * The environment's default tags, which the AWS provider cannot put on instances it does not make. `Name` is
     * added to them, and those of the node class.
     */
    readonly tags: Readonly<Record<string, string>>;
    /** Under which keys the kit's own of them are written. @default the kit's */
    readonly tagRules?: TagRules;
    /** Proxy the nodes reach the internet through. A change replaces every node. @default none */
    readonly proxy?: NodeProxy;
    /** What the controller is told: some words of a pool count only with it. @default the chart's */
    readonly settings?: ControllerSettings;
    /** How pods on its nodes get addresses. A change replaces every node. @default as vpc-cni does where nothing is said */
    readonly podAddressing?: PodAddressing;
}

/** What of a pool says which nodes there are and when they go, whoever runs the Karpenter that makes them. */
export interface PoolSpec extends PoolWords {
    readonly region: string;
    readonly pool: string;
    /** @default karpenter */
    readonly maker?: PoolMaker;
    /** With it, what the nodes run. */
    readonly amiAlias?: string;
    readonly nodeClass?: {
        readonly amiFamily?: string;
        readonly capacityReservationSelectorTerms?: readonly unknown[];
    };
    readonly settings?: ControllerSettings;
    readonly podAddressing?: PodAddressing;
}

/** Everything Karpenter would refuse, and what would keep it from starting a node; empty when all holds. */
export function checkNodePool(spec: NodePoolSpec): Problem[] {
    return [...checkName(spec.pool), ...checkNodeClass(spec), ...checkPool(spec)];
}

/** Everything wrong with a pool but its name and its node class. */
export function checkPool(spec: PoolSpec): Problem[] {
    const nodes = [...checkNodes(spec), ...checkReservations(spec)];
    return [
        ...nodes,
        // Of words that are wrong by themselves nobody can tell what they leave.
        ...(nodes.length > 0 ? [] : checkFit(fitSpecOf(spec), spec.limits)),
        ...checkReplicas(spec),
        ...checkLimits(spec.limits, spec.replicas !== undefined),
        ...checkDisruption(spec.disruption),
        ...checkDuration("expireAfter", spec.expireAfter, "or-never"),
        ...checkDuration("terminationGracePeriod", spec.terminationGracePeriod, "ends"),
        ...checkWeight(spec.weight),
    ];
}

/** What a pool says of its nodes as Kubernetes sees them. */
function checkNodes(spec: PoolSpec): Problem[] {
    const { annotations = {}, labels, startupTaints = [], taints } = spec;
    return [
        ...checkRequirements("requirements", spec.requirements, spec),
        ...checkLabelSyntax("labels", labels),
        ...Object.entries(labels).flatMap(([key, value]) => [
            ...checkReservedKey(`labels.${key}`, key, spec.maker),
            ...checkKnownLabel(`labels.${key}`, key, value, spec),
        ]),
        ...checkLabelSyntax(
            "annotations",
            Object.fromEntries(Object.keys(annotations).map((key) => [key, ""])),
        ),
        ...checkTaints("taints", taints),
        ...checkTaints("startupTaints", startupTaints),
        ...checkSharedTaints(taints, startupTaints),
    ];
}

function fitSpecOf(spec: PoolSpec): FitSpec {
    const { labels, maker, nodeClass, region, requirements, settings } = spec;
    return {
        ...defined({ maker }),
        ...(isWindowsPool(spec) ? { os: "windows" } : {}),
        region,
        labels,
        requirements,
        hasReservations:
            nodeClass?.capacityReservationSelectorTerms !== undefined &&
            isGateOpen("reservedCapacity", settings),
        relaxesMinValues: settings?.minValuesPolicy === "BestEffort",
        ...defined({ memoryOverhead: settings?.vmMemoryOverheadPercent }),
    };
}

/** The name becomes the value of a label on every node. Source: Kubernetes documentation, Labels and Selectors. */
export function checkName(pool: string): Problem[] {
    if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(pool)) return [];
    const remedy = "Use 1 to 63 of a-z 0-9 - with a letter or digit at both ends";
    return [{ path: "pool", what: "not a name of a pool", got: pool, remedy }];
}

/** What is derived from a spec. */
export interface NodePoolPlan {
    readonly taints: Taint[];
    readonly startupTaints: Taint[];
    /** How long Pulumi waits for the pool's nodes to go. */
    readonly deleteTimeout: string;
}

/** Assumes a checked spec. */
export function planNodePool({
    startupTaints = [],
    taints,
    terminationGracePeriod,
}: Pick<PoolWords, "startupTaints" | "taints" | "terminationGracePeriod">): NodePoolPlan {
    return {
        taints: taints.map(withoutEmptyValue),
        startupTaints: startupTaints.map(withoutEmptyValue),
        deleteTimeout: deleteTimeoutFor(terminationGracePeriod),
    };
}

/** No value and an empty one are the same taint, but the CRD's pattern takes no empty one. */
function withoutEmptyValue(taint: SpelledTaint): Taint {
    const { effect, key, value } = kubernetesTaint(taint);
    return value === undefined || value === "" ? { key, effect } : { key, value, effect };
}

/** After the grace period pods are gone; volumes are then detached and instances terminated. */
const TERMINATION_MINUTES = 15;
const MIN_DELETE_MINUTES = 30;

/**
 * All nodes of a pool that is deleted drain at once, each for as long as its grace period. Pulumi's own ten minutes
 * would end before them and leave instances behind.
 * Source: pulumi-kubernetes provider/pkg/await/await.go, Deletion.
 */
function deleteTimeoutFor(terminationGracePeriod: string): string {
    const graceMinutes = Math.ceil((secondsOf(terminationGracePeriod) ?? 0) / 60);
    return `${Math.max(MIN_DELETE_MINUTES, graceMinutes + TERMINATION_MINUTES)}m`;
}

/** Where pods can run once Karpenter has started a node for them. */
export function capacityOfNodePool(spec: PoolSpec, phase: Phase = "pools"): PoolCapacity {
    const { limits, maker, replicas, settings } = spec;
    return {
        kind: "pool",
        name: `node pool ${spec.pool}`,
        ...defined({ maker, memoryOverhead: settings?.vmMemoryOverheadPercent }),
        phase,
        taints: planNodePool(spec).taints,
        labels: {
            ...spec.labels,
            [NODE_POOL]: spec.pool,
            ...(isWindowsPool(spec) ? { [OS_LABEL]: "windows" } : {}),
        },
        requirements: spec.requirements,
        limits: limitsAsTexts(limits),
        ...(replicas === undefined ? {} : { replicas }),
        types: () => typesOfPool(spec),
        addresses: () =>
            demandOfLimit(String(limits["cpu"] ?? ""), () => typesOfPool(spec), spec.podAddressing),
        ...defined({ addressing: spec.podAddressing }),
    };
}

/** Looked for among 1,400 once, and asked for by each pod and each report. */
const KNOWN = new WeakMap<PoolSpec, readonly InstanceType[]>();

/** Every instance type a node of the pool may be of; none where the lists do not know all of them. */
export function typesOfPool(spec: PoolSpec): readonly InstanceType[] {
    const types = KNOWN.get(spec) ?? knownTypesOf(fitSpecOf(spec));
    KNOWN.set(spec, types);
    return types;
}

/** What is legal but worth knowing before the first `pulumi up`, one sentence each. */
export function noticesOfNodePool(spec: NodePoolSpec, offered?: ReadonlySet<Device>): string[] {
    const { nodeClass = {}, pool } = spec;
    return [
        ...noticesOfPool(spec, (types) => noticesOfAccelerators(pool, types, amiFamilyOf(spec), offered)),
        ...noticesOfAmi(pool, spec),
        ...noticesOfIdentity(pool, nodeClass, spec.amiAlias),
        ...noticesOfEfa(pool, nodeClass),
        ...noticesOfPoolDensity(pool, spec, () => typesOfPool(spec)),
        ...noticesOfProxy(spec),
    ];
}

/**
 * What is worth knowing of a pool but its node class.
 * @param ofDevices what is said of a pool that has accelerated types alone
 */
export function noticesOfPool(
    spec: PoolSpec,
    ofDevices: (types: readonly InstanceType[]) => readonly string[],
): string[] {
    const { disruption, pool, startupTaints = [], taints } = spec;
    const fit = fitSpecOf(spec);
    const types = acceleratedTypesOf(fit);
    const notices: string[] = [];
    if (hasUnlimitedTimes(disruption)) {
        notices.push(
            `Pool ${pool} may lose all its nodes at once whenever none of its budgets applies: ` +
                "add one without schedule and reasons",
        );
    }
    if (types.length > 0 && !taints.some((taint) => kubernetesTaint(taint).effect !== "PreferNoSchedule")) {
        notices.push(`Pool ${pool} has accelerators and no taint: any pod may take a place on its instances`);
    }
    return [
        ...notices,
        ...ofDevices(types),
        ...noticesOfFit(pool, fit),
        ...noticesOfReservations(spec),
        ...noticesOfStartupTaints(pool, startupTaints),
    ];
}

/** Which images the kit cannot tell. */
function noticesOfProxy(spec: NodePoolSpec): string[] {
    const family = amiFamilyOf(spec);
    if (spec.proxy === undefined || isProxied(family)) return [];
    return [
        `Nodes of pool ${spec.pool} are not told of organisation.proxy: ${family} takes it from userData`,
    ];
}

/** What a reader of the plan sees. */
export function decisionsOfNodePool(spec: NodePoolSpec): Record<string, string | number | string[]> {
    const { diskSizeGiB, nodeClass, proxy } = spec;
    return {
        ...decisionsOfPool(spec),
        ami: describeAmi(spec),
        ...(diskSizeGiB === undefined ? {} : { diskSizeGiB }),
        kubernetesVersion: spec.kubernetesVersion,
        ...decisionsOfPoolDensity(spec, () => typesOfPool(spec)),
        ...(nodeClass === undefined ? {} : { nodeClass: describeNodeClass(nodeClass) }),
        ...(proxy === undefined ? {} : { proxy: describeNodeProxy(proxy) }),
    };
}

/** What they see of every pool. */
export function decisionsOfPool(spec: PoolSpec): Record<string, string | number | string[]> {
    const { annotations, replicas, weight } = spec;
    return {
        ...describeDisruption(spec.disruption),
        ...(annotations === undefined ? {} : { annotations: describeLabels(annotations) }),
        expireAfter: spec.expireAfter,
        labels: describeLabels(spec.labels),
        limits: describeLimits(spec.limits),
        pool: spec.pool,
        ...(replicas === undefined ? {} : { replicas }),
        requirements: spec.requirements.map(describeRequirement),
        ...(spec.startupTaints === undefined ? {} : { startupTaints: spec.startupTaints.map(describeTaint) }),
        taints: spec.taints.map(describeTaint),
        terminationGracePeriod: spec.terminationGracePeriod,
        ...(weight === undefined ? {} : { weight }),
    };
}
