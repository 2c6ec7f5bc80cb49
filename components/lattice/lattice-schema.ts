/** What an environment may say of VPC Lattice, and what its settings name. */
import { z } from "zod";

import { list } from "../shared/schema";

export const latticeSchema = z.strictObject({
    /** The service network the VPC is associated with: what runs here finds the network's services, and offers it its own. */
    serviceNetwork: z.discriminatedUnion("kind", [
        z.strictObject({
            /** One that the kit makes, for this environment and whoever it is shared with. */
            kind: z.literal("own"),
            /** Name of the network, which a Gateway of Kubernetes takes it by. Another one replaces it. @default the cluster's name */
            name: z.string().exactOptional(),
            /** Whether callers sign their requests and policies decide, or the network alone. @default "AWS_IAM" */
            auth: z.enum(["AWS_IAM", "NONE"]).exactOptional(),
        }),
        z.strictObject({
            /** One that is there, of this account or shared with it: `platform:lattice` names it. */
            kind: z.literal("existing"),
        }),
    ]),
    /** Security groups whose members may call the network's services from this VPC. @default everything in the VPC */
    callers: list(z.string()).exactOptional(),
});

export type LatticeWords = z.infer<typeof latticeSchema>;

/** Sources: EC2 API Reference, ManagedPrefixList; VPC Lattice API Reference, CreateServiceNetworkVpcAssociation. */
const PREFIX_LIST = /^pl-([0-9a-f]{8}|[0-9a-f]{17})$/;
const SERVICE_NETWORK =
    /^(sn-[0-9a-z]{17}|arn:[a-z0-9-]+:vpc-lattice:[a-zA-Z0-9-]+:\d{12}:servicenetwork\/sn-[0-9a-z]{17})$/;

export const latticeSettingsSchema = z.strictObject({
    /** Ids of AWS's prefix lists `com.amazonaws.<region>.vpc-lattice`, and of `….ipv6.vpc-lattice` where pods have IPv6. */
    prefixLists: z.array(z.string().regex(PREFIX_LIST)).min(1),
    /** Id of a service network that is there, or its ARN where it is another account's. @default none */
    serviceNetwork: z.string().regex(SERVICE_NETWORK).exactOptional(),
});

export type LatticeSettings = z.infer<typeof latticeSettingsSchema>;
