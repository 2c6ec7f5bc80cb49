/** IngressClass: a class of Ingresses and its parameters. */
import * as pulumi from "@pulumi/pulumi";

import { KubernetesObject } from "../shared/kubernetes-object";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    certificatesKeyOf,
    checkIngressClass,
    controllerOf,
    decisionsOfIngressClass,
    type IngressClassSpec,
    parametersOf,
} from "./ingress-class-spec";

export interface IngressClassArgs extends IngressClassSpec {
    /** ARNs of its certificates, in their order. @default none: they are found by host */
    readonly certificateArns?: readonly pulumi.Input<string>[];
}

/**
 * A class, and the parameters all load balancers of its Ingresses have. The Kubernetes provider comes from the options.
 * @throws pulumi.ResourceError naming everything its controller would refuse.
 */
export class IngressClass extends pulumi.ComponentResource {
    /** Leaf resources: Ingresses of the class come after these, and go before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: IngressClassArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:ingress:IngressClass", name, decisionsOfIngressClass(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkIngressClass(args)]);

        const parameters = createParameters(this, name, args);
        this.ready = [createClass(this, name, args, parameters)];
        this.registerOutputs({});
    }
}

function createParameters(
    parent: pulumi.Resource,
    name: string,
    args: IngressClassArgs,
): pulumi.CustomResource {
    const { certificateArns, className } = args;
    const { group, version } = controllerOf(args);
    const kind = { apiVersion: `${group}/${version}`, kind: "IngressClassParams" };
    return new KubernetesObject(
        childName(name, "params"),
        kind,
        {
            ...kind,
            metadata: { name: className },
            spec: {
                ...parametersOf(args),
                ...(certificateArns === undefined
                    ? {}
                    : { [certificatesKeyOf(args)]: pulumi.all([...certificateArns]) }),
            },
        },
        { parent },
    );
}

function createClass(
    parent: pulumi.Resource,
    name: string,
    args: IngressClassArgs,
    parameters: pulumi.Resource,
): pulumi.CustomResource {
    const { className, words } = args;
    const { controller, group } = controllerOf(args);
    const kind = { apiVersion: "networking.k8s.io/v1", kind: "IngressClass" };
    return new KubernetesObject(
        childName(name, "class"),
        kind,
        {
            ...kind,
            metadata: {
                name: className,
                annotations: {
                    "ingressclass.kubernetes.io/is-default-class": String(words.default ?? false),
                },
            },
            spec: {
                controller,
                parameters: { apiGroup: group, kind: "IngressClassParams", name: className },
            },
        },
        {
            parent,
            dependsOn: [parameters],
            // The API server takes no other controller, and the provider would send one all the same.
            // Source: kubernetes/kubernetes pkg/apis/networking/validation/validation.go, ValidateIngressClassUpdate.
            replaceOnChanges: ["spec.controller"],
            deleteBeforeReplace: true,
        },
    );
}
