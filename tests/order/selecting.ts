/** How a row of the order tables selects resources: by type and inputs, not by exact name. */
import type { Json } from "../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";

export interface Selector {
    /** What a message calls the resources: `the node groups`. */
    readonly label: string;
    readonly has: (resource: PlannedResource, graph: PlannedGraph) => boolean;
    /** What it is made of, so that a part that never means anything is found. */
    readonly parts?: readonly Selector[];
}

/** What a selector means in a graph, by URN. */
export function selected(selector: Selector, graph: PlannedGraph): readonly PlannedResource[] {
    return graph.resources.filter((resource) => selector.has(resource, graph));
}

/** Whatever one of the selectors means. */
export function any(label: string, ...selectors: readonly Selector[]): Selector {
    return {
        label,
        has: (resource, graph) => selectors.some(({ has }) => has(resource, graph)),
        parts: selectors,
    };
}

export function ofType(
    label: string,
    type: string,
    where?: (resource: PlannedResource) => boolean,
): Selector {
    return { label, has: (resource) => resource.type === type && (where?.(resource) ?? true) };
}

/** A resource of this type below a component of that type, however deep. The URN tells, so a mutant does as well. */
export function below(label: string, component: string, selector: Selector): Selector {
    const parts = selector.parts?.map((part) => below(part.label, component, part));
    return {
        label,
        ...(parts === undefined ? {} : { parts }),
        has: (resource, graph) => {
            const types = (resource.urn.split("::")[2] ?? "").split("$").slice(0, -1);
            return types.includes(component) && selector.has(resource, graph);
        },
    };
}

/** An input of a resource; undefined when it has none of that name. */
export function inputOf({ inputs }: PlannedResource, name: string): Json | undefined {
    if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) return undefined;
    return (inputs as { readonly [key: string]: Json })[name];
}

/** An input as text, to look for something in it. */
export function textOf(resource: PlannedResource, name: string): string {
    return JSON.stringify(inputOf(resource, name) ?? null);
}

export function roles(label: string, component: string, where: (role: PlannedResource) => boolean): Selector {
    return below(label, component, ofType(label, "aws:iam/role:Role", where));
}

/** What gives these roles their rights, or instances these roles: its input `role` comes from one. */
export function attachmentsOf(label: string, role: Selector): Selector {
    const types = [
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ];
    return {
        label,
        has: ({ propertyDependencies, type }, graph) =>
            types.includes(type) &&
            selected(role, graph).some(({ urn }) => propertyDependencies["role"]?.includes(urn) ?? false),
    };
}

/** Roles, policies and whatever joins the two, or joins a role and a service account. */
const RIGHTS: Selector = {
    label: "rights",
    has: ({ type }) =>
        [
            "aws:iam/role:Role",
            "aws:iam/policy:Policy",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        ].includes(type),
};

export function rightsBelow(label: string, component: string): Selector {
    return below(label, component, RIGHTS);
}

/** Rights that the same component makes. */
export function rightsBeside(label: string, selector: Selector): Selector {
    return {
        label,
        has: (resource, graph) =>
            RIGHTS.has(resource, graph) &&
            selected(selector, graph).some(({ parent }) => parent === resource.parent),
    };
}

/** Whether what is in subnets, or leads out of them, has one with the other in common. */
export function shareSubnet(one: PlannedResource, other: PlannedResource, graph: PlannedGraph): boolean {
    const subnets = subnetsOf(one, graph);
    return subnetsOf(other, graph).some((urn) => subnets.includes(urn));
}

/** A route and an association have those of their table: pods leave by the table of their nodes. */
function subnetsOf({ propertyDependencies, type }: PlannedResource, graph: PlannedGraph): readonly string[] {
    const typed = (wanted: string) => graph.resources.filter((resource) => resource.type === wanted);
    if (type === "aws:ec2/route:Route" || type === "aws:ec2/routeTableAssociation:RouteTableAssociation") {
        const [table = ""] = propertyDependencies["routeTableId"] ?? [];
        return typed("aws:ec2/routeTableAssociation:RouteTableAssociation")
            .filter(
                (association) => association.propertyDependencies["routeTableId"]?.includes(table) === true,
            )
            .flatMap((association) => association.propertyDependencies["subnetId"] ?? []);
    }
    const known = new Set(typed("aws:ec2/subnet:Subnet").map(({ urn }) => urn));
    return Object.values(propertyDependencies)
        .flat()
        .filter((urn) => known.has(urn));
}
