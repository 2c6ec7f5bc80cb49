/** aws:iam/serviceLinkedRole:ServiceLinkedRole */
import {
    allTags,
    capitals,
    CREATED_AT,
    iamArn,
    NAMELESS,
    provider,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** AWS chooses the names. Source: EC2 and EC2 Auto Scaling User Guides, "Service-linked roles". */
const NAMES: Readonly<Record<string, string>> = {
    "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
    "spot.amazonaws.com": "AWSServiceRoleForEC2Spot",
};

function pathOf(ctx: FactsContext): string {
    return `/aws-service-role/${textOf(ctx.inputs["awsServiceName"])}/`;
}

/** For a service whose role is not known by name: its host's first part, as AWS mostly does. */
function nameOf(ctx: FactsContext): string {
    const service = textOf(ctx.inputs["awsServiceName"]);
    return NAMES[service] ?? `AWSServiceRoleFor${service.split(".")[0] ?? ""}`;
}

function arnOf(ctx: FactsContext): string {
    return iamArn(ctx, `role${pathOf(ctx)}${nameOf(ctx)}`);
}

export const serviceLinkedRole: ResourceFacts = {
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    id: arnOf,
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: arnOf(ctx),
        createDate: CREATED_AT,
        name: nameOf(ctx),
        path: pathOf(ctx),
        uniqueId: `AROA${capitals(ctx, "service-linked role", 17)}`,
    }),
    outputsEvidence: typings("iam/serviceLinkedRole"),
    unknownAtPreview: {
        value: ["arn", "createDate", "name", "path", "uniqueId"],
        ...typings("iam/serviceLinkedRole"),
    },
    forcesReplacement: [
        replaces(
            ["awsServiceName", "customSuffix"],
            provider("iam/service_linked_role", "resourceServiceLinkedRole schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the account has the role, whoever made it",
            error: "InvalidInput: Service role name … has been taken in this account, please try a different suffix.",
            ...unverified("error text from public reports"),
        },
        {
            during: "delete",
            when: "the service still uses the role",
            error: "the deletion task fails and names the resources",
            ...provider("iam/service_linked_role", "waitDeleteServiceLinkedRole"),
        },
    ],
};
