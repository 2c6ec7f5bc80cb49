/** Objects: Kubernetes objects as data, each a resource of its own. */
import * as pulumi from "@pulumi/pulumi";

import { KubernetesObject } from "../shared/kubernetes-object";
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
    return new KubernetesObject(childName(name, ...parts), idOf(manifest), manifest, {
        parent,
        dependsOn: [...before],
    });
}
