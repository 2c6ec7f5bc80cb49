/** Lattice: the environment's VPC in a service network, whose answers reach pods. */
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { ServiceNetwork } from "@pulumi/aws/vpclattice/serviceNetwork";
import { ServiceNetworkVpcAssociation } from "@pulumi/aws/vpclattice/serviceNetworkVpcAssociation";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import type { VpcRef } from "../network/ref";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkLattice, decisionsOfLattice, type LatticeSpec, networkNameOf } from "./lattice-spec";

export interface LatticeArgs extends LatticeSpec {
    readonly vpc: Pick<VpcRef, "vpcId">;
    /** Its security group is that of the nodes as well. */
    readonly cluster: Pick<ClusterRef, "securityGroupId">;
}

/**
 * Puts a VPC into a service network: AWS takes one network a VPC. Services, listeners and target groups are those of the
 * Gateway API's controller, or of somebody else.
 * @throws pulumi.ResourceError naming everything VPC Lattice would refuse.
 */
export class Lattice extends pulumi.ComponentResource {
    public readonly serviceNetworkArn: pulumi.Output<string>;
    /** What uses the network comes after these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: LatticeArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:lattice:Lattice", name, decisionsOfLattice(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkLattice(args)]);

        const made = createNetwork(this, name, args);
        this.serviceNetworkArn = pulumi.output(made?.arn ?? args.lattice?.serviceNetwork ?? "");
        const rules = createRules(this, name, args);
        const { callers, clusterName, vpc } = args;
        const association = new ServiceNetworkVpcAssociation(
            childName(name, "vpc"),
            {
                serviceNetworkIdentifier: this.serviceNetworkArn,
                vpcIdentifier: vpc.vpcId,
                ...(callers === undefined ? {} : { securityGroupIds: [...callers] }),
                tags: { Name: clusterName },
            },
            // AWS takes one network a VPC: the successor would be refused while the first is there.
            { parent: this, deleteBeforeReplace: true },
        );
        this.ready = [association, ...rules];
        this.registerOutputs({ serviceNetworkArn: this.serviceNetworkArn });
    }
}

function createNetwork(parent: pulumi.Resource, name: string, args: LatticeArgs): ServiceNetwork | undefined {
    const { clusterName, serviceNetwork } = args;
    if (serviceNetwork.kind === "existing") return undefined;
    return new ServiceNetwork(
        childName(name, "network"),
        {
            name: networkNameOf(args),
            authType: serviceNetwork.auth ?? "AWS_IAM",
            tags: { Name: clusterName },
        },
        { parent },
    );
}

/**
 * Requests come from addresses of the prefix list, to whichever port a pod listens at.
 * Source: AWS Gateway API Controller documentation, guides/deploy, "Allow traffic from Amazon VPC Lattice", v2.1.3.
 */
function createRules(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName, lattice }: LatticeArgs,
): readonly SecurityGroupIngressRule[] {
    return (lattice?.prefixLists ?? []).map(
        (prefixListId) =>
            new SecurityGroupIngressRule(
                childName(name, prefixListId),
                {
                    securityGroupId: cluster.securityGroupId,
                    description: "Requests of VPC Lattice",
                    prefixListId,
                    ipProtocol: "-1",
                    tags: { Name: `${clusterName}-lattice` },
                },
                { parent },
            ),
    );
}
