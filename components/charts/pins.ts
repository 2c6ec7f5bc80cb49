/** Versions of charts that a fork pins. */
import type { Named } from "../platform/part";
import type { WithPins } from "../shared/pins-schema";

/** Which version a release gets where its words name none, and where that is written; empty where nobody pins it. */
export function pinOfChart(
    release: string,
    stated: string | undefined,
    { pins }: WithPins,
): Pick<Named<unknown>, "pinned"> & { readonly version?: string } {
    const version = pins?.charts?.[release];
    if (stated !== undefined || version === undefined) return {};
    return { version, pinned: { version: `charts.${release}` } };
}
