import assert from "node:assert/strict";

import {
    checkIdentityProvider,
    checkTogether,
    decisionsOfIdentityProvider,
    type IdentityProviderSpec,
    noticesOfIdentityProviders,
    planIdentityProvider,
} from "../../../components/sign-in/identity-provider-spec";
import { describeProblem } from "../../../components/shared/problems";

function spec(changes: Partial<IdentityProviderSpec> = {}): IdentityProviderSpec {
    return {
        provider: "okta",
        issuerUrl: "https://example.okta.com/oauth2/default",
        clientId: "kit",
        ...changes,
    };
}

function refusals(changes: Partial<IdentityProviderSpec>): string[] {
    return checkIdentityProvider(spec(changes)).map((problem) => describeProblem(problem));
}

describe("planIdentityProvider", () => {
    it("tells EKS what was asked, and nothing that was left out", () => {
        assert.deepEqual(planIdentityProvider(spec()), {
            oidc: {
                identityProviderConfigName: "okta",
                issuerUrl: "https://example.okta.com/oauth2/default",
                clientId: "kit",
            },
            bindings: [],
        });
        const whole = {
            usernameClaim: "email",
            usernamePrefix: "-",
            groupsClaim: "groups",
            groupsPrefix: "okta:",
            requiredClaims: { aud: "kit" },
        };
        assert.deepEqual(planIdentityProvider(spec(whole)).oidc, {
            identityProviderConfigName: "okta",
            issuerUrl: "https://example.okta.com/oauth2/default",
            clientId: "kit",
            ...whole,
        });
    });

    it("binds groups with their prefix, sorted, under names that Kubernetes takes", () => {
        const groups = { "eks-operators": "cluster-admin", "/Team A/Dev": "view", "team a dev": "edit" };
        const { bindings } = planIdentityProvider(
            spec({ groupsClaim: "groups", groupsPrefix: "okta:", groups }),
        );
        assert.deepEqual(bindings, [
            { key: "okta-team-a-dev-b953104c", group: "okta:/Team A/Dev", clusterRole: "view" },
            { key: "okta-eks-operators", group: "okta:eks-operators", clusterRole: "cluster-admin" },
            { key: "okta-team-a-dev-9d607df9", group: "okta:team a dev", clusterRole: "edit" },
        ]);
    });

    it("shows who may do what", () => {
        const groups = { "eks-operators": "cluster-admin" };
        assert.deepEqual(
            decisionsOfIdentityProvider(
                spec({
                    groupsClaim: "groups",
                    groupsPrefix: "okta:",
                    groups,
                    requiredClaims: { hd: "example.com" },
                }),
            ),
            {
                clientId: "kit",
                groups: ["okta:eks-operators: cluster-admin"],
                issuer: "https://example.okta.com/oauth2/default",
                requires: ["hd=example.com"],
                users: "{sub}",
            },
        );
    });
});

