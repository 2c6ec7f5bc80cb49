/** Self-managed nodes as plain values: what they are, and everything EC2, EC2 Auto Scaling or the kubelet would refuse. */
import { parseArn } from "../shared/arns";
import type { Device } from "../shared/device-plugins";
import type { JsonInput } from "../shared/json";
import { checkLabels, checkTaints } from "../shared/kubernetes-names";
import type { Capacity } from "../shared/pods";
import { type Problem, whenComplete } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { problemsOfWords } from "../shared/schema";
import { checkGroupTags } from "./auto-scaling-tags";
import { checkImage, decisionsOfImage, noticesOfImage } from "./node-image";
import { checkImageRelease, releaseOf } from "./node-image-parameter";
import { checkNodePolicies } from "../shared/node-policies";
import { checkWhole } from "../shared/whole-numbers";
import { checkScarce, type GroupKind, noticesOfScarce } from "./node-scarce";
import { checkOutpost, noticesOfOutpost } from "./node-outpost";
import { checkSize } from "./node-sizes";
import { isWindows } from "./node-windows";
import type { NodeSpec } from "./node-arguments";
import {
    capacityOfNodes,
    checkNode,
    checkPlace,
    checkServiceCidr,
    checkTypes,
    decisionsOfNodes,
    noticesOfNodes,
} from "./node-spec";
import {
    type SelfManagedNodesWords,
    selfManagedNodesSchema,
    type SpotWords,
} from "./self-managed-nodes-schema";

type OwnWords = Pick<
    SelfManagedNodesWords,
    | "classicLoadBalancers"
    | "groupMetrics"
    | "maintenance"
    | "maxLifetimeDays"
    | "release"
    | "spot"
    | "targetGroupArns"
    | "update"
>;

export type SelfManagedNodesSpec = NodeSpec & OwnWords;

/** Source: AWS CDK API Reference, MixedInstancesPolicy, launchTemplateOverrides. */
const MAX_INSTANCE_TYPES = 40;
/** Labels EKS and its node groups keep for themselves. */
const EKS_DOMAIN = "eks.amazonaws.com";

function kindOf({ spot }: SelfManagedNodesSpec): GroupKind {
    return { maker: "self-managed", isSpot: spot !== undefined && spot.onDemandPercentage < 100 };
}

/** What pods of later phases may count on. */
export function capacityOfSelfManagedNodes(spec: SelfManagedNodesSpec): Capacity {
    return capacityOfNodes("self-managed nodes", spec);
}

/** What a reader of the plan sees. */
export function decisionsOfSelfManagedNodes(spec: SelfManagedNodesSpec): Record<string, JsonInput> {
    const { classicLoadBalancers, groupMetrics, maintenance, maxLifetimeDays, spot, targetGroupArns } = spec;
    return {
        ...decisionsOfImage(spec),
        releaseVersion:
            spec.amiId === undefined
                ? (releaseOf(spec) ?? "the newest whenever a node starts")
                : "whatever the image has",
        ...decisionsOfNodes(spec, false),
        ...(classicLoadBalancers === undefined ? {} : { classicLoadBalancers }),
        ...(groupMetrics === undefined ? {} : { groupMetrics }),
        ...(maintenance === undefined ? {} : { maintenance: describeShares(maintenance) }),
        ...(maxLifetimeDays === undefined ? {} : { maxLifetimeDays }),
        spot: spot === undefined ? "none" : describeSpot(spot),
        ...(spec.subnets === undefined ? {} : { subnets: spec.subnets }),
        ...(targetGroupArns === undefined ? {} : { targetGroups: targetGroupArns }),
        update:
            spec.update.kind === "none"
                ? "running nodes stay what they are"
                : `refresh, ${describeShares(spec.update)}`,
    };
}

interface Shares {
    readonly minHealthyPercentage: number;
    readonly maxHealthyPercentage: number;
}

function describeShares({ maxHealthyPercentage, minHealthyPercentage }: Shares): string {
    return `${minHealthyPercentage} to ${maxHealthyPercentage} % of the nodes`;
}

function describeSpot({ maxPriceUsdHour, onDemandBasePerZone, onDemandPercentage }: SpotWords): string {
    const ceiling = maxPriceUsdHour === undefined ? "" : `, at most ${maxPriceUsdHour} USD an hour`;
    return `all but ${onDemandBasePerZone} of a zone and ${onDemandPercentage} % of the others${ceiling}`;
}

