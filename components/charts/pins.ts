/** Versions of charts: what words state, else what a fork pins. */
import type { Named } from "../platform/part";
import type { WithPins } from "../shared/pins-schema";

/** The version a release gets, and where that is written if in the fork's pins. */
export function versionOfChart(
    release: string,
    { fallback, stated }: { readonly stated: string | undefined; readonly fallback: string },
    { pins }: WithPins,
): Pick<Named<unknown>, "pinned"> & { readonly version: string } {
    const pin = pins?.charts?.[release];
    if (stated !== undefined) return { version: stated };
    if (pin === undefined) return { version: fallback };
    return { version: pin, pinned: { version: `charts.${release}` } };
}
