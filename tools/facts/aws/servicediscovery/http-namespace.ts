/** aws:servicediscovery/httpNamespace:HttpNamespace */
import { autoNamed, provider, REGION_REPLACES, regional, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";
import { namespaceArn, namespaceId, NOT_EMPTY } from "./namespace";

export const httpNamespace: ResourceFacts = {
    type: "aws:servicediscovery/httpNamespace:HttpNamespace",
    id: namespaceId,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: namespaceArn(ctx),
        httpName: ctx.physicalName,
        name: ctx.physicalName,
    }),
    outputsEvidence: typings("servicediscovery/httpNamespace"),
    unknownAtPreview: { value: ["arn", "httpName"], ...typings("servicediscovery/httpNamespace") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name", "description"],
            provider("servicediscovery/http_namespace", "resourceHTTPNamespace schema"),
        ),
    ],
    physicalName: autoNamed("name"),
    refusals: [NOT_EMPTY],
};
