/** aws:ecr/repository:Repository */
import { autoNamed, provider, REGION_REPLACES, regional, regionalArn, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const repository: ResourceFacts = {
    type: "aws:ecr/repository:Repository",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "ecr", `repository/${ctx.physicalName}`),
        name: ctx.physicalName,
        registryId: ctx.account,
        repositoryUrl: `${ctx.account}.dkr.ecr.${ctx.region}.${ctx.dnsSuffix}/${ctx.physicalName}`,
    }),
    outputsEvidence: typings("ecr/repository"),
    unknownAtPreview: { value: ["arn", "registryId", "repositoryUrl"], ...typings("ecr/repository") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["encryptionConfigurations", "name"],
            provider("ecr/repository", "resourceRepository schema"),
        ),
    ],
    physicalName: autoNamed("name", 256),
    refusals: [
        {
            during: "delete",
            when: "it holds images, without forceDelete",
            error: "RepositoryNotEmptyException: The repository with name '…' in registry with id '…' cannot be deleted because it still contains images",
            ...provider("ecr/repository", "resourceRepositoryDelete"),
        },
    ],
};
