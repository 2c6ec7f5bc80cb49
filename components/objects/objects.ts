/** Objects: Kubernetes objects as data, each a resource of its own. */
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { idOf, type Manifest } from "./manifest";
import { checkObjects, decisionsOfObjects, inWaves, type ObjectsSpec } from "./objects-spec";

export type ObjectsArgs = ObjectsSpec;

/**
 * Kubernetes objects, those first that the others need. The Kubernetes provider comes from the options.
 * @throws pulumi.ResourceError naming everything the API server would refuse of them.
 */
export class Objects extends pulumi.ComponentResource {
    /** Leaf resources: what needs the objects waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ObjectsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:objects:Objects", name, decisionsOfObjects(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkObjects(args)]);

        this.ready = inWaves(args.objects).reduce<readonly pulumi.CustomResource[]>(
            (before, wave) => [...before, ...wave.map((one) => createObject(this, name, one, before))],
            [],
        );
        this.registerOutputs({});
    }
}

function createObject(
    parent: pulumi.Resource,
    name: string,
    manifest: Manifest,
    before: readonly pulumi.CustomResource[],
): KubernetesObject {
    const { kind, name: object, namespace } = idOf(manifest);
    const parts = [kind.toLowerCase(), ...(namespace === "" ? [] : [namespace]), object];
    return new KubernetesObject(childName(name, ...parts), manifest, { parent, dependsOn: [...before] });
}

/**
 * An object of any kind, of the type that the SDK's class of that kind has. Not the SDK's own `CustomResource`: it
 * leaves the core group out of the type, and the provider then refuses ConfigMaps and the like.
 * Source: pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, gvkFromURN, 9497796.
 */
class KubernetesObject extends pulumi.CustomResource {
    public constructor(name: string, manifest: Manifest, opts: pulumi.CustomResourceOptions) {
        const { apiVersion, kind } = idOf(manifest);
        const version = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
        super(`kubernetes:${version}:${kind}`, name, manifest, opts);
    }
}
