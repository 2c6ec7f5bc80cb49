/** Answers of GetProducts, written by hand in the documented form: no price of these is AWS's. */

export interface Listed {
    readonly service: string;
    readonly usage: string;
    readonly family?: string;
    readonly attributes?: Readonly<Record<string, string>>;
    /** Tiers as [from, USD]. */
    readonly tiers: readonly (readonly [from: number, usd: string])[];
}

/** One product as the list has it: a JSON text. */
export function listed({ attributes = {}, family = "Any", service, tiers, usage }: Listed): string {
    const sku = "ABCD1234EFGH5678";
    const term = `${sku}.JRTCKXETXF`;
    const dimensions = tiers.map(([from, usd], index) => [
        `${term}.${String(index)}`,
        {
            unit: "Hrs",
            beginRange: String(from),
            endRange: String(tiers[index + 1]?.[0] ?? "Inf"),
            description: `$${usd} of ${usage}`,
            appliesTo: [],
            rateCode: `${term}.${String(index)}`,
            pricePerUnit: { USD: usd },
        },
    ]);
    return JSON.stringify({
        product: { productFamily: family, attributes: { usagetype: usage, ...attributes }, sku },
        serviceCode: service,
        terms: {
            OnDemand: {
                [term]: {
                    priceDimensions: Object.fromEntries(dimensions),
                    sku,
                    effectiveDate: "2026-11-01T00:00:00Z",
                    offerTermCode: "JRTCKXETXF",
                    termAttributes: {},
                },
            },
        },
        version: "20261120101112",
        publicationDate: "2026-11-20T10:11:12Z",
    });
}

/** What the CLI prints of them. */
export function answerWith(...products: readonly Listed[]): string {
    return JSON.stringify({ FormatVersion: "aws_v1", PriceList: products.map(listed) });
}
