/** What other components need to know of file systems, whoever made them. */
import type * as pulumi from "@pulumi/pulumi";

export interface FileSystemRef {
    /** `fs-…` */
    readonly fileSystemId: pulumi.Output<string>;
    /** The volume under which others are made, of FSx for OpenZFS. */
    readonly rootVolumeId?: pulumi.Output<string>;
}
