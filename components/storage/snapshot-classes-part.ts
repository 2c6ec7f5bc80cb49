/** VolumeSnapshotClasses of an environment, by name. */
import { z } from "zod";

import { usedSlots } from "../network/ref";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import type { Problem } from "../shared/problems";
import { SnapshotClass } from "./snapshot-class";
import { checkSnapshotClass, type SnapshotClassSpec } from "./snapshot-class-spec";
import { snapshotClassSchema } from "./snapshot-classes-schema";
import { componentsOf, type Installed, missingDriver, STORAGE_DRIVERS } from "./storage-drivers";

const words = {
    /**
     * VolumeSnapshotClasses, by the name that snapshots ask for. They need the add-on `snapshot-controller`.
     * @default none
     * @example
     * snapshotClasses: { nightly: { driver: "ebs", deletionPolicy: "Retain", default: true } },
     */
    snapshotClasses: z.record(z.string(), snapshotClassSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & Installed;

/** A class, and what brings its kind. */
export interface PlannedClass extends SnapshotClassSpec {
    readonly after: readonly string[];
}
type All = readonly Named<PlannedClass>[];

const CONTROLLER = "snapshot-controller";

export const snapshotClasses = part({
    words,
    // Beside the drivers, or with the charts, after the controller, which brings their kind.
    phase: ({ after }) => (after.some((name) => name.startsWith("chart-")) ? "releases" : "drivers"),
    plan: ({ settings, shape }: Environment<Reads>): All =>
        Object.entries(shape.snapshotClasses ?? {}).map(([className, said]) => ({
            name: `snapshot-class-${className}`,
            shapePath: `snapshotClasses.${className}`,
            spec: {
                className,
                words: said,
                after: componentsOf(CONTROLLER, shape),
                fastZones: (said.fastRestoreSlots ?? []).flatMap((slot) => settings.zones[slot] ?? []),
            },
        })),
    origins: { words: { shape: "" } },
    check: (spec, { shape }) => [...checkSnapshotClass(spec), ...checkInstalled(spec, shape)],
    checkAll: (components, environment) => [
        ...checkDefaults(components),
        ...checkSlots(components, environment),
    ],
    inClusterOnly: true,
    after: ({ after }) => after,
    build: ({ name, spec }, { options }) => new SnapshotClass(name, spec, options),
});

/** Without the controller the kind is missing; without the driver no snapshot is ever taken. */
function checkInstalled({ words: { driver } }: SnapshotClassSpec, shape: Reads): Problem[] {
    const controller = missingDriver({ from: { addon: CONTROLLER } }, shape);
    const missing = missingDriver(STORAGE_DRIVERS[driver], shape);
    return [
        ...(missing === undefined ? [] : [{ path: "driver", got: driver, ...missing }]),
        ...(controller === undefined
            ? []
            : [
                  {
                      path: "",
                      what: "add-on snapshot-controller, which brings the kind of this class, is not there",
                      remedy: controller.remedy,
                  },
              ]),
    ];
}

/** Source: Kubernetes documentation, volume-snapshots, "Default class": of two for one driver none is taken. */
function checkDefaults(components: All): PlacedProblem[] {
    const defaults = components.filter(({ spec }) => spec.words.default === true);
    return defaults.flatMap(({ shapePath, spec }, index) => {
        const first = defaults.findIndex((other) => other.spec.words.driver === spec.words.driver);
        if (first === index) return [];
        return [
            {
                shapePath,
                path: "default",
                what: `${defaults[first]?.shapePath ?? ""} is the default of this driver already`,
                got: true,
                remedy: "Leave one of them",
            },
        ];
    });
}

function checkSlots(components: All, { settings: { zones } }: Environment<Reads>): PlacedProblem[] {
    return components.flatMap(({ shapePath, spec }) =>
        (spec.words.fastRestoreSlots ?? []).flatMap((slot, index) =>
            zones[slot] === undefined
                ? [
                      {
                          shapePath,
                          path: `fastRestoreSlots[${index}]`,
                          what: "no zone sits in this slot",
                          got: slot,
                          remedy: `Choose from ${usedSlots(zones).join(", ")}`,
                      },
                  ]
                : [],
        ),
    );
}
