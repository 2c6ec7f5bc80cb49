/** aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `snva-${ctx.hex("id", 17)}`;

export const serviceNetworkVpcAssociation: ResourceFacts = {
    type: "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "vpc-lattice", `servicenetworkvpcassociation/${idOf(ctx)}`),
        createdBy: ctx.account,
        status: "ACTIVE",
        ...defaults(ctx, { privateDnsEnabled: false, serviceNetworkIdentifier: "", vpcIdentifier: "" }),
    }),
    outputsEvidence: typings("vpclattice/serviceNetworkVpcAssociation"),
    unknownAtPreview: {
        value: ["arn", "createdBy", "status"],
        ...typings("vpclattice/serviceNetworkVpcAssociation"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["serviceNetworkIdentifier", "vpcIdentifier", "privateDnsEnabled", "dnsOptions"],
            provider(
                "vpclattice/service_network_vpc_association",
                "resourceServiceNetworkVPCAssociation schema",
            ),
        ),
        // Security groups are UpdateServiceNetworkVpcAssociation, in place; none again would be refused.
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the VPC is in a service network already, also the one being replaced",
            error: "ConflictException: the VPC is associated with another service network",
            ...unverified(
                "rule in the VPC Lattice User Guide, service-network-associations; the text was not seen",
            ),
        },
    ],
};
