/** Repair of managed nodes: when EKS replaces or reboots what stays unhealthy, and when it keeps its hands off. */
import type * as eks from "@pulumi/aws/types/input";
import { z } from "zod";

import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import { list } from "../shared/schema";

/** What the agent of EKS and the kubelet find. Source: EKS User Guide, node-health, and eks-node-monitoring-agent. */
export const NODE_CONDITIONS = [
    "AcceleratedHardwareReady",
    "ContainerRuntimeReady",
    "DiskPressure",
    "KernelReady",
    "MemoryPressure",
    "NetworkingReady",
    "Ready",
    "StorageReady",
] as const;

/** Source: AWS SDK for EKS 3.1175.0, RepairAction, 2026-11-21. */
export const REPAIR_ACTIONS = ["Replace", "Reboot", "NoAction"] as const;

const amount = z.discriminatedUnion("kind", [
    z.strictObject({
        /** As many nodes of a zone's group. */
        kind: z.literal("count"),
        /** 1 or more. */
        nodes: z.number(),
    }),
    z.strictObject({
        /** A share of a zone's group. */
        kind: z.literal("percentage"),
        /** 1 to 100. */
        percentage: z.number(),
    }),
]);

type Amount = z.infer<typeof amount>;

const override = z.strictObject({
    /** What is found of a node. */
    condition: z.enum(NODE_CONDITIONS),
    /** Why, as the agent words it: `NvidiaXID13Error`. */
    reason: z.string(),
    /** Minutes it must have been so. 1 or more. */
    waitMinutes: z.number(),
    /** What EKS then does: `Replace` drains the node first. */
    action: z.enum(REPAIR_ACTIONS),
});

const rules = z.strictObject({
    /**
     * Nothing is repaired while more are unhealthy: then it is hardly the nodes' fault.
     * @default 20 % of a group of more than 5 nodes, as EKS has it
     */
    stopAbove: amount.exactOptional(),
    /** Nodes repaired at once, of those that are unhealthy. @default as EKS has it */
    atOnce: amount.exactOptional(),
    /** Other waits and actions for single findings. @default 10 minutes for accelerators, 30 for the rest, then replaced */
    overrides: list(override).exactOptional(),
});

/** Whether EKS repairs, or by which rules. */
export const nodeRepairSchema = z.union([z.boolean(), rules]);

export type NodeRepairWords = z.infer<typeof nodeRepairSchema>;

/** What EKS is told. Assumes checked words. */
export function nodeRepairConfigOf(repair: NodeRepairWords): eks.eks.NodeGroupNodeRepairConfig {
    if (typeof repair === "boolean") return { enabled: repair };
    const { atOnce, overrides, stopAbove } = repair;
    return {
        enabled: true,
        ...defined({
            maxParallelNodesRepairedCount: nodesOf(atOnce),
            maxParallelNodesRepairedPercentage: shareOf(atOnce),
            maxUnhealthyNodeThresholdCount: nodesOf(stopAbove),
            maxUnhealthyNodeThresholdPercentage: shareOf(stopAbove),
            nodeRepairConfigOverrides: overrides?.map(({ action, condition, reason, waitMinutes }) => ({
                minRepairWaitTimeMins: waitMinutes,
                nodeMonitoringCondition: condition,
                nodeUnhealthyReason: reason,
                repairAction: action,
            })),
        }),
    };
}

function nodesOf(given: Amount | undefined): number | undefined {
    return given?.kind === "count" ? given.nodes : undefined;
}

function shareOf(given: Amount | undefined): number | undefined {
    return given?.kind === "percentage" ? given.percentage : undefined;
}

/** What a reader of the plan sees: `true`, or `on, not above 20 %, 2 at once, 1 override`. */
export function describeNodeRepair(repair: NodeRepairWords): string | boolean {
    if (typeof repair === "boolean") return repair;
    const { atOnce, overrides = [], stopAbove } = repair;
    return [
        "on",
        ...(stopAbove === undefined ? [] : [`not above ${describeAmount(stopAbove)}`]),
        ...(atOnce === undefined ? [] : [`${describeAmount(atOnce)} at once`]),
        ...overrides.map(
            ({ action, condition, reason, waitMinutes }) =>
                `${condition} ${reason}: ${action} after ${waitMinutes} min`,
        ),
    ].join(", ");
}

function describeAmount(given: Amount): string {
    return given.kind === "count" ? `${given.nodes}` : `${given.percentage} %`;
}

/** Everything EKS would refuse. Source: EKS API Reference, NodeRepairConfig and NodeRepairConfigOverrides. */
export function checkNodeRepair(path: string, repair: NodeRepairWords): Problem[] {
    if (typeof repair === "boolean") return [];
    const { atOnce, overrides = [], stopAbove } = repair;
    return [
        ...checkAmount(`${path}.stopAbove`, stopAbove),
        ...checkAmount(`${path}.atOnce`, atOnce),
        ...overrides.flatMap(({ condition, reason, waitMinutes }, index) => {
            const place = `${path}.overrides[${index}]`;
            const first = overrides.findIndex((one) => one.condition === condition && one.reason === reason);
            return [
                ...checkWhole(`${place}.waitMinutes`, waitMinutes),
                ...(reason === ""
                    ? [{ path: `${place}.reason`, what: "empty", got: reason, remedy: "Name the finding" }]
                    : []),
                ...(first === index
                    ? []
                    : [
                          {
                              path: place,
                              what: `the same finding as overrides[${first}]`,
                              got: `${condition} ${reason}`,
                              remedy: "Keep one of the two",
                          },
                      ]),
            ];
        }),
    ];
}

function checkAmount(path: string, given: Amount | undefined): Problem[] {
    if (given === undefined) return [];
    return given.kind === "count"
        ? checkWhole(`${path}.nodes`, given.nodes)
        : checkWhole(`${path}.percentage`, given.percentage, 100);
}

function checkWhole(path: string, value: number, max?: number): Problem[] {
    if (Number.isInteger(value) && value >= 1 && (max === undefined || value <= max)) return [];
    const range = max === undefined ? "1 or more" : `1 to ${max}`;
    return [{ path, what: "not a number EKS takes", got: value, remedy: `Choose a whole number, ${range}` }];
}
