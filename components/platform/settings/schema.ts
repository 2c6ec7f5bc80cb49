/** The strict schema of the settings: type, form and range of each value alone. Combinations are the planners'. */
import { z } from "zod";

import { existingClusterSchema } from "../../cluster/existing-cluster-schema";
import { latticeSettingsSchema } from "../../lattice/lattice-schema";
import { hostedZonesSettingsSchema } from "../../names/hosted-zones-schema";
import { dnsSettingsSchema } from "../../network/dns-schema";
import { existingVpcSchema } from "../../network/existing-vpc-schema";
import { SLOTS } from "../../network/slots";
import { wayOutSchema } from "../../network/way-out-schema";
import { HTTP_URL } from "../../shared/node-proxy";
import { organisationSchema } from "../../shared/organisation";
import { REGION_PATTERN } from "../../shared/regions";
import { REGISTRY } from "../../shared/registries";

/** Fixed, never the project's name: a fork that renames the project must not orphan its settings files. */
export const SETTINGS_NAMESPACE = "platform";

/** How the program gets a value that arrives as text: `json` settings are written as lists or maps. */
export type SettingForm = "text" | "json";

/** Source: AWS Account Management Reference, "AWS account identifiers": twelve digits, leading zeros count. */
const ACCOUNT = /^\d{12}$/;
/** A zone's name, Local Zones included: whether the control plane can use it is the network's check. */
const ZONE = /^[a-z]{2,4}(-[a-z0-9]+)+$/;
const IPV4_CIDR = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;
const ANY_CIDR = /^[0-9A-Fa-f:.]+\/\d{1,3}$/;
/** Source: EKS API Reference, CreateCluster, name. */
const CLUSTER_NAME = /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/;
/** A Kubernetes minor. Every one EKS offers has two digits, so `1.3` can only be an unquoted `1.30`. */
const KUBERNETES_MINOR = /^1\.\d{2}$/;
const ARN = /^arn:/;

/** Pulumi writes `true` back as `"true"` whenever it saves a settings file, so both are the same. */
const flag = z.union([z.boolean(), z.enum(["true", "false"])]);

const apiAccess = z.discriminatedUnion("kind", [
    z.strictObject({
        /** From the listed networks, and from inside the VPC. */
        kind: z.literal("public"),
        /** Networks that may reach the API server: `203.0.113.7/32` for one address. */
        cidrs: z.array(z.string().regex(ANY_CIDR)).min(1),
    }),
    z.discriminatedUnion("reach", [
        z.strictObject({
            /** From inside the VPC alone. */
            kind: z.literal("private"),
            /** The program runs inside the VPC. */
            reach: z.literal("in-vpc-runner"),
        }),
        z.strictObject({
            /** From inside the VPC alone. */
            kind: z.literal("private"),
            /** Through a proxy inside the VPC. */
            reach: z.literal("proxy"),
            /** Address of the proxy, without user and password. */
            proxyUrl: z.string().regex(HTTP_URL),
        }),
    ]),
]);

const zone = z.string().regex(ZONE).exactOptional();

/** Where the environment stands. */
const place = {
    region: z.string().regex(REGION_PATTERN),
    account: z.string().regex(ACCOUNT),
    clusterName: z.string().regex(CLUSTER_NAME).exactOptional(),
};

/** Zones and addresses. */
const network = {
    zones: z.strictObject({
        /** Availability Zone of slot a. @default the slot is free */
        a: zone,
        /** Availability Zone of slot b. @default the slot is free */
        b: zone,
        /** Availability Zone of slot c. @default the slot is free */
        c: zone,
        /** Availability Zone of slot d. @default the slot is free */
        d: zone,
    }),
    edgeZones: z
        .strictObject({
            /** Local Zone or Wavelength Zone of slot e. @default the slot is free */
            e: zone,
            /** Local Zone or Wavelength Zone of slot f. @default the slot is free */
            f: zone,
            /** Local Zone or Wavelength Zone of slot g. @default the slot is free */
            g: zone,
            /** Local Zone or Wavelength Zone of slot h. @default the slot is free */
            h: zone,
        })
        .exactOptional(),
    controlPlaneZones: z.array(z.enum(SLOTS)),
    vpcCidr: z.string().regex(IPV4_CIDR),
    serviceCidr: z.string().regex(IPV4_CIDR).exactOptional(),
    podCidr: z.string().regex(IPV4_CIDR).exactOptional(),
    existingVpc: existingVpcSchema.exactOptional(),
    connectedNetworks: z.array(z.string().regex(IPV4_CIDR)).exactOptional(),
    ...wayOutSchema,
    flowLogsBucket: z.string().regex(ARN).exactOptional(),
    dns: dnsSettingsSchema.exactOptional(),
    lattice: latticeSettingsSchema.exactOptional(),
    hostedZones: hostedZonesSettingsSchema.exactOptional(),
};

/** Who reaches and administers the cluster. */
const people = {
    admins: z.array(z.string().regex(ARN)).min(1),
    deployRoleArn: z.string().regex(ARN),
    assumeRoleArn: z.string().regex(ARN).exactOptional(),
    apiAccess,
    existingCluster: existingClusterSchema.exactOptional(),
};

