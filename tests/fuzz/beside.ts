/** What a schema does not say of its places: the range of a number, and what is legal only beside something else. */
import type { Config } from "./bases";
import { valueAt, withValue } from "./places";

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
    /** Where in the shape; `*` in each of a map. */
    readonly at?: readonly string[];
    readonly value?: unknown;
    readonly config?: Config;
}

const BESIDE: readonly Beside[] = [
    ...[
        ["managedNodes", "*"],
        ["selfManagedNodes", "*"],
        ["compute", "systemNodes"],
        ["compute", "host", "systemNodes"],
    ].map((at) => ({
        of: new RegExp(`^${at.join("\\.").replace("*", "\\*")}\\.bottlerocket`),
        at: [...at, "amiFamily"],
        value: "Bottlerocket",
    })),
    { of: /^compute\.pools\.\*\.nodeClass=default$/, at: ["compute", "nodePools"], value: ["system"] },
    ...[
        { at: ["addons", "aws-guardduty-agent"], value: {} },
        { at: ["threatDetection"], value: { detector: { kind: "own" }, runtime: "add-on" } },
    ].map((one) => ({ ...one, of: /^addons\.versions\.aws-guardduty-agent$/ })),
    { of: /autoscalerSyncSeconds$/, at: ["controlPlane", "tier"], value: "tier-xl" },
    {
        of: /^lattice\.serviceNetwork\.kind=existing$/,
        config: {
            "platform:lattice": {
                serviceNetwork: "sn-0123456789abcdef0",
                prefixLists: ["pl-0123456789abcdef0"],
            },
        },
    },
];

/** A soft threshold and its grace period come together: the path of the other. */
export function twinOf(path: string): string | undefined {
    const [, before, word, after] = /^(.*\.)(evictionSoft|evictionSoftGracePeriod)(\..+)$/.exec(path) ?? [];
    if (before === undefined || after === undefined) return undefined;
    return `${before}${word === "evictionSoft" ? "evictionSoftGracePeriod" : "evictionSoft"}${after}`;
}

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
            ...(at === undefined ? {} : { shape: withEach(subject.shape, at, value) }),
            config: { ...subject.config, ...config },
        }),
        one,
    );
}

function withEach(value: unknown, at: readonly string[], put: unknown): unknown {
    const star = at.indexOf("*");
    if (star < 0) return withValue(value, at, put);
    const [before, after] = [at.slice(0, star), at.slice(star + 1)];
    const keys = Object.keys(valueAt(value, before) ?? {});
    return keys.reduce((whole, key) => withEach(whole, [...before, key, ...after], put), value);
}
