/** Managed nodes: the kit's own system nodes where Karpenter runs on nodes, and those a fork asks for. */
import { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { offeredDevices, type ReadsOfPlugins } from "../shared/device-plugins";
import { typesOf } from "../shared/instance-sizes";
import { ManagedNodes } from "./managed-nodes";
import { managedNodesSchema, type ManagedNodesWords } from "./managed-nodes-schema";
import {
    capacityOfManagedNodes,
    checkManagedNodes,
    type ManagedNodesSpec,
    noticesOfManagedNodes,
} from "./managed-nodes-spec";
import { type ComputeWords, systemNodesOf } from "./ref";
import type { SelfManagedNodesWords } from "./self-managed-nodes-schema";
import { checkRoom, noticesOfManaged } from "./managed-alone";
import { NODE_ORIGINS, nodeFactsOf, type ReadsOfNodes } from "./node-facts";
import { checkNodeSlots } from "./node-spec";
import { defaultTaintsOf } from "./node-windows";
import { checkOwnName, SYSTEM } from "./system";
import { checkSystemNodes } from "./system-nodes";

const words = {
    /**
     * Managed nodes for workloads, by name.
     * @default none
     * @example
     * managedNodes: {
     *     batch: {
     *         instanceTypes: ["m7g.xlarge"],
     *         capacityType: "ON_DEMAND",
     *         amiFamily: "AL2023",
     *         diskSizeGiB: 100,
     *         sizePerZone: { min: 0, desired: 1, max: 5 },
     *         taints: [{ key: "example.com/batch", effect: "NoSchedule" }],
     *         update: { kind: "percentage", maxUnavailablePercentage: 25 },
     *         nodeRepair: true,
     *     },
     * },
     */
    managedNodes: z.record(z.string(), managedNodesSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> &
    ReadsOfNodes &
    ReadsOfPlugins & {
        readonly compute: ComputeWords;
        readonly fargateProfiles?: Readonly<Record<string, unknown>>;
        readonly selfManagedNodes?: Readonly<Record<string, SelfManagedNodesWords>>;
        readonly charts?: Readonly<Record<string, { readonly chart: string }>>;
    };

export const managedNodes = part({
    words,
    phase: "capacity",
    plan,
    origins: NODE_ORIGINS,
    check: (spec, { settings }) => [
        ...checkManagedNodes(spec),
        ...checkNodeSlots(spec.slots, { ...settings.zones, ...settings.edgeZones }),
    ],
    checkAll: (nodes, { shape }) => [
        ...checkOwnName("managedNodes", shape.managedNodes),
        ...nodes
            .filter(({ spec }) => spec.pool === SYSTEM)
            .flatMap((system) => checkSystemNodes(system, shape.compute.kind)),
        ...checkRoom(shape),
    ],
    notices: (nodes, { shape }) => [
        ...nodes.flatMap(({ spec }) => noticesOfManagedNodes(spec, offeredDevices(shape))),
        ...noticesOfManaged(shape),
    ],
    capacity: capacityOfManagedNodes,
    build: ({ name, spec }, { ground: { cluster, keys, pullPolicyArn, vpc }, options }) => {
        const { volumesKeyArn } = keys;
        return new ManagedNodes(
            name,
            { ...spec, cluster, vpc, ...defined({ pullPolicyArn, volumesKeyArn }) },
            options,
        );
    },
});

function plan(environment: Environment<Reads>): Named<ManagedNodesSpec>[] {
    const { compute, managedNodes: asked = {} } = environment.shape;
    const facts = nodeFactsOf(environment);
    const named = (pool: string, shapePath: string, words: ManagedNodesWords) => ({
        name: `nodes-${pool}`,
        shapePath,
        ...facts.pinned,
        spec: {
            slots: facts.allSlots,
            taints: defaultTaintsOf(words.amiFamily),
            ...words,
            instanceTypes: typesOf(words),
            ...facts.of(pool, words.amiFamily),
        },
    });
    const system = systemNodesOf(compute);
    return [
        ...(system === undefined
            ? []
            : [named(SYSTEM, system.shapePath, { ...system.words, taints: system.taints })]),
        ...Object.entries(asked).map(([pool, nodes]) => named(pool, `managedNodes.${pool}`, nodes)),
    ];
}
