/** Node pool: nodes Karpenter starts when pods need them, and takes away when they do not. */
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";

import { usedSlots } from "../network/ref";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { type Problem, refuse } from "../shared/problems";
import { createNodeClass, type NodeClassInputs, WAIT_UNTIL_READY } from "./ec2-node-class";
import {
    checkNodePool,
    decisionsOfNodePool,
    type NodePoolSpec,
    planNodePool,
    type PoolSpec,
    typesOfPool,
} from "./node-pool-spec";
import { kubeletOf } from "./node-pool-density";
import { limitsAsTexts } from "./node-pool-units";

/** Its Kubernetes provider comes with the options: `{ providers: { kubernetes } }`. */
export interface NodePoolArgs extends NodePoolSpec, NodeClassInputs {}

/**
 * A NodePool and the EC2NodeClass it uses, as two resources of their own: Pulumi deletes the pool first and waits
 * until its instances are gone. Made by a chart, it would wait for neither.
 * Give it what Karpenter runs on, and what its nodes need to drain, in `dependsOn`.
 * @throws pulumi.ResourceError naming every argument Karpenter would refuse.
 */
export class NodePool extends pulumi.ComponentResource {
    /** Plain, so that it is known before the cluster exists. */
    public readonly poolName: string;
    public readonly nodeClassName: string;
    /** Leaf resources: what needs these nodes waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:karpenter:NodePool", name, decisionsOfNodePool(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkNodePool(args), ...checkSubnets(args)]);

        const { deleteTimeout } = planNodePool(args);
        const options: pulumi.CustomResourceOptions = { customTimeouts: { delete: deleteTimeout } };
        const nodeClass = createNodeClass(this, name, withKubelet(args), options);
        // The name itself: without a cluster no preview knows an output of the class.
        const nodeClassRef = { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: args.pool };
        const nodePool = createNodePool(this, name, args, nodeClassRef, {
            ...options,
            dependsOn: [nodeClass],
        });

        this.poolName = args.pool;
        this.nodeClassName = args.pool;
        this.ready = [nodePool];
        this.registerOutputs({ nodeClassName: this.nodeClassName, poolName: this.poolName });
    }
}

function withKubelet(args: NodePoolArgs): NodePoolArgs {
    const kubelet = kubeletOf(args, () => typesOfPool(args));
    return kubelet === undefined ? args : { ...args, nodeClass: { ...args.nodeClass, kubelet } };
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml, rules of subnetSelectorTerms. */
export function checkSubnets({ vpc }: Pick<NodeClassInputs, "vpc">): Problem[] {
    if (usedSlots(vpc.nodeSubnetIds).length > 0) return [];
    const remedy = "Name a subnet in each slot nodes may use";
    return [{ path: "vpc.nodeSubnetIds", what: "nodes have no subnet", got: [], remedy }];
}

/** Which class a pool's nodes are of. */
export interface NodeClassRef {
    readonly group: string;
    readonly kind: string;
    readonly name: string;
}

/**
 * The NodePool, whoever runs the Karpenter that makes its nodes.
 * @param opts without parent: order and timeouts
 */
export function createNodePool(
    parent: pulumi.Resource,
    name: string,
    spec: PoolSpec,
    nodeClassRef: NodeClassRef,
    opts: pulumi.CustomResourceOptions,
): CustomResource {
    const { annotations = {}, disruption, expireAfter, labels, limits, pool, replicas, requirements } = spec;
    const { terminationGracePeriod, weight } = spec;
    const metadata = {
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
        ...(Object.keys(labels).length === 0 ? {} : { labels }),
    };
    const { startupTaints, taints } = planNodePool(spec);
    return new CustomResource(
        childName(name, "node-pool"),
        {
            apiVersion: "karpenter.sh/v1",
            kind: "NodePool",
            metadata: { name: pool, annotations: WAIT_UNTIL_READY },
            spec: {
                disruption: {
                    consolidateAfter: disruption.consolidateAfter,
                    consolidationPolicy: disruption.consolidationPolicy,
                    budgets: disruption.budgets.map((budget) => ({ ...budget, nodes: String(budget.nodes) })),
                },
                limits: limitsAsTexts(limits),
                ...(replicas === undefined ? {} : { replicas }),
                template: {
                    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
                    spec: {
                        expireAfter,
                        nodeClassRef: { ...nodeClassRef },
                        requirements,
                        ...(startupTaints.length === 0 ? {} : { startupTaints }),
                        ...(taints.length === 0 ? {} : { taints }),
                        terminationGracePeriod,
                    },
                },
                ...(weight === undefined ? {} : { weight }),
            },
        },
        { parent, ...opts },
    );
}
