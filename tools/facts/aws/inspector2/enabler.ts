/** aws:inspector2/enabler:Enabler */
import { NAMELESS, REGION_REPLACES, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const inspectorEnabler: ResourceFacts = {
    type: "aws:inspector2/enabler:Enabler",
    id: (ctx) => `${ctx.account}-${JSON.stringify(ctx.inputs["resourceTypes"] ?? [])}`,
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("inspector2/enabler"),
    unknownAtPreview: { value: [], ...typings("inspector2/enabler") },
    forcesReplacement: [REGION_REPLACES],
    physicalName: NAMELESS,
    refusals: [],
};
