/** FileSystem: one file system of EFS or FSx, and the way to it. */
import * as pulumi from "@pulumi/pulumi";

import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { createEfs } from "./efs";
import { type Access, createAccess } from "./file-system-access";
import type { FileSystemArgs, Made } from "./file-system-args";
import { checkFileSystem } from "./file-system-checks";
import { decisionsOfFileSystem } from "./file-system-spec";
import { createLustre } from "./lustre";
import { createOntap } from "./ontap";
import { createOpenZfs } from "./openzfs";

/**
 * A file system, its security group, and what pods' nodes need to mount it. Claims on it must be gone before it: a file
 * system is deleted with everything in it.
 * @throws pulumi.ResourceError naming everything EFS or FSx would refuse.
 */
export class FileSystem extends pulumi.ComponentResource {
    public readonly fileSystemId: pulumi.Output<string>;
    public readonly dnsName: pulumi.Output<string>;
    /** Of FSx for OpenZFS alone. */
    public readonly rootVolumeId: pulumi.Output<string> | undefined;
    /** Leaf resources: what mounts it waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: FileSystemArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:storage:FileSystem", name, decisionsOfFileSystem(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkFileSystem(args)]);

        const access = createAccess(this, name, args);
        const made = create(this, name, args, access);

        this.fileSystemId = made.id;
        this.dnsName = made.dnsName;
        this.rootVolumeId = made.rootVolumeId;
        this.ready = [...made.ready, ...access.rules];
        this.registerOutputs({
            dnsName: this.dnsName,
            fileSystemId: this.fileSystemId,
            rootVolumeId: this.rootVolumeId,
        });
    }
}

function create(parent: pulumi.Resource, name: string, args: FileSystemArgs, access: Access): Made {
    const { words } = args;
    switch (words.kind) {
        case "efs":
            return createEfs(parent, name, { ...args, words }, access);
        case "lustre":
            return createLustre(parent, name, { ...args, words }, access);
        case "ontap":
            return createOntap(parent, name, { ...args, words }, access);
        case "openzfs":
            return createOpenZfs(parent, name, { ...args, words }, access);
        case "file-cache":
            throw new Error("file-cache: refused by the check");
    }
}
