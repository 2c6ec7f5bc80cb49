/** AttributesClass: one VolumeAttributesClass of an environment. */
import { VolumeAttributesClass } from "@pulumi/kubernetes/storage/v1/volumeAttributesClass";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    ATTRIBUTES_DRIVER,
    type AttributesClassSpec,
    checkAttributesClass,
    decisionsOfAttributesClass,
    parametersOf,
} from "./attributes-class-spec";

export type AttributesClassArgs = AttributesClassSpec;

/**
 * One VolumeAttributesClass. Claims that ask for it have their volume changed while it is in use.
 * @throws pulumi.ResourceError naming everything the driver would refuse.
 */
export class AttributesClass extends pulumi.ComponentResource {
    /** Plain, so that it is known before the cluster exists. */
    public readonly className: string;
    /** Leaf resources: claims of the class wait for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: AttributesClassArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:storage:AttributesClass", name, decisionsOfAttributesClass(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkAttributesClass(args)]);

        const made = new VolumeAttributesClass(
            childName(name, "class"),
            {
                metadata: { name: args.className },
                driverName: ATTRIBUTES_DRIVER.provisioner,
                parameters: parametersOf(args.words),
            },
            {
                parent: this,
                // The API server takes no other value of these, and the provider would send one all the same.
                // Source: Kubernetes documentation, volume-attributes-classes, "the parameters in an existing class are immutable".
                replaceOnChanges: ["driverName", "parameters"],
                deleteBeforeReplace: true,
            },
        );
        this.className = args.className;
        this.ready = [made];
        this.registerOutputs({ className: this.className });
    }
}
