/** What the settings say of ways out that are somebody else's: ids, which are facts of an account. */
import { z } from "zod";

/** Ids are 8 digits, or 17 since 2018. Source: EC2 User Guide, resource-ids. */
const HEX = "([0-9a-f]{8}|[0-9a-f]{17})";

const networkInterface = z
    .string()
    .regex(new RegExp(`^eni-${HEX}$`))
    .exactOptional();

export const wayOutSchema = {
    transitGatewayId: z
        .string()
        .regex(new RegExp(`^tgw-${HEX}$`))
        .exactOptional(),
    egressInterfaces: z
        .strictObject({
            /** Network interface that nodes of slot a leave through. @default none */
            a: networkInterface,
            /** Network interface that nodes of slot b leave through. @default none */
            b: networkInterface,
            /** Network interface that nodes of slot c leave through. @default none */
            c: networkInterface,
            /** Network interface that nodes of slot d leave through. @default none */
            d: networkInterface,
        })
        .exactOptional(),
};