/** What is legal but worth knowing before the first `pulumi up`, one sentence each. */
export function noticesOfSelfManagedNodes(
    spec: SelfManagedNodesSpec,
    offered?: ReadonlySet<Device>,
): string[] {
    const name = `Self-managed nodes ${spec.pool}`;
    const { spot } = spec;
    return [
        ...noticesOfImage(spec, name, offered),
        ...noticesOfNodes("Self-managed nodes", spec, kindOf(spec).isSpot),
        ...noticesOfScarce(name, spec, kindOf(spec), offered),
        ...noticesOfOutpost(name, spec),
        ...(spec.amiId === undefined && releaseOf(spec) === undefined
            ? [
                  isWindows(spec.amiFamily)
                      ? `${name} start with the newest image of ${spec.amiFamily} of that hour, so two of them may differ`
                      : `${name} start with the newest Bottlerocket of that hour, so two of them may differ: pin release`,
              ]
            : []),
        ...(spot?.maxPriceUsdHour === undefined
            ? []
            : [
                  `${name} are taken back whenever Spot costs more than ${spot.maxPriceUsdHour} USD an hour: without a ceiling ` +
                      "they pay the price on demand at most",
              ]),
    ];
}

/** Everything that would be refused; empty when all holds. Fields may be missing in a program that is run. */
export function checkSelfManagedNodes(spec: Partial<SelfManagedNodesSpec>): Problem[] {
    return whenComplete(spec, REQUIRED, checkComplete);
}

const REQUIRED = [
    "account",
    "amiFamily",
    "clusterName",
    "diskSizeGiB",
    "instanceTypes",
    "kubernetesVersion",
    "pool",
    "region",
    "sizePerZone",
    "slots",
    "tags",
    "update",
] as const satisfies readonly (keyof SelfManagedNodesSpec)[];

function checkComplete(spec: SelfManagedNodesSpec): Problem[] {
    const given = Object.entries(spec).filter(([key]) => key in selfManagedNodesSchema.shape);
    // A word nobody knows would make nonsense of every rule below.
    const words = problemsOfWords(selfManagedNodesSchema, Object.fromEntries(given));
    return words.length > 0 ? words : [...checkNodes(spec), ...checkGroup(spec)];
}

function checkNodes(spec: SelfManagedNodesSpec): Problem[] {
    const { taints = [] } = spec;
    return [
        ...checkPlace(spec),
        ...checkServiceCidr(spec),
        ...checkTypes(spec, MAX_INSTANCE_TYPES, "EC2 Auto Scaling"),
        ...checkImage(spec),
        ...checkImageRelease(spec),
        ...checkLabels("labels", spec.labels ?? {}, [EKS_DOMAIN]),
        ...checkTaints("taints", taints),
        ...checkNodePolicies("extraPolicyArns", spec.extraPolicyArns ?? [], spec, spec.access),
        ...checkNode(spec, "kit"),
        ...checkScarce(spec, kindOf(spec)),
        ...checkOutpost(spec),
    ];
}

/** What EC2 Auto Scaling is told. Source of ranges, where no other is named: its API Reference. */
function checkGroup(spec: SelfManagedNodesSpec): Problem[] {
    const { maintenance, maxLifetimeDays, spot, update } = spec;
    return [
        ...checkSize("sizePerZone", spec.sizePerZone),
        ...(spot === undefined ? [] : checkSpot(spot)),
        ...(update.kind === "none" ? [] : checkShares("update", update)),
        ...(update.kind === "none"
            ? []
            : checkAutoScaling("update.warmupSeconds", update.warmupSeconds, 0, 3_600)),
        ...checkRollback(spec),
        ...(maintenance === undefined ? [] : checkShares("maintenance", maintenance)),
        ...checkAutoScaling("maxLifetimeDays", maxLifetimeDays, 1, 365),
        ...checkTargets(spec),
        ...checkGroupTags(spec),
    ];
}

