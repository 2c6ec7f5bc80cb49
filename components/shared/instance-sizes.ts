/** Instance types by size instead of by name: which of the catalogue they are. Pure. */
import { z } from "zod";

import { ARCHITECTURES } from "./instance-types";
import {
    INSTANCE_DATA_DATE,
    INSTANCE_DATA_FIRST,
    type InstanceType,
    instanceTypeNames,
    instanceTypeOf,
    listedSince,
} from "./instance-data";
import { missing, type Problem } from "./problems";
import { list } from "./schema";

const range = z.strictObject({
    /** From this on. */
    min: z.number(),
    /** Up to this. */
    max: z.number(),
});
type Range = z.infer<typeof range>;

/** Of general purpose, for computing, for memory, with disks of their own, burstable: letters types begin with. */
const CATEGORIES = ["c", "i", "m", "r", "t", "x"] as const;
const USUAL_CATEGORIES: readonly (typeof CATEGORIES)[number][] = ["c", "m", "r"];
const USUAL_COUNT = 3;
/** As many as a group of EKS takes. */
const MAX_COUNT = 20;

export const instanceSizesSchema = z.strictObject({
    /**
     * Day of the list of types that is chosen from, `2026-08-21`: types that came later change nothing. A later day may
     * choose others, which the review shows.
     */
    asOf: z.string(),
    /** Of an image there is one for each. */
    architecture: z.enum(ARCHITECTURES),
    /** Virtual CPUs. */
    vcpus: range,
    /** Memory as EC2 advertises it. */
    memoryGiB: range,
    /** Letters the types begin with: `m` is general purpose. @default c, m and r */
    categories: list(z.enum(CATEGORIES)).exactOptional(),
    /** Generations: the number behind the letter, 7 of `m7g`. @default any */
    generations: range.exactOptional(),
    /** Disks of the instance's own, in GB altogether, at least. @default 0, which takes those without as well */
    localDisksGB: z.number().exactOptional(),
    /** How many types at most, 1 to 20: the smallest first, of one size the plainest, then the newest. @default 3 */
    count: z.number().exactOptional(),
});

/** What nodes must have, in place of names of types. */
export type InstanceSizes = z.infer<typeof instanceSizesSchema>;

/** Words of a pool that say which types it is made of. */
export interface TypeWords {
    readonly instanceTypes?: readonly string[];
    readonly instanceSizes?: InstanceSizes;
}

/** Types of a pool by name, whichever way it says them; none where it says neither. */
export function typesOf({ instanceSizes, instanceTypes }: TypeWords): readonly string[] {
    return instanceTypes ?? (instanceSizes === undefined ? [] : resolveSizes(instanceSizes));
}

/** The catalogue as of a day: what else is known is the newest. */
export type Catalogue = readonly (InstanceType & { readonly since: string })[];

/** Types that fit, in an order that no price and no later list changes: small, then plain, then new ones. */
export function resolveSizes(sizes: InstanceSizes, catalogue: Catalogue = wholeCatalogue()): string[] {
    return catalogue
        .filter((type) => type.since <= sizes.asOf)
        .flatMap((type) => {
            const parts = partsOf(type.type);
            return parts !== undefined && fits(type, parts, sizes) ? [{ ...type, ...parts }] : [];
        })
        .sort(
            (a, b) =>
                (a.vcpu ?? 0) - (b.vcpu ?? 0) ||
                (a.memoryMib ?? 0) - (b.memoryMib ?? 0) ||
                a.extras.length - b.extras.length ||
                b.generation - a.generation ||
                (a.type < b.type ? -1 : 1),
        )
        .slice(0, sizes.count ?? USUAL_COUNT)
        .map(({ type }) => type);
}

function wholeCatalogue(): Catalogue {
    return instanceTypeNames().flatMap((name) => {
        const type = instanceTypeOf(name);
        return type === undefined ? [] : [{ ...type, since: listedSince(name) }];
    });
}

interface Parts {
    readonly category: string;
    readonly generation: number;
    /** `gd` has one: what a processor's maker is called is none. */
    readonly extras: string;
}

/** `m`, 7 and `d` of `m7gd.large`. Source: Amazon EC2 Instance Types Guide, "Instance type naming conventions". */
function partsOf(type: string): Parts | undefined {
    const [, category, generation, extras = ""] = /^([a-z]+)(\d+)[agi]?([a-z]*)\./.exec(type) ?? [];
    return category === undefined ? undefined : { category, generation: Number(generation), extras };
}

