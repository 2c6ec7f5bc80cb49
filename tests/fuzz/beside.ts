/** What a schema does not say of its places: the range of a number, and what is legal only beside something else. */
import type { Config } from "./bases";
import { withValue } from "./places";

/** What a path ends with, and the least and the most that may stand there. */
const RANGES: readonly (readonly [path: RegExp, least: number, most: number])[] = [
    [/nodePorts\.first$/, 30_000, 31_000],
    [/nodePorts\.last$/, 32_000, 32_767],
    [/autoscalerSyncSeconds$/, 10, 15],
    [/httpPutResponseHopLimit\.value$/, 2, 64],
    [/imageG[Cc]HighThresholdPercent$/, 80, 90],
    [/imageG[Cc]LowThresholdPercent$/, 50, 79],
    [/networkInterfaces\[\]\.(networkCardIndex|deviceIndex)$/, 0, 1],
];

interface Beside {
    readonly of: RegExp;
    /** Where in the shape. */
    readonly at?: readonly string[];
    readonly value?: unknown;
    readonly config?: Config;
}

const BESIDE: readonly Beside[] = [
    { of: /autoscalerSyncSeconds$/, at: ["controlPlane", "tier"], value: "tier-xl" },
    {
        of: /^lattice\.serviceNetwork\.kind=existing$/,
        config: { "platform:lattice": { serviceNetwork: "sn-0123456789abcdef0" } },
    },
];

/** The least and the most of the number at a path of the schema; undefined where any may stand. */
export function rangeAt(path: string): readonly [least: number, most: number] | undefined {
    const range = RANGES.find(([pattern]) => pattern.test(path));
    return range === undefined ? undefined : [range[1], range[2]];
}

/** Shape and settings with what must stand beside a place. */
export function withBeside<One extends { readonly shape: unknown; readonly config: Config }>(
    one: One,
    path: string,
): One {
    return BESIDE.filter(({ of }) => of.test(path)).reduce(
        (subject, { at, config, value }) => ({
            ...subject,
            ...(at === undefined ? {} : { shape: withValue(subject.shape, at, value) }),
            config: { ...subject.config, ...config },
        }),
        one,
    );
}
