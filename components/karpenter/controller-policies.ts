/** What Karpenter's controller may do: one table a minor of its chart, statement by statement. */
import type { Statement } from "../shared/iam";
import {
    type ControllerScope,
    eksIntegration,
    iamIntegration,
    interruption,
    nodeLifecycle,
    resourceDiscovery,
    zonalShift,
} from "./controller-statements";

/** What a policy may name besides the scope, by its ARN. */
export type NamedResource = "cluster" | "node-role" | "queue";

/** One managed policy. It names one resource at most, so that a preview shows all the others whole. */
export type PolicyRow =
    | {
          readonly names: "nothing";
          readonly statements: (scope: ControllerScope) => readonly Statement[];
      }
    | {
          readonly names: NamedResource;
          readonly statements: (scope: ControllerScope, arn: string) => readonly Statement[];
      };

/** Policies of the minor, by the end of their logical names. */
export type PolicyTable = { readonly [key: string]: PolicyRow };

/**
 * One missing permission, and a finalizer is never cleared: so the statements are those of Karpenter's own template,
 * with its Sids, and a chart whose minor has no row here is refused.
 * Six policies, because one document would pass the 6,144 characters of a managed policy.
 *
 * Nothing about KMS: the policy of the volumes key lets whoever of the account makes volumes through EC2 use the key
 * and make its grants (components/security/key-policies.ts), this controller included.
 * Source: aws/karpenter-provider-aws, website/content/en/v1.14/getting-started/getting-started-with-karpenter/
 * cloudformation.yaml, 2026-08-21; IAM User Guide, reference_iam-quotas; EC2 User Guide, ebs-encryption-requirements.
 */
export const CONTROLLER_POLICIES: { readonly [minor in string]?: PolicyTable } = {
    "1.14": {
        "node-lifecycle": { names: "nothing", statements: nodeLifecycle },
        "iam-integration": { names: "node-role", statements: iamIntegration },
        "eks-integration": { names: "cluster", statements: eksIntegration },
        interruption: { names: "queue", statements: interruption },
        "zonal-shift": { names: "cluster", statements: zonalShift },
        "resource-discovery": { names: "nothing", statements: resourceDiscovery },
    },
};

/** The table for a version such as `1.14.1`, or undefined when nobody has read that minor's template yet. */
export function controllerPolicies(version: string): PolicyTable | undefined {
    return CONTROLLER_POLICIES[minorOf(version)];
}

/** `1.14` of `1.14.1`. */
export function minorOf(version: string): string {
    return version.split(".").slice(0, 2).join(".");
}
