/** One file system as plain values: where it lies, and what a reader of the plan is told of it. Pure. */
import type { Slot } from "../network/ref";
import type { FileSystemKind, FileSystemWords, OfKind } from "./file-systems-schema";

export interface FileSystemSpec {
    readonly clusterName: string;
    /** Its name in the shape. */
    readonly fileSystem: string;
    readonly words: FileSystemWords;
    /** Slots of the environment that have a zone, with the zone. */
    readonly zones: { readonly [slot in Slot]?: string };
}

/** The slots it lies in, in their order; the first serves. */
export function slotsOf({ words, zones }: Pick<FileSystemSpec, "words" | "zones">): readonly Slot[] {
    switch (words.kind) {
        case "efs":
            return words.slot === undefined ? (Object.keys(zones) as Slot[]) : [words.slot];
        case "lustre":
            return [words.slot];
        case "ontap":
        case "openzfs":
            return words.slots;
        case "file-cache":
            return [];
    }
}

export function ontapTypeOf({ deploymentType, slots }: OfKind<"ontap">) {
    return deploymentType ?? (slots.length > 1 ? "MULTI_AZ_2" : "SINGLE_AZ_2");
}

export function openZfsTypeOf({ deploymentType, slots }: OfKind<"openzfs">) {
    return deploymentType ?? (slots.length > 1 ? "MULTI_AZ_1" : "SINGLE_AZ_2");
}

/** A way in for clients: a protocol and its ports. */
export interface Port {
    readonly protocol: "tcp" | "udp";
    readonly from: number;
    readonly to: number;
}

const tcp = (from: number, to = from): Port => ({ protocol: "tcp", from, to });
const both = (from: number, to = from): Port[] => [tcp(from, to), { protocol: "udp", from, to }];

/**
 * Sources: EFS User Guide, network-access; FSx for Lustre User Guide, limit-access-security-groups; FSx for OpenZFS and FSx for
 * ONTAP User Guides, limit-access-security-groups: NFS, its helpers, iSCSI, and the API that Trident calls.
 */
export const PORTS: { readonly [kind in Exclude<FileSystemKind, "file-cache">]: readonly Port[] } = {
    efs: [tcp(2049)],
    lustre: [tcp(988), tcp(1018, 1023)],
    openzfs: [...both(111), ...both(2049), ...both(20001, 20003)],
    ontap: [...both(111), ...both(635), ...both(2049), ...both(4045, 4046), tcp(443), tcp(3260)],
};

/** What a reader of the plan sees. */
export function decisionsOfFileSystem(spec: FileSystemSpec): Record<string, string | string[] | boolean> {
    const { fileSystem, words } = spec;
    return {
        fileSystem,
        kind: words.kind,
        keepForever: "keepForever" in words && (words.keepForever ?? false),
        zones: slotsOf(spec).flatMap((slot) => spec.zones[slot] ?? []),
    };
}
