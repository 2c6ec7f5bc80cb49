/** Identity providers that go, or are taken away and made again: whoever signs in through them waits outside. */
import { objectOf, textOf } from "../../facts/build";
import { type Around, changesOfType, goesWithCluster, isLost, named, type Risk, sidesOf } from "./risk";

const CONFIG_TYPE = "aws:eks/identityProviderConfig:IdentityProviderConfig";

export function closedSignIns(around: Around): readonly Risk[] {
    return changesOfType(around, CONFIG_TYPE)
        .filter((change) => isLost(change) && !goesWithCluster(change, around))
        .map((change) => {
            const issuer = textOf(objectOf(sidesOf(change).before["oidc"])["issuerUrl"]);
            const isGone = change.operation === "delete";
            return {
                kind: "lock-out" as const,
                severity: isGone ? ("medium" as const) : ("high" as const),
                urn: change.urn,
                what: isGone
                    ? `Nobody signs in through ${issuer} any more: ${named("identity provider", change)} is removed.`
                    : `Nobody signs in through ${issuer} while ${named("identity provider", change)} is removed and made again.`,
                why: "Each of the two starts the API servers anew, which took 15 to 40 minutes in published logs; only IAM lets people in meanwhile.",
                source: "hashicorp/terraform-provider-aws internal/service/eks/identity_provider_config.go: every input of it is create-only; aws/containers-roadmap#1438",
                remedy: isGone
                    ? "Let its people in by IAM roles first"
                    : "Apply it when nobody needs the cluster, or add the new one under another name and issuer first",
            };
        });
}
