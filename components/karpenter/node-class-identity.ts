/** A role or an instance profile of one's own for the nodes of a pool. */
import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import type { NodeClassWords } from "./node-class-schema";
import { isWindowsPool } from "./ref";

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml, first rule of spec; IAM API Reference, RoleName. */
export function checkIdentity({
    instanceProfile,
    role,
}: Pick<NodeClassWords, "instanceProfile" | "role">): Problem[] {
    if (instanceProfile !== undefined && role !== undefined) {
        const what = "a node has a role or an instance profile";
        return [
            { path: "nodeClass.instanceProfile", what, got: instanceProfile, remedy: "Keep one of them" },
        ];
    }
    return [
        ...checkName("nodeClass.role", role, 64),
        ...checkName("nodeClass.instanceProfile", instanceProfile, 128),
    ];
}

function checkName(path: string, name: string | undefined, max: number): Problem[] {
    if (name === undefined || (name.length <= max && /^[\w+=,.@-]+$/.test(name))) return [];
    const remedy = `Write its name, not its ARN: 1 to ${max} letters, digits and + = , . @ _ -`;
    return [{ path, what: "not a name IAM has", got: name, remedy }];
}

/** The controller may pass the kit's own role only, and only that one has a way into the cluster. */
export function noticesOfIdentity(
    pool: string,
    { amiFamily, instanceProfile, role }: NodeClassWords,
    amiAlias?: string,
): string[] {
    const own =
        role ??
        (instanceProfile === undefined ? undefined : `the role of instance profile ${instanceProfile}`);
    if (own === undefined) return [];
    const nodeClass = defined({ amiFamily });
    const type = isWindowsPool({ nodeClass, ...defined({ amiAlias }) }) ? "EC2_WINDOWS" : "EC2_LINUX";
    return [
        `Pool ${pool} has nodes with ${own}: allow iam:PassRole on it to Karpenter's controller, and give it an access entry ` +
            `of type ${type}, or no node starts or joins`,
    ];
}
