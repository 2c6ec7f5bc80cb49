/** What an environment must say of a chart beside asking for it: words without a default, and what it stands beside. */
import type { EnvironmentShape } from "../../components/platform/shape";

interface Needed {
    /** Words of the chart. @default none */
    readonly words?: Readonly<Record<string, unknown>>;
    /** What API groups the server must have. @default Kubernetes' own */
    readonly apiVersions?: readonly string[];
    /** Further words of the shape. @default none */
    readonly shape?: Partial<EnvironmentShape>;
}

export const NEEDED: { readonly [chart: string]: Needed | undefined } = {};
