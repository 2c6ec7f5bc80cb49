/** Scraper: AWS's own collector of a cluster's metrics. */
import { Scraper as AmpScraper } from "@pulumi/aws/amp/scraper";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { subnetsIn, usedSlots, type VpcRef } from "../network/ref";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkScraper, configurationOf, decisionsOfScraper, type ScraperSpec } from "./scraper-spec";

/**
 * The provider's own for creation. Deletion ends when AWS has taken its network interfaces away, before which no subnet goes.
 * Source: terraform-provider-aws internal/service/amp/scraper.go, default timeouts 30/20/2 minutes, updates raised.
 */
const TIMEOUTS: pulumi.CustomTimeouts = { create: "30m", update: "20m", delete: "20m" };

export interface ScraperArgs extends ScraperSpec {
    readonly cluster: Pick<ClusterRef, "arn" | "securityGroupId">;
    /** The control plane's subnets: two zones at least, and none is ever without the cluster. */
    readonly vpc: Pick<VpcRef, "controlPlaneSubnetIds">;
    readonly workspaceArn: pulumi.Input<string>;
}

/**
 * Asks the API server, kubelets through it, and pods for their metrics, by interfaces of its own in the VPC; it needs no pod. AWS
 * makes its access entry. It goes before the cluster and its subnets.
 * @throws pulumi.ResourceError naming every argument AWS would refuse.
 */
export class Scraper extends pulumi.ComponentResource {
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ScraperArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:observability:Scraper", name, decisionsOfScraper(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkScraper(args)]);

        const { cluster, clusterName, vpc, workspaceArn } = args;
        const subnets = vpc.controlPlaneSubnetIds;
        this.ready = [
            new AmpScraper(
                childName(name, "collector"),
                {
                    alias: clusterName,
                    source: {
                        eks: {
                            clusterArn: cluster.arn,
                            // The group of nodes and pods, which lets its own members in.
                            securityGroupIds: [cluster.securityGroupId],
                            subnetIds: subnetsIn(subnets, usedSlots(subnets)),
                        },
                    },
                    destination: { amp: { workspaceArn } },
                    scrapeConfiguration: configurationOf(args),
                    tags: { Name: `${clusterName}-scraper` },
                },
                { parent: this, customTimeouts: TIMEOUTS },
            ),
        ];
        this.registerOutputs({});
    }
}
