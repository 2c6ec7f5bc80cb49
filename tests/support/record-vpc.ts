/** A VPC of the network tests, recorded, and what a change of it makes and takes away. */
import { Vpc, type VpcArgs } from "../../components/network/vpc";
import { inputsByLabel, recordComponent, type RecordedResource } from "./record-component";
import { DEV_VPC } from "./vpc-specs";

/** Every resource of {@link DEV_VPC} with these changes. */
export function recordVpc(changes: Partial<VpcArgs> = {}): Promise<RecordedResource[]> {
    return recordComponent(() => new Vpc("network", { ...DEV_VPC, ...changes }));
}

/** What `after` has and `before` has not, or has otherwise; and the labels it no longer has. */
export function difference(
    before: readonly RecordedResource[],
    after: readonly RecordedResource[],
): { readonly made: Record<string, unknown>; readonly gone: readonly string[] } {
    const [old, now] = [inputsByLabel(before), inputsByLabel(after)];
    const changed = Object.entries(now).filter(
        ([label, inputs]) => JSON.stringify(inputs) !== JSON.stringify(old[label]),
    );
    return {
        made: Object.fromEntries(changed.filter(([label]) => label !== "Vpc:network")),
        gone: Object.keys(old)
            .filter((label) => now[label] === undefined)
            .sort(),
    };
}

/** Tags of a part. */
export const NAME = (part: string): { readonly Name: string } => ({ Name: `acme-dev-${part}` });
