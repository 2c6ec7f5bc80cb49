/** Updates that fail half-way, or whose deletion takes away what their creation just made. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Change } from "../change";
import { same } from "../compare";
import { inputsOf } from "../settle";
import { type Around, changesOfType, CLUSTER_TYPE, named, type Risk } from "./risk";

interface Key {
    readonly noun: string;
    /** What to do instead of making a second one. @default the old one goes first */
    readonly remedy?: string;
    /** What makes two of them the same thing to AWS. */
    readonly inputs: readonly string[];
    readonly source: string;
}

/** Made twice, the second is the first: deleting the old one then removes the new one. */
const SAME_THING: ReadonlyMap<string, Key> = new Map([
    [
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        {
            noun: "access policy association",
            inputs: ["clusterName", "principalArn", "policyArn"],
            source: "hashicorp/terraform-provider-aws internal/service/eks/access_policy_association.go: create and delete share one key; the effect was not seen on AWS",
        },
    ],
    [
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        {
            noun: "policy attachment",
            inputs: ["role", "policyArn"],
            source: "hashicorp/terraform-provider-aws internal/service/iam/role_policy_attachment.go: create and delete share role and policy",
        },
    ],
]);

/** Made twice, the second is refused while the first is there. */
const ONE_ONLY: ReadonlyMap<string, Key> = new Map([
    [
        "aws:ec2/subnet:Subnet",
        {
            noun: "subnet",
            remedy: "leave it where it is and use a free slot of platform:zones, or other addresses",
            inputs: ["vpcId", "cidrBlock"],
            source: "Amazon EC2 Developer Guide, Error codes for the Amazon EC2 API, InvalidSubnet.Conflict",
        },
    ],
    [
        "aws:ec2/natGateway:NatGateway",
        {
            noun: "NAT gateway",
            inputs: ["allocationId"],
            source: "Amazon VPC User Guide, nat-gateway-troubleshooting: an Elastic IP address that is already associated",
        },
    ],
    [
        "aws:eks/accessEntry:AccessEntry",
        {
            noun: "access entry",
            inputs: ["clusterName", "principalArn"],
            source: "EKS User Guide, creating-access-entries: a principal is in one entry; not retried by hashicorp/terraform-provider-aws internal/service/eks/access_entry.go",
        },
    ],
    [
        "aws:eks/addon:Addon",
        {
            noun: "add-on",
            inputs: ["clusterName", "addonName"],
            source: "Amazon EKS API Reference, CreateAddon, ResourceInUseException: the name of the add-on is in use",
        },
    ],
    [
        "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        {
            noun: "Pod Identity association",
            inputs: ["clusterName", "namespace", "serviceAccount"],
            source: "EKS User Guide, pod-identities, considerations: one role to a service account of a cluster",
        },
    ],
]);

export function traps(around: Around): readonly Risk[] {
    const created = around.diff.changes.filter(({ operation }) => operation === "create");
    return [
        ...around.diff.changes.flatMap((change) => replacedInPlace(change)),
        ...around.diff.changes.flatMap((change) => renamed(change, created)),
        ...movedCluster(around),
    ];
}

/** Replaced, new one first, though it is the same thing. */
function replacedInPlace(change: Change): Risk[] {
    const { before, after } = change;
    if (change.operation !== "replace" || change.order !== "create-first") return [];
    if (before === undefined || after === undefined) return [];
    const rippled = change.ripples.map(({ input }) => input);
    const isSame = ({ inputs }: Key): boolean =>
        hasSameKey(inputs, before, after) && !inputs.some((input) => rippled.includes(input));
    const key = SAME_THING.get(change.type) ?? ONE_ONLY.get(change.type);
    return trapOf(change, isSame, key?.remedy ?? "set deleteBeforeReplace on it");
}

/** Deleted under one URN and created under another, though it is the same thing. */
function renamed(change: Change, created: readonly Change[]): Risk[] {
    const { before } = change;
    if (change.operation !== "delete" || before === undefined) return [];
    const twin = (key: Key): Change | undefined =>
        created.find(
            ({ type, after }) =>
                type === change.type && after !== undefined && hasSameKey(key.inputs, before, after),
        );
    return trapOf(
        change,
        (key) => twin(key) !== undefined,
        `give the new one aliases: [{ urn: "${change.urn}" }]`,
    );
}

function trapOf(change: Change, isSame: (key: Key) => boolean, remedy: string): Risk[] {
    const key = SAME_THING.get(change.type) ?? ONE_ONLY.get(change.type);
    if (key === undefined || !isSame(key)) return [];
    const sameThing = SAME_THING.has(change.type);
    const subject = named(key.noun, change);
    return [
        {
            kind: sameThing ? "removes-itself" : "update-fails",
            severity: "high",
            urn: change.urn,
            what: sameThing
                ? `The update makes ${subject} anew and then deletes the old one, which is the same thing: nothing is left.`
                : `The update fails: AWS refuses a second ${subject} with the same ${key.inputs.join(" and ")}.`,
            why: sameThing
                ? "Pulumi reports success and the permission is gone."
                : "Pulumi creates the new one first, and the old one is still there.",
            source: key.source,
            remedy: remedy.slice(0, 1).toUpperCase() + remedy.slice(1),
        },
    ];
}

function hasSameKey(inputs: readonly string[], before: PlannedResource, after: PlannedResource): boolean {
    const keyOf = (resource: PlannedResource): Json =>
        inputs.map((input) => inputsOf(resource)[input] ?? null);
    return (
        same(keyOf(before), keyOf(after)) && inputs.every((input) => inputsOf(before)[input] !== undefined)
    );
}

/** A cluster stays in the VPC it was made in. */
function movedCluster(around: Around): Risk[] {
    const moves = (urn: string): boolean =>
        around.changes.get(urn)?.forcedBy.some(({ path }) => path === "vpcId") === true;
    return changesOfType(around, CLUSTER_TYPE)
        .filter(({ operation, ripples }) => operation === "update" && ripples.some(({ from }) => moves(from)))
        .map((change) => ({
            kind: "update-fails",
            severity: "critical",
            urn: change.urn,
            what: `${named("Cluster", change)} would have to move to the subnets of another VPC.`,
            why: "EKS takes other subnets of the same VPC only, so the update stops with both networks standing.",
            source: "EKS User Guide, clusters/network-reqs, subnet requirements",
            remedy: "Leave the VPC as it is; a new network takes a new cluster",
        }));
}
