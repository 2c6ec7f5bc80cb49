/** Nodes: where they stand, what they show, what they write to. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each } from "../judging";
import { isUnderOwnKey } from "../keys";
import { type Planned, TYPES } from "../planned";
import { input, listOf, read, textOf } from "../reading";
import { arePrivate, subnetsBehind } from "../subnets";

/** What nobody calls anything but a secret. */
const SECRET = /secret|password|passwd|token|private.?key/i;

export const NODES: readonly Control[] = [
    {
        id: "C19",
        title: "Private nodes",
        severity: "high",
        means: "nodes stand in private subnets and get no public address",
        why: "A node with a public address is an open door to every pod on it.",
        remedy: "Leave the subnets of nodes to the network: take subnetSelectorTerms and associatePublicIPAddress out of the pool",
        decidedBy: [
            "compute.pools.<name>.nodeClass",
            "managedNodes.<name>",
            "platform:existingVpc",
            "compute",
        ],
        rows: {
            cis: ["5.4.3"],
            fsbp: ["EC2.9", "EC2.25", "AutoScaling.5"],
            nsa: ["node-segmentation"],
            bestPractices: ["hosts/private"],
        },
        judge: (planned) => [
            ...each(planned.ofType(TYPES.nodeGroup), {
                path: "subnetIds",
                holds: (_, group) => arePrivate(subnetsBehind(planned, group, "subnetIds")),
                what: "stands in a public subnet",
                tellsBy: "edges",
            }),
            ...each(planned.ofType(TYPES.nodeClass), {
                path: "spec.associatePublicIPAddress",
                holds: (value, nodeClass) =>
                    value === undefined && arePrivate(subnetsBehind(planned, nodeClass, "spec")),
                what: "stands in a public subnet, or asks for public addresses",
            }),
            ...each(planned.ofType(TYPES.launchTemplate), {
                path: "networkInterfaces",
                holds: (value) =>
                    listOf(value).every((one) => read(one, "associatePublicIpAddress") !== "true"),
                what: "asks for public addresses",
            }),
        ],
    },
    {
        id: "C20",
        title: "Tokens for metadata",
        severity: "high",
        means: "the metadata service of a node wants tokens",
        why: "One request that a pod is tricked into would hand out the node's credentials.",
        remedy: "Take the transform of the launch template out; the kit states tokens itself",
        decidedBy: ["transforms", "compute.pools.<name>.nodeClass.metadataOptions", "managedNodes.<name>"],
        rows: {
            fsbp: ["EC2.8", "AutoScaling.3"],
            nsa: ["cloud-infrastructure"],
            bestPractices: ["iam/imds-hops"],
        },
        judge: (planned) => [
            ...each(planned.ofType(TYPES.launchTemplate), {
                path: "metadataOptions.httpTokens",
                holds: (value) => value === "required",
                what: "answers without a token",
            }),
            ...each(planned.ofType(TYPES.nodeClass), {
                path: "spec.metadataOptions.httpTokens",
                holds: (value) => value === "required",
                what: "answers without a token",
            }),
        ],
    },
    {
        id: "C21",
        title: "Metadata stays on the node",
        severity: "medium",
        means: "pods do not reach the metadata service, or it answers two hops away at most",
        why: "A pod that reaches it has the rights of its node.",
        remedy: "Take metadataHopLimit out of the pool, or httpPutResponseHopLimit out of its node class",
        decidedBy: ["managedNodes.<name>.metadataHopLimit", "compute.pools.<name>.nodeClass.metadataOptions"],
        rows: { nsa: ["cloud-infrastructure"], bestPractices: ["iam/instance-profile", "iam/imds-hops"] },
        judge: (planned) => [
            ...each(planned.ofType(TYPES.launchTemplate), {
                path: "metadataOptions.httpPutResponseHopLimit",
                holds: isNear,
                what: "answers from further away than two hops",
            }),
            ...each(planned.ofType(TYPES.nodeClass), {
                path: "spec.metadataOptions.httpPutResponseHopLimit",
                holds: isNear,
                what: "answers from further away than two hops",
            }),
        ],
    },
    {
        id: "C22",
        title: "Encrypted volumes of managed nodes",
        severity: "medium",
        means: "volumes of managed nodes are encrypted gp3, in production with a key of the environment",
        why: "A copy of a volume would show images, logs and what pods wrote.",
        remedy: 'Set keys.volumes to kind: "own", and take the transform of the launch template out',
        decidedBy: ["keys.volumes", "transforms", "managedNodes.<name>"],
        rows: { fsbp: ["EC2.3"], nsa: ["encryption"], bestPractices: ["data/at-rest"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.launchTemplate), {
                path: "blockDeviceMappings",
                holds: (value, template) =>
                    areSealed(listOf(value), "true", isOnOutpost(planned, template) ? "gp2" : "gp3") &&
                    (!planned.isAtLeast("production") ||
                        isUnderOwnKey(planned, template, "blockDeviceMappings", "volumes")),
                what: "has a volume in the clear, of another type, or under AWS's key",
            }),
    },
    {
        id: "C23",
        title: "No SSH",
        severity: "high",
        means: "nobody logs in to a node over SSH",
        why: "Without a group that says from where, EKS opens port 22 to everybody.",
        remedy: "Take the key pair out of the pool's access: Session Manager is there",
        decidedBy: ["managedNodes.<name>.access"],
        rows: { fsbp: ["SSM.1"], nsa: ["node-segmentation"], bestPractices: ["hosts/access"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.nodeGroup), {
                path: "remoteAccess",
                holds: (value) => value === undefined,
                what: "opens port 22",
            }),
    },
    {
        id: "C25",
        title: "No secret in user data",
        severity: "high",
        means: "no secret in user data",
        why: "Whoever may describe an instance reads its user data, and so does every pod with the metadata service.",
        remedy: "Let the node fetch it from Secrets Manager with its role, and take it out of userData",
        decidedBy: ["managedNodes.<name>.userData", "compute.pools.<name>.nodeClass.userData"],
        rows: { nsa: ["secrets"] },
        judge: (planned) =>
            [
                ...each(planned.ofType(TYPES.launchTemplate), {
                    path: "userData",
                    holds: (value) => !SECRET.test(Buffer.from(textOf(value), "base64").toString("utf8")),
                    what: "has a secret in its user data",
                }),
                ...each(planned.ofType(TYPES.nodeClass), {
                    path: "spec.userData",
                    holds: (value) => !SECRET.test(textOf(value)),
                    what: "has a secret in its user data",
                }),
            ].map(withoutValue),
    },
    {
        id: "C27",
        title: "Nodes pull only",
        severity: "medium",
        means: "nodes pull images and push none",
        why: "Whoever takes over a node could put its own image in place of yours.",
        remedy: "Take the registry policy out of extraPolicyArns",
        decidedBy: ["managedNodes.<name>.extraPolicyArns", "compute.nodeRole", "compute"],
        rows: { cis: ["5.1.3"], bestPractices: ["image/policies"] },
        judge: (planned) => {
            const isNodes = (role: PlannedResource): boolean =>
                textOf(input(role, "assumeRolePolicy")).includes('"ec2.');
            return each(planned.ofType(TYPES.role).filter(isNodes), {
                path: "name",
                holds: (_, role) =>
                    planned
                        .usersOf(role, "role", TYPES.attachment)
                        .map((one) => textOf(input(one, "policyArn")))
                        .filter((arn) => arn.includes("ContainerRegistry"))
                        .join()
                        .endsWith(":aws:policy/AmazonEC2ContainerRegistryPullOnly"),
                what: "may do more with a registry than pull, or not even that",
                tellsBy: "edges",
            });
        },
    },
    {
        id: "C29",
        title: "Encrypted volumes of Karpenter's nodes",
        severity: "medium",
        means: "volumes of Karpenter's nodes are encrypted gp3",
        why: "A copy of a volume would show images, logs and what pods wrote.",
        remedy: "Say volumeType: gp3 in nodeClass.blockDeviceMappings, or say diskSizeGiB alone",
        decidedBy: ["compute.pools.<name>.nodeClass.blockDeviceMappings", "compute.pools.<name>"],
        rows: { fsbp: ["EC2.3"], nsa: ["encryption"], bestPractices: ["data/at-rest"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.nodeClass), {
                path: "spec.blockDeviceMappings",
                holds: (value) => areSealed(listOf(value), true),
                what: "has a volume in the clear, or of another type",
            }),
    },
    {
        id: "C30",
        title: "Images by release",
        severity: "medium",
        means: "the image of Karpenter's nodes is a release, never the newest of the day",
        why: "Nodes would change by themselves, and two of one pool would not be the same.",
        remedy: "Set amiAlias of the pool to a release such as al2023@v20260930",
        decidedBy: ["compute.pools.<name>.amiAlias", "compute.pools.<name>"],
        rows: { bestPractices: ["hosts/updated", "hosts/replaced"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.nodeClass), {
                path: "spec.amiSelectorTerms",
                holds: (value) =>
                    listOf(value).length > 0 &&
                    listOf(value).every((term) => /^[a-z0-9]+@v\d/.test(textOf(read(term, "alias")))),
                what: "names no release",
            }),
    },
    {
        id: "C31",
        title: "Groups of one's own start from a template",
        severity: "medium",
        means: "groups that EKS knows nothing of start from one version of a launch template",
        why: "With the newest version of a template nodes would change whenever somebody edits it.",
        remedy: "Take the transform of the group out; the kit names the version itself",
        decidedBy: ["selfManagedNodes.<name>", "transforms"],
        rows: { fsbp: ["AutoScaling.9"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.selfManagedGroup), {
                path: "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification",
                holds: (value, group) =>
                    /^\d+$/.test(textOf(read(value ?? input(group, "launchTemplate"), "version"))),
                what: "starts from no version of a template",
            }),
    },
];

function isNear(hops: Json | undefined): boolean {
    // Absent is EC2's own, one.
    return hops === undefined || (typeof hops === "number" && hops <= 2);
}

/** What may be a secret is not shown again. */
function withoutValue<Found extends { readonly value?: unknown }>({ value: _, ...rest }: Found) {
    return rest;
}

/** Nodes of one's own on a rack, which has gp2 alone. */
function isOnOutpost(planned: Planned, { parent = "" }: PlannedResource): boolean {
    const pool = planned.at(parent);
    return pool !== undefined && input(pool, "subnets") === "outpost";
}

function areSealed(devices: readonly Json[], encrypted: true | "true", type: "gp2" | "gp3" = "gp3"): boolean {
    return (
        devices.length > 0 &&
        devices.every(
            (device) =>
                read(device, "ebs.encrypted") === encrypted && read(device, "ebs.volumeType") === type,
        )
    );
}
