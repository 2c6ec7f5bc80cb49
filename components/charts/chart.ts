/** Chart: one Helm chart, its namespace and, when its pods call AWS, a role of their own. */
import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { KubernetesObject } from "../shared/kubernetes-object";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { createWorkloadRole } from "../shared/workload-role";
import { checkChart, ROLE_ANNOTATION } from "./chart-checks";
import { type ChartPlan, type ChartSpec, decisionsOfChart, planChart } from "./chart-spec";
import type { ChartObject, Made } from "./definition";
import { keysOfPath, type Tree, withLeaf } from "./values";

export interface ChartArgs extends ChartSpec {
    /** Cluster whose pods get the role. Any object with its outputs will do. */
    readonly cluster: ClusterRef;
    /** A secret by the name that {@link ChartSpec.secretValues} gives. */
    readonly secret: (name: string) => pulumi.Input<string>;
    /** What stands already, for {@link ChartSpec.placed}. @default nothing of it is among the values */
    readonly made?: { readonly [name in Made]?: pulumi.Input<string> };
}

/**
 * A Helm release. Its objects are Helm's: the program knows the release alone.
 * The Kubernetes provider comes from the options.
 * @throws pulumi.ResourceError naming everything Helm or Kubernetes would refuse.
 */
export class Chart extends pulumi.ComponentResource {
    /** Role of the service account. Undefined when its pods call nothing in AWS. */
    public readonly roleArn: pulumi.Output<string> | undefined;
    /** Leaf resources: what needs the chart waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ChartArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:charts:Chart", name, decisionsOfChart(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkChart(args)]);

        const plan = planChart(args);
        const identity = plan.identity && createIdentity(this, name, args, plan.identity);
        const grants = identity?.grants ?? [];
        this.roleArn = identity?.arn;
        this.ready =
            args.inCluster === false
                ? grants
                : createInCluster(this, name, { args, plan, grants, roleArn: this.roleArn });
        this.registerOutputs(this.roleArn === undefined ? {} : { roleArn: this.roleArn });
    }
}

interface Identity {
    readonly arn: pulumi.Output<string>;
    /** A pod that starts before these has no credentials, and gets none later. */
    readonly grants: readonly pulumi.CustomResource[];
}

/** The role of its service account and, for Pod Identity, the association that hands it out. */
function createIdentity(
    parent: pulumi.Resource,
    name: string,
    { account, cluster, clusterName, region, release }: ChartArgs,
    { grants, kind, serviceAccount }: NonNullable<ChartPlan["identity"]>,
): Identity {
    const displayName = `${clusterName}-${release}`;
    const role = createWorkloadRole(parent, name, {
        ...{ account, region, cluster, kind, serviceAccount, grants, displayName },
    });
    if (kind === "irsa") return role;
    const association = new PodIdentityAssociation(
        childName(name, "identity"),
        {
            clusterName: cluster.name,
            namespace: serviceAccount.namespace,
            serviceAccount: serviceAccount.name,
            roleArn: role.arn,
            tags: { Name: displayName },
        },
        // One association a service account: made first, the successor would be refused.
        { parent, deleteBeforeReplace: true },
    );
    return { arn: role.arn, grants: [...role.grants, association] };
}

/** Not Helm's `createNamespace`, which would neither label nor ever delete it. */
function createNamespace(
    parent: pulumi.Resource,
    name: string,
    { labels, name: namespace }: NonNullable<ChartPlan["namespace"]>,
): Namespace {
    return new Namespace(childName(name, "namespace"), { metadata: { name: namespace, labels } }, { parent });
}

interface ReleaseParts {
    readonly args: ChartArgs;
    readonly plan: ChartPlan;
    readonly grants: readonly pulumi.CustomResource[];
    readonly roleArn: pulumi.Output<string> | undefined;
}

/** The release, then what is made of its own kinds. */
function createInCluster(
    parent: pulumi.Resource,
    name: string,
    parts: ReleaseParts,
): readonly pulumi.CustomResource[] {
    const release = createRelease(parent, name, parts);
    const { objects = [] } = parts.args;
    return [release, ...objects.map((object) => createObject(parent, name, object, release))];
}

function createObject(
    parent: pulumi.Resource,
    name: string,
    object: ChartObject,
    release: Release,
): pulumi.CustomResource {
    const { kind, metadata } = object;
    const { name: own, namespace } = metadata;
    const keys = [kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), own];
    return new KubernetesObject(childName(name, ...keys), object, object, { parent, dependsOn: [release] });
}

function createRelease(
    parent: pulumi.Resource,
    name: string,
    { args, grants, plan, roleArn }: ReleaseParts,
): Release {
    const { namespace, release, version } = args;
    const { options, source } = plan;
    const made = plan.namespace && createNamespace(parent, name, plan.namespace);
    return new Release(
        childName(name, "release"),
        {
            ...options,
            ...source,
            name: release,
            namespace: namespace.name,
            version,
            values: valuesOf(args, plan, roleArn),
        },
        { parent, dependsOn: [...grants, ...(made === undefined ? [] : [made])] },
    );
}

/** What the shape says, the secrets, and the role where the chart takes it as an annotation. */
function valuesOf(
    { made = {}, placed = {}, secret, values = {} }: ChartArgs,
    { identity, secrets }: ChartPlan,
    roleArn: pulumi.Output<string> | undefined,
): Tree<pulumi.Input<string>> {
    const annotate = identity?.kind === "irsa" ? identity.annotate : [];
    const leaves: { keys: readonly string[]; value: pulumi.Input<string> }[] = [
        // Secret in the plan as well, whatever the caller's function answers.
        ...secrets.map(({ keys, secret: key }) => ({ keys, value: pulumi.secret(secret(key)) })),
        ...Object.entries(placed).flatMap(([path, what]) => {
            const { [what]: value } = made;
            return value === undefined ? [] : [{ keys: keysOfPath(path) ?? [], value }];
        }),
        ...(roleArn === undefined || annotate.length === 0
            ? []
            : [{ keys: [...annotate, ROLE_ANNOTATION], value: roleArn }]),
    ];
    return leaves.reduce<Tree<pulumi.Input<string>>>(
        (tree, { keys, value }) => withLeaf(tree, keys, value),
        values,
    );
}
