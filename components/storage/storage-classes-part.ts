/** StorageClasses of an environment's own, by name. */
import { z } from "zod";

import { DEFAULT_CLASS_NAME, hasDefaultClass } from "../addons/ref";
import { type Slot, subnetsIn, usedSlots } from "../network/ref";
import { type Environment, type Named, part, type PlacedProblem, type Site } from "../platform/part";
import { defined } from "../shared/defined";
import { chooseFrom } from "../shared/hints";
import type { Problem } from "../shared/problems";
import { defaultTags } from "../shared/tags";
import { isFileSystemId, isVolumeId } from "./storage-class-parameters";
import { storageClassSchema } from "./storage-classes-schema";
import { type Installed, missingDriver, STORAGE_DRIVERS } from "./storage-drivers";
import { VolumeClass, type VolumeClassArgs } from "./volume-class";
import { checkVolumeClass, noticesOfVolumeClass, type VolumeClassSpec } from "./volume-class-spec";

const words = {
    /**
     * StorageClasses, by the name that claims ask for, beside the kit's `gp3`.
     * @default none
     * @example
     * storageClasses: {
     *     "gp3-retain": { driver: "ebs", reclaimPolicy: "Retain" },
     *     fast: { driver: "ebs", type: "io2", iops: 10000, default: true },
     * },
     */
    storageClasses: z.record(z.string(), storageClassSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> &
    Installed & {
        readonly fileSystems?: Readonly<Record<string, { readonly kind: string }>>;
    };
type All = readonly Named<VolumeClassSpec>[];

export const storageClasses = part({
    words,
    // After the drivers of add-ons: a claim of a class needs its driver.
    phase: "storage",
    plan: ({ settings, shape }: Environment<Reads>): All =>
        Object.entries(shape.storageClasses ?? {}).map(([className, said]) => ({
            name: `storage-class-${className}`,
            shapePath: `storageClasses.${className}`,
            spec: {
                className,
                words: said,
                zones: slotsOf(said).flatMap((slot) => settings.zones[slot] ?? []),
                tags: said.driver === "auto-mode" ? defaultTags(settings.tags, settings) : {},
            },
        })),
    origins: { words: { shape: "" }, tags: "tags" },
    check: (spec, { shape }) => [
        ...checkVolumeClass(spec),
        ...checkDriver(spec, shape),
        ...checkFileSystem(spec, shape),
    ],
    checkAll: (components, environment) => [
        ...checkDefaults(components),
        ...checkKits(components, environment),
        ...checkSlots(components, environment),
    ],
    notices: (components) => components.flatMap(({ spec }) => noticesOfVolumeClass(spec)),
    inClusterOnly: true,
    build: ({ name, spec }, { ground, options }) =>
        new VolumeClass(name, { ...spec, made: madeFor(spec, ground) }, options),
});

function slotsOf(said: VolumeClassSpec["words"]): readonly Slot[] {
    if (said.driver === "lustre") return [said.slot];
    return "slots" in said ? (said.slots ?? []) : [];
}

/** What its driver must be told that only made resources know. */
function madeFor({ words: said }: VolumeClassSpec, ground: Site["ground"]): VolumeClassArgs["made"] {
    const { cluster, keys, vpc } = ground;
    const named =
        said.driver === "efs" || said.driver === "openzfs" ? ground.fileSystems[said.fileSystem] : undefined;
    const [nodeSubnet] = said.driver === "lustre" ? subnetsIn(vpc.nodeSubnetIds, [said.slot]) : [];
    return defined({
        // Members reach each other at every port, and every node of the kit is one.
        clusterSecurityGroup: cluster.securityGroupId,
        fileSystem: named?.fileSystemId,
        // The driver reads JSON. Source: kubernetes-sigs/aws-fsx-openzfs-csi-driver docs/parameters.md, 2026-01-09.
        rootVolume: named?.rootVolumeId?.apply((id) => JSON.stringify(id)),
        nodeSubnet,
        volumesKey: keys.volumesKeyArn,
    });
}

/** A class without a driver makes claims that wait for ever. */
function checkDriver({ words: { driver } }: VolumeClassSpec, shape: Reads): Problem[] {
    // It has no class at all, whatever is installed.
    if (driver === "s3") return [];
    const missing = missingDriver(STORAGE_DRIVERS[driver], shape);
    return missing === undefined ? [] : [{ path: "driver", got: driver, ...missing }];
}

/** An id of a file system that is there, or the name of one of the environment's own of that kind. */
function checkFileSystem({ words: said }: VolumeClassSpec, { fileSystems = {} }: Reads): Problem[] {
    if (said.driver !== "efs" && said.driver !== "openzfs") return [];
    const { driver, fileSystem: got } = said;
    const isId = driver === "efs" ? isFileSystemId : isVolumeId;
    if (isId(got)) return [];
    const known = Object.keys(fileSystems).filter((name) => fileSystems[name]?.kind === driver);
    if (known.includes(got)) return [];
    const id = driver === "efs" ? "the id of another, fs-…" : "the id of a volume, fsvol-…";
    return [
        {
            path: "fileSystem",
            what: `no file system of kind ${driver} has this name`,
            got,
            remedy: `${chooseFrom(got, known)}; or write ${id}`,
        },
    ];
}

/** Of two, Kubernetes takes the newer one: which that is, nobody sees. */
function checkDefaults(components: All): PlacedProblem[] {
    const [first, ...others] = components.filter(({ spec }) => spec.words.default === true);
    return others.map(({ shapePath }) => ({
        shapePath,
        path: "default",
        what: `${first?.shapePath ?? ""} is the default already`,
        got: true,
        remedy: "Leave one of them",
    }));
}

/** The kit's own class has this name, wherever volumes of EBS can be mounted. */
function checkKits(components: All, { shape }: Environment<Reads>): PlacedProblem[] {
    if (!hasDefaultClass(shape.compute.kind)) return [];
    return components
        .filter(({ spec }) => spec.className === DEFAULT_CLASS_NAME)
        .map(({ shapePath }) => ({
            shapePath,
            path: "",
            what: "the kit's own class has this name",
            remedy: "Name it otherwise, with default: true where it is to take its place",
        }));
}

function checkSlots(components: All, { settings: { zones } }: Environment<Reads>): PlacedProblem[] {
    return components.flatMap(({ shapePath, spec }) =>
        slotsOf(spec.words).flatMap((slot, index) =>
            zones[slot] === undefined
                ? [
                      {
                          shapePath,
                          path: spec.words.driver === "lustre" ? "slot" : `slots[${index}]`,
                          what: "no zone sits in this slot",
                          got: slot,
                          remedy: `Choose from ${usedSlots(zones).join(", ")}`,
                      },
                  ]
                : [],
        ),
    );
}
