/** aws:eks/accessPolicyAssociation:AccessPolicyAssociation */
import {
    CREATED_AT,
    NAMELESS,
    provider,
    REGION_REPLACES,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const accessPolicyAssociation: ResourceFacts = {
    type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    id: (ctx) => ["clusterName", "principalArn", "policyArn"].map((key) => textOf(ctx.inputs[key])).join("#"),
    outputs: (ctx) => ({ region: ctx.region, associatedAt: CREATED_AT, modifiedAt: CREATED_AT }),
    outputsEvidence: typings("eks/accessPolicyAssociation"),
    unknownAtPreview: { value: ["associatedAt", "modifiedAt"], ...typings("eks/accessPolicyAssociation") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "clusterName",
                "principalArn",
                "policyArn",
                "accessScope",
                "accessScope.type",
                "accessScope.namespaces",
            ],
            provider("eks/access_policy_association", "resourceAccessPolicyAssociation schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "update",
            when: "accessScope alone changes and the replacement creates first",
            error: "none: the delete step then removes the association just made",
            ...unverified(
                "follows from create and delete using one key in eks/access_policy_association.go; not seen on AWS",
            ),
        },
        {
            during: "create",
            when: "the entry is not visible yet; retried",
            error: "ResourceNotFoundException: The specified principalArn could not be found.",
            ...provider("eks/access_policy_association", "resourceAccessPolicyAssociationCreate"),
        },
    ],
};
