/** Objects that have to go through the Kubernetes provider of a cluster which is replaced in the same update. */
import type { Change } from "../change";
import { isMovedRegion } from "./moves";
import { type Around, changesOfType, isLost, named, type Risk } from "./risk";

const PROVIDER_TYPE = "pulumi:providers:kubernetes";

/** Where everything moves to another region, that is said instead. */
export function closedProviders(around: Around): readonly Risk[] {
    if (around.diff.changes.some(isMovedRegion)) return [];
    return changesOfType(around, PROVIDER_TYPE)
        .filter(({ operation }) => operation === "replace")
        .flatMap((provider): Risk[] => {
            const objects = around.diff.changes.filter((change) => isObjectOf(provider, change)).length;
            if (objects === 0) return [];
            const those = objects === 1 ? "one object has" : `${objects} objects have`;
            return [
                {
                    kind: "update-fails",
                    severity: "critical",
                    urn: provider.urn,
                    what: `The update fails: ${named("Kubernetes provider", provider)} is replaced while ${those} to go through it.`,
                    why: "The engine closes the old one first: the client connection is closing, at every retry.",
                    source: "pulumi/pulumi issue 14650, with the same error; seen with CLI 3.248",
                    remedy: "Deploy platform:inCluster: false first, then the change, then true: docs/runbooks/replace-the-cluster.md",
                },
            ];
        });
}

/** Made with it until now, and made anew or deleted. */
function isObjectOf(provider: Change, change: Change): boolean {
    return isLost(change) && change.before?.provider === provider.before?.urn;
}
