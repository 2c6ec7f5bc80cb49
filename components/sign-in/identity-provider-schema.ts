/** What an environment may say of an identity provider that people sign in with. */
import { z } from "zod";

/** Text that Kubernetes or EKS compares letter by letter. */
const textByText = z.record(z.string(), z.string());

export const identityProviderSchema = z.strictObject({
    /**
     * `iss` of its tokens, letter by letter. The control plane fetches the signing keys there, so it must answer on the
     * internet, with a certificate of a public authority.
     */
    issuerUrl: z.string(),
    /** Audience: the client that tokens are made for. No secret. */
    clientId: z.string(),
    /** Claim that is the user's name. @default `sub` */
    usernameClaim: z.string().exactOptional(),
    /** Before each user's name; `-` for nothing. @default the issuer and `#`; nothing where the claim is `email` */
    usernamePrefix: z.string().exactOptional(),
    /** Claim that lists the user's groups. @default groups are not read */
    groupsClaim: z.string().exactOptional(),
    /** Before each group's name, so that nobody's group has the name of another: `okta:`. @default nothing */
    groupsPrefix: z.string().exactOptional(),
    /** Claims a token must have, each with this value. @default none */
    requiredClaims: textByText.exactOptional(),
    /**
     * What groups may do: the name of a ClusterRole by the group's name at the provider, without the prefix. Kubernetes
     * has `cluster-admin`, `admin`, `edit` and `view`. In place.
     * @default nothing: whoever signs in may do what bindings of yours say
     */
    groups: textByText.exactOptional(),
});

export type IdentityProviderWords = z.infer<typeof identityProviderSchema>;
