/** Security groups: what they let through. */
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, needed, none } from "../judging";
import { type Planned, TYPES } from "../planned";
import { EVERYWHERE, input, listOf, textOf, textsOf } from "../reading";
import { existingVpcOf } from "../subnets";

export const SECURITY_GROUPS: readonly Control[] = [
    {
        id: "C49",
        title: "Empty default group",
        severity: "high",
        means: "the VPC's default security group lets nothing through",
        why: "Whatever is made without a group gets this one.",
        remedy: "Take the transform of the default security group out",
        decidedBy: ["transforms", "network"],
        rows: { fsbp: ["EC2.2"] },
        judge: (planned) => {
            const groups = planned.ofType(TYPES.defaultSecurityGroup);
            const hasOwnVpc = planned.ofType(TYPES.vpc).length > 0;
            return [
                // That of a VPC which is there already is its owner's.
                ...(hasOwnVpc && existingVpcOf(planned) === undefined
                    ? needed(groups, "emptied default security group")
                    : []),
                ...["ingress", "egress"].flatMap((path) =>
                    each(groups, {
                        path,
                        holds: (value) => Array.isArray(value) && value.length === 0,
                        what: "lets something through",
                    }),
                ),
            ];
        },
    },
    {
        id: "C50",
        title: "Closed groups",
        severity: "high",
        means: "no security group takes traffic from everywhere",
        why: "Whatever listens behind it is scanned within minutes.",
        remedy: "Name the networks or the group that may come in",
        decidedBy: ["network.furtherEndpoints", "own", "transforms"],
        rows: {
            fsbp: ["EC2.13", "EC2.14", "EC2.18", "EC2.19"],
            nsa: ["node-segmentation", "control-plane"],
        },
        judge: (planned) => [
            ...each(rulesOf(planned, "ingress"), {
                path: "cidrIpv4",
                holds: (_, rule) => !networksOf(rule).some((network) => EVERYWHERE.test(network)),
                what: "takes traffic from everywhere",
            }),
            ...each(planned.ofType(TYPES.securityGroup), {
                path: "ingress",
                holds: (value) => listOf(value).length === 0,
                what: "has rules inside, which fight with those beside",
            }),
        ],
    },
    {
        id: "C51",
        title: "Endpoints let nothing out",
        severity: "low",
        means: "the endpoints' security group lets nothing out",
        why: "An endpoint answers; whatever calls out from its group is somebody else.",
        remedy: "Take the rule out",
        decidedBy: ["own", "transforms", "network"],
        source: "checkov CKV_AWS_382",
        from: "production",
        judge: (planned) => [
            ...each(planned.ofType(TYPES.securityGroup), {
                path: "egress",
                holds: (value) => listOf(value).length === 0,
                what: "lets traffic out",
            }),
            ...each(rulesOf(planned, "egress"), {
                path: "cidrIpv4",
                holds: (_, rule) => !networksOf(rule).some((network) => EVERYWHERE.test(network)),
                what: "lets everything out",
            }),
        ],
    },
    {
        id: "C52",
        title: "Rules say what for",
        severity: "low",
        means: "security groups and their rules say what they are for",
        why: "A rule nobody can explain is never taken away.",
        remedy: "Set its description",
        decidedBy: ["own", "transforms", "network"],
        source: "checkov CKV_AWS_23",
        judge: (planned) =>
            each(
                [
                    ...planned.ofType(TYPES.securityGroup),
                    ...rulesOf(planned, "ingress"),
                    ...rulesOf(planned, "egress"),
                ],
                {
                    path: "description",
                    holds: (value) => !["", "Managed by Pulumi"].includes(textOf(value)),
                    what: "has no description",
                    tellsBy: "presence",
                },
            ),
    },
    {
        id: "C55",
        title: "No open network ACL",
        severity: "medium",
        means: "no network ACL opens all ports: there is none but the VPC's own",
        why: "Two places that open ports are one too many to read.",
        remedy: "Take the network ACL out, and say it with security groups",
        decidedBy: ["own", "network"],
        rows: { fsbp: ["EC2.16", "EC2.21"] },
        judge: (planned) => none(planned.matching(/networkAcl/i), planned.ofType(TYPES.vpc), "a network ACL"),
    },
];

function rulesOf(planned: Planned, way: "egress" | "ingress"): readonly PlannedResource[] {
    return [
        ...planned.matching(new RegExp(`securityGroup${way}Rule$`, "i")),
        ...planned.matching(/:SecurityGroupRule$/).filter((one) => input(one, "type") === way),
    ];
}

function networksOf(rule: PlannedResource): readonly string[] {
    return ["cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks"].flatMap((key) =>
        textsOf(input(rule, key)),
    );
}
