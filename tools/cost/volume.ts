/** What a volume of EBS is billed: its size, and speed beyond what comes with it. */
import { textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { type Charge, numberOf } from "./charge";

/** What every gp3 volume has without being billed for. Source: Amazon EBS pricing page, General Purpose SSD (gp3). */
export const GP3_INCLUDED = { iops: 3000, mibPerSecond: 125 } as const;

/** Bills by GB alone. */
const BY_SIZE = {
    gp2: "ebs.gp2",
    st1: "ebs.st1",
    sc1: "ebs.sc1",
} as const;

/** @param ebs as a block device mapping of EC2 has it: GiB, IOPS, MiB a second */
export function volumeCharges(ebs: Properties, count: number): readonly Charge[] {
    const type = textOf(ebs["volumeType"], "gp2");
    const size = numberOf(ebs["volumeSize"]) * count;
    if (size === 0) return [];
    const iops = numberOf(ebs["iops"]);
    if (type === "gp3") {
        const moreIops = Math.max(0, iops - GP3_INCLUDED.iops) * count;
        const more = Math.max(0, numberOf(ebs["throughput"]) - GP3_INCLUDED.mibPerSecond) * count;
        return [
            { item: "ebs.gp3", quantity: size },
            ...(moreIops > 0 ? [{ item: "ebs.gp3.iops", quantity: moreIops } as const] : []),
            ...(more > 0 ? [{ item: "ebs.gp3.throughput", quantity: more } as const] : []),
        ];
    }
    if (type === "io2" || type === "io1") {
        return [
            { item: `ebs.${type}`, quantity: size },
            { item: `ebs.${type}.iops`, quantity: iops * count },
        ];
    }
    const bySize = Object.entries(BY_SIZE).find(([name]) => name === type)?.[1];
    return bySize === undefined ? [] : [{ item: bySize, quantity: size }];
}