/** Neither bare metal nor flex types, which give a share of their CPU; accelerators are asked for by name. */
function fits(type: InstanceType, { category, generation }: Parts, sizes: InstanceSizes): boolean {
    const { categories = USUAL_CATEGORIES, generations, localDisksGB = 0, memoryGiB, vcpus } = sizes;
    return (
        isPlain(type) &&
        type.architecture === sizes.architecture &&
        categories.some((letter) => letter === category) &&
        isIn(vcpus, type.vcpu) &&
        isIn(memoryGiB, (type.memoryMib ?? 0) / MIB_PER_GIB) &&
        (generations === undefined || isIn(generations, generation)) &&
        (type.nvmeGb ?? 0) >= localDisksGB
    );
}

function isPlain({ accelerator, gpu, hypervisor }: InstanceType): boolean {
    return hypervisor !== "" && gpu === undefined && accelerator === undefined;
}

const MIB_PER_GIB = 1_024;

function isIn({ max, min }: Range, value: number | undefined): boolean {
    return value !== undefined && value >= min && value <= max;
}

/** Sizes nothing has, days nobody has a list of, and names beside sizes. */
export function checkSizes({ instanceSizes: sizes, instanceTypes = [] }: TypeWords): Problem[] {
    if (sizes === undefined) {
        return instanceTypes.length > 0
            ? []
            : [missing("instanceTypes", "Name 1 or more, or say instanceSizes")];
    }
    const ranges = [
        ...checkRange("vcpus", sizes.vcpus),
        ...checkRange("memoryGiB", sizes.memoryGiB),
        ...(sizes.generations === undefined ? [] : checkRange("generations", sizes.generations)),
        ...checkDay(sizes.asOf),
        ...checkCount(sizes.count),
    ];
    if (ranges.length > 0) return ranges;
    const found = resolveSizes(sizes);
    if (found.length === 0) {
        const what = `no type of ${sizes.asOf} has them`;
        return [
            {
                path: "instanceSizes",
                what,
                got: describeSizes(sizes),
                remedy: "Widen vcpus, memoryGiB or generations, or add categories",
            },
        ];
    }
    if (found.join() === instanceTypes.join()) return [];
    const what = "types by name beside sizes";
    return [{ path: "instanceTypes", what, got: [...instanceTypes], remedy: "Keep one of the two" }];
}

function checkRange(word: string, { max, min }: Range): Problem[] {
    if (min > 0 && max >= min) return [];
    const what = "not a range";
    return [
        {
            path: `instanceSizes.${word}`,
            what,
            got: { min, max },
            remedy: "Write min, more than 0, and a max that is no less",
        },
    ];
}

function checkDay(asOf: string): Problem[] {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(asOf);
    if (isDay && asOf >= INSTANCE_DATA_FIRST && asOf <= INSTANCE_DATA_DATE) return [];
    const what = isDay ? "the kit has no list of types of that day" : "not a day";
    const remedy =
        INSTANCE_DATA_FIRST === INSTANCE_DATA_DATE
            ? `Write ${INSTANCE_DATA_DATE}`
            : `Write ${INSTANCE_DATA_DATE}, or an earlier day from ${INSTANCE_DATA_FIRST} on`;
    return [{ path: "instanceSizes.asOf", what, got: asOf, remedy }];
}

function checkCount(count = USUAL_COUNT): Problem[] {
    if (Number.isInteger(count) && count >= 1 && count <= MAX_COUNT) return [];
    const remedy = `Choose a whole number, 1 to ${MAX_COUNT}`;
    return [{ path: "instanceSizes.count", what: "not a number of types a group takes", got: count, remedy }];
}

/** What a reader of the plan sees beside the types themselves. */
export function describeSizes(sizes: InstanceSizes): string {
    const {
        architecture,
        asOf,
        categories = USUAL_CATEGORIES,
        generations,
        localDisksGB,
        memoryGiB,
        vcpus,
    } = sizes;
    return [
        architecture,
        `${span(vcpus)} vCPU`,
        `${span(memoryGiB)} GiB`,
        `of ${[...categories].sort().join(", ")}`,
        ...(generations === undefined ? [] : [`generation ${span(generations)}`]),
        ...(localDisksGB === undefined ? [] : [`${localDisksGB} GB of own disks`]),
        `as of ${asOf}`,
    ].join(", ");
}

function span({ max, min }: Range): string {
    return min === max ? `${min}` : `${min} to ${max}`;
}