function checkSpot(spot: SpotWords): Problem[] {
    const { allocation, maxPriceUsdHour, onDemandBasePerZone, onDemandPercentage, pools } = spot;
    return [
        ...checkAutoScaling("spot.onDemandBasePerZone", onDemandBasePerZone, 0, 10_000),
        ...checkAutoScaling("spot.onDemandPercentage", onDemandPercentage, 0, 100),
        ...checkAutoScaling("spot.pools", pools, 1, 20),
        ...(pools !== undefined && allocation !== "lowest-price"
            ? [
                  {
                      path: "spot.pools",
                      what: `EC2 Auto Scaling takes it with lowest-price alone, not with ${allocation ?? SPOT_DEFAULT}`,
                      got: pools,
                      remedy: "Remove it: the other allocations spread by themselves",
                  },
              ]
            : []),
        // Source: Amazon EC2 API Reference, LaunchTemplateSpotMarketOptionsRequest, maxPrice: more than 0.001.
        ...(maxPriceUsdHour === undefined || (maxPriceUsdHour > 0.001 && maxPriceUsdHour < 1_000)
            ? []
            : [
                  {
                      path: "spot.maxPriceUsdHour",
                      what: "not a price EC2 takes",
                      got: maxPriceUsdHour,
                      remedy: "Write USD an hour, more than 0.001, or leave it out for the price on demand",
                  },
              ]),
    ];
}

/** Chosen where a shape does not: few interruptions, then the price. */
export const SPOT_DEFAULT = "price-capacity-optimized";

/** Source: EC2 Auto Scaling API Reference, RefreshPreferences and InstanceMaintenancePolicy. */
function checkShares(
    path: string,
    { maxHealthyPercentage: max, minHealthyPercentage: min }: Shares,
): Problem[] {
    const ranges = [
        ...checkAutoScaling(`${path}.minHealthyPercentage`, min, 0, 100),
        ...checkAutoScaling(`${path}.maxHealthyPercentage`, max, 100, 200),
    ];
    if (ranges.length > 0 || max - min <= 100) return ranges;
    const what = `more than 100 above minHealthyPercentage, which is ${min}`;
    const remedy = `Choose 100 to ${min + 100}`;
    return [{ path: `${path}.maxHealthyPercentage`, what, got: max, remedy }];
}

/** Source: EC2 Auto Scaling User Guide, instance-refresh-rollback, "Considerations". */
function checkRollback({ amiId, update }: SelfManagedNodesSpec): Problem[] {
    if (update.kind === "none" || update.autoRollback !== true || amiId !== undefined) return [];
    return [
        {
            path: "update.autoRollback",
            what: "EC2 Auto Scaling goes back to no template that names its image by a parameter, as EKS's own are",
            got: true,
            remedy: "Remove it, or name the image by amiId",
        },
    ];
}

/** What stands before the nodes is of the same account and region. */
function checkTargets({ account, region, ...spec }: SelfManagedNodesSpec): Problem[] {
    const { classicLoadBalancers = [], targetGroupArns = [] } = spec;
    const form = `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${account}:targetgroup/<name>/<id>`;
    return [
        ...targetGroupArns.flatMap((arn, index) => {
            const path = `targetGroupArns[${index}]`;
            const parsed = parseArn(arn);
            const isOne =
                parsed?.service === "elasticloadbalancing" &&
                /^targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]+$/.test(parsed.resource);
            if (!isOne)
                return [{ path, what: "not the ARN of a target group", got: arn, remedy: `Write ${form}` }];
            if (parsed.region === region && parsed.account === account) return [];
            const what = `belongs to ${parsed.account} in ${parsed.region}, the nodes to ${account} in ${region}`;
            return [{ path, what, got: arn, remedy: `Write ${form}` }];
        }),
        ...classicLoadBalancers.flatMap((name, index) =>
            /^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name)
                ? []
                : [
                      {
                          path: `classicLoadBalancers[${index}]`,
                          what: "not a name of a classic load balancer",
                          got: name,
                          remedy: "Write its name, 1 to 32 letters, digits and -",
                      },
                  ],
        ),
        ...checkTwice("targetGroupArns", targetGroupArns),
        ...checkTwice("classicLoadBalancers", classicLoadBalancers),
    ];
}

function checkTwice(path: string, values: readonly string[]): Problem[] {
    return values.flatMap((value, index) => {
        const first = values.indexOf(value);
        if (first === index) return [];
        const what = `the same as ${path}[${first}]`;
        return [{ path: `${path}[${index}]`, what, got: value, remedy: "Keep one" }];
    });
}

function checkAutoScaling(path: string, got: number | undefined, min: number, max: number): Problem[] {
    return got === undefined ? [] : checkWhole(path, got, { taker: "EC2 Auto Scaling", min, max });
}
