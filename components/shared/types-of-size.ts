/** What is certain of instance types of which the lists know the name alone, by others of their size. Pure. */
import { type InstanceType, instanceTypeNames, instanceTypeOf } from "./instance-data";

export type Room = NonNullable<InstanceType["allocatable"]>;

/** Of all types of one size, as `large` or `metal`. */
export interface OfSize {
    /** No type of the size has less. */
    readonly least: { readonly vcpu: number; readonly memoryMib: number };
    /** No type of the size leaves pods more. */
    readonly most: Room;
}

let bySize: ReadonlyMap<string, OfSize> | undefined;

/** Undefined where the lists describe no type of its size. */
export function boundsOfSize({ type }: Pick<InstanceType, "type">): OfSize | undefined {
    bySize ??= boundsOfSizes();
    return bySize.get(sizeOf(type));
}

function boundsOfSizes(): ReadonlyMap<string, OfSize> {
    const all = new Map<string, OfSize>();
    for (const name of instanceTypeNames()) {
        const { allocatable, memoryMib, vcpu } = instanceTypeOf(name) ?? {};
        if (allocatable === undefined || memoryMib === undefined || vcpu === undefined) continue;
        const known = all.get(sizeOf(name)) ?? { least: { vcpu, memoryMib }, most: allocatable };
        all.set(sizeOf(name), {
            least: {
                vcpu: Math.min(known.least.vcpu, vcpu),
                memoryMib: Math.min(known.least.memoryMib, memoryMib),
            },
            most: {
                milliCpu: Math.max(known.most.milliCpu, allocatable.milliCpu),
                memoryMib: Math.max(known.most.memoryMib, allocatable.memoryMib),
                pods: Math.max(known.most.pods, allocatable.pods),
            },
        });
    }
    return all;
}

function sizeOf(type: string): string {
    return type.slice(type.indexOf(".") + 1);
}
