/** VolumeClass: one StorageClass of an environment's own. */
import * as storage from "@pulumi/kubernetes/storage/v1";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import type { MadeParameter } from "./storage-class-parameters";
import {
    checkVolumeClass,
    decisionsOfVolumeClass,
    planVolumeClass,
    type VolumeClassPlan,
    type VolumeClassSpec,
} from "./volume-class-spec";

export interface VolumeClassArgs extends VolumeClassSpec {
    /** What made resources tell, as far as the class asks for it. */
    readonly made: { readonly [parameter in MadeParameter]?: pulumi.Input<string> };
}

/**
 * One StorageClass. What cannot change of it makes a new one in its place: the volumes there are stay as they are.
 * @throws pulumi.ResourceError naming everything its driver would refuse.
 */
export class VolumeClass extends pulumi.ComponentResource {
    public readonly className: pulumi.Output<string>;
    /** Leaf resources: what claims a volume waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: VolumeClassArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:storage:VolumeClass", name, decisionsOfVolumeClass(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkVolumeClass(args)]);

        const made = createClass(this, name, planVolumeClass(args), args.made);

        this.className = made.metadata.apply((metadata) => metadata.name);
        this.ready = [made];
        this.registerOutputs({ className: this.className });
    }
}

function createClass(
    parent: pulumi.Resource,
    name: string,
    { parameters, ...plan }: VolumeClassPlan,
    told: VolumeClassArgs["made"],
): storage.StorageClass {
    const made = Object.entries(parameters.made)
        .filter(([, parameter]) => told[parameter] !== undefined)
        .map(([key, parameter]) => [key, told[parameter]]);
    return new storage.StorageClass(
        childName(name, "class"),
        {
            metadata: {
                name: plan.className,
                annotations: { "storageclass.kubernetes.io/is-default-class": String(plan.isDefault) },
            },
            provisioner: plan.provisioner,
            parameters: { ...parameters.known, ...(Object.fromEntries(made) as Record<string, string>) },
            reclaimPolicy: plan.reclaimPolicy,
            volumeBindingMode: plan.volumeBindingMode,
            allowVolumeExpansion: plan.expansion,
            ...(plan.mountOptions.length === 0 ? {} : { mountOptions: [...plan.mountOptions] }),
            ...(plan.zones.length === 0
                ? {}
                : {
                      allowedTopologies: [
                          {
                              matchLabelExpressions: [
                                  { key: "topology.kubernetes.io/zone", values: [...plan.zones] },
                              ],
                          },
                      ],
                  }),
        },
        {
            parent,
            // The API server takes no other value of these two, and the provider would send one all the same.
            // Source: kubernetes/kubernetes v1.36.3 pkg/apis/storage/validation/validation.go, ValidateStorageClassUpdate.
            replaceOnChanges: ["reclaimPolicy", "volumeBindingMode"],
            // Its name is fixed: the successor takes its place. Volumes stay.
            deleteBeforeReplace: true,
        },
    );
}
