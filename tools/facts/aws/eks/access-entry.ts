/** aws:eks/accessEntry:AccessEntry */
import {
    CREATED_AT,
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Kind, account and name of the principal, then an id. Source: EKS API Reference, AccessEntry. */
function entryArn(ctx: FactsContext): string {
    const [, , , , account = "", principal = ""] = textOf(ctx.inputs["principalArn"]).split(":");
    const [kind = "role"] = principal.split("/");
    const name = principal.split("/").at(-1) ?? "";
    const entry = [textOf(ctx.inputs["clusterName"]), kind, account, name, uuid(ctx, "entry")].join("/");
    return regionalArn(ctx, "eks", `access-entry/${entry}`);
}

export const accessEntry: ResourceFacts = {
    type: "aws:eks/accessEntry:AccessEntry",
    id: (ctx) => `${textOf(ctx.inputs["clusterName"])}:${textOf(ctx.inputs["principalArn"])}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        accessEntryArn: entryArn(ctx),
        createdAt: CREATED_AT,
        modifiedAt: CREATED_AT,
        ...defaults(ctx, {
            kubernetesGroups: [],
            type: "STANDARD",
            userName: textOf(ctx.inputs["principalArn"]),
        }),
    }),
    outputsEvidence: typings("eks/accessEntry"),
    unknownAtPreview: {
        value: ["accessEntryArn", "createdAt", "modifiedAt", "kubernetesGroups", "userName"],
        ...typings("eks/accessEntry"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["clusterName", "principalArn", "type"],
            provider("eks/access_entry", "resourceAccessEntry schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the principal has an entry: the creator with bootstrap on, roles of node groups and Fargate profiles",
            error: "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
            ...unverified(
                "error text as quoted in public reports; that it is not retried is in eks/access_entry.go",
            ),
        },
        {
            during: "create",
            when: "the role is too new; retried",
            error: "InvalidParameterException: The specified principalArn is invalid: invalid principal.",
            ...provider("eks/access_entry", "resourceAccessEntryCreate"),
        },
    ],
};
