/** What an environment may say of the capabilities that EKS runs for it. */
import { z } from "zod";

import { accessPolicySchema } from "../shared/access-policies";
import { list } from "../shared/schema";
import { policyArns, statements } from "../shared/workload-schema";

/** Roles of Argo CD. Source: EKS User Guide, argocd-considerations, "RBAC role mappings". */
export const ARGO_CD_ROLES = ["ADMIN", "EDITOR", "VIEWER"] as const;

const common = {
    /** IAM policies of its role that exist already. @default none */
    policyArns,
    /** What its role may do in AWS, as IAM spells it. @default nothing */
    statements,
    /** What it may do in the cluster beside what EKS lets it do. @default nothing */
    access: list(accessPolicySchema).exactOptional(),
};

const identities = z.strictObject({
    /** Ids of users. @default none */
    users: list(z.string()).exactOptional(),
    /** Ids of groups. @default none */
    groups: list(z.string()).exactOptional(),
});

const argoCd = z.strictObject({
    /** IAM Identity Center, the only way into Argo CD. Another one replaces the capability. */
    identityCenter: z.strictObject({
        /** Of the organisation or of the account: `arn:aws:sso:::instance/ssoins-…`. */
        instanceArn: z.string(),
        /** Where it lives. @default the region of the cluster */
        region: z.string().exactOptional(),
    }),
    /** Namespace of Applications and of the Secrets it reads, all of them. Another one replaces the capability. @default `argocd` */
    namespace: z.string().exactOptional(),
    /** Who of Identity Center may do what, by ids of its identity store. In place. @default nobody gets in */
    roles: z
        .strictObject({
            /** Everything in Argo CD. @default nobody */
            ADMIN: identities.exactOptional(),
            /** Applications and projects. @default nobody */
            EDITOR: identities.exactOptional(),
            /** Looking on. @default nobody */
            VIEWER: identities.exactOptional(),
        })
        .exactOptional(),
    /** VPC endpoints of `eks-capabilities` through which alone it is reached. @default by the internet */
    vpcEndpointIds: list(z.string()).exactOptional(),
    ...common,
});

export const capabilitiesSchema = z.strictObject({
    /** Argo CD: applications from Git repositories, to this cluster and to others. @default none */
    argoCd: argoCd.exactOptional(),
    /** AWS Controllers for Kubernetes: AWS resources as objects of the cluster. @default none */
    ack: z.strictObject(common).exactOptional(),
    /** Kube Resource Orchestrator: kinds of your own, made of other kinds. @default none */
    kro: z.strictObject(common).exactOptional(),
});

export type CapabilitiesWords = z.infer<typeof capabilitiesSchema>;
export type ArgoCdWords = z.infer<typeof argoCd>;
