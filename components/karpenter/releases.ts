/** Karpenter's two charts: the definitions of its objects first, then the controller. */
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import type * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { type ControllerFacts, controllerValues } from "./controller-values";
import { CONTROLLER_ACCOUNT, type KarpenterSpec, versionOfKarpenter } from "./karpenter-spec";

/**
 * Helm waits this long for pods to start, and to go. An installation took 16 to 63 seconds in published logs; on
 * Fargate each pod first waits for a node. Pulumi's customTimeouts do not reach Helm, so this is the only limit.
 * Source: pulumi/pulumi-kubernetes provider/pkg/provider/helm_release.go, helmCreate, helmUpdate and Delete.
 */
const TIMEOUT_SECONDS = 600;

/** Helm keeps each revision as a Secret, without an end unless told. */
const MAX_HISTORY = 10;

/** What both releases have in common, besides their version: anonymous pulls, the place the placement plan knows. */
const COMMON = {
    namespace: CONTROLLER_ACCOUNT.namespace,
    timeout: TIMEOUT_SECONDS,
    maxHistory: MAX_HISTORY,
} as const;

/**
 * Installs the definitions after everything the controller needs of AWS, then the controller; returns the latter.
 *
 * Each goes in the reverse order. A NodePool that somebody else made still has instances when the controller is gone:
 * removing the definitions then waits for its finalizer and fails, with the roles in place for another attempt,
 * instead of leaving instances behind unseen.
 *
 * A process killed half-way leaves a release that is neither installed nor failed, and Helm refuses the next attempt
 * (pulumi/pulumi-kubernetes#2054): `helm rollback karpenter -n kube-system`, or `helm uninstall` on a first install.
 */
export function createReleases(
    parent: pulumi.Resource,
    name: string,
    spec: KarpenterSpec,
    facts: ControllerFacts,
    awsReady: readonly pulumi.CustomResource[],
): Release {
    const charts = `oci://${spec.chartRegistry}/karpenter`;
    const common = { ...COMMON, version: versionOfKarpenter(spec) };
    // Helm installs the definitions inside a chart once and never again, so they have a chart of their own.
    // Not atomic: undoing a failed installation would remove the definitions, and with them every NodePool.
    const definitions = new Release(
        childName(name, "crd"),
        { ...common, name: "karpenter-crd", chart: `${charts}/karpenter-crd` },
        { parent, dependsOn: [...awsReady] },
    );
    return new Release(
        childName(name, "controller"),
        {
            ...common,
            name: "karpenter",
            chart: `${charts}/karpenter`,
            skipCrds: true,
            // A failed upgrade goes back to the controller that worked: without one, no node is launched or removed.
            atomic: true,
            cleanupOnFail: true,
            values: controllerValues(spec, facts),
        },
        { parent, dependsOn: [definitions] },
    );
}
