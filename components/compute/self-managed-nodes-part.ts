/** Self-managed nodes, which a fork asks for by name. */
import { z } from "zod";

import { usedSlots } from "../network/slots";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { offeredDevices, type ReadsOfPlugins } from "../shared/device-plugins";
import { NODE_ORIGINS, nodeFactsOf, type ReadsOfNodes } from "./node-facts";
import { checkOutpostPods, checkOutpostSlots } from "./node-outpost";
import { checkNodeSlots } from "./node-spec";
import { defaultTaintsOf } from "./node-windows";
import { typesOf } from "../shared/instance-sizes";
import { SelfManagedNodes } from "./self-managed-nodes";
import { selfManagedNodesSchema } from "./self-managed-nodes-schema";
import {
    capacityOfSelfManagedNodes,
    checkSelfManagedNodes,
    noticesOfSelfManagedNodes,
    type SelfManagedNodesSpec,
} from "./self-managed-nodes-spec";
import { checkOwnName } from "./system";

const words = {
    /**
     * Nodes by name that EKS neither makes nor updates: groups of EC2 Auto Scaling, for what managed groups cannot do,
     * such as Spot and on demand in one group.
     * @default none
     * @example
     * selfManagedNodes: {
     *     mixed: {
     *         instanceTypes: ["m7i.xlarge", "m7a.xlarge", "m6i.xlarge"],
     *         spot: { onDemandBasePerZone: 1, onDemandPercentage: 50 },
     *         amiFamily: "AL2023",
     *         diskSizeGiB: 100,
     *         sizePerZone: { min: 1, desired: 2, max: 5 },
     *         update: { kind: "refresh", minHealthyPercentage: 100, maxHealthyPercentage: 150 },
     *     },
     * },
     */
    selfManagedNodes: z.record(z.string(), selfManagedNodesSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> &
    ReadsOfNodes &
    ReadsOfPlugins & {
        readonly managedNodes?: Readonly<Record<string, unknown>>;
        readonly charts?: Readonly<Record<string, { readonly chart: string }>>;
    };

export const selfManagedNodes = part({
    words,
    phase: "capacity",
    plan,
    origins: NODE_ORIGINS,
    check: (spec, { settings, shape }) => [
        ...checkSelfManagedNodes(spec),
        ...(spec.subnets === "outpost"
            ? [
                  ...checkOutpostSlots(spec.slots, settings.existingVpc?.outpostSubnets),
                  ...checkOutpostPods(shape.network),
              ]
            : checkNodeSlots(spec.slots, { ...settings.zones, ...settings.edgeZones })),
    ],
    checkAll: (_nodes, { shape }) => [
        ...checkOwnName("selfManagedNodes", shape.selfManagedNodes),
        ...checkTwins(shape),
    ],
    notices: (nodes, { shape }) => [
        ...nodes.flatMap(({ spec }) => noticesOfSelfManagedNodes(spec, offeredDevices(shape))),
        ...noticesOfDraining(nodes, shape),
    ],
    capacity: capacityOfSelfManagedNodes,
    build: ({ name, spec }, { ground: { cluster, keys, pullPolicyArn, vpc }, options }) => {
        const { volumesKeyArn } = keys;
        return new SelfManagedNodes(
            name,
            { ...spec, cluster, vpc, ...defined({ pullPolicyArn, volumesKeyArn }) },
            options,
        );
    },
});

function plan(environment: Environment<Reads>): Named<SelfManagedNodesSpec>[] {
    const facts = nodeFactsOf(environment);
    const { outpostSubnets } = environment.settings.existingVpc ?? {};
    return Object.entries(environment.shape.selfManagedNodes ?? {}).map(([pool, asked]) => ({
        name: `self-managed-${pool}`,
        shapePath: `selfManagedNodes.${pool}`,
        ...facts.pinned,
        spec: {
            slots:
                asked.subnets === "outpost" && outpostSubnets !== undefined
                    ? usedSlots(outpostSubnets)
                    : facts.allSlots,
            taints: defaultTaintsOf(asked.amiFamily),
            ...asked,
            instanceTypes: typesOf(asked),
            ...facts.of(pool, asked.amiFamily),
        },
    }));
}

/** Instances of both would have one name, and nobody could tell them apart in EC2. */
function checkTwins({ managedNodes = {}, selfManagedNodes: own = {} }: Reads): PlacedProblem[] {
    return Object.keys(own)
        .filter((pool) => Object.hasOwn(managedNodes, pool))
        .map((pool) => ({
            path: `selfManagedNodes.${pool}`,
            what: "managed nodes of this name exist, and their instances would be called alike",
            remedy: "Choose another name",
        }));
}

/** The chart that drains a node before EC2 ends it. Source: aws/aws-node-termination-handler README. */
const HANDLER = "aws-node-termination-handler";

function noticesOfDraining(nodes: readonly Named<SelfManagedNodesSpec>[], { charts = {} }: Reads): string[] {
    if (nodes.length === 0 || Object.values(charts).some(({ chart }) => chart === HANDLER)) return [];
    const names = nodes.map(({ spec }) => spec.pool).join(", ");
    return [
        `Nothing drains self-managed nodes (${names}) before EC2 ends them, for a refresh, an age, a smaller group or Spot: ` +
            `disruption budgets do not count unless a chart ${HANDLER} sees to it`,
    ];
}
