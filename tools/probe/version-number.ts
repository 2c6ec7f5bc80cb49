/** Version numbers as programs print them. */

/** Major, minor, patch. */
export type VersionNumber = readonly [major: number, minor: number, patch: number];

/** The first version in a text such as `v3.248.0`, `aws-cli/2.31.0 Python/3.13` or `1.36`. */
export function findVersion(text: string): VersionNumber | undefined {
    const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
    return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Below 0 when `one` is older, 0 when both are the same. */
export function compareVersions(one: VersionNumber, other: VersionNumber): number {
    const differing = one.findIndex((part, index) => part !== other[index]);
    return differing === -1 ? 0 : (one[differing] ?? 0) - (other[differing] ?? 0);
}

/** Whether a version lies in a range of `^1.2.3` and `>=1.2.3` joined by `||`, as in `engines` of package.json. */
export function isInRange(version: VersionNumber, range: string): boolean {
    return range.split("||").some((part) => {
        const lowest = findVersion(part);
        if (lowest === undefined || compareVersions(version, lowest) < 0) return false;
        return !part.trim().startsWith("^") || version[0] === lowest[0];
    });
}

export function printVersion(version: VersionNumber): string {
    return version.join(".");
}
