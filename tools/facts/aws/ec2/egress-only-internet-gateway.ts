/** aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway */
import { ec2Id, NAMELESS, provider, REGION_REPLACES, regional, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const egressOnlyInternetGateway: ResourceFacts = {
    type: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
    id: (ctx) => ec2Id(ctx, "eigw"),
    outputs: regional,
    outputsEvidence: typings("ec2/egressOnlyInternetGateway"),
    unknownAtPreview: { value: [], ...typings("ec2/egressOnlyInternetGateway") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["vpcId"],
            provider("ec2/vpc_egress_only_internet_gateway", "resourceEgressOnlyInternetGateway schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
