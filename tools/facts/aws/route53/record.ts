/** aws:route53/record:Record */
import { defaults, provider, replaces, textOf, typings } from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** As the provider keeps it: small letters, without a dot at the end. */
const nameOf = (ctx: FactsContext): string => textOf(ctx.inputs["name"]).toLowerCase().replace(/\.$/, "");

const SCHEMA = provider("route53/record", "resourceRecord schema");

export const record: ResourceFacts = {
    type: "aws:route53/record:Record",
    id: (ctx) => {
        const parts = [textOf(ctx.inputs["zoneId"]), nameOf(ctx), textOf(ctx.inputs["type"])];
        const set = textOf(ctx.inputs["setIdentifier"]);
        return [...parts, ...(set === "" ? [] : [set])].join("_");
    },
    outputs: (ctx) => ({
        ...defaults(ctx, { allowOverwrite: false }),
        fqdn: nameOf(ctx),
        name: nameOf(ctx),
        zoneId: textOf(ctx.inputs["zoneId"]),
    }),
    outputsEvidence: typings("route53/record"),
    unknownAtPreview: { value: ["allowOverwrite", "fqdn"], ...typings("route53/record") },
    // Route 53 is global: there is no region to move from. Type and set identifier change in one batch, in place.
    forcesReplacement: [replaces(["name", "zoneId"], SCHEMA)],
    physicalName: { value: { kind: "given", property: "name" }, ...SCHEMA },
    refusals: [
        {
            during: "create",
            when: "the zone has a record of this name and type, without allowOverwrite",
            error: "InvalidChangeBatch: Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
            ...provider("route53/record", "resourceRecordCreate"),
        },
    ],
};
