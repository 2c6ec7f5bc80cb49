/** Groups of nodes and profiles of Fargate. */
import { commonArchitecture } from "../../../components/shared/instance-types";
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, whole } from "../judging";
import { TYPES } from "../planned";
import { input, listOf, numberOf, read, statementsOf, textOf, textsOf } from "../reading";
import { arePrivate, subnetsBehind } from "../subnets";

export const NODE_GROUPS: readonly Control[] = [
    {
        id: "R19",
        title: "Updates take few nodes",
        severity: "medium",
        means: "an update takes one node of a group at once, or a third at most, and says which of the two",
        why: "An update would take away more room than the rest has.",
        remedy: 'Set update of the pool to { kind: "count", maxUnavailable: 1 }',
        decidedBy: ["managedNodes.<name>.update", "compute.host", "compute"],
        source: "EKS User Guide, managed-node-update-behavior",
        judge: (planned) =>
            each(planned.ofType(TYPES.nodeGroup), {
                path: "updateConfig",
                holds: (value, group) => {
                    const count = read(value, "maxUnavailable");
                    const share = read(value, "maxUnavailablePercentage");
                    const most = numberOf(input(group, "scalingConfig.maxSize"));
                    if (count === undefined) return numberOf(share) <= 33;
                    return share === undefined && (count === 1 || numberOf(count) <= most / 3);
                },
                what: "takes too many nodes at once",
            }),
    },
    {
        id: "R21",
        title: "One size a group",
        severity: "medium",
        means: "a group has one size and one architecture, says what it buys, and gives Spot a choice of three",
        why: "Pods would fit one node of the group and not the next.",
        remedy: "Split the pool in two, or name three types of one size for Spot",
        decidedBy: ["managedNodes.<name>.instanceTypes", "compute.host", "compute"],
        source: "EKS Best Practices Guide, autoscaling/cluster-autoscaler",
        judge: (planned) =>
            each(planned.ofType(TYPES.nodeGroup), {
                path: "instanceTypes",
                holds: (value, group) => {
                    const types = textsOf(value);
                    const sizes = new Set(types.map((type) => type.split(".")[1]));
                    const bought = input(group, "capacityType");
                    // Of a capacity block the template has the type, one.
                    if (bought === "CAPACITY_BLOCK") return types.length === 0;
                    return (
                        sizes.size === 1 &&
                        commonArchitecture(types) !== undefined &&
                        (bought === "ON_DEMAND" || (bought === "SPOT" && types.length >= 3))
                    );
                },
                what: "mixes sizes or architectures, or leaves Spot no choice",
            }),
    },
    {
        id: "R40",
        title: "Fargate one by one",
        severity: "medium",
        means: "Fargate stands in private subnets, and its profiles come and go one by one",
        why: "EKS makes one profile of a cluster at a time, and refuses public subnets.",
        remedy: "Leave order and subnets to the kit",
        decidedBy: ["fargateProfiles", "compute"],
        source: "EKS User Guide, fargate-profile",
        judge: (planned) => {
            const profiles = planned.ofType(TYPES.fargateProfile);
            const isOrdered = (one: PlannedResource, other: PlannedResource): boolean =>
                other === one ||
                planned.ancestorsOf(one.urn).has(other.urn) ||
                planned.ancestorsOf(other.urn).has(one.urn);
            return [
                ...each(profiles, {
                    path: "subnetIds",
                    holds: (_, one) => arePrivate(subnetsBehind(planned, one, "subnetIds")),
                    what: "stands in a public subnet",
                    tellsBy: "edges",
                }),
                ...profiles.map((one) =>
                    whole(
                        profiles.every((other) => isOrdered(one, other)),
                        "comes while another does",
                        one,
                    ),
                ),
            ];
        },
    },
    {
        id: "R41",
        title: "One zone a group",
        severity: "medium",
        means: "a node group stands in one zone, so that a volume's zone always has a node",
        why: "A pod whose volume lies in a zone without a node waits for ever.",
        remedy: "Leave sizePerZone to the kit, which makes a group for each zone",
        decidedBy: ["managedNodes.<name>.sizePerZone", "compute.host", "compute"],
        source: "EKS Best Practices Guide, reliability/dataplane",
        from: "production",
        judge: (planned) =>
            each(planned.ofType(TYPES.nodeGroup), {
                path: "subnetIds",
                holds: (value) => listOf(value).length === 1,
                what: "stands in several zones",
            }),
    },
    {
        id: "R42",
        title: "Within IAM's limits",
        severity: "medium",
        means: "trust policies and attachments of a role stay within what an account allows",
        why: "The update would stop half-way, at the role that no longer fits.",
        remedy: "Attach fewer policies, or shorten the trust",
        decidedBy: ["managedNodes.<name>.extraPolicyArns", "own", "transforms"],
        source: "IAM User Guide, IAM and AWS STS quotas",
        judge: (planned) =>
            each(planned.ofType(TYPES.role), {
                path: "assumeRolePolicy",
                holds: (value, role) =>
                    textOf(value).length <= 2048 &&
                    statementsOf(value).length > 0 &&
                    planned.usersOf(role, "role", TYPES.attachment).length <= 10,
                what: "has a trust policy or a list of policies that IAM does not take",
            }),
    },
    {
        id: "R44",
        title: "Sick nodes are replaced",
        severity: "low",
        means: "nodes that stay unhealthy are replaced by EKS, from staging on",
        why: "A node that answers and runs nothing keeps its pods until somebody looks.",
        remedy: "Set nodeRepair: true of the pool",
        decidedBy: ["managedNodes.<name>.nodeRepair", "compute.host", "compute"],
        rows: { bestPractices: ["hosts/replaced"] },
        from: "staging",
        judge: (planned) =>
            each(planned.ofType(TYPES.nodeGroup), {
                path: "nodeRepairConfig.enabled",
                holds: (value) => value === true,
                what: "keeps sick nodes",
            }),
    },
];
