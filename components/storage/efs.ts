/** A file system of EFS, with a mount target in each zone and ways in by name. */
import { AccessPoint } from "@pulumi/aws/efs/accessPoint";
import { BackupPolicy } from "@pulumi/aws/efs/backupPolicy";
import { FileSystem } from "@pulumi/aws/efs/fileSystem";
import { MountTarget } from "@pulumi/aws/efs/mountTarget";
import type * as pulumi from "@pulumi/pulumi";

import { subnetsIn } from "../network/ref";
import { childName } from "../shared/names";
import type { Made } from "./file-system-args";
import type { Access } from "./file-system-access";
import { type ArgsOf, commonInputs, dataOptions } from "./file-system-options";
import { slotsOf } from "./file-system-spec";
import type { OfKind } from "./file-systems-schema";

export function createEfs(parent: pulumi.Resource, name: string, args: ArgsOf<"efs">, access: Access): Made {
    const { accessPoints = {}, backups = true, slot, throughput = { kind: "elastic" } } = args.words;
    const fileSystem = new FileSystem(
        childName(name, "efs"),
        {
            ...commonInputs(args),
            encrypted: true,
            throughputMode: throughput.kind,
            ...(throughput.kind === "provisioned" ? { provisionedThroughputInMibps: throughput.mibs } : {}),
            ...(slot === undefined ? {} : { availabilityZoneName: args.zones[slot] ?? "" }),
            lifecyclePolicies: lifecyclePoliciesOf(args.words),
        },
        dataOptions(parent, args.words),
    );
    const ofIt = { fileSystemId: fileSystem.id };
    const targets = createTargets(parent, name, args, ofIt, access);
    const status = backups ? "ENABLED" : "DISABLED";
    const policy = new BackupPolicy(
        childName(name, "backups"),
        { ...ofIt, backupPolicy: { status } },
        { parent },
    );
    const points = Object.entries(accessPoints).map(([point, words]) =>
        createAccessPoint(parent, childName(name, "access", point), args, ofIt, words),
    );
    return {
        id: fileSystem.id,
        dnsName: fileSystem.dnsName,
        ready: [...targets, policy, ...points],
    };
}

interface OfIt {
    readonly fileSystemId: pulumi.Output<string>;
}

/** Of several subnets in a zone the first: EFS takes one mount target a zone. */
function createTargets(
    parent: pulumi.Resource,
    name: string,
    args: ArgsOf<"efs">,
    ofIt: OfIt,
    { group }: Access,
): readonly MountTarget[] {
    return slotsOf(args).flatMap((slot) => {
        const [subnetId] = subnetsIn(args.vpc.nodeSubnetIds, [slot]);
        if (subnetId === undefined) return [];
        return [
            new MountTarget(
                childName(name, "target", slot),
                { ...ofIt, subnetId, securityGroups: [group.id] },
                // EFS takes one in a zone: the successor would be refused while the first is there.
                { parent, deleteBeforeReplace: true },
            ),
        ];
    });
}

/** One transition each, as EFS wants them. Source: EFS API Reference, PutLifecycleConfiguration. */
function lifecyclePoliciesOf({ lifecycle = {} }: OfKind<"efs">) {
    const { archiveDays, backOnRead = false, infrequentAccessDays } = lifecycle;
    return [
        ...(infrequentAccessDays === undefined ? [] : [{ transitionToIa: daysOf(infrequentAccessDays) }]),
        ...(archiveDays === undefined ? [] : [{ transitionToArchive: daysOf(archiveDays) }]),
        ...(backOnRead ? [{ transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }] : []),
    ];
}

function daysOf(days: number): string {
    return days === 1 ? "AFTER_1_DAY" : `AFTER_${days}_DAYS`;
}

function createAccessPoint(
    parent: pulumi.Resource,
    name: string,
    { clusterName }: ArgsOf<"efs">,
    ofIt: OfIt,
    { gid, path, permissions = "750", uid }: NonNullable<OfKind<"efs">["accessPoints"]>[string],
): AccessPoint {
    return new AccessPoint(
        name,
        {
            ...ofIt,
            posixUser: { uid, gid },
            rootDirectory: { path, creationInfo: { ownerUid: uid, ownerGid: gid, permissions } },
            tags: { Name: `${clusterName}-${name}` },
        },
        { parent },
    );
}
