/** What a request names must exist: in a wrong order it does not yet, or no longer. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { Refusal } from "../refusal";
import { clusterNamed, findBy, isAnothers, roleByArn, text, texts, TYPES } from "./lookups";
import type { Model, Operation, World } from "./model";

interface Reference {
    /** Ids that the values name. */
    readonly ids: (values: Properties) => readonly string[];
    readonly types: readonly string[];
    readonly error: (id: string) => string;
    /** What the stack did not make may be somebody else's: only what has left is known not to exist. */
    readonly elsewhere?: true;
}

const EC2 = "EC2 API Reference, error codes";

const EC2_REFERENCES: readonly Reference[] = [
    byId(["vpcId"], [TYPES.vpc], (id) => `InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`),
    byId(
        ["subnetId", "subnetIds", "vpcConfig.subnetIds", "vpcZoneIdentifiers"],
        [TYPES.subnet],
        (id) => `InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`,
    ),
    byId(
        ["routeTableId", "routeTableIds"],
        [TYPES.routeTable],
        (id) => `InvalidRouteTableID.NotFound: The routeTable ID '${id}' does not exist`,
    ),
    byId(
        ["allocationId"],
        [TYPES.eip],
        (id) => `InvalidAllocationID.NotFound: The allocation ID '${id}' does not exist`,
    ),
    byId(
        ["natGatewayId"],
        [TYPES.natGateway],
        (id) => `InvalidNatGatewayID.NotFound: The natGateway ID '${id}' does not exist`,
    ),
    byId(
        ["gatewayId"],
        [TYPES.internetGateway],
        (id) => `InvalidInternetGatewayID.NotFound: The internetGateway ID '${id}' does not exist`,
    ),
    byId(
        ["carrierGatewayId"],
        [TYPES.carrierGateway],
        (id) => `InvalidCarrierGatewayID.NotFound: The carrier gateway ID '${id}' does not exist`,
    ),
    byId(
        ["egressOnlyGatewayId"],
        [TYPES.egressOnlyGateway],
        (id) =>
            `InvalidEgressOnlyInternetGatewayId.NotFound: The egressOnlyInternetGateway ID '${id}' does not exist`,
    ),
    {
        elsewhere: true,
        ...byId(
            [
                "launchTemplate.id",
                "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateId",
            ],
            [TYPES.launchTemplate],
            (id) =>
                `InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID ${id}, does not exist.`,
        ),
    },
];

function byId(
    properties: readonly string[],
    types: readonly string[],
    error: (id: string) => string,
): Reference {
    return { ids: (values) => properties.flatMap((path) => idsAt(values, path)), types, error };
}

function idsAt(values: Properties, path: string): readonly string[] {
    const [property = "", ...keys] = path.split(".");
    const value = keys.reduce((below, key) => objectOf(below)[key], values[property]);
    return typeof value === "string" && value !== "" ? [value] : texts(value);
}

export const references: Model = {
    name: "references",
    refuse: (operation, world) => {
        if (operation.method !== "create" || !operation.type.startsWith("aws:")) return undefined;
        return (
            missingPart(operation, world) ?? missingRole(operation, world) ?? missingCluster(operation, world)
        );
    },
};

function missingPart({ values }: Operation, { inventory }: World): Refusal | undefined {
    for (const { elsewhere, error, ids, types } of EC2_REFERENCES) {
        const isThere = (id: string) =>
            types.some((type) => inventory.ofType(type).some((entry) => entry.id === id));
        const hasLeft = (id: string) =>
            inventory.left.some((entry) => types.includes(entry.type) && entry.id === id);
        const missing = ids(values).find(
            (id) => !isAnothers(id, inventory) && !isThere(id) && (elsewhere !== true || hasLeft(id)),
        );
        if (missing !== undefined) return { error: error(missing), source: EC2, wording: "reported" };
    }
    return undefined;
}

/** Roles by ARN, and by name where IAM itself is asked. Roles that the stack did not make count as existing. */
function missingRole({ type, values }: Operation, { inventory }: World): Refusal | undefined {
    if (type === TYPES.rolePolicy || type === TYPES.rolePolicyAttachment) {
        const name = textOf(values["role"]);
        if (findBy(inventory, TYPES.role, "name", name) !== undefined) return undefined;
        const error = `NoSuchEntity: The role with name ${name} cannot be found.`;
        return { error, source: "IAM API Reference, NoSuchEntity", wording: "reported" };
    }
    const property = ROLE_PROPERTIES[type];
    const arn = property === undefined ? undefined : values[property];
    if (typeof arn !== "string" || roleByArn(inventory, arn) !== undefined) return undefined;
    return {
        error: `InvalidParameterException: Role with arn: ${arn}, could not be assumed because it does not exist or the trusted entity is not correct`,
        source: "terraform-provider-aws internal/service/eks/cluster.go, resourceClusterCreate",
        wording: "reported",
    };
}

const ROLE_PROPERTIES: Readonly<Record<string, string>> = {
    [TYPES.capability]: "roleArn",
    [TYPES.cluster]: "roleArn",
    [TYPES.fargateProfile]: "podExecutionRoleArn",
    [TYPES.nodeGroup]: "nodeRoleArn",
    [TYPES.podIdentityAssociation]: "roleArn",
};

function missingCluster({ place, type, values }: Operation, { inventory }: World): Refusal | undefined {
    const name = values["clusterName"];
    if (typeof name !== "string" || !type.startsWith("aws:eks/")) return undefined;
    const cluster = clusterNamed(inventory, place, name);
    if (cluster === undefined) {
        const error = `ResourceNotFoundException: No cluster found for name: ${name}.`;
        return { error, source: "EKS API Reference, ResourceNotFoundException", wording: "reported" };
    }
    if (cluster.status !== "deleting" && cluster.status !== "creating") return undefined;
    return {
        error: `InvalidRequestException: Cluster '${text(cluster, "name")}' is not in ACTIVE status`,
        source: "EKS API Reference, InvalidRequestException: the cluster's state does not allow the request",
        wording: "unverified",
    };
}
