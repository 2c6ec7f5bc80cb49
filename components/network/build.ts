/** What every part of a VPC needs to name, tag and place its resources. */
import type * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";

export interface NetworkBuild {
    readonly name: string;
    readonly clusterName: string;
    readonly parent: pulumi.Resource;
    /** Options of every child. */
    readonly child: pulumi.CustomResourceOptions;
    /** Logical name of a part: `network-node-a`. */
    nameOf(part: string): string;
    /** What the AWS console shows: `acme-dev-node-a`. */
    tagsOf(part: string): { readonly Name: string };
}

export function networkBuild(parent: pulumi.Resource, name: string, clusterName: string): NetworkBuild {
    return {
        name,
        clusterName,
        parent,
        child: { parent },
        nameOf: (part) => childName(name, part),
        tagsOf: (part) => ({ Name: `${clusterName}-${part}` }),
    };
}
