/** Namespace: one namespace with what holds for every pod in it. */
import { LimitRange } from "@pulumi/kubernetes/core/v1/limitRange";
import { Namespace as KubernetesNamespace } from "@pulumi/kubernetes/core/v1/namespace";
import { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota";
import { ServiceAccountPatch } from "@pulumi/kubernetes/core/v1/serviceAccountPatch";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import * as pulumi from "@pulumi/pulumi";

import { defined } from "../shared/defined";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    checkNamespace,
    decisionsOfNamespace,
    labelsOf,
    type NamespaceSpec,
    policiesOf,
} from "./namespace-spec";
import { specOfPolicy } from "./network-policies";

export type NamespaceArgs = NamespaceSpec;

/**
 * A namespace, its quota, its limits and its policies, before anything is in it. The Kubernetes provider comes from the options.
 * @throws pulumi.ResourceError naming everything Kubernetes would refuse of it.
 */
export class Namespace extends pulumi.ComponentResource {
    public readonly namespaceName: pulumi.Output<string>;
    /** Leaf resources: what goes into the namespace waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: NamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:namespaces:Namespace", name, decisionsOfNamespace(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkNamespace(args)]);

        const made = createNamespace(this, name, args);
        const place: Place = { parent: this, name, namespace: args.namespace, dependsOn: [made] };
        this.namespaceName = made.metadata.apply((metadata) => metadata.name);
        this.ready = [
            made,
            ...createQuota(place, args),
            ...createLimits(place, args),
            ...createPolicies(place, args),
            ...createDefaultAccount(place, args),
        ];
        this.registerOutputs({ namespaceName: this.namespaceName });
    }
}

/** What everything in the namespace has in common. */
interface Place {
    readonly parent: pulumi.Resource;
    readonly name: string;
    readonly namespace: string;
    readonly dependsOn: pulumi.Resource[];
}

function optionsOf({ dependsOn, parent }: Place): pulumi.CustomResourceOptions {
    return { parent, dependsOn };
}

function createNamespace(parent: pulumi.Resource, name: string, args: NamespaceArgs): KubernetesNamespace {
    const { annotations, namespace } = args;
    return new KubernetesNamespace(
        childName(name, "namespace"),
        { metadata: { name: namespace, labels: labelsOf(args), ...defined({ annotations }) } },
        { parent },
    );
}

function createQuota(place: Place, { quota }: NamespaceArgs): ResourceQuota[] {
    if (quota === undefined) return [];
    const hard = Object.fromEntries(Object.entries(quota).map(([key, amount]) => [key, String(amount)]));
    return [
        new ResourceQuota(
            childName(place.name, "quota"),
            { metadata: { name: "quota", namespace: place.namespace }, spec: { hard } },
            optionsOf(place),
        ),
    ];
}

function createLimits(place: Place, { containers }: NamespaceArgs): LimitRange[] {
    if (containers === undefined) return [];
    const { limits, max, min, requests } = containers;
    const given = defined({ default: limits, defaultRequest: requests, max, min });
    return [
        new LimitRange(
            childName(place.name, "limits"),
            {
                metadata: { name: "limits", namespace: place.namespace },
                spec: { limits: [{ type: "Container", ...given }] },
            },
            optionsOf(place),
        ),
    ];
}

function createPolicies(place: Place, args: NamespaceArgs): NetworkPolicy[] {
    return policiesOf(args).map(
        (policy) =>
            new NetworkPolicy(
                childName(place.name, policy.name),
                {
                    metadata: { name: policy.name, namespace: place.namespace },
                    spec: specOfPolicy(policy),
                },
                optionsOf(place),
            ),
    );
}

/**
 * Kubernetes makes the account itself, sooner or later than this: a patch makes or changes it, whichever comes first.
 * Source: Kubernetes documentation, Server-Side Apply; Service Accounts, "Default service accounts".
 */
function createDefaultAccount(place: Place, { defaultToken = false }: NamespaceArgs): ServiceAccountPatch[] {
    if (defaultToken) return [];
    return [
        new ServiceAccountPatch(
            childName(place.name, "default-account"),
            {
                metadata: { name: "default", namespace: place.namespace },
                automountServiceAccountToken: false,
            },
            optionsOf(place),
        ),
    ];
}