describe("checkIdentityProvider", () => {
    it("takes issuers with a host, a port and a path", () => {
        for (const issuerUrl of [
            "https://example.com",
            "https://id.example.com:8443/realms/kit",
            "https://a.b/c/",
        ])
            assert.deepEqual(refusals({ issuerUrl }), [], issuerUrl);
    });

    it("refuses issuers EKS would not take or not find", () => {
        const cases = {
            "http://example.com":
                'not an https address (got "http://example.com"). Write https://<host>, with the path the provider\'s own iss has.',
            "https://example.com?page":
                'EKS takes neither query nor fragment of an issuer (got "https://example.com?page"). Write https://<host>, with the path the provider\'s own iss has.',
            "https://example.com/x/.well-known/openid-configuration":
                'the address of the discovery document, not of the issuer (got "https://example.com/x/.well-known/openid-configuration"). Write https://example.com/x.',
            "https://keycloak.svc":
                'nobody finds this host from the internet, and the control plane fetches the signing keys there (got "https://keycloak.svc"). Publish the provider\'s discovery document, or let people in by IAM roles.',
            "https://10.1.2.3/x":
                'nobody finds this host from the internet, and the control plane fetches the signing keys there (got "https://10.1.2.3/x"). Publish the provider\'s discovery document, or let people in by IAM roles.',
        };
        for (const [issuerUrl, text] of Object.entries(cases))
            assert.deepEqual(refusals({ issuerUrl }), [`issuerUrl: ${text}`]);
    });

    it("never shows a password in an issuer", () => {
        assert.deepEqual(refusals({ issuerUrl: "https://me:hush@example.com" }), [
            'issuerUrl: an issuer has no credentials in its address (got "example.com"). Write https://<host>, with the path the provider\'s own iss has.',
        ]);
    });

    it("refuses names of Kubernetes' own", () => {
        const what = "EKS takes no prefix with system: names that begin so are Kubernetes' own";
        assert.deepEqual(refusals({ groupsPrefix: "system:", usernamePrefix: "System:node:" }), [
            `usernamePrefix: ${what} (got "System:node:"). Name the provider: okta:.`,
            `groupsPrefix: ${what} (got "system:"). Name the provider: okta:.`,
        ]);
        assert.deepEqual(refusals({ groupsClaim: "groups", groups: { "system:masters": "view" } }), [
            'groups.system:masters: groups of these names are Kubernetes\' own (got "system:masters"). Name a group of the provider.',
        ]);
    });

    it("refuses groups that nobody is in, and roles that cannot be", () => {
        assert.deepEqual(refusals({ groups: { ops: "a/b" } }), [
            'groups: nobody would be in these groups, since no claim of the token is read for them (got ["ops"]). Add groupsClaim: "groups", or the name the provider gives it.',
            'groups.ops: not a name of a ClusterRole (got "a/b"). Write cluster-admin, admin, edit, view, or the name of a ClusterRole of yours.',
        ]);
    });

    it("refuses empty words, long claims and other names", () => {
        assert.deepEqual(
            refusals({ provider: "Okta", clientId: " kit", groupsPrefix: "", requiredClaims: { hd: "" } }),
            [
                'provider: not a name of an identity provider (got "Okta"). Use at most 63 small letters, digits and - with a letter or digit at both ends.',
                'clientId: empty, or with blanks at an end (got " kit"). Write it as the provider has it.',
                'groupsPrefix: empty (got ""). Leave it out, or write a word and a colon: okta:.',
                'requiredClaims.hd: EKS takes claims of 1 to 63 characters with values of 1 to 253 (got ""). Require a shorter claim.',
            ],
        );
    });
});

describe("several identity providers", () => {
    const named = (...specs: readonly IdentityProviderSpec[]) =>
        checkTogether(specs.map((one) => ({ path: `identityProviders.${one.provider}`, spec: one }))).map(
            (problem) => describeProblem(problem),
        );
    const numbered = (count: number, changes: Partial<IdentityProviderSpec> = {}) =>
        Array.from({ length: count }, (_, index) =>
            spec({ provider: `p${index}`, issuerUrl: `https://p${index}.example.com`, ...changes }),
        );

    it("have an issuer each", () => {
        assert.deepEqual(named(spec(), spec({ provider: "twin", clientId: "other" })), [
            'identityProviders.twin.issuerUrl: the issuer of identityProviders.okta, and EKS takes an issuer once, whatever the clientId (got "https://example.okta.com/oauth2/default"). Let one client serve both, or give each an issuer of its own.',
        ]);
    });

    it("are ten at most, in twelve kilobytes", () => {
        const remedy = "Join them at one provider that trusts the others.";
        assert.deepEqual(named(...numbered(10)), []);
        assert.deepEqual(named(...numbered(11)), [
            `identityProviders: EKS takes at most 10 of a cluster (got 11). ${remedy}`,
        ]);
        assert.deepEqual(named(...numbered(10, { clientId: "c".repeat(1200) })), [
            `identityProviders: EKS takes less than 12288 bytes of all (got 12860). ${remedy}`,
        ]);
    });

    it("are told apart by the prefixes of their groups, or a notice says what follows", () => {
        const read = { groupsClaim: "groups" };
        assert.deepEqual(
            noticesOfIdentityProviders([
                spec(read),
                spec({ ...read, provider: "a", groupsPrefix: "x:" }),
                spec({ ...read, provider: "b", groupsPrefix: "x:" }),
                spec({ provider: "c" }),
            ]),
            [
                "Groups of okta have no prefix: one that is called system:masters there would administer the cluster. Give it a groupsPrefix",
                "Groups of b and a have the prefix x:: Kubernetes cannot tell a group of one from that of the other",
            ],
        );
    });
});
