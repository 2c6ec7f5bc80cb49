/** Team: who may do what in the namespaces of one team. */
import { Role } from "@pulumi/kubernetes/rbac/v1/role";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding";
import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { priorityClassOf } from "./isolation";
import { type BindingPlan, bindingsOf, checkTeam, decisionsOfTeam, type TeamSpec } from "./team-spec";

export type TeamArgs = TeamSpec;

const RBAC = "rbac.authorization.k8s.io";

/**
 * Bindings of a team's people in its namespaces, which other parts make. The Kubernetes provider comes from the options.
 * @throws pulumi.ResourceError naming everything that would be refused.
 */
export class Team extends pulumi.ComponentResource {
    /** Leaf resources: once these are there its people may work. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:teams:Team", name, decisionsOfTeam(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkTeam(args)]);
        this.ready = [
            ...createPriority(this, name, args),
            ...bindingsOf(args).map((binding) => createBinding(this, name, binding)),
        ];
        this.registerOutputs({});
    }
}

function createPriority(
    parent: pulumi.Resource,
    name: string,
    { priority, team }: TeamArgs,
): PriorityClass[] {
    if (priority === undefined) return [];
    return [
        new PriorityClass(
            childName(name, "priority"),
            {
                metadata: { name: priorityClassOf(team) },
                description: `Pods of team ${team}`,
                globalDefault: false,
                value: priority,
            },
            // Its value cannot change, and two of one name cannot be.
            { parent, deleteBeforeReplace: true },
        ),
    ];
}

function createBinding(parent: pulumi.Resource, name: string, binding: BindingPlan): RoleBinding {
    const { clusterRole, groups, key, namespace } = binding;
    const metadata = { name: binding.name, namespace };
    const own = clusterRole === undefined ? createRole(parent, name, binding) : undefined;
    return new RoleBinding(
        childName(name, key),
        {
            metadata,
            roleRef: {
                apiGroup: RBAC,
                kind: clusterRole === undefined ? "Role" : "ClusterRole",
                name: clusterRole ?? binding.name,
            },
            subjects: groups.map((group) => ({ apiGroup: RBAC, kind: "Group", name: group })),
        },
        // Its name is fixed and its role cannot change: the successor takes its place.
        { parent, deleteBeforeReplace: true, dependsOn: own === undefined ? [] : [own] },
    );
}

function createRole(parent: pulumi.Resource, name: string, binding: BindingPlan): Role {
    const { key, namespace, rules } = binding;
    return new Role(
        childName(name, `${key}-role`),
        {
            metadata: { name: binding.name, namespace },
            rules: rules.map(({ apiGroups, resources, verbs }) => ({
                apiGroups: [...apiGroups],
                resources: [...resources],
                verbs: [...verbs],
            })),
        },
        { parent },
    );
}
