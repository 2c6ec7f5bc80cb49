/** Versions compared: minors of Kubernetes, builds of add-ons, releases. */

/** Numbers of a version, the build of an add-on as the last: `v1.14.3-eksbuild.23` → 1, 14, 3, 23. */
export function numbersOf(version: string): readonly number[] | undefined {
    const [, release = "", , build] = /^v?(\d+(?:\.\d+)+)(-.*?(\d+))?$/.exec(version) ?? [];
    if (release === "") return undefined;
    return [...release.split(".").map(Number), ...(build === undefined ? [] : [Number(build)])];
}

/** Below zero when the first is older. What is no version is neither. */
export function compareVersions(one: string, other: string): number {
    const [left = [], right = []] = [numbersOf(one), numbersOf(other)];
    for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
        const difference = (left[place] ?? 0) - (right[place] ?? 0);
        if (difference !== 0) return difference;
    }
    return 0;
}

/** Minors from the first up to the second: 2 from 1.35 to 1.37; negative downwards. */
export function minorsBetween(from: string, to: string): number {
    return minorNumber(to) - minorNumber(from);
}

/** `1.37` two up from `1.35`. */
export function minorAfter(minor: string, steps: number): string {
    const [major = 1, number = 0] = numbersOf(minor) ?? [];
    return `${major}.${number + steps}`;
}

/** `1.36` of `1.36.4-20260930` and of `v1.36.0-eksbuild.45`. */
export function minorIn(version: string): string | undefined {
    return /^v?(\d+\.\d+)(?=\.|$)/.exec(version)?.[1];
}

function minorNumber(minor: string): number {
    const [major = 0, number = 0] = numbersOf(minor) ?? [];
    return major * 1000 + number;
}
