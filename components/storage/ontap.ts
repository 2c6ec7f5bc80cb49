/** A file system of FSx for NetApp ONTAP and its storage virtual machines. */
import { OntapFileSystem } from "@pulumi/aws/fsx/ontapFileSystem";
import { OntapStorageVirtualMachine } from "@pulumi/aws/fsx/ontapStorageVirtualMachine";
import type * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import type { Made } from "./file-system-args";
import type { Access } from "./file-system-access";
import { type ArgsOf, BACKUP_DAYS, commonInputs, dataOptions } from "./file-system-options";
import { ontapTypeOf } from "./file-system-spec";
import { placeOf } from "./fsx-place";

export function createOntap(
    parent: pulumi.Resource,
    name: string,
    args: ArgsOf<"ontap">,
    { group }: Access,
): Made {
    const { words } = args;
    const { subnetIds, ...place } = placeOf(args);
    const fileSystem = new OntapFileSystem(
        childName(name, "ontap"),
        {
            ...commonInputs(args),
            subnetIds,
            // In one zone as well, where it is that of the zone.
            preferredSubnetId: place.preferredSubnetId ?? subnetIds[0] ?? "",
            securityGroupIds: [group.id],
            deploymentType: ontapTypeOf(words),
            storageCapacity: words.capacityGiB,
            storageType: "SSD",
            throughputCapacity: words.throughputMBs,
            automaticBackupRetentionDays: words.backupDays ?? BACKUP_DAYS,
        },
        dataOptions(parent, words),
    );
    const machines = Object.entries(words.storageVirtualMachines).map(
        ([machine, { adminPassword, securityStyle = "UNIX" }]) =>
            new OntapStorageVirtualMachine(
                childName(name, "machine", machine),
                {
                    name: machine,
                    fileSystemId: fileSystem.id,
                    rootVolumeSecurityStyle: securityStyle,
                    ...(adminPassword === undefined
                        ? {}
                        : { svmAdminPassword: args.secret(adminPassword.secret) }),
                    tags: { Name: `${args.clusterName}-${args.fileSystem}-${machine}` },
                },
                {
                    ...dataOptions(parent, words),
                    // The provider sends no other file system to FSx, and would take the machine for moved.
                    // Source: hashicorp/terraform-provider-aws internal/service/fsx/ontap_storage_virtual_machine.go.
                    replaceOnChanges: ["fileSystemId"],
                    deleteBeforeReplace: true,
                },
            ),
    );
    return { id: fileSystem.id, dnsName: fileSystem.dnsName, ready: [fileSystem, ...machines] };
}
