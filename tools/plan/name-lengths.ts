/** Names that a stack's own naming makes longer than AWS takes: an update would find out one by one, half-way. */
import { LOGICAL_NAME_LIMITS, type NamedKind, RANDOM_SUFFIX } from "../../components/shared/names";
import type { NameRule } from "../facts/facts";
import { nameTooLong } from "./problems";
import { typeOfUrn } from "./urn";

/** Types whose names AWS limits more tightly than Pulumi does, as a kind of components/shared/names.ts. */
const KINDS: Readonly<Record<string, NamedKind>> = {
    "aws:ec2/launchTemplate:LaunchTemplate": "launchTemplate",
    "aws:eks/fargateProfile:FargateProfile": "fargateProfile",
    "aws:eks/nodeGroup:NodeGroup": "nodeGroup",
    "aws:iam/rolePolicy:RolePolicy": "policy",
};

/** A problem when the name is too long for AWS or for Pulumi. */
export function checkNameLength(urn: string, made: string, rule: NameRule): readonly string[] {
    if (rule.kind !== "auto") return [];
    const kind = KINDS[typeOfUrn(urn)];
    const ofAws = kind === undefined ? rule.maxLength : LOGICAL_NAME_LIMITS[kind] + RANDOM_SUFFIX;
    const limit = Math.min(rule.maxLength, ofAws);
    return made.length > limit ? [nameTooLong(urn, made, limit)] : [];
}
