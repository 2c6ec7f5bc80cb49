/** A registry of charts of an environment's own. */
import { DEFAULT_REGISTRY } from "../versions";

/** Its address, as a chart states it; undefined where there is none: nobody's charts are meant by AWS's public one. */
export function chartMirrorOf(chartRegistry: string): string | undefined {
    return chartRegistry === DEFAULT_REGISTRY ? undefined : `oci://${chartRegistry}`;
}
