/** One StorageClass of an environment's own as plain values: what it says, and everything its driver would refuse. */
import type { Problem } from "../shared/problems";
import { checkClassName } from "./class-name";
import { checkClassWords } from "./storage-class-checks";
import { type Parameters, parametersOf } from "./storage-class-parameters";
import type { StorageClassWords } from "./storage-classes-schema";
import { STORAGE_DRIVERS } from "./storage-drivers";

export interface VolumeClassSpec {
    /** Name of the class, which claims ask for. */
    readonly className: string;
    readonly words: StorageClassWords;
    /** Zones of the slots it names. */
    readonly zones: readonly string[];
    /** Tags of volumes, where the driver is not told of them otherwise. */
    readonly tags: Readonly<Record<string, string>>;
}

/** What is derived from a spec. */
export interface VolumeClassPlan {
    readonly className: string;
    readonly provisioner: string;
    readonly parameters: Parameters;
    readonly reclaimPolicy: "Delete" | "Retain";
    readonly volumeBindingMode: "Immediate" | "WaitForFirstConsumer";
    readonly expansion: boolean;
    readonly mountOptions: readonly string[];
    readonly zones: readonly string[];
    readonly isDefault: boolean;
}

/** Assumes a checked spec. */
export function planVolumeClass(spec: VolumeClassSpec): VolumeClassPlan {
    const { className, words, zones } = spec;
    const { mountOptions = [], reclaimPolicy = "Delete" } = words;
    const driver = STORAGE_DRIVERS[words.driver];
    return {
        className,
        provisioner: driver.provisioner,
        parameters: parametersOf(words, spec),
        reclaimPolicy,
        volumeBindingMode:
            ("volumeBindingMode" in words ? words.volumeBindingMode : undefined) ?? driver.binding,
        expansion: ("expansion" in words ? words.expansion : undefined) ?? driver.expands,
        mountOptions,
        zones,
        isDefault: words.default === true,
    };
}

/** Everything Kubernetes or the driver would refuse. */
export function checkVolumeClass({ className, words }: VolumeClassSpec): Problem[] {
    return [...checkClassName(className), ...checkClassWords(words)];
}

/** What a reader of the plan sees. */
export function decisionsOfVolumeClass(spec: VolumeClassSpec): Record<string, string | boolean> {
    const { className, isDefault, provisioner, reclaimPolicy, volumeBindingMode } = planVolumeClass(spec);
    return { className, isDefault, provisioner, reclaimPolicy, volumeBindingMode };
}

/** What is legal but worth knowing. */
export function noticesOfVolumeClass({ className, words }: VolumeClassSpec): string[] {
    return [
        ...("encrypted" in words && !(words.encrypted ?? true)
            ? [`StorageClass ${className} makes volumes without encryption`]
            : []),
        ...(words.driver === "lustre" && words.reclaimPolicy !== "Retain"
            ? [
                  `Each claim of StorageClass ${className} is a file system of FSx of its own, 1200 GiB at least; delete claims before the environment, or the file systems stay in its subnets`,
              ]
            : []),
    ];
}
