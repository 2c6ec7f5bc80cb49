/** Which version each add-on is pinned to next: AWS's default, no faster than AWS allows. Pure. */
import type { PinChoice } from "./choice";
import { compareVersions, findVersion, type VersionNumber } from "../probe/version-number";
import type { AddonOffer } from "./answers";
import type { VersionTable } from "./table";

/** What becomes of one add-on of one minor. */
export interface Choice {
    readonly minor: string;
    readonly addon: string;
    /** The pin as it is; undefined where there was none. */
    readonly from?: string;
    /** The pin as it will be; undefined where AWS offers none. */
    readonly to?: string;
    /** Why it is not simply the default. */
    readonly note?: string;
}

type Offers = ReadonlyMap<string, ReadonlyMap<string, readonly AddonOffer[]> | undefined>;

/** A choice for every add-on of every minor, oldest minor first: a step from one to the next is a step as well. */
export function chooseVersions(
    { addonNames, addons, minors, stepwise }: VersionTable,
    offers: Offers,
): readonly Choice[] {
    const older = new Map<string, string>();
    return minors.flatMap((minor) =>
        addonNames.flatMap((addon) => {
            const from = addons[minor]?.[addon]?.value;
            const chosen = choose(offers.get(minor)?.get(addon) ?? [], {
                ...(from === undefined ? {} : { from }),
                bases: stepwise.includes(addon) ? [from, older.get(addon)] : [],
            });
            const settled = chosen.to ?? from;
            if (settled !== undefined) older.set(addon, settled);
            if (from === undefined && chosen.to === undefined) return [];
            return [{ minor, addon, ...(from === undefined ? {} : { from }), ...chosen }];
        }),
    );
}

interface Limits {
    readonly from?: string;
    /** Versions none of which may be left behind by more than a minor. */
    readonly bases: readonly (string | undefined)[];
}

function choose(offers: readonly AddonOffer[], { bases, from }: Limits): Pick<Choice, "to" | "note"> {
    const preset = offers.find(({ isDefault }) => isDefault)?.version;
    if (preset === undefined) return { note: "AWS names no default" };
    const reachable = offers
        .map(({ version }) => version)
        .filter((version) => bases.every((base) => base === undefined || isWithinAStep(base, version)));
    const next = reachable.includes(preset)
        ? preset
        : newest(reachable.filter((one) => isOlder(one, preset)));
    const slower = next === preset ? {} : { note: `the default is ${preset}, more than one minor further` };
    if (next === undefined) return slower;
    // AWS's default may lie behind a newer version that runs here: no environment goes back unasked.
    if (from !== undefined && isOlder(next, from) && offers.some(({ version }) => version === from)) {
        return { to: from, note: `newer than the default, ${preset}` };
    }
    return { to: next, ...slower };
}

/** `v1.22.4-eksbuild.3`: the version, then the build. */
function partsOf(version: string): readonly [VersionNumber, number] {
    return [findVersion(version) ?? [0, 0, 0], Number(/eksbuild\.(\d+)$/.exec(version)?.[1] ?? 0)];
}

function isOlder(one: string, other: string): boolean {
    const [[left, leftBuild], [right, rightBuild]] = [partsOf(one), partsOf(other)];
    const order = compareVersions(left, right);
    return order === 0 ? leftBuild < rightBuild : order < 0;
}

function newest(versions: readonly string[]): string | undefined {
    return [...versions].sort((one, other) => (isOlder(one, other) ? 1 : -1))[0];
}

/** Down is free; up goes to the next minor of the same major at most. */
function isWithinAStep(base: string, version: string): boolean {
    const [[fromMajor, fromMinor]] = partsOf(base);
    const [[toMajor, toMinor]] = partsOf(version);
    return toMajor < fromMajor || (toMajor === fromMajor && toMinor <= fromMinor + 1);
}

/** As a person and the file of pins call it. */
export function pinChoiceOf({ addon, minor, ...rest }: Choice): PinChoice {
    return { name: `${minor} ${addon}`, place: ["minors", minor, "addons", addon], ...rest };
}
