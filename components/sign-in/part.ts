/** The environment's identity providers, by name. */
import { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { IdentityProvider } from "./identity-provider";
import { identityProviderSchema } from "./identity-provider-schema";
import {
    checkIdentityProvider,
    checkTogether,
    type IdentityProviderSpec,
    noticesOfIdentityProviders,
} from "./identity-provider-spec";

const words = {
    /**
     * OIDC providers that people sign in to the cluster with, by name, beside IAM. Each takes 15 to 40 minutes to make or
     * to remove; every change but `groups` is both, and nobody signs in through it meanwhile.
     * @default none: IAM alone
     * @example
     * identityProviders: {
     *     okta: {
     *         issuerUrl: "https://example.okta.com/oauth2/default",
     *         clientId: "0oa1example",
     *         usernameClaim: "email",
     *         groupsClaim: "groups",
     *         groupsPrefix: "okta:",
     *         groups: { "eks-operators": "cluster-admin", "eks-developers": "view" },
     *     },
     * },
     */
    identityProviders: z.record(z.string(), identityProviderSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

/** What the component is given besides its spec. */
export interface PlacedSpec extends IdentityProviderSpec {
    readonly clusterName: string;
}

export const identityProviders = part({
    words,
    // An association is an update of the cluster: it comes when nothing of EKS is made any more.
    phase: "releases",
    plan: ({ settings: { clusterName }, shape }: Environment<Reads>): Named<PlacedSpec>[] =>
        Object.entries(shape.identityProviders ?? {}).map(([provider, asked]) => ({
            name: `sign-in-${provider}`,
            shapePath: `identityProviders.${provider}`,
            spec: { ...asked, clusterName, provider },
        })),
    origins: { clusterName: "clusterName", provider: { shape: "" } },
    check: checkIdentityProvider,
    checkAll: (components) =>
        checkTogether(components.map(({ shapePath, spec }) => ({ path: shapePath, spec }))),
    notices: (components) => noticesOfIdentityProviders(components.map(({ spec }) => spec)),
    // Nobody signs in before the rights are there, and they live in the cluster.
    inClusterOnly: true,
    // EKS refuses a second update of the cluster while one is going.
    oneByOne: true,
    build: ({ name, spec }, { ground: { cluster }, options }) =>
        new IdentityProvider(name, { ...spec, cluster }, options),
});
