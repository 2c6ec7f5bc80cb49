/** Asks AWS's Price List for everything a region is billed for, and puts it in the place of what was known. */
import { askAws, type AwsFailure } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { type Item, ITEMS } from "./items";
import { autoModeRates, type Found, instanceRates, type Product, productsOf, ratesOf } from "./price-list";
import { QUERIES } from "./queries";
import type { Rate, RegionFile, TypeRates } from "./region-file";

/** The Price List is asked in a few regions alone. Source: AWS Price List user guide, "endpoints", read 2026-11. */
export const ASKED_IN = "us-east-1";

/** One question: a service, and what its products must have. */
export interface Call {
    readonly service: string;
    readonly filters: Readonly<Record<string, string>>;
}

/** All questions about a region. */
export function callsFor(region: string): readonly Call[] {
    const queries = Object.values(QUERIES);
    const services = [...new Set(queries.map(({ service }) => service))];
    const families = new Set(
        queries.flatMap(({ service, where = {} }) => (service === "AmazonEC2" ? where["productFamily"] : [])),
    );
    const globals = queries.filter(({ global }) => global === true);
    return [
        ...services
            // Its price list of one region has 100 MB and more: by families.
            .filter((service) => service !== "AmazonEC2")
            .map((service) => ({
                service,
                filters: { [service === "AWSDataTransfer" ? "fromRegionCode" : "regionCode"]: region },
            })),
        ...[...families].map((productFamily) => ({
            service: "AmazonEC2",
            filters: { regionCode: region, productFamily: productFamily ?? "" },
        })),
        ...globals.map(({ service, usage }) => ({ service, filters: { usagetype: usage } })),
        { service: "AmazonEC2", filters: { regionCode: region, ...LINUX } },
    ];
}

/** Shared hardware, no licence of anybody, no reservation. */
const LINUX = {
    capacitystatus: "Used",
    operatingSystem: "Linux",
    preInstalledSw: "NA",
    tenancy: "Shared",
} as const;

/** Words for the AWS CLI. */
export function commandOf({ filters, service }: Call): readonly string[] {
    const all = Object.entries(filters).map(
        ([field, value]) => `Type=TERM_MATCH,Field=${field},Value=${value}`,
    );
    return ["pricing", "get-products", "--service-code", service, "--filters", ...all];
}

export type Fetched =
    | { readonly products: readonly Product[] }
    | { readonly service: string; readonly failure: AwsFailure | "unknown-form" };

/** Every answer or none. One question at a time: AWS slows down who asks more at once. */
export async function fetchProducts(
    probe: Probe,
    region: string,
    step: (sentence: string) => void,
): Promise<Fetched> {
    const calls = callsFor(region);
    const products: Product[] = [];
    for (const [index, call] of calls.entries()) {
        step(`Asking for ${call.service} in ${region}, ${index + 1} of ${calls.length} …`);
        const asked = await askAws(probe, commandOf(call), ASKED_IN);
        if ("failure" in asked) return { service: call.service, failure: asked.failure };
        const found = productsOf(asked.answer, region);
        if (found === undefined) return { service: call.service, failure: "unknown-form" };
        products.push(...found);
    }
    return { products };
}

/** What a region's file becomes, and what AWS did not say. */
export interface Merged {
    readonly file: RegionFile;
    /** What the Price List does not say, and why; what was known of these stays. */
    readonly unsaid: Readonly<Record<Unsaid, readonly Item[]>>;
}

type Unsaid = Exclude<Found, readonly unknown[]>;

/** Pure. What was known stays where the Price List says nothing. */
export function merge(before: RegionFile | undefined, products: readonly Product[]): Merged {
    const items = new Map(before?.items);
    const unsaid: Record<Unsaid, Item[]> = { missing: [], several: [], unasked: [] };
    for (const item of Object.keys(ITEMS) as Item[]) {
        const found = ratesOf(item, products);
        if (typeof found === "string") unsaid[found].push(item);
        else items.set(item, found);
    }
    return { file: { items, types: typesOf(before, products) }, unsaid };
}

function typesOf(before: RegionFile | undefined, products: readonly Product[]): RegionFile["types"] {
    const onDemand = instanceRates(products);
    const autoMode = autoModeRates(products);
    const types = new Map<string, TypeRates>();
    const rateOf = (type: string): Rate | undefined =>
        onDemand.size > 0 ? onDemand.get(type) : before?.types.get(type)?.onDemand;
    for (const type of new Set([...(before?.types.keys() ?? []), ...onDemand.keys()])) {
        const rate = rateOf(type);
        // No longer sold.
        if (rate === undefined) continue;
        const known = before?.types.get(type);
        const fee = autoMode.size > 0 ? autoMode.get(type) : known?.autoMode;
        types.set(type, {
            onDemand: rate,
            ...(fee === undefined ? {} : { autoMode: fee }),
            ...(known?.spot === undefined ? {} : { spot: known.spot }),
        });
    }
    return types;
}
