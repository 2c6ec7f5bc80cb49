/** One VolumeAttributesClass of EBS as plain values: what a volume in use becomes when its claim asks for the class. Pure. */
import type { Problem } from "../shared/problems";
import type { AttributesClassWords } from "./attributes-classes-schema";
import { checkClassName } from "./class-name";
import { checkClassWords } from "./storage-class-checks";
import { STORAGE_DRIVERS } from "./storage-drivers";

export interface AttributesClassSpec {
    /** Name of the class, which claims ask for. */
    readonly className: string;
    readonly words: AttributesClassWords;
}

export const ATTRIBUTES_DRIVER = STORAGE_DRIVERS.ebs;

/** Source of the keys: kubernetes-sigs/aws-ebs-csi-driver docs/modify-volume.md, seen 2026-11-29. */
export function parametersOf({ iops, throughputMiBs, type }: AttributesClassWords): Record<string, string> {
    return {
        ...(type === undefined ? {} : { type }),
        ...(iops === undefined ? {} : { iops: String(iops) }),
        ...(throughputMiBs === undefined ? {} : { throughput: String(throughputMiBs) }),
    };
}

/** A class that changes nothing, and what the driver would refuse of a volume. */
export function checkAttributesClass({ className, words }: AttributesClassSpec): Problem[] {
    return [
        ...checkClassName(className),
        ...(Object.keys(words).length === 0
            ? [{ path: "", what: "the class changes nothing", remedy: "Say type, iops or throughputMiBs" }]
            : []),
        ...checkClassWords({ driver: "ebs", ...words }),
    ];
}

/** What a reader of the plan sees. */
export function decisionsOfAttributesClass({
    className,
    words,
}: AttributesClassSpec): Record<string, string> {
    return { className, driver: ATTRIBUTES_DRIVER.provisioner, ...parametersOf(words) };
}
