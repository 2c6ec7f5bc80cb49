/** An identity provider as plain values: what EKS is told, whom it lets do what, and everything that is refused. */
import { parseCidr, cidrsOverlap } from "../shared/cidr";
import { defined } from "../shared/defined";
import { shortHash } from "../shared/names";
import type { Problem } from "../shared/problems";
import type { IdentityProviderWords } from "./identity-provider-schema";

/**
 * Providers of one cluster, and how much they may say together.
 * Source: EKS User Guide, authenticate-oidc-identity-provider, read 2026-11: up to 10 from Kubernetes 1.32 on, less than
 * 12 KB; before, one.
 */
export const MAX_PROVIDERS = 10;
const MAX_BYTES = 12 * 1024;

/** Source: hashicorp/terraform-provider-aws internal/service/eks/identity_provider_config.go, required_claims. */
const LONGEST_CLAIM = { key: 63, value: 253 } as const;

export interface IdentityProviderSpec extends IdentityProviderWords {
    /** What EKS calls it. */
    readonly provider: string;
}

/** What EKS is told of a provider. Any change of it takes the provider away and makes it again. */
export interface OidcPlan {
    readonly identityProviderConfigName: string;
    readonly issuerUrl: string;
    readonly clientId: string;
    readonly usernameClaim?: string;
    readonly usernamePrefix?: string;
    readonly groupsClaim?: string;
    readonly groupsPrefix?: string;
    readonly requiredClaims?: Readonly<Record<string, string>>;
}

/** A group and its ClusterRole. */
export interface GroupBinding {
    /** Name of the binding, and the end of its logical name. */
    readonly key: string;
    /** As Kubernetes knows it: with the prefix. */
    readonly group: string;
    readonly clusterRole: string;
}

export interface IdentityProviderPlan {
    readonly oidc: OidcPlan;
    /** Sorted by group. */
    readonly bindings: readonly GroupBinding[];
}

/** Assumes a checked spec. */
export function planIdentityProvider(spec: IdentityProviderSpec): IdentityProviderPlan {
    const { clientId, groups = {}, groupsClaim, groupsPrefix, issuerUrl, provider } = spec;
    const { requiredClaims, usernameClaim, usernamePrefix } = spec;
    return {
        oidc: {
            identityProviderConfigName: provider,
            issuerUrl,
            clientId,
            ...defined({ groupsClaim, groupsPrefix, requiredClaims, usernameClaim, usernamePrefix }),
        },
        bindings: Object.entries(groups)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, clusterRole]) => ({
                key: `${provider}-${keyOf(name)}`,
                group: `${groupsPrefix ?? ""}${name}`,
                clusterRole,
            })),
    };
}

/** A name of Kubernetes for whatever a directory calls a group: unlike names stay unlike. */
function keyOf(group: string): string {
    if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(group) && group.length <= 100) return group;
    const readable = group.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return `${readable.slice(0, 50).replace(/^-|-$/g, "")}-${shortHash(group)}`;
}

/** What a reader of the plan sees. */
export function decisionsOfIdentityProvider(spec: IdentityProviderSpec): Record<string, string | string[]> {
    const { bindings } = planIdentityProvider(spec);
    const claims = Object.entries(spec.requiredClaims ?? {}).sort();
    return {
        clientId: spec.clientId,
        groups: bindings.map(({ clusterRole, group }) => `${group}: ${clusterRole}`),
        issuer: spec.issuerUrl,
        ...(claims.length === 0 ? {} : { requires: claims.map(([key, value]) => `${key}=${value}`) }),
        users: [spec.usernamePrefix ?? "", `{${spec.usernameClaim ?? "sub"}}`].join(""),
    };
}

/** Everything EKS or Kubernetes would refuse of one provider, and what would make strangers administrators. */
export function checkIdentityProvider(spec: IdentityProviderSpec): Problem[] {
    const { clientId, groupsClaim, groupsPrefix, provider, usernameClaim, usernamePrefix } = spec;
    return [
        ...checkName(provider),
        ...checkIssuer(spec.issuerUrl),
        ...checkText("clientId", clientId),
        ...checkText("usernameClaim", usernameClaim),
        ...checkText("groupsClaim", groupsClaim),
        ...checkPrefix("usernamePrefix", usernamePrefix),
        ...checkPrefix("groupsPrefix", groupsPrefix),
        ...checkClaims(spec.requiredClaims ?? {}),
        ...checkGroups(spec),
    ];
}

/** Rules between the providers of a cluster. */
export function checkTogether(
    providers: readonly { readonly path: string; readonly spec: IdentityProviderSpec }[],
): Problem[] {
    const bytes = providers.map(({ spec }) => JSON.stringify(planIdentityProvider(spec).oidc).length);
    const size = bytes.reduce((sum, one) => sum + one, 0);
    return [
        ...providers.flatMap(({ path, spec }, index) => {
            const first = providers.slice(0, index).find((one) => one.spec.issuerUrl === spec.issuerUrl);
            if (first === undefined) return [];
            const what = `the issuer of ${first.path}, and EKS takes an issuer once, whatever the clientId`;
            const remedy = "Let one client serve both, or give each an issuer of its own";
            return [{ path: `${path}.issuerUrl`, what, got: spec.issuerUrl, remedy }];
        }),
        ...(providers.length <= MAX_PROVIDERS
            ? []
            : [problemOfAll(`EKS takes at most ${MAX_PROVIDERS} of a cluster`, providers.length)]),
        ...(size < MAX_BYTES ? [] : [problemOfAll(`EKS takes less than ${MAX_BYTES} bytes of all`, size)]),
    ];
}

function problemOfAll(what: string, got: number): Problem {
    return {
        path: "identityProviders",
        what,
        got,
        remedy: "Join them at one provider that trusts the others",
    };
}

