/**
 * What AWS's Price List says, as rows of a region's file. Pure.
 * Form of an answer: AWS Billing and Cost Management API Reference, GetProducts: a list of JSON texts, one a product.
 */
import { z } from "zod";

import type { Json } from "../../components/shared/json";
import type { Item } from "./items";
import { QUERIES, type Query } from "./queries";
import type { Rate, Source } from "./region-file";

const dimension = z.object({
    beginRange: z.string().optional(),
    pricePerUnit: z.object({ USD: z.string().optional() }),
});
const product = z.object({
    product: z.object({
        productFamily: z.string().optional(),
        attributes: z.record(z.string(), z.string()),
    }),
    serviceCode: z.string(),
    terms: z.object({
        OnDemand: z
            .record(z.string(), z.object({ priceDimensions: z.record(z.string(), dimension) }))
            .optional(),
    }),
    version: z.string(),
    publicationDate: z.string(),
});
const answer = z.object({ PriceList: z.array(z.string()) });

/** A product that is sold on demand. */
export interface Product {
    readonly service: string;
    /** Without the region: `NatGateway-Hours`. */
    readonly usage: string;
    /** The product's own, and its family. */
    readonly attributes: Readonly<Record<string, string>>;
    /** In USD; tiers that are free are left out. */
    readonly rates: readonly Rate[];
}

/** Products of an answer; undefined when it has not the documented form. */
export function productsOf(json: Json, region: string): readonly Product[] | undefined {
    const parsed = answer.safeParse(json);
    if (!parsed.success) return undefined;
    const products: Product[] = [];
    for (const text of parsed.data.PriceList) {
        const one = product.safeParse(jsonOf(text));
        if (!one.success) return undefined;
        products.push(productOf(one.data, region));
    }
    return products;
}

function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}

function productOf(listed: z.infer<typeof product>, region: string): Product {
    const { attributes, productFamily = "" } = listed.product;
    const source = sourceOf(listed, region);
    return {
        service: listed.serviceCode,
        usage: withoutRegion(attributes["usagetype"] ?? ""),
        attributes: { ...attributes, productFamily },
        rates: Object.values(listed.terms.OnDemand ?? {})
            .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
            .map(({ beginRange = "0", pricePerUnit: { USD = "" } }) => ({
                usd: Number(USD),
                from: Number(beginRange),
                source,
            }))
            .filter(({ usd }) => usd > 0)
            .sort((one, other) => one.from - other.from),
    };
}

function sourceOf(listed: z.infer<typeof product>, region: string): Source {
    const { publicationDate, serviceCode, version } = listed;
    const offer = `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${serviceCode}/${version}`;
    return {
        title: `AWS Price List, ${serviceCode}`,
        url: `${offer}/${region}/index.json`,
        seen: publicationDate.slice(0, "YYYY-MM-DD".length),
    };
}

/** `EUC1-NatGateway-Hours`, `EU-NatGateway-Hours` and `us-east-1-KMS-Keys`; us-east-1 often has no prefix. */
function withoutRegion(usage: string): string {
    return usage.replace(/^(?:[A-Z]{2,4}\d?|[a-z]{2}(?:-[a-z]+)+-\d)-(?=.)/, "");
}

/** What is known of an item: its tiers, or why there are none. */
export type Found = readonly Rate[] | "missing" | "several" | "unasked";

/** The one price that an item has among products. */
export function ratesOf(item: Item, products: readonly Product[]): Found {
    const query = QUERIES[item];
    if (query === undefined) return "unasked";
    const found = products.filter((one) => isMeant(query, one) && one.rates.length > 0);
    const [first] = found;
    if (first === undefined) return "missing";
    const key = ({ rates }: Product): string => rates.map(({ from, usd }) => `${from}:${usd}`).join();
    if (found.some((one) => key(one) !== key(first))) return "several";
    return first.rates.map((rate) => scaled(rate, query.scale ?? 1));
}

/** Not an Outpost, a Local Zone or an edge. */
const REGION = "AWS Region";

function isMeant({ service, usage, where = {} }: Query, one: Product): boolean {
    const { attributes } = one;
    return (
        one.service === service &&
        (attributes["locationType"] ?? REGION) === REGION &&
        // A name may begin as a region does: PS-Advanced-Param-Tier1.
        (usage === "" || one.usage === usage || attributes["usagetype"] === usage) &&
        Object.entries(where).every(([name, value]) => attributes[name] === value)
    );
}

function scaled({ from = 0, source, usd }: Rate, scale: number): Rate {
    const price = { usd: Number((usd * scale).toPrecision(12)), source };
    // Only requests are counted by the million; hours and GiB/s have no tiers.
    return from === 0 || scale < 1 ? price : { ...price, from: from / scale };
}

/** EC2 types with Linux on demand, an hour. */
export function instanceRates(products: readonly Product[]): ReadonlyMap<string, Rate> {
    return ratesByType(products, ({ attributes, service, usage }) =>
        service === "AmazonEC2" && usage.startsWith("BoxUsage") ? attributes["instanceType"] : undefined,
    );
}

/** What EKS Auto Mode adds, by type. Usage type: EKS-Auto:m7g.large-management-hours. */
export function autoModeRates(products: readonly Product[]): ReadonlyMap<string, Rate> {
    return ratesByType(products, ({ usage }) => /^EKS-Auto:(.+)-management-hours$/.exec(usage)?.[1]);
}

function ratesByType(
    products: readonly Product[],
    typeOf: (product: Product) => string | undefined,
): ReadonlyMap<string, Rate> {
    const rates = new Map<string, Rate>();
    for (const one of products) {
        const type = typeOf(one);
        const [rate] = one.rates;
        if (type !== undefined && rate !== undefined) rates.set(type, { usd: rate.usd, source: rate.source });
    }
    return rates;
}
