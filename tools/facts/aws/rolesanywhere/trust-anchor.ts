/** aws:rolesanywhere/trustAnchor:TrustAnchor */
import { allTags, autoNamed, defaults, provider, regionalArn, typings, unverified, uuid } from "../../build";
import type { ResourceFacts } from "../../facts";

export const trustAnchor: ResourceFacts = {
    type: "aws:rolesanywhere/trustAnchor:TrustAnchor",
    id: (ctx) => uuid(ctx, "anchor"),
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: regionalArn(ctx, "rolesanywhere", `trust-anchor/${uuid(ctx, "anchor")}`),
        ...defaults(ctx, { enabled: true, notificationSettings: [] }),
    }),
    outputsEvidence: typings("rolesanywhere/trustAnchor"),
    unknownAtPreview: {
        value: ["arn", "enabled", "notificationSettings"],
        ...typings("rolesanywhere/trustAnchor"),
    },
    // Nothing of its schema forces replacement: name and source are updated.
    forcesReplacement: [],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "a certificate is none of an authority, or uses a weak signature",
            error: "ValidationException: Incorrect basic constraints for CA certificate",
            ...unverified("error text as quoted in public reports"),
        },
        {
            during: "update",
            when: "enabled changes and the provider's call for it fails",
            error: "none: the error is dropped",
            ...provider("rolesanywhere/trust_anchor", "resourceTrustAnchorUpdate"),
        },
    ],
};
