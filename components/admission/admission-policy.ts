/** AdmissionPolicy: one policy of admission, and the binding that makes it count. */
import { MutatingAdmissionPolicy } from "@pulumi/kubernetes/admissionregistration/v1/mutatingAdmissionPolicy";
import { MutatingAdmissionPolicyBinding } from "@pulumi/kubernetes/admissionregistration/v1/mutatingAdmissionPolicyBinding";
import { ValidatingAdmissionPolicy } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicy";
import { ValidatingAdmissionPolicyBinding } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicyBinding";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkPolicy, decisionsOfPolicy } from "./admission-spec";
import {
    bindingOf,
    type MutatingPlan,
    mutatingSpecOf,
    objectNameOf,
    PARAMS_NAMESPACE,
    type PolicyPlan,
    type ValidatingPlan,
    validatingSpecOf,
} from "./policy-plan";

export type AdmissionPolicyArgs = PolicyPlan;

/**
 * The policy does nothing without its binding, which goes first: without the policy it would count no more, but warn of nothing
 * either. The Kubernetes provider comes from the options.
 * @throws pulumi.ResourceError naming everything the API server would refuse of it.
 */
export class AdmissionPolicy extends pulumi.ComponentResource {
    /** Leaf resources: once these are there the policy counts, seconds later on every API server. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: AdmissionPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:admission:AdmissionPolicy", name, decisionsOfPolicy(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkPolicy(args)]);
        this.ready = [
            args.kind === "validating"
                ? createValidating(this, name, args)
                : createMutating(this, name, args),
        ];
        this.registerOutputs({});
    }
}

function createValidating(
    parent: pulumi.Resource,
    name: string,
    plan: ValidatingPlan,
): ValidatingAdmissionPolicyBinding {
    const metadata = { name: objectNameOf(plan) };
    const params = createParams(parent, name, plan);
    const policy = new ValidatingAdmissionPolicy(
        childName(name, "policy"),
        { metadata, spec: validatingSpecOf(plan) },
        { parent },
    );
    return new ValidatingAdmissionPolicyBinding(
        childName(name, "binding"),
        {
            metadata,
            spec: {
                policyName: metadata.name,
                validationActions: [...plan.actions],
                ...bindingOf(plan),
                ...(params === undefined
                    ? {}
                    : {
                          paramRef: {
                              name: metadata.name,
                              namespace: PARAMS_NAMESPACE,
                              parameterNotFoundAction: "Deny",
                          },
                      }),
            },
        },
        { parent, dependsOn: [policy, ...(params === undefined ? [] : [params])] },
    );
}

function createParams(parent: pulumi.Resource, name: string, plan: ValidatingPlan): ConfigMap | undefined {
    if (plan.params === undefined) return undefined;
    return new ConfigMap(
        childName(name, "params"),
        { metadata: { name: objectNameOf(plan), namespace: PARAMS_NAMESPACE }, data: { ...plan.params } },
        // Its name is fixed, and other data make another one: the successor takes its place.
        { parent, deleteBeforeReplace: true },
    );
}

function createMutating(
    parent: pulumi.Resource,
    name: string,
    plan: MutatingPlan,
): MutatingAdmissionPolicyBinding {
    const metadata = { name: objectNameOf(plan) };
    const policy = new MutatingAdmissionPolicy(
        childName(name, "policy"),
        { metadata, spec: mutatingSpecOf(plan) },
        { parent },
    );
    return new MutatingAdmissionPolicyBinding(
        childName(name, "binding"),
        { metadata, spec: { policyName: metadata.name, ...bindingOf(plan) } },
        { parent, dependsOn: [policy] },
    );
}
