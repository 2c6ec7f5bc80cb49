/** Nodes of groups that EKS does not know: EC2 ends them without a word to Kubernetes. */
import type { Change } from "../change";
import { isLost, named, type Risk, sidesOf } from "./risk";

export const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";

const REFRESH_SOURCE =
    "EC2 Auto Scaling User Guide, asg-instance-refresh; hashicorp/terraform-provider-aws internal/service/autoscaling/group.go, resourceGroupUpdate";
const DRAIN =
    "Install aws-node-termination-handler, or cordon and drain the old nodes before and check the new ones after";

/** What a change of a group does to its nodes. */
export function selfManagedRolls(change: Change): Risk[] {
    const group = named("Auto Scaling group", change);
    if (isLost(change)) {
        const verb = change.operation === "delete" ? "deleted" : "replaced";
        return [
            {
                kind: "nodes-roll",
                severity: "high",
                urn: change.urn,
                what: `${group} is ${verb}: all its nodes go.`,
                why: "EC2 ends them at once and evicts no pod first: disruption budgets do not count.",
                source: "EC2 Auto Scaling API Reference, DeleteAutoScalingGroup",
                remedy: "Make room elsewhere, cordon and drain its nodes, then remove it",
            },
        ];
    }
    const isNewNode =
        change.properties.some(({ path }) => path[0] === "mixedInstancesPolicy") ||
        change.ripples.some(({ input }) => input === "mixedInstancesPolicy");
    if (change.operation !== "update" || !isNewNode) return [];
    const isRefreshed = sidesOf(change).after["instanceRefresh"] !== undefined;
    return [
        {
            kind: "nodes-roll",
            severity: "medium",
            urn: change.urn,
            what: isRefreshed
                ? `${group} replaces its nodes by an instance refresh, because template, types or Spot change.`
                : `${group} leaves its nodes as they are: what changes reaches only those started afterwards.`,
            why: isRefreshed
                ? "The update does not wait for it, and EC2 evicts no pod first: disruption budgets do not count."
                : "update is none: two kinds of nodes stand in one group until somebody ends the old ones.",
            source: REFRESH_SOURCE,
            remedy: isRefreshed
                ? DRAIN
                : "End the old nodes one by one, drained, when the new ones have proved well",
        },
    ];
}