/** What is legal, and lets a directory's administrators decide who administers the cluster. */
export function noticesOfIdentityProviders(providers: readonly IdentityProviderSpec[]): string[] {
    const read = providers.filter(({ groupsClaim }) => groupsClaim !== undefined);
    return read.flatMap(({ groupsPrefix = "", provider }, index) => {
        if (groupsPrefix === "") {
            return [
                `Groups of ${provider} have no prefix: one that is called system:masters there would administer the cluster. Give it a groupsPrefix`,
            ];
        }
        const twin = read.slice(0, index).find((other) => other.groupsPrefix === groupsPrefix);
        return twin === undefined
            ? []
            : [
                  `Groups of ${provider} and ${twin.provider} have the prefix ${groupsPrefix}: Kubernetes cannot tell a group of one from that of the other`,
              ];
    });
}

/** The name is part of logical names and of names in Kubernetes. */
function checkName(provider: string): Problem[] {
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(provider) && provider.length <= 63) return [];
    const remedy = "Use at most 63 small letters, digits and - with a letter or digit at both ends";
    return [{ path: "provider", what: "not a name of an identity provider", got: provider, remedy }];
}

/** Networks nobody reaches from outside. Source: RFC 1918, RFC 6598, RFC 1122, RFC 3927. */
const INSIDE = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
];
const INSIDE_NAMES = /^localhost$|\.(cluster\.local|internal|local|localhost|svc)$/;
const DISCOVERY = "/.well-known/openid-configuration";

/** Source: EKS API Reference, OidcIdentityProviderConfigRequest, issuerUrl. */
function checkIssuer(issuerUrl: string): Problem[] {
    const problem = (what: string, remedy: string, shown = issuerUrl): Problem[] => [
        { path: "issuerUrl", what, got: shown, remedy },
    ];
    const remedy = "Write https://<host>, with the path the provider's own iss has";
    const url = URL.canParse(issuerUrl) ? new URL(issuerUrl) : undefined;
    if (url?.protocol !== "https:") return problem("not an https address", remedy);
    // Never echoed: whatever stands before an @ may be a password.
    if (url.username !== "" || url.password !== "") {
        return problem("an issuer has no credentials in its address", remedy, url.host);
    }
    if (/[?#]/.test(issuerUrl)) return problem("EKS takes neither query nor fragment of an issuer", remedy);
    if (issuerUrl.endsWith(DISCOVERY)) {
        const what = "the address of the discovery document, not of the issuer";
        return problem(what, `Write ${issuerUrl.slice(0, -DISCOVERY.length)}`);
    }
    const isInside =
        INSIDE_NAMES.test(url.hostname) ||
        (parseCidr(`${url.hostname}/32`) !== undefined &&
            INSIDE.some((network) => cidrsOverlap(network, `${url.hostname}/32`)));
    if (!isInside) return [];
    return problem(
        "nobody finds this host from the internet, and the control plane fetches the signing keys there",
        "Publish the provider's discovery document, or let people in by IAM roles",
    );
}

function checkText(path: string, text: string | undefined): Problem[] {
    if (text === undefined || (text !== "" && text.trim() === text)) return [];
    return [
        {
            path,
            what: "empty, or with blanks at an end",
            got: text,
            remedy: "Write it as the provider has it",
        },
    ];
}

/** Source: EKS User Guide, authenticate-oidc-identity-provider: not `system:`, nor any portion of it. */
function checkPrefix(path: string, prefix: string | undefined): Problem[] {
    if (prefix === undefined) return [];
    if (prefix === "") {
        return [
            { path, what: "empty", got: prefix, remedy: "Leave it out, or write a word and a colon: okta:" },
        ];
    }
    if (!prefix.toLowerCase().includes("system")) return [];
    const what = "EKS takes no prefix with system: names that begin so are Kubernetes' own";
    return [{ path, what, got: prefix, remedy: "Name the provider: okta:" }];
}

function checkClaims(claims: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(claims).flatMap(([key, value]) => {
        const path = `requiredClaims.${key}`;
        const isKey = key.length >= 1 && key.length <= LONGEST_CLAIM.key;
        if (isKey && value.length >= 1 && value.length <= LONGEST_CLAIM.value) return [];
        const what = `EKS takes claims of 1 to ${LONGEST_CLAIM.key} characters with values of 1 to ${LONGEST_CLAIM.value}`;
        return [{ path, what, got: value, remedy: "Require a shorter claim" }];
    });
}

/** Bindings nobody could ever use, and names that are Kubernetes' own. */
function checkGroups({ groups = {}, groupsClaim, groupsPrefix = "" }: IdentityProviderSpec): Problem[] {
    const names = Object.entries(groups);
    return [
        ...(names.length > 0 && groupsClaim === undefined
            ? [
                  {
                      path: "groups",
                      what: "nobody would be in these groups, since no claim of the token is read for them",
                      got: names.map(([name]) => name),
                      remedy: 'Add groupsClaim: "groups", or the name the provider gives it',
                  },
              ]
            : []),
        ...names.flatMap(([name, clusterRole]) => {
            const path = `groups.${name}`;
            if (name === "" || `${groupsPrefix}${name}`.startsWith("system:")) {
                const what = "groups of these names are Kubernetes' own";
                return [{ path, what, got: name, remedy: "Name a group of the provider" }];
            }
            // Source: kubernetes apimachinery pkg/api/validation/path/name.go, which names of RBAC follow.
            if (clusterRole !== "" && !/[/%]|^\.{1,2}$/.test(clusterRole)) return [];
            const remedy = "Write cluster-admin, admin, edit, view, or the name of a ClusterRole of yours";
            return [{ path, what: "not a name of a ClusterRole", got: clusterRole, remedy }];
        }),
    ];
}