/** How it is run. */
const operation = {
    kubernetesVersion: z.string().regex(KUBERNETES_MINOR),
    tags: z.record(z.string(), z.string()),
    organisation: organisationSchema.exactOptional(),
    chartRegistry: z.string().regex(REGISTRY).exactOptional(),
    imageRegistry: z.string().regex(REGISTRY).exactOptional(),
    inCluster: flag.exactOptional(),
    protection: flag.exactOptional(),
};

/**
 * The schema of everything under `platform:`, without the namespace. What each setting means is in
 * settings-reference.ts.
 * @param knownEnvironments names `environment` may have
 */
export function settingsSchema(knownEnvironments: readonly string[]) {
    return z.strictObject({
        environment: z.enum(knownEnvironments).exactOptional(),
        ...place,
        ...network,
        ...people,
        ...operation,
    });
}

/** What the schema accepts, before defaults. */
export type SettingsInput = z.infer<ReturnType<typeof settingsSchema>>;
export type SettingKey = keyof SettingsInput;

/** Every setting, with an example a message can show and the form it is written in. */
export const SETTINGS: Readonly<
    Record<SettingKey, { readonly form: SettingForm; readonly noun: string; readonly example: string }>
> = {
    environment: { form: "text", noun: "text", example: "dev" },
    region: { form: "text", noun: "text", example: "us-east-1" },
    account: { form: "text", noun: "text", example: '"123456789012"' },
    clusterName: { form: "text", noun: "text", example: "platform-dev" },
    zones: { form: "json", noun: "a map of slots", example: "{ a: us-east-1a, b: us-east-1b }" },
    edgeZones: {
        form: "json",
        noun: "a map of slots",
        example: "{ e: us-east-1-bos-1a, f: us-east-1-wl1-bos-wlz-1 }",
    },
    controlPlaneZones: { form: "json", noun: "a list", example: "[a, b]" },
    vpcCidr: { form: "text", noun: "text", example: "10.0.0.0/16" },
    serviceCidr: { form: "text", noun: "text", example: "172.20.0.0/16" },
    podCidr: { form: "text", noun: "text", example: "100.64.0.0/16" },
    existingVpc: {
        form: "json",
        noun: "a map",
        example:
            "{ vpcId: vpc-0123456789abcdef0, nodeSubnets: { a: [subnet-0aaaaaaaaaaaaaaaa], b: [subnet-0bbbbbbbbbbbbbbbb] } }",
    },
    connectedNetworks: { form: "json", noun: "a list", example: '["10.8.0.0/16"]' },
    transitGatewayId: { form: "text", noun: "text", example: "tgw-0123456789abcdef0" },
    egressInterfaces: {
        form: "json",
        noun: "a map of slots",
        example: "{ a: eni-0aaaaaaaaaaaaaaaa, b: eni-0bbbbbbbbbbbbbbbb }",
    },
    flowLogsBucket: { form: "text", noun: "text", example: "arn:aws:s3:::example-flow-logs/platform" },
    dns: { form: "json", noun: "a map", example: "{ resolverRules: [rslvr-rr-0123456789abcdef0] }" },
    hostedZones: {
        form: "json",
        noun: "a map of zones",
        example: "{ company: { id: Z0123456789ABCDEFGHIJ } }",
    },
    lattice: { form: "json", noun: "a map", example: "{ prefixLists: [pl-0123456789abcdef0] }" },
    kubernetesVersion: { form: "text", noun: "text", example: '"1.36"' },
    admins: { form: "json", noun: "a list", example: '["arn:aws:iam::123456789012:role/platform-admin"]' },
    deployRoleArn: { form: "text", noun: "text", example: "arn:aws:iam::123456789012:role/platform-deploy" },
    assumeRoleArn: { form: "text", noun: "text", example: "arn:aws:iam::123456789012:role/platform-deploy" },
    apiAccess: { form: "json", noun: "a map", example: '{ kind: public, cidrs: ["203.0.113.0/24"] }' },
    existingCluster: {
        form: "json",
        noun: "a map",
        example:
            "{ endpoint: https://…, certificateAuthorityData: …, issuer: https://oidc.eks.…, securityGroupId: sg-0123456789abcdef0 }",
    },
    tags: { form: "json", noun: "a map", example: '{ owner: platform-team, cost-centre: "1000" }' },
    organisation: {
        form: "json",
        noun: "a map",
        example: "{ permissionsBoundary: policy/workload-boundary, iamPath: /platform/ }",
    },
    chartRegistry: { form: "text", noun: "text", example: "public.ecr.aws" },
    imageRegistry: { form: "text", noun: "text", example: "public.ecr.aws" },
    inCluster: { form: "text", noun: "true or false", example: "true" },
    protection: { form: "text", noun: "true or false", example: "true" },
};

export const SETTING_KEYS = Object.keys(SETTINGS);

export function isSettingKey(name: string): name is SettingKey {
    return Object.hasOwn(SETTINGS, name);
}
