/** Who may do what: accounts, assumed roles, access entries, and the rights roles have. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { allowedAccounts, assumedRole, type Connection, kubeconfigReach } from "../connection";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { clusterNamed, ofCluster, parsed, text, texts, TYPES } from "./lookups";
import type { Model, Operation, World } from "./model";

const CLUSTER_ADMIN = /:cluster-access-policy\/AmazonEKSClusterAdminPolicy$/;

export const identity: Model = {
    name: "identity",
    configure: (name, connection, { client }) => {
        if (name !== "aws") return undefined;
        const role = assumedRole(connection);
        if (role === client.principalArn) return assumesItself(role);
        return wrongAccount(connection, role?.split(":")[4] ?? client.account);
    },
    refuse: (operation, world) => {
        if (operation.method === "delete" && operation.type === TYPES.role) return undefined;
        if (operation.method !== "create") return undefined;
        if (operation.type === TYPES.accessEntry) return notAPrincipal(operation);
        if (operation.type === TYPES.accessPolicyAssociation) return withoutEntry(operation, world);
        return undefined;
    },
    // Retried while IAM settles, then given up.
    waitFor: ({ entry, method, type }, { inventory }) =>
        method === "delete" && type === TYPES.role && entry !== undefined
            ? stillHasPolicies(entry, inventory)
            : undefined,
    settle: (operation, world) => {
        if (operation.method !== "delete") return;
        if (operation.type === TYPES.accessEntry) removeAssociations(operation, world);
        if (operation.type === TYPES.accessPolicyAssociation) noteLastAdmin(operation, world);
    },
};

/** A role has no right to itself unless its trust says so. */
function assumesItself(roleArn: string): Refusal {
    return {
        error: `AccessDenied: User: ${sessionOf(roleArn)} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        source: "AWS Security Blog, announcement of 2022-09 on IAM role trust policy behaviour: no implicit self-trust",
        wording: "reported",
    };
}

function wrongAccount(connection: Connection, account: string): Refusal | undefined {
    const allowed = allowedAccounts(connection);
    if (allowed.length === 0 || allowed.includes(account)) return undefined;
    return {
        error: `AWS account ID not allowed: ${account}`,
        source: "hashicorp/aws-sdk-go-base internal/config/config.go, VerifyAccountIDAllowed",
        wording: "read",
    };
}

function sessionOf(roleArn: string): string {
    const [, partition = "", , , account = "", role = ""] = roleArn.split(":");
    return `arn:${partition}:sts::${account}:assumed-role/${role.split("/").at(-1) ?? ""}/session`;
}

function notAPrincipal({ values }: Operation): Refusal | undefined {
    const arn = textOf(values["principalArn"]);
    if (/^arn:[\w-]+:iam::\d{12}:(role|user)\//.test(arn)) return undefined;
    return {
        error: "InvalidParameterException: The specified principalArn is invalid: invalid principal.",
        source: "EKS User Guide, creating-access-entries: an IAM role or user, not a session",
        wording: "reported",
    };
}

function withoutEntry({ place, values }: Operation, { inventory }: World): Refusal | undefined {
    const owner = clusterNamed(inventory, place, textOf(values["clusterName"]));
    const entries = owner === undefined ? [] : ofCluster(inventory, owner, TYPES.accessEntry);
    if (entries.some((entry) => text(entry, "principalArn") === values["principalArn"])) return undefined;
    if (isOfBatch(textOf(values["principalArn"])) && hasBatch(inventory, owner)) return undefined;
    return {
        error: "ResourceNotFoundException: The specified principalArn could not be found.",
        source: "terraform-provider-aws internal/service/eks/access_policy_association.go, resourceAccessPolicyAssociationCreate",
        wording: "read",
    };
}

function isOfBatch(principalArn: string): boolean {
    return principalArn.endsWith(":role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch");
}

/** With a compute environment AWS Batch makes its own entry. Source: AWS Batch User Guide, eks-access-entries. */
function hasBatch(inventory: Inventory, cluster: Entry | undefined): boolean {
    const arn = cluster === undefined ? undefined : valuesOf(cluster)["arn"];
    return inventory
        .ofType("aws:batch/computeEnvironment:ComputeEnvironment")
        .some((entry) => objectOf(valuesOf(entry)["eksConfiguration"])["eksClusterArn"] === arn);
}

function stillHasPolicies(role: Entry, inventory: Inventory): Refusal | undefined {
    const held = policiesOf(role, inventory);
    const inline = held.find(({ type }) => type === TYPES.rolePolicy);
    if (held.length === 0 || valuesOf(role)["forceDetachPolicies"] === true) return undefined;
    const what = inline === undefined ? "detach all policies first" : "delete policies first";
    return {
        error: `DeleteConflict: Cannot delete entity, must ${what}.`,
        source: "terraform-provider-aws internal/service/iam/role.go, deleteRole; IAM API Reference, DeleteRole",
        wording: "reported",
    };
}

/** EKS forgets the associations of an entry with it. */
function removeAssociations(operation: Operation, world: World): void {
    const { inventory } = world;
    const { place, values } = operation;
    const owner = clusterNamed(inventory, place, textOf(values["clusterName"]));
    if (owner === undefined) return;
    const gone = ofCluster(inventory, owner, TYPES.accessPolicyAssociation).filter(
        (entry) => text(entry, "principalArn") === values["principalArn"],
    );
    for (const association of gone) inventory.remove(association);
    if (gone.some((association) => administers(valuesOf(association)))) noteNobody(operation, world);
}

/** Any other association that goes later takes no administrator with it. */
function noteLastAdmin(operation: Operation, world: World): void {
    if (administers(operation.values)) noteNobody(operation, world);
}

function noteNobody({ place, values }: Operation, world: World): void {
    const owner = clusterNamed(world.inventory, place, textOf(values["clusterName"]));
    if (owner === undefined || adminsOf(owner, world.inventory).length > 0) return;
    world.note(`nobody administers cluster ${text(owner, "name")} any more`);
}

/** Principals with the administrator's policy on the whole cluster. */
export function adminsOf(cluster: Entry, inventory: Inventory): readonly string[] {
    return ofCluster(inventory, cluster, TYPES.accessPolicyAssociation)
        .filter((entry) => administers(valuesOf(entry)))
        .map((entry) => text(entry, "principalArn"));
}

/** Whether an association makes its principal the administrator of the whole cluster. */
function administers({ accessScope, policyArn }: Properties): boolean {
    return CLUSTER_ADMIN.test(textOf(policyArn)) && objectOf(accessScope)["type"] !== "namespace";
}

/** Why the API server does not know the caller, or lets it do too little; undefined when it may. */
export function unauthorized(
    cluster: Entry,
    connection: Connection,
    namespace: string,
    { client, inventory }: World,
): Refusal | undefined {
    const role = kubeconfigReach(connection)?.roleArn;
    if (role === client.principalArn) return tokenOf(assumesItself(role));
    const principal = role ?? assumedRole(connection) ?? client.principalArn;
    if (principal === client.principalArn && isCreatorAdmin(cluster)) return undefined;
    const associations = ofCluster(inventory, cluster, TYPES.accessPolicyAssociation).filter(
        (entry) => text(entry, "principalArn") === principal,
    );
    const allows = associations.some((entry) => {
        const scope = objectOf(valuesOf(entry)["accessScope"]);
        return scope["type"] !== "namespace" || texts(scope["namespaces"]).includes(namespace);
    });
    if (allows) return undefined;
    const known = associations.length > 0;
    return {
        error: known
            ? `User "${sessionOf(principal)}" cannot patch resource at the cluster scope`
            : "the server has asked for the client to provide credentials",
        source: "EKS User Guide, access-entries; Kubernetes client-go, Unauthorized and Forbidden",
        wording: "reported",
    };
}

/** Unless told otherwise EKS makes whoever creates a cluster its administrator. Source: EKS API Reference, CreateAccessConfigRequest. */
function isCreatorAdmin(cluster: Entry): boolean {
    return objectOf(valuesOf(cluster)["accessConfig"])["bootstrapClusterCreatorAdminPermissions"] !== false;
}

function tokenOf(refusal: Refusal): Refusal {
    const prefix = "getting credentials: exec: executable aws failed with exit code 254: ";
    return { ...refusal, error: `${prefix}${refusal.error}` };
}

/** Inline policies of a role, and attachments. */
export function policiesOf(role: Entry, inventory: Inventory): readonly Entry[] {
    const name = text(role, "name");
    return [TYPES.rolePolicy, TYPES.rolePolicyAttachment].flatMap((type) =>
        inventory.ofType(type).filter((entry) => text(entry, "role") === name && entry.status !== "deleting"),
    );
}

/** Whether a role's policies, as far as the record holds them, allow the action on anything. */
export function allows(role: Entry, action: string, inventory: Inventory): boolean {
    return policiesOf(role, inventory).some((entry) => {
        const attached = inventory.ofType(TYPES.policy).find(({ id }) => id === text(entry, "policyArn"));
        const document = parsed(valuesOf(attached ?? entry)["policy"]);
        const statements: Json = document["Statement"] ?? [];
        const list: readonly Json[] = Array.isArray(statements) ? statements : [statements];
        return list.some((statement) => allowsIn(objectOf(statement), action));
    });
}

function allowsIn(statement: Readonly<Record<string, Json>>, action: string): boolean {
    if (statement["Effect"] !== "Allow") return false;
    const actions = statement["Action"] ?? [];
    const patterns = typeof actions === "string" ? [actions] : texts(actions);
    return patterns.some((pattern) => new RegExp(`^${pattern.replace(/\*/g, ".*")}$`, "i").test(action));
}

/** Whether AWS's own policy of the name is attached. */
export function hasManagedPolicy(role: Entry, name: string, inventory: Inventory): boolean {
    return policiesOf(role, inventory).some((entry) => text(entry, "policyArn").endsWith(`/${name}`));
}
