/** Settings of a control plane, and who signs in to it: cases for the tests of risks. */
import type { Case } from "./case";
import { from, type Sketch } from "./world";

function signIn(change: { readonly [key: string]: string }): Sketch {
  return {
    type: "aws:eks/identityProviderConfig:IdentityProviderConfig",
    name: "sign-in-okta-oidc",
    provider: "aws",
    inputs: {
      clusterName: from("cluster", "name"),
      oidc: {
        identityProviderConfigName: "okta",
        issuerUrl: "https://example.okta.com",
        clientId: "kit",
        ...change,
      },
    },
    options: { deleteBeforeReplace: true },
  };
}

export const CONTROL_PLANE_CASES: readonly Case[] = [
  {
    title: "another client of an identity provider",
    risks: [
      'high | lock-out | sign-in-okta-oidc | Nobody signs in through https://example.okta.com while identity provider "sign-in-okta-oidc" is removed and made again.',
    ],
    given: { signIn: signIn({}) },
    change: { signIn: signIn({ clientId: "other" }) },
  },
  {
    title: "an identity provider removed",
    risks: [
      'medium | lock-out | sign-in-okta-oidc | Nobody signs in through https://example.okta.com any more: identity provider "sign-in-okta-oidc" is removed.',
    ],
    given: { signIn: signIn({}) },
    change: { signIn: undefined },
  },
];
