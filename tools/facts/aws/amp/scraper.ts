/** aws:amp/scraper:Scraper */
import {
    iamArn,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `s-${uuid(ctx, "scraper")}`;

export const scraper: ResourceFacts = {
    type: "aws:amp/scraper:Scraper",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "aps", `scraper/${idOf(ctx)}`),
        // Source: AMP User Guide, AMP-collector-how-to, the answer of describe-scraper.
        roleArn: iamArn(
            ctx,
            `role/aws-service-role/scraper.aps.${ctx.dnsSuffix}/AWSServiceRoleForAmazonPrometheusScraper_${ctx.hex("role", 8)}`,
        ),
        ...(ctx.inputs["destination"] === undefined ? { destination: {} } : {}),
        ...(ctx.inputs["scrapeConfiguration"] === undefined ? { scrapeConfiguration: "" } : {}),
    }),
    outputsEvidence: typings("amp/scraper"),
    unknownAtPreview: { value: ["arn", "roleArn"], ...typings("amp/scraper") },
    forcesReplacement: [
        REGION_REPLACES,
        // Alias, destination, roles and configuration are UpdateScraper, in place.
        replaces(["source"], provider("amp/scraper", "Schema, RequiresReplace")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "its subnets are in one zone, or one has no address left",
            error: "ValidationException: subnets must be in at least two Availability Zones",
            ...unverified("rule in the AMP User Guide, AMP-collector-how-to; the text was not seen"),
        },
        {
            during: "create",
            when: "the configuration asks oftener than every 30 seconds, or resolves another name than the API server's",
            error: "ValidationException: the scrape configuration is not valid",
            ...unverified(
                "rules in the AMP User Guide, AMP-collector-how-to, limitations; the text was not seen",
            ),
        },
    ],
};
