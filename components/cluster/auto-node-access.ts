/** AutoNodeAccess: lets nodes of Auto Mode's pools of one's own into the cluster. */
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { AutoNodeRoleRef, ClusterRef } from "./ref";

export interface AutoNodeAccessSpec {
    readonly region: string;
}

export interface AutoNodeAccessArgs extends AutoNodeAccessSpec {
    /** Cluster to let them into. Any object with its outputs will do. */
    readonly cluster: ClusterRef;
    /** Role of the nodes: not that of EKS's own pools, whose entry EKS makes. */
    readonly role: Pick<AutoNodeRoleRef, "arn">;
}

/** Source: EKS User Guide, create-node-class, "Create node class access entry". */
const POLICY = "AmazonEKSAutoNodePolicy";

/** The entry of the role, of type `EC2`, and the one policy such an entry takes. */
export class AutoNodeAccess extends pulumi.ComponentResource {
    /** Leaf resources: without them no node joins. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: AutoNodeAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:cluster:AutoNodeAccess", name, { accessPolicy: POLICY }, opts);
        refuse(this, checkComponentOptions(opts));

        // One entry a principal and one association a policy: made first, the successor would be refused as already in use.
        const own: pulumi.CustomResourceOptions = { parent: this, deleteBeforeReplace: true };
        const entry = new eks.AccessEntry(
            childName(name, "entry"),
            {
                clusterName: args.cluster.name,
                principalArn: args.role.arn,
                type: "EC2",
                tags: { Name: pulumi.interpolate`${args.cluster.name}-auto-pools` },
            },
            own,
        );
        const association = new eks.AccessPolicyAssociation(
            childName(name, "policy"),
            {
                accessScope: { type: "cluster" },
                clusterName: args.cluster.name,
                policyArn: `arn:${partitionOf(args.region)}:eks::aws:cluster-access-policy/${POLICY}`,
                principalArn: entry.principalArn,
            },
            own,
        );
        this.ready = [association];
        this.registerOutputs();
    }
}
