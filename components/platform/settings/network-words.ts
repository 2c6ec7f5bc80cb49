/** What to say of ids and networks that are of the wrong form. */
import { SUBNET_TIERS } from "../../network/existing-vpc-schema";
import { EDGE_SLOTS, SLOTS } from "../../network/slots";
import type { Problem } from "../../shared/problems";

type Words = Pick<Problem, "what" | "remedy">;

/** Of any network. */
export const CIDR_WORDS: Words = {
    what: "not an IPv4 CIDR",
    remedy: "Write an address and a prefix, such as 10.0.0.0/16",
};

const SUBNET_WORDS: Words = {
    what: "not the id of a subnet",
    remedy: "Write subnet- and its digits, as EC2 shows it",
};

/** By where a value stands. Of an existing VPC each tier holds a list in each slot. */
export const NETWORK_WORDS: Readonly<Record<string, Words>> = {
    "existingVpc.vpcId": {
        what: "not the id of a VPC",
        remedy: "Write vpc- and its digits, as EC2 shows it",
    },
    "existingVpc.secondaryCidrs": { what: "not a list", remedy: "List networks, such as [100.64.0.0/16]" },
    "existingVpc.secondaryCidrs.*": CIDR_WORDS,
    "existingVpc.routeTables": { what: "not a list", remedy: "List ids, such as [rtb-0123456789abcdef0]" },
    "existingVpc.routeTables.*": {
        what: "not the id of a route table",
        remedy: "Write rtb- and its digits, as EC2 shows it",
    },
    "connectedNetworks.*": CIDR_WORDS,
    flowLogsBucket: {
        what: "not an ARN",
        remedy: "Write that of the bucket, such as arn:aws:s3:::example-flow-logs/platform",
    },
    "dns.firewallRuleGroups.*.id": {
        what: "not the id of a rule group",
        remedy: "Write rslvr-frg- and its digits, as Route 53 shows it",
    },
    "dns.privateZones.*": {
        what: "not the id of a hosted zone",
        remedy: "Write Z and its digits, as Route 53 shows it",
    },
    "dns.resolverRules.*": {
        what: "not the id of a rule of Route 53 Resolver",
        remedy: "Write rslvr-rr- and its digits, as Route 53 shows it",
    },
    edgeZones: { what: "not a map of slots", remedy: "Write { e: us-east-1-bos-1a }, with slots e to h" },
    ...Object.fromEntries<Words>(
        EDGE_SLOTS.map((slot): [string, Words] => [
            `edgeZones.${slot}`,
            { what: "not an edge zone", remedy: "Write a zone's name, such as us-east-1-bos-1a" },
        ]),
    ),
    "hostedZones.*": { what: "not a zone", remedy: "Write { id: Z0123456789ABCDEFGHIJ }" },
    "hostedZones.*.id": {
        what: "not the id of a hosted zone",
        remedy: "Write Z and its digits, as Route 53 shows it",
    },
    "hostedZones.*.roleArn": {
        what: "not the ARN of a role",
        remedy: "Write arn:aws:iam::<account>:role/<name>, of the account the zone is in",
    },
    "lattice.prefixLists": { what: "not a list", remedy: "List ids, such as [pl-0123456789abcdef0]" },
    "lattice.prefixLists.*": {
        what: "not the id of a prefix list",
        remedy: "Write pl- and its digits, as EC2 shows it",
    },
    "lattice.serviceNetwork": {
        what: "not a service network",
        remedy: "Write sn- and its digits, or its ARN, as VPC Lattice shows it",
    },
    transitGatewayId: {
        what: "not the id of a transit gateway",
        remedy: "Write tgw- and its digits, as EC2 shows it",
    },
    ...Object.fromEntries<Words>(
        SLOTS.map((slot): [string, Words] => [
            `egressInterfaces.${slot}`,
            {
                what: "not the id of a network interface",
                remedy: "Write eni- and its digits, as EC2 shows it",
            },
        ]),
    ),
    ...Object.fromEntries<Words>(
        SUBNET_TIERS.flatMap((tier): [string, Words][] => [
            [
                `existingVpc.${tier}`,
                { what: "not a map of slots", remedy: "Write { a: [subnet-…], b: [subnet-…] }" },
            ],
            ...SLOTS.flatMap((slot): [string, Words][] => [
                [
                    `existingVpc.${tier}.${slot}`,
                    { what: "not a list of subnets", remedy: "Write one or several: [subnet-…]" },
                ],
                [`existingVpc.${tier}.${slot}.*`, SUBNET_WORDS],
            ]),
        ]),
    ),
};
