/** A capability as plain values: what EKS is told, whom it may be, and everything that is refused. */
import {
    type AssociationPlan,
    checkPolicies as checkAccess,
    describeAssociation,
    planAssociations,
} from "../shared/access-policies";
import type { Statement } from "../shared/iam";
import { checkPolicyArns, policyNameOf } from "../shared/policy-arns";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { checkArgoCd } from "./argo-cd-checks";
import { type ArgoCdWords, ARGO_CD_ROLES, type CapabilitiesWords } from "./capability-schema";

/** Each at most once a cluster. Source: EKS User Guide, capabilities, "How EKS capabilities work". */
export const CAPABILITIES = { argoCd: "ARGOCD", ack: "ACK", kro: "KRO" } as const;
export type CapabilityKey = keyof typeof CAPABILITIES;

export interface CapabilitySpec extends Omit<Partial<ArgoCdWords>, "access" | "policyArns" | "statements"> {
    readonly capability: CapabilityKey;
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    readonly policyArns?: readonly string[];
    readonly statements?: readonly Statement[];
    readonly access?: readonly { readonly policy: string; readonly namespaces?: readonly string[] }[];
}

/** Inputs of the capability beside its cluster and its role. */
export interface CapabilityPlan {
    readonly capabilityName: string;
    readonly type: (typeof CAPABILITIES)[CapabilityKey];
    readonly configuration?: { readonly argoCd: ArgoCdPlan };
    readonly access: readonly AssociationPlan[];
}

interface ArgoCdPlan {
    readonly awsIdc: { readonly idcInstanceArn: string; readonly idcRegion: string };
    readonly namespace: string;
    readonly networkAccess?: { readonly vpceIds: string[] };
    readonly rbacRoleMappings?: {
        readonly role: string;
        readonly identities: { readonly id: string; readonly type: "SSO_GROUP" | "SSO_USER" }[];
    }[];
}

/** Assumes a checked spec. */
export function planCapability(spec: CapabilitySpec): CapabilityPlan {
    const { access = [], capability, region } = spec;
    return {
        capabilityName: capability.toLowerCase(),
        type: CAPABILITIES[capability],
        ...(capability === "argoCd" ? { configuration: { argoCd: planArgoCd(spec) } } : {}),
        access: planAssociations(access, region),
    };
}

function planArgoCd({
    identityCenter,
    namespace = "argocd",
    region,
    roles = {},
    vpcEndpointIds,
}: CapabilitySpec): ArgoCdPlan {
    const mappings = ARGO_CD_ROLES.flatMap((role) => {
        const { groups = [], users = [] } = roles[role] ?? {};
        const identities = [
            ...[...groups].sort().map((id) => ({ id, type: "SSO_GROUP" as const })),
            ...[...users].sort().map((id) => ({ id, type: "SSO_USER" as const })),
        ];
        return identities.length === 0 ? [] : [{ role, identities }];
    });
    return {
        awsIdc: {
            idcInstanceArn: identityCenter?.instanceArn ?? "",
            idcRegion: identityCenter?.region ?? region,
        },
        namespace,
        ...(vpcEndpointIds === undefined ? {} : { networkAccess: { vpceIds: [...vpcEndpointIds] } }),
        ...(mappings.length === 0 ? {} : { rbacRoleMappings: mappings }),
    };
}

/** What a reader of the plan sees. */
export function decisionsOfCapability(spec: CapabilitySpec): Record<string, string | string[]> {
    const { access, configuration, type } = planCapability(spec);
    const mappings = configuration?.argoCd.rbacRoleMappings ?? [];
    return {
        access: ["what EKS gives it", ...access.map(describeAssociation)],
        aws: [...(spec.policyArns ?? []).map(policyNameOf), ...(spec.statements ?? []).map(({ Sid }) => Sid)],
        ...(configuration === undefined
            ? {}
            : {
                  namespace: configuration.argoCd.namespace,
                  reach:
                      configuration.argoCd.networkAccess === undefined
                          ? "by the internet, with Identity Center"
                          : "by VPC endpoints alone",
                  roles: mappings.map(({ identities, role }) => `${role}: ${identities.length}`),
              }),
        type,
    };
}

/** The capabilities that are asked for. */
export function askedOf(words: CapabilitiesWords): CapabilityKey[] {
    return (Object.keys(CAPABILITIES) as CapabilityKey[]).filter((key) => words[key] !== undefined);
}

/** Everything EKS or IAM would refuse. */
export function checkCapability(spec: CapabilitySpec): Problem[] {
    return [
        ...checkPartition(spec),
        ...checkPolicyArns("policyArns", spec.policyArns ?? [], spec),
        ...checkAccess("access", spec.access ?? [], spec.region),
        ...(spec.capability === "argoCd" ? checkArgoCd(spec) : []),
    ];
}

/** Source: EKS User Guide, capabilities: commercial regions. */
function checkPartition({ capability, region }: CapabilitySpec): Problem[] {
    if (partitionOf(region) === "aws") return [];
    const what = `EKS has no capabilities in ${region}`;
    return [{ path: "", what, got: capability, remedy: "Remove it, or install its Helm chart" }];
}

/** What is legal, and would leave the capability without anything to do. */
export function noticesOfCapability(spec: CapabilitySpec): string[] {
    const { access = [], capability, policyArns = [], roles = {}, statements = [] } = spec;
    const hasAws = policyArns.length + statements.length > 0;
    const lacks = {
        ack: hasAws
            ? []
            : ["ACK may do nothing in AWS: capabilities.ack has neither policyArns nor statements"],
        argoCd: [
            ...(access.length > 0
                ? []
                : ["Argo CD may deploy nothing into this cluster: capabilities.argoCd.access is empty"]),
            ...(roles.ADMIN === undefined
                ? ["Nobody administers Argo CD: capabilities.argoCd.roles has no ADMIN"]
                : []),
        ],
        kro:
            access.length > 0
                ? []
                : ["kro may make none of the kinds it is given: capabilities.kro.access is empty"],
    };
    return lacks[capability];
}
