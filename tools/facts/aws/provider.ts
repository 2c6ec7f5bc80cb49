/** pulumi:providers:aws */
import { PULUMI_AWS, unverified, uuid } from "../build";
import type { ResourceFacts } from "../facts";

export const awsProvider: ResourceFacts = {
    type: "pulumi:providers:aws",
    id: (ctx) => uuid(ctx, "id"),
    // A provider answers with what it was given.
    outputs: () => ({}),
    outputsEvidence: { source: "pulumi/pulumi pkg/resource/deploy/providers/registry.go, Create" },
    unknownAtPreview: {
        value: [],
        source: "pulumi/pulumi pkg/resource/deploy/providers/registry.go, Create",
    },
    forcesReplacement: [
        {
            paths: ["region"],
            ...unverified(
                "the provider's own DiffConfig was not read; a region moves by a new environment here",
            ),
        },
    ],
    physicalName: { value: { kind: "none" }, source: PULUMI_AWS },
    refusals: [
        {
            during: "check",
            when: "the credentials belong to an account that allowedAccountIds does not list",
            error: "AWS account ID not allowed: 111122223333",
            source: "hashicorp/aws-sdk-go-base internal/config/config.go, VerifyAccountIDAllowed",
        },
    ],
};
