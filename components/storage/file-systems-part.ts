/** File systems of an environment, by name. */
import { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import { FileSystem } from "./file-system";
import { checkFileSystem } from "./file-system-checks";
import type { FileSystemSpec } from "./file-system-spec";
import { fileSystemSchema } from "./file-systems-schema";

const words = {
    /**
     * File systems of EFS and FSx, by name: their nodes' security group reaches them, and a class of `storageClasses` makes
     * volumes of them.
     * @default none
     * @example
     * fileSystems: {
     *     shared: { kind: "efs", lifecycle: { infrequentAccessDays: 30 } },
     *     training: { kind: "lustre", slot: "a", capacityGiB: 2400, throughputPerTiB: 250 },
     * },
     */
    fileSystems: z.record(z.string(), fileSystemSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const fileSystems = part({
    words,
    // Beside the add-ons: no node waits for it, and it stays until pools and charts are gone.
    phase: "core",
    plan: ({ settings: { clusterName, zones }, shape }: Environment<Reads>): Named<FileSystemSpec>[] =>
        Object.entries(shape.fileSystems ?? {}).map(([fileSystem, said]) => ({
            name: `file-system-${fileSystem}`,
            shapePath: `fileSystems.${fileSystem}`,
            spec: { clusterName, fileSystem, words: said, zones },
        })),
    origins: { clusterName: "clusterName", words: { shape: "" }, zones: "zones" },
    check: (spec, environment) => [...checkFileSystem(spec), ...checkSecrets(spec, environment)],
    notices: (components) => components.flatMap(({ spec }) => noticesOf(spec)),
    build: ({ name, spec }, { ground, options, secret }) => {
        const { cluster, fileSystems: others, keys, vpc } = ground;
        const keyArn = keys.volumesKeyArn;
        const made = new FileSystem(name, { ...spec, cluster, vpc, secret, ...defined({ keyArn }) }, options);
        const { fileSystemId, rootVolumeId } = made;
        return {
            ready: made.ready,
            provides: {
                fileSystems: { ...others, [spec.fileSystem]: { fileSystemId, ...defined({ rootVolumeId }) } },
            },
        };
    },
});

/** A secret that is not there would stop the program half-way. */
function checkSecrets(
    { words: said }: FileSystemSpec,
    { file, name, secrets: { encrypted, project } }: Environment<Reads>,
): Problem[] {
    if (said.kind !== "ontap") return [];
    return Object.entries(said.storageVirtualMachines).flatMap(([machine, { adminPassword }]) => {
        if (adminPassword === undefined || encrypted.includes(adminPassword.secret)) return [];
        const { secret } = adminPassword;
        return [
            {
                path: `storageVirtualMachines.${machine}.adminPassword.secret`,
                what: `${file} does not hold ${project}:${secret}, encrypted`,
                got: secret,
                remedy: `Add it: pulumi config set --secret ${secret} --stack ${name}`,
            },
        ];
    });
}

/** What is legal but worth knowing, one sentence each. */
function noticesOf({ fileSystem, words: said }: FileSystemSpec): string[] {
    const [word] = Object.entries(said).find(([key, value]) => NO_BACKUPS[key] === value) ?? [];
    if (word === undefined) return [];
    const at = `fileSystems.${fileSystem}.${word}`;
    return [`Nothing takes backups of file system ${fileSystem}: ${at} is ${String(NO_BACKUPS[word])}`];
}

/** What says so, by its word. */
const NO_BACKUPS: Readonly<Record<string, boolean | number>> = { backupDays: 0, backups: false };
