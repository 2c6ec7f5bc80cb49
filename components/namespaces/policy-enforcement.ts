/** PolicyEnforcement: what makes Auto Mode act on NetworkPolicies. Elsewhere vpc-cni does, or nothing. */
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";

/** Source: EKS User Guide, auto-net-pol, step 1. */
const SWITCH = { "enable-network-policy-controller": "true" };

/** Switches EKS's controller of network policies on. The Kubernetes provider comes from the options. */
export class PolicyEnforcement extends pulumi.ComponentResource {
    /** Leaf resources: policies count once these are there. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("platform:namespaces:PolicyEnforcement", name, { by: "Auto Mode" }, opts);
        refuse(this, checkComponentOptions(opts));
        const map = new ConfigMap(
            childName(name, "switch"),
            { metadata: { name: "amazon-vpc-cni", namespace: "kube-system" }, data: { ...SWITCH } },
            { parent: this },
        );
        this.ready = [map];
        this.registerOutputs({});
    }
}
