/** Account quotas a new account starts with. */
import { textOf } from "../../facts/build";
import { valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { TYPES } from "./lookups";
import type { Model } from "./model";

interface Quota {
    readonly limit: number;
    readonly error: string;
    readonly source: string;
    /** What is counted together: by default everything in account and region. */
    readonly per?: string;
}

const QUOTAS: Readonly<Record<string, Quota>> = {
    [TYPES.eip]: {
        limit: 5,
        error: "AddressLimitExceeded: The maximum number of addresses has been reached.",
        source: "VPC User Guide, amazon-vpc-limits: Elastic IP addresses per Region",
    },
    [TYPES.fargateProfile]: {
        limit: 10,
        error: "ResourceLimitExceededException: You have reached the limit of Fargate Profiles in this cluster",
        source: "EKS User Guide, service-quotas: Fargate profiles per cluster",
        per: "clusterName",
    },
    [TYPES.identityProviderConfig]: {
        limit: 10,
        error: "ResourceLimitExceededException: You have reached the limit of identity provider configs in this cluster",
        source: "EKS User Guide, authenticate-oidc-identity-provider: up to 10 from Kubernetes 1.32 on",
        per: "clusterName",
    },
    [TYPES.internetGateway]: {
        limit: 5,
        error: "InternetGatewayLimitExceeded: The maximum number of internet gateways has been reached.",
        source: "VPC User Guide, amazon-vpc-limits: internet gateways per Region",
    },
    [TYPES.vpc]: {
        limit: 5,
        error: "VpcLimitExceeded: The maximum number of VPCs has been reached.",
        source: "VPC User Guide, amazon-vpc-limits: VPCs per Region",
    },
};

export const quotas: Model = {
    name: "quotas",
    refuse: ({ method, place, type, values }, { inventory }): Refusal | undefined => {
        const quota = QUOTAS[type];
        if (quota === undefined || method !== "create") return undefined;
        const { error, limit, per, source } = quota;
        const group = per === undefined ? "" : textOf(values[per]);
        const used = inventory
            .ofType(type, place)
            .filter((entry) => per === undefined || textOf(valuesOf(entry)[per]) === group);
        return used.length < limit ? undefined : { error, source, wording: "reported" };
    },
};
