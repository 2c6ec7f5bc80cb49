/** aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration */
import { NAMELESS, REGION_REPLACES, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const registryScanningConfiguration: ResourceFacts = {
    type: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    id: (ctx) => ctx.account,
    outputs: (ctx) => ({ region: ctx.region, registryId: ctx.account }),
    outputsEvidence: typings("ecr/registryScanningConfiguration"),
    unknownAtPreview: { value: ["registryId"], ...typings("ecr/registryScanningConfiguration") },
    forcesReplacement: [REGION_REPLACES],
    physicalName: NAMELESS,
    refusals: [],
};
