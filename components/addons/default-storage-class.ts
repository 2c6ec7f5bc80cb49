/** DefaultStorageClass: the class of volumes of claims that name none. */
import * as storage from "@pulumi/kubernetes/storage/v1";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { DEFAULT_CLASS_NAME } from "./default-class";

export interface DefaultStorageClassArgs {
    /** Key of the volumes: the EBS CSI driver must be allowed to use it. @default AWS's own key, aws/ebs */
    readonly volumesKeyArn?: pulumi.Input<string>;
    /** Whose driver makes the volumes: the add-on's, or Auto Mode's own. @default the add-on's */
    readonly provisioner?: Provisioner;
    /** Tags of the volumes, as far as the driver is not told of them otherwise. A change makes a new class. @default none */
    readonly tags?: Readonly<Record<string, string>>;
    /** Whether claims that name no class get it. @default true */
    readonly isDefault?: boolean;
}

/** Source of the second: EKS User Guide, create-storage-class. */
export type Provisioner = "ebs.csi.aws.com" | "ebs.csi.eks.amazonaws.com";

/**
 * The one default StorageClass of a cluster: encrypted gp3 volumes, each in the zone of its pod, deleted with its
 * claim. EKS marks none as default from Kubernetes 1.30 on, and the EBS CSI add-on is told not to.
 * Source: EKS User Guide, kubernetes-versions, "Kubernetes 1.30".
 */
export class DefaultStorageClass extends pulumi.ComponentResource {
    public readonly className: pulumi.Output<string>;
    /** Leaf resources: what claims a volume waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: DefaultStorageClassArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:addons:DefaultStorageClass", name, decisionsOf(args), opts);
        refuse(this, checkComponentOptions(opts));

        const storageClass = createStorageClass(this, name, args);

        this.className = storageClass.metadata.apply((metadata) => metadata.name);
        this.ready = [storageClass];
        this.registerOutputs({ className: this.className });
    }
}

/** What a reader of the plan sees: which class, and with whose key volumes are encrypted. */
function decisionsOf({
    isDefault = true,
    volumesKeyArn,
}: DefaultStorageClassArgs): Record<string, string | boolean> {
    return {
        className: DEFAULT_CLASS_NAME,
        ...(isDefault ? {} : { isDefault }),
        key: volumesKeyArn === undefined ? "AWS's own" : "own",
    };
}

/** Source of the parameters: kubernetes-sigs/aws-ebs-csi-driver docs/parameters.md, 2026-08-19. */
function createStorageClass(
    parent: pulumi.Resource,
    name: string,
    { isDefault = true, provisioner = "ebs.csi.aws.com", tags = {}, volumesKeyArn }: DefaultStorageClassArgs,
): storage.StorageClass {
    return new storage.StorageClass(
        childName(name, DEFAULT_CLASS_NAME),
        {
            metadata: {
                name: DEFAULT_CLASS_NAME,
                annotations: { "storageclass.kubernetes.io/is-default-class": String(isDefault) },
            },
            provisioner,
            // Made at once, a volume could lie in a zone where its pod cannot run.
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
            reclaimPolicy: "Delete",
            parameters: {
                type: "gp3",
                encrypted: "true",
                ...(volumesKeyArn === undefined ? {} : { kmsKeyId: volumesKeyArn }),
                ...tagSpecifications(tags),
            },
        },
        // Its name is fixed and most of it cannot change: the successor takes its place. Volumes stay.
        { parent, deleteBeforeReplace: true },
    );
}

/** Source: kubernetes-sigs/aws-ebs-csi-driver docs/tagging.md, "StorageClass Tagging"; EKS User Guide, create-storage-class. */
function tagSpecifications(tags: Readonly<Record<string, string>>): Record<string, string> {
    const texts = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
    return Object.fromEntries(texts.sort().map((text, index) => [`tagSpecification_${index + 1}`, text]));
}
