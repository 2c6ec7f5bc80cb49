/** DNS records of ExternalDNS: in which zones they are, and which are this cluster's. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import type { PlannedResource } from "../plan/graph";
import { aws, type Command, type Word } from "./commands";
import type { Site } from "./leak";

/**
 * One question a zone. A TXT record beside each of its records says whose it is. An alias has no ResourceRecords, and
 * `contains` of JMESPath fails on what is not there: it is asked inside of them.
 * Source: kubernetes-sigs/external-dns endpoint/labels.go, heritage=external-dns,external-dns/owner=<owner>.
 */
export function recordsOf(
    { region, zones }: Pick<Site, "region" | "zones">,
    found: readonly PlannedResource[],
): readonly Command[] {
    const settings = found.map(settingsOf);
    const filters = settings.flatMap(({ domainFilters }) => textsOf(domainFilters));
    const [owner] = settings.map(({ txtOwnerId }) => textOf(txtOwnerId)).filter((text) => text !== "");
    const mark = owner === undefined ? "heritage=external-dns" : `external-dns/owner=${owner}`;
    return [...new Set([...zones, ...filters])].map((zone) =>
        aws(
            region,
            "route53 list-resource-record-sets",
            ...["--hosted-zone-id", zoneNamed(region, zone), "--query"],
            `ResourceRecordSets[?ResourceRecords[?contains(Value, '${mark}')]].Name`,
        ),
    );
}

/** The id of a hosted zone, by its name. */
export function zoneNamed(region: string, name: string): Word {
    const dnsName = name.replace(/\.$/, "");
    const query = `HostedZones[?Name=='${dnsName}.'].Id | [0]`;
    return {
        before: "",
        answerOf: aws(region, "route53 list-hosted-zones-by-name", "--dns-name", dnsName, "--query", query),
        after: "",
    };
}

/** Values of a chart, or settings of an add-on. */
function settingsOf({ inputs }: PlannedResource): Properties {
    const { configurationValues, values } = objectOf(inputs);
    if (typeof configurationValues !== "string") return objectOf(values);
    try {
        return objectOf(JSON.parse(configurationValues) as Json);
    } catch {
        return {};
    }
}

function textsOf(value: Json | undefined): readonly string[] {
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
