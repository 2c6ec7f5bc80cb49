/** Quotas of networks. */
import { type Quota, rowsOf, type Said } from "./quota";

const VPC: Said = {
    source: "Amazon VPC User Guide, amazon-vpc-limits",
    seen: "2026-09-26",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
};
const ENDPOINTS: Said = {
    source: "Amazon VPC User Guide, amazon-vpc-limits (awsdocs/amazon-vpc-user-guide doc_source/amazon-vpc-limits.md, 2023-04-06)",
    seen: "2026-11-23",
};

const vpc = rowsOf("vpc", VPC);
const address = rowsOf("ec2", VPC);
const endpoint = rowsOf("vpc", ENDPOINTS);

export const NETWORK_QUOTAS = {
    vpcs: vpc({ title: "VPCs", per: "region", code: "L-F678F1CE", limit: 5, raised: true }),
    "internet-gateways": vpc({
        ...{ title: "Internet gateways", per: "region", code: "L-A4707A72", limit: 5, raised: true },
    }),
    "egress-only-gateways": vpc({
        ...{ title: "Egress-only internet gateways", per: "region", code: "L-45FE3B85" },
        ...{ limit: 5, raised: true },
    }),
    subnets: vpc({ title: "Subnets", per: "VPC", code: "L-407747CB", limit: 200, raised: true }),
    "ipv4-ranges": vpc({ title: "IPv4 ranges", per: "VPC", code: "L-83CA0A9D", limit: 5, raised: 50 }),
    eips: address({
        ...{ title: "Elastic IP addresses", per: "region", code: "L-0263D0A3", limit: 5, raised: true },
    }),
    "nat-gateways": vpc({
        ...{ title: "NAT gateways", per: "zone", code: "L-FE5A380F", limit: 5, raised: true },
    }),
    "route-tables": vpc({ title: "Route tables", per: "VPC", code: "L-589F43AA", limit: 200, raised: true }),
    routes: vpc({ title: "Routes", per: "route table", code: "L-93826ACB", limit: 500, raised: 1000 }),
    "security-groups": vpc({
        ...{ title: "Security groups", per: "region", code: "L-E79EC296", limit: 2500, raised: true },
    }),
    "group-rules": vpc({
        ...{ title: "Rules in one direction", per: "security group", code: "L-0EA8095F" },
        ...{ limit: 60, raised: true },
    }),
    "interface-groups": vpc({
        ...{ title: "Security groups", per: "network interface", code: "L-2AFB9258", limit: 5, raised: 16 },
    }),
    "interface-rules": {
        ...VPC,
        ...{
            title: "Rules of all its groups together",
            per: "network interface",
            limit: 1000,
            raised: false,
        },
    },
    interfaces: vpc({
        ...{ title: "Network interfaces", per: "region", code: "L-DF5E4CA3", limit: 5000, raised: true },
    }),
    "network-acls": vpc({ title: "Network ACLs", per: "VPC", code: "L-B4A6D682", limit: 200, raised: true }),
    "acl-rules": vpc({
        ...{ title: "Rules in one direction", per: "network ACL", code: "L-2AEEBF1A", limit: 20, raised: 40 },
    }),
    "interface-endpoints": endpoint({
        ...{ title: "Interface endpoints", per: "VPC", code: "L-29B6F2EB", limit: 50, raised: true },
    }),
    "gateway-endpoints": endpoint({
        ...{ title: "Gateway endpoints", per: "region", code: "L-1B52E74A", limit: 20, raised: true },
    }),
    "endpoint-policy": endpoint({
        ...{ title: "Characters of the policy", per: "endpoint", code: "L-3248932A" },
        ...{ limit: 20_480, raised: false },
    }),
} as const satisfies Readonly<Record<string, Quota>>;
