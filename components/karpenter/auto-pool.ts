/** Node pool of EKS Auto Mode: nodes AWS starts when pods need them, and takes away when they do not. */
import type { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";

import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { type AutoNodeClassInputs, createAutoNodeClass } from "./auto-node-class";
import { DEFAULT_CLASS } from "./auto-pool-schema";
import { asPool, type AutoPoolSpec, checkAutoPool, decisionsOfAutoPool, ownClassOf } from "./auto-pool-spec";
import { checkSubnets, createNodePool } from "./node-pool";
import { planNodePool } from "./node-pool-spec";

/** Its Kubernetes provider comes with the options: `{ providers: { kubernetes } }`. */
export interface AutoPoolArgs extends AutoPoolSpec, AutoNodeClassInputs {}

/**
 * A NodePool of Auto Mode and the NodeClass it uses, unless that is EKS's own. Pulumi deletes the pool first and waits until
 * its instances are gone: EKS's controller ends them as long as there is a control plane.
 * Give it what lets its nodes join in `dependsOn`.
 * @throws pulumi.ResourceError naming every argument EKS would refuse.
 */
export class AutoPool extends pulumi.ComponentResource {
    /** Plain, so that it is known before the cluster exists. */
    public readonly poolName: string;
    public readonly nodeClassName: string;
    /** Leaf resources: what needs these nodes waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: AutoPoolArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:karpenter:AutoPool", name, decisionsOfAutoPool(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkAutoPool(args), ...checkSubnets(args)]);

        const { deleteTimeout } = planNodePool(args);
        const options: pulumi.CustomResourceOptions = { customTimeouts: { delete: deleteTimeout } };
        const words = ownClassOf(args);
        const nodeClass: CustomResource[] =
            words === undefined
                ? []
                : [createAutoNodeClass(this, name, { ...args, nodeClass: words }, options)];
        this.poolName = args.pool;
        this.nodeClassName = words === undefined ? DEFAULT_CLASS : args.pool;
        const nodeClassRef = { group: "eks.amazonaws.com", kind: "NodeClass", name: this.nodeClassName };
        const nodePool = createNodePool(this, name, asPool(args), nodeClassRef, {
            ...options,
            dependsOn: nodeClass,
        });

        this.ready = [nodePool];
        this.registerOutputs({ nodeClassName: this.nodeClassName, poolName: this.poolName });
    }
}
