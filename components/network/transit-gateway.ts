/** The attachment of the VPC to a transit gateway of somebody else, with an interface in each zone. */
import { VpcAttachment } from "@pulumi/aws/ec2transitgateway/vpcAttachment";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import type * as pulumi from "@pulumi/pulumi";

import type { NetworkBuild } from "./build";
import { SLOTS } from "./slots";
import { createTransitSubnets, type MadeSubnets } from "./subnets";
import type { VpcPlan } from "./vpc-plan";
import type { VpcSpec } from "./vpc-spec";

export interface Attached {
    /** What routes to the gateway wait for, and go before. */
    readonly attached: readonly pulumi.CustomResource[];
    readonly ready: MadeSubnets["ready"];
}

/**
 * Nothing in another mode. The gateway's own tables are its owner's: of a shared one the provider cannot set them.
 * Source: @pulumi/aws 7.48.0 typings, ec2transitgateway/vpcAttachment.d.ts.
 */
export function createAttachment(build: NetworkBuild, vpc: Vpc, plan: VpcPlan, spec: VpcSpec): Attached {
    const { applianceMode = false, transitGatewayId } = spec;
    if (plan.transit.length === 0 || transitGatewayId === undefined) return { attached: [], ready: [] };
    const { ids, ready } = createTransitSubnets(build, vpc, plan.transit, spec);
    const attachment = new VpcAttachment(
        build.nameOf("transit-gateway"),
        {
            transitGatewayId,
            vpcId: vpc.id,
            subnetIds: SLOTS.flatMap((slot) => ids[slot] ?? []),
            applianceModeSupport: applianceMode ? "enable" : "disable",
            dnsSupport: "enable",
            ...(plan.hasIpv6 ? { ipv6Support: "enable" } : {}),
            tags: build.tagsOf("transit-gateway"),
        },
        build.child,
    );
    return { attached: [attachment, ...ready], ready };
}
