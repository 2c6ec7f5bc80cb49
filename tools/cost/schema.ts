/** The JSON of `npm run plan -- cost --json`. */
import { z } from "zod";

import { UNITS } from "../prices/items";
import { STATES } from "./resources";

const range = z
    .strictObject({ low: z.number(), high: z.number() })
    .describe("USD. Both are the same where the price is known exactly.");
const source = z
    .strictObject({
        title: z.string().describe("Where the price stands in public."),
        url: z.string().exactOptional(),
        seen: z.string().describe("The day it was seen or published, YYYY-MM-DD."),
    })
    .describe("The source of a price.");

const line = {
    item: z.string().describe("What is billed: an id of the price data, `ec2.<type>` or `ec2.spot.<type>`."),
    title: z.string().describe("The same in words."),
    unit: z.enum(UNITS).describe("What one price is for."),
    quantity: z.number().exactOptional().describe("Units that stand all the time; absent where use decides."),
    price: range.exactOptional().describe("Of the first unit; absent when nobody has seen it."),
    tiers: z
        .array(z.strictObject({ from: z.number(), usd: z.number() }))
        .exactOptional()
        .describe("All tiers of a price that changes with the amount of a month."),
    hour: range.exactOptional().describe("USD an hour of what stands."),
    source: source.exactOptional(),
};

const filled = z.strictObject({
    type: z.string(),
    nodes: z.number().int(),
    hour: z.number().describe("USD an hour."),
    autoMode: z.number().exactOptional().describe("Of that, what Auto Mode adds."),
});

const report = z.strictObject({
    schemaVersion: z.literal(1),
    stack: z.string(),
    environment: z.string(),
    region: z.string(),
    currency: z.literal("USD"),
    hoursOfAMonth: z.literal(730),
    today: z.string().describe("The day extended support is judged by."),
    resources: z.array(
        z.strictObject({
            urn: z.string(),
            name: z.string(),
            type: z.string(),
            component: z.string().describe("The component it belongs to."),
            state: z.enum(STATES),
            why: z.string().exactOptional().describe("Why it is free, or what is not known."),
            lines: z.array(z.strictObject(line)),
        }),
    ),
    counts: z.strictObject({
        priced: z.number().int(),
        free: z.number().int(),
        "by-use": z.number().int(),
        unknown: z.number().int(),
    }),
    empty: range.describe("USD an hour of what stands, before any pod."),
    floor: z
        .strictObject({
            fargate: z.array(
                z.strictObject({
                    pod: z.string(),
                    replicas: z.number().int(),
                    vcpu: z.number(),
                    gb: z.number(),
                }),
            ),
            fargateLines: z.array(z.strictObject(line)),
            nodes: z.array(
                z.strictObject({
                    pool: z.string(),
                    type: z.string(),
                    nodes: z.number().int(),
                    hour: z.number(),
                    pods: z.array(z.string()),
                }),
            ),
            hour: range,
            unsized: z.array(z.string()).describe("Pods of which nobody knows what they ask for."),
            homeless: z.array(z.string()).describe("Pods this estimate finds no room for."),
        })
        .describe("What the kit's own pods force."),
    withPods: range.describe("USD an hour of what stands and of what the kit's own pods force."),
    ceilings: z.array(
        z.strictObject({
            pool: z.string(),
            limits: z.array(z.string()),
            capacityTypes: z.array(z.string()),
            cheapest: filled.exactOptional(),
            dearest: filled.exactOptional(),
            spot: range.exactOptional(),
            unpriced: z.number().int().describe("Admitted types without a price."),
            unknown: z.string().exactOptional().describe("Why there is no amount."),
        }),
    ),
    used: z.array(z.strictObject({ ...line, amount: z.number(), month: z.number().exactOptional() })),
    month: range.describe("USD a month: what stands, the kit's pods, and what the usage file says."),
    coming: z.array(z.strictObject({ from: z.string(), what: z.string(), hour: z.number() })),
    sources: z.array(source),
});

export const COST_JSON = z.array(report).describe("What environments cost: npm run plan -- cost --json");
