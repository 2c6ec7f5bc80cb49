/** Namespace: one of AWS Cloud Map, in which others make services. */
import { HttpNamespace } from "@pulumi/aws/servicediscovery/httpNamespace";
import { PrivateDnsNamespace } from "@pulumi/aws/servicediscovery/privateDnsNamespace";
import * as pulumi from "@pulumi/pulumi";

import type { VpcRef } from "../network/ref";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkNamespace, decisionsOfNamespace, type NamespaceSpec } from "./namespace-spec";

export interface NamespaceArgs extends NamespaceSpec {
    readonly vpc: Pick<VpcRef, "vpcId">;
}

/**
 * A namespace. Services in it are somebody else's: with one left, its deletion fails.
 * @throws pulumi.ResourceError naming everything Cloud Map would refuse.
 */
export class Namespace extends pulumi.ComponentResource {
    public readonly namespaceArn: pulumi.Output<string>;
    /** What makes services in it comes after these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: NamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:names:Namespace", name, decisionsOfNamespace(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkNamespace(args)]);

        const made = createNamespace(this, name, args);
        this.namespaceArn = made.arn;
        this.ready = [made];
        this.registerOutputs({ namespaceArn: this.namespaceArn });
    }
}

function createNamespace(
    parent: pulumi.Resource,
    name: string,
    { clusterName, key, namespace, vpc }: NamespaceArgs,
): HttpNamespace | PrivateDnsNamespace {
    const common = { description: `Services of ${clusterName}`, tags: { Name: `${clusterName}-${key}` } };
    return namespace.kind === "http"
        ? new HttpNamespace(childName(name, "http"), { ...common, name: namespace.name }, { parent })
        : new PrivateDnsNamespace(
              childName(name, "dns"),
              { ...common, name: namespace.domain, vpc: vpc.vpcId },
              // A VPC has one zone of a domain: the successor would be refused while the first is there.
              { parent, deleteBeforeReplace: true },
          );
}
