/** How many nodes a zone has, and how many of them an update may take at once. */
import type { Problem } from "../shared/problems";
import { checkWhole } from "../shared/whole-numbers";
import type { UpdatePolicy } from "./managed-nodes-schema";
import type { SizePerZone } from "./node-words";

/** Source: EKS API Reference, NodegroupUpdateConfig. */
export const MAX_UNAVAILABLE = 100;

/** What EKS is told. Assumes a checked policy. */
export function updateConfigOf(update: UpdatePolicy): {
    readonly maxUnavailable?: number;
    readonly maxUnavailablePercentage?: number;
} {
    return update.kind === "count"
        ? { maxUnavailable: update.maxUnavailable }
        : { maxUnavailablePercentage: update.maxUnavailablePercentage };
}

/** Source: EKS API Reference, NodegroupScalingConfig. */
export function checkSize(path: string, { desired, max, min }: SizePerZone): Problem[] {
    const counts = [
        ...checkWhole(`${path}.min`, min, { taker: "EKS", min: 0 }),
        ...checkWhole(`${path}.desired`, desired, { taker: "EKS", min: 0 }),
        ...checkWhole(`${path}.max`, max, { taker: "EKS", min: 1 }),
    ];
    // Between numbers that are none, no order can be told.
    if (counts.length > 0) return counts;
    if (min > max) {
        const what = `min is more than max, which is ${max}`;
        return [{ path: `${path}.min`, what, got: min, remedy: "Lower min or raise max" }];
    }
    if (desired >= min && desired <= max) return [];
    const what = "desired lies outside min and max";
    return [{ path: `${path}.desired`, what, got: desired, remedy: `Choose ${min} to ${max}` }];
}

/** Source: EKS API Reference, NodegroupUpdateConfig; eksctl pkg/apis/eksctl.io/v1alpha5/validation.go for max. */
export function checkUpdate(path: string, update: UpdatePolicy, { max }: SizePerZone): Problem[] {
    if (update.kind === "percentage") {
        const place = `${path}.maxUnavailablePercentage`;
        return checkWhole(place, update.maxUnavailablePercentage, { taker: "EKS", min: 1, max: 100 });
    }
    const place = `${path}.maxUnavailable`;
    const count = checkWhole(place, update.maxUnavailable, {
        taker: "EKS",
        min: 1,
        max: MAX_UNAVAILABLE,
    });
    if (count.length > 0 || !(update.maxUnavailable > max)) return count;
    const what = `more nodes than sizePerZone.max, which is ${max}`;
    return [{ path: place, what, got: update.maxUnavailable, remedy: `Choose 1 to ${max}` }];
}

/** What a reader of the plan sees: `1 at once`, `33 % at once`. */
export function describeUpdate(update: UpdatePolicy): string {
    const share =
        update.kind === "count" ? `${update.maxUnavailable}` : `${update.maxUnavailablePercentage} %`;
    return `${share} at once`;
}
