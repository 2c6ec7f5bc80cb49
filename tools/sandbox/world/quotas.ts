/** Account quotas a new account starts with. */
import { textOf } from "../../facts/build";
import { type QuotaId, quotaOf } from "../../facts/quotas";
import { valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { TYPES } from "./lookups";
import type { Model } from "./model";

interface Counted {
    readonly quota: QuotaId;
    readonly error: string;
    /** What is counted together: by default everything in account and region. */
    readonly per?: string;
}

const COUNTED: Readonly<Record<string, Counted>> = {
    [TYPES.eip]: {
        quota: "eips",
        error: "AddressLimitExceeded: The maximum number of addresses has been reached.",
    },
    [TYPES.fargateProfile]: {
        quota: "fargate-profiles",
        error: "ResourceLimitExceededException: You have reached the limit of Fargate Profiles in this cluster",
        per: "clusterName",
    },
    [TYPES.identityProviderConfig]: {
        quota: "identity-providers",
        error: "ResourceLimitExceededException: You have reached the limit of identity provider configs in this cluster",
        per: "clusterName",
    },
    [TYPES.internetGateway]: {
        quota: "internet-gateways",
        error: "InternetGatewayLimitExceeded: The maximum number of internet gateways has been reached.",
    },
    [TYPES.vpc]: {
        quota: "vpcs",
        error: "VpcLimitExceeded: The maximum number of VPCs has been reached.",
    },
};

export const quotas: Model = {
    name: "quotas",
    refuse: ({ method, place, type, values }, { inventory }): Refusal | undefined => {
        const counted = COUNTED[type];
        if (counted === undefined || method !== "create") return undefined;
        const { error, per, quota } = counted;
        const { limit = Infinity, source } = quotaOf(quota);
        const group = per === undefined ? "" : textOf(values[per]);
        const used = inventory
            .ofType(type, place)
            .filter((entry) => per === undefined || textOf(valuesOf(entry)[per]) === group);
        return used.length < limit ? undefined : { error, source, wording: "reported" };
    },
};
