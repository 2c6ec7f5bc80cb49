/** aws:vpclattice/serviceNetwork:ServiceNetwork */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `sn-${ctx.hex("id", 17)}`;

export const serviceNetwork: ResourceFacts = {
    type: "aws:vpclattice/serviceNetwork:ServiceNetwork",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "vpc-lattice", `servicenetwork/${idOf(ctx)}`),
        name: ctx.physicalName,
        ...defaults(ctx, { authType: "NONE" }),
    }),
    outputsEvidence: typings("vpclattice/serviceNetwork"),
    unknownAtPreview: { value: ["arn", "authType"], ...typings("vpclattice/serviceNetwork") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name"], provider("vpclattice/service_network", "resourceServiceNetwork schema")),
    ],
    physicalName: autoNamed("name", 63),
    refusals: [
        {
            during: "delete",
            when: "a VPC or a service is still associated with it",
            error: "ConflictException: the service network has associations",
            ...unverified(
                "rule in the VPC Lattice API Reference, DeleteServiceNetwork; the text was not seen",
            ),
        },
    ],
};
