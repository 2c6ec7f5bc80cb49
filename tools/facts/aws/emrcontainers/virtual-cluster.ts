/** aws:emrcontainers/virtualCluster:VirtualCluster */
import { autoNamed, provider, REGION_REPLACES, regional, regionalArn, replaces, typings } from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const FILE = "emrcontainers/virtual_cluster";

/** Small letters and digits. Source: Amazon EMR on EKS API Reference, DescribeVirtualCluster, virtualClusterId. */
const idOf = (ctx: FactsContext): string => ctx.hex("id", 25);

export const virtualCluster: ResourceFacts = {
    type: "aws:emrcontainers/virtualCluster:VirtualCluster",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "emr-containers", `/virtualclusters/${idOf(ctx)}`),
        name: ctx.physicalName,
    }),
    outputsEvidence: typings("emrcontainers/virtualCluster"),
    unknownAtPreview: { value: ["arn"], ...typings("emrcontainers/virtualCluster") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name", "containerProvider"], provider(FILE, "resourceVirtualCluster schema")),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [
        {
            during: "create",
            when: "another stands for the namespace",
            error: "ValidationException: A virtual cluster already exists in the given namespace",
            source: "astronomer/astronomer-providers issue 410",
        },
    ],
};
