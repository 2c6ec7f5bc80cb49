/**
 * List prices of us-east-1 in USD, on demand, before tax: what docs/costs.md is reckoned with. A fork in another region,
 * or with prices of its own, writes them here.
 */

export interface Price {
    readonly usd: number;
    readonly per: "hour" | "month";
    readonly source: string;
    /** Day of the source. */
    readonly seen: string;
}

/** Hours of a month, as AWS reckons. */
export const HOURS_OF_A_MONTH = 730;

const PRICE_LIST = "AWS Price List";
const PUBLISHED = { source: "as AWS publishes it", seen: "2026-09-21" } as const;

export const PRICES = {
    controlPlane: { usd: 0.1, per: "hour", source: `${PRICE_LIST}, EKS`, seen: "2026-09-28" },
    natGateway: { usd: 0.045, per: "hour", source: `${PRICE_LIST}, EC2`, seen: "2026-09-24" },
    publicIpv4: { usd: 0.005, per: "hour", source: `${PRICE_LIST}, VPC`, seen: "2026-09-17" },
    /** Of a VPC to a transit gateway; what passes is billed by the gigabyte as well. */
    transitGatewayAttachment: {
        usd: 0.05,
        per: "hour",
        source: "cloud-horizons.com, Transit Gateway: the hub-and-spoke tax",
        seen: "2026-05-08",
    },
    /** In each zone. */
    interfaceEndpoint: { usd: 0.01, per: "hour", ...PUBLISHED },
    fargateVcpu: { usd: 0.04048, per: "hour", source: `${PRICE_LIST}, Fargate`, seen: "2026-08-31" },
    fargateGb: { usd: 0.004445, per: "hour", source: `${PRICE_LIST}, Fargate`, seen: "2026-08-31" },
    /** A GB of gp3 with the speed that comes with it. */
    volumeGb: { usd: 0.08, per: "month", ...PUBLISHED },
    kmsKey: { usd: 1, per: "month", ...PUBLISHED },
} as const satisfies Readonly<Record<string, Price>>;

/** Of EC2 types. One that is missing is shown as not counted. */
export const INSTANCE_PRICES: Readonly<Record<string, Price>> = {
    "m7g.large": {
        usd: 0.0816,
        per: "hour",
        source: "Karpenter's generated price table",
        seen: "2026-07-20",
    },
};

export function hourly({ per, usd }: Price): number {
    return per === "hour" ? usd : usd / HOURS_OF_A_MONTH;
}
