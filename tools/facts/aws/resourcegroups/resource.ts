/** aws:resourcegroups/resource:Resource */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

const afterSlash = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

export const resourceGroupMember: ResourceFacts = {
    type: "aws:resourcegroups/resource:Resource",
    id: (ctx) =>
        `${afterSlash(textOf(ctx.inputs["groupArn"])).toLowerCase()}_${afterSlash(textOf(ctx.inputs["resourceArn"]))}`,
    outputs: (ctx) => ({ region: ctx.region, resourceType: "AWS::EC2::CapacityReservation" }),
    outputsEvidence: typings("resourcegroups/resource"),
    unknownAtPreview: { value: ["resourceType"], ...typings("resourcegroups/resource") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["groupArn", "resourceArn"], provider("resourcegroups/resource", "ResourceResource schema")),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
