/** What a file system is made with, and what is made. */
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import type { VpcRef } from "../network/ref";
import type { FileSystemSpec } from "./file-system-spec";

export interface FileSystemArgs extends FileSystemSpec {
    readonly vpc: Pick<VpcRef, "nodeSubnetIds" | "vpcId">;
    /** Its security group is that of the nodes as well. */
    readonly cluster: Pick<ClusterRef, "securityGroupId">;
    /** Key of what is stored. Its policy must let whoever deploys grant it to the service. @default AWS's own */
    readonly keyArn?: pulumi.Input<string>;
    /** A secret of the stack's encrypted configuration, by name, for passwords. */
    readonly secret: (name: string) => pulumi.Output<string>;
}

/** What a file system's maker hands back. */
export interface Made {
    readonly id: pulumi.Output<string>;
    readonly dnsName: pulumi.Output<string>;
    /** The volume under which others are made, of FSx for OpenZFS. */
    readonly rootVolumeId?: pulumi.Output<string>;
    readonly ready: readonly pulumi.CustomResource[];
}
