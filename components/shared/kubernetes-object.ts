/** An object of any kind, as a resource of its own. */
import * as pulumi from "@pulumi/pulumi";

/**
 * An object of the type that the SDK's class of its kind has. Not the SDK's own `CustomResource`: it leaves the core
 * group out of the type, and the provider then refuses ConfigMaps and the like.
 * Source: pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, gvkFromURN, 9497796.
 */
export class KubernetesObject extends pulumi.CustomResource {
    public constructor(
        name: string,
        { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
        manifest: pulumi.Inputs,
        opts: pulumi.CustomResourceOptions,
    ) {
        const version = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
        super(`kubernetes:${version}:${kind}`, name, manifest, opts);
    }
}
