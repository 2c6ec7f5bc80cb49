/** What an environment may say of Amazon Managed Grafana. */
import { z } from "zod";

import { list } from "../shared/schema";

const people = z.strictObject({
    /** Ids of groups of IAM Identity Center. @default none */
    groups: list(z.string()).exactOptional(),
    /** Ids of its users. @default none */
    users: list(z.string()).exactOptional(),
});

export type PeopleWords = z.infer<typeof people>;

/** What Grafana calls who may do what. */
export const GRAFANA_ROLES = ["ADMIN", "EDITOR", "VIEWER"] as const;
export type GrafanaRole = (typeof GRAFANA_ROLES)[number];

/** What a workspace may read. */
export const GRAFANA_SOURCES = ["prometheus", "cloudwatch", "xray"] as const;
export type GrafanaSource = (typeof GRAFANA_SOURCES)[number];

export const grafanaSchema = z.strictObject({
    /** Who signs in, and how. Another kind replaces the workspace with its dashboards. */
    signIn: z.discriminatedUnion("kind", [
        z.strictObject({
            /** People of IAM Identity Center, which the account must reach. */
            kind: z.literal("identity-center"),
            /** Who may do what; one administrator at least. */
            roles: z.strictObject({
                /** Who may do everything. */
                ADMIN: people,
                /** Who may write dashboards. @default nobody */
                EDITOR: people.exactOptional(),
                /** Who may look. @default nobody */
                VIEWER: people.exactOptional(),
            }),
        }),
        z.strictObject({
            /** People of an identity provider of your own. */
            kind: z.literal("saml"),
            /** Where the identity provider describes itself. */
            metadataUrl: z.string(),
            /** Attribute in which it says a person's role. */
            roleAssertion: z.string(),
            /** Values of it that make an administrator. */
            adminValues: list(z.string()),
            /** Values of it that make an editor; everybody else views. */
            editorValues: list(z.string()),
        }),
    ]),
    /** What it may read: the workspace of `prometheus`, CloudWatch, X-Ray. @default prometheus, where the environment has it, and cloudwatch */
    sources: list(z.enum(GRAFANA_SOURCES)).exactOptional(),
    /** Roles of other accounts that it may assume to read there, by ARN. @default none */
    assume: list(z.string()).exactOptional(),
    /** Whether it reaches what only the VPC reaches, such as a Prometheus in the cluster. @default false */
    inVpc: z.boolean().exactOptional(),
    /** Version of Grafana, as AWS offers it: `10.4`. It goes up in place, never down. @default AWS's own */
    version: z.string().exactOptional(),
});

export type GrafanaWords = z.infer<typeof grafanaSchema>;
