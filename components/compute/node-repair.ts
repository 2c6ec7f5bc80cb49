/** What EKS replaces or restarts of a group's nodes when they are unhealthy, and when it stops. */
import { z } from "zod";

import type { JsonInput } from "../shared/json";
import type { Problem } from "../shared/problems";
import { list } from "../shared/schema";
import { checkWhole } from "../shared/whole-numbers";

const amount = z.discriminatedUnion("kind", [
    z.strictObject({
        /** As many nodes. */
        kind: z.literal("count"),
        /** Nodes of a zone, 1 or more. */
        nodes: z.number(),
    }),
    z.strictObject({
        /** A share of nodes. */
        kind: z.literal("percentage"),
        /** 1 to 100. */
        percentage: z.number(),
    }),
]);
type Amount = z.infer<typeof amount>;

/** Source: EKS API Reference, NodeRepairConfigOverrides, repairAction. */
const REPAIR_ACTIONS = ["Replace", "Reboot", "NoAction"] as const;

export const nodeRepairSchema = z.union([
    z.boolean(),
    z.strictObject({
        /** Unhealthy nodes of a zone above which EKS repairs none: more is no fault of a node. @default EKS's */
        stopAbove: amount.exactOptional(),
        /** Nodes of a zone repaired at once: as many, or a share of the unhealthy ones. @default EKS's */
        atOnce: amount.exactOptional(),
        /** What EKS does for some reasons instead of its usual. @default none */
        exceptions: list(
            z.strictObject({
                /** Condition of the node monitoring agent: `AcceleratedHardwareReady`. */
                condition: z.string(),
                /** Reason beside it: `NvidiaXID13Error`. */
                reason: z.string(),
                /** Minutes it must last. */
                waitMinutes: z.number(),
                /** What is done then. */
                action: z.enum(REPAIR_ACTIONS),
            }),
        ).exactOptional(),
    }),
]);

/** Whether EKS repairs nodes, and how. */
export type NodeRepair = z.infer<typeof nodeRepairSchema>;

/** What EKS is told. Assumes checked words. */
export function repairConfigOf(
    repair: NodeRepair,
): { readonly enabled: boolean } & Readonly<Record<string, JsonInput>> {
    if (typeof repair === "boolean") return { enabled: repair };
    const { atOnce, exceptions, stopAbove } = repair;
    return {
        enabled: true,
        ...amountOf("maxUnhealthyNodeThreshold", stopAbove),
        ...amountOf("maxParallelNodesRepaired", atOnce),
        ...(exceptions === undefined
            ? {}
            : {
                  nodeRepairConfigOverrides: exceptions.map(({ action, condition, reason, waitMinutes }) => ({
                      minRepairWaitTimeMins: waitMinutes,
                      nodeMonitoringCondition: condition,
                      nodeUnhealthyReason: reason,
                      repairAction: action,
                  })),
              }),
    };
}

function amountOf(name: string, of: Amount | undefined): Readonly<Record<string, number>> {
    if (of === undefined) return {};
    return of.kind === "count" ? { [`${name}Count`]: of.nodes } : { [`${name}Percentage`]: of.percentage };
}

/** What a reader of the plan sees. */
export function describeRepair(repair: NodeRepair): JsonInput {
    if (typeof repair === "boolean") return repair;
    const { atOnce, exceptions = [], stopAbove } = repair;
    return [
        ...(stopAbove === undefined ? [] : [`none above ${describeAmount(stopAbove)} unhealthy`]),
        ...(atOnce === undefined ? [] : [`${describeAmount(atOnce)} at once`]),
        ...exceptions.map(
            ({ action, reason, waitMinutes }) => `${reason}: ${action} after ${waitMinutes} minutes`,
        ),
    ];
}

function describeAmount(of: Amount): string {
    return of.kind === "count" ? `${of.nodes}` : `${of.percentage} %`;
}

/** Source of ranges: EKS API Reference, NodeRepairConfig. */
export function checkRepair(path: string, repair: NodeRepair): Problem[] {
    if (typeof repair === "boolean") return [];
    const { atOnce, exceptions = [], stopAbove } = repair;
    return [
        ...checkAmount(`${path}.stopAbove`, stopAbove),
        ...checkAmount(`${path}.atOnce`, atOnce),
        ...exceptions.flatMap(({ condition, reason, waitMinutes }, index) => {
            const place = `${path}.exceptions[${index}]`;
            return [
                ...checkWord(`${place}.condition`, condition),
                ...checkWord(`${place}.reason`, reason),
                ...checkWhole(`${place}.waitMinutes`, waitMinutes, { taker: "EKS", min: 1 }),
            ];
        }),
    ];
}

function checkAmount(path: string, of: Amount | undefined): Problem[] {
    if (of === undefined) return [];
    return of.kind === "count"
        ? checkWhole(`${path}.nodes`, of.nodes, { taker: "EKS", min: 1 })
        : checkWhole(`${path}.percentage`, of.percentage, { taker: "EKS", min: 1, max: 100 });
}

function checkWord(path: string, got: string): Problem[] {
    if (/^[A-Za-z][A-Za-z0-9]*$/.test(got)) return [];
    return [
        {
            path,
            what: "not a word of the node monitoring agent",
            got,
            remedy: "Write it as the agent does, letters and digits",
        },
    ];
}
