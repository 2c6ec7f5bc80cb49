/** ThreatDetection: GuardDuty's detector of the account, and its features that watch clusters. */
import { Detector } from "@pulumi/aws/guardduty/detector";
import { DetectorFeature } from "@pulumi/aws/guardduty/detectorFeature";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    checkThreatDetection,
    decisionsOfThreatDetection,
    featuresOf,
    type ThreatDetectionSpec,
} from "./threat-detection-spec";

export type ThreatDetectionArgs = ThreatDetectionSpec;

/**
 * What GuardDuty looks at of the account's clusters. Its features hold for every cluster of account and region.
 * @throws pulumi.ResourceError naming everything GuardDuty would refuse.
 */
export class ThreatDetection extends pulumi.ComponentResource {
    public readonly detectorId: pulumi.Output<string>;
    /** Leaf resources: what is to be watched from its start waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ThreatDetectionArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:threat-detection:ThreatDetection", name, decisionsOfThreatDetection(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkThreatDetection(args)]);

        this.detectorId = createDetector(this, name, args);
        this.ready = featuresOf(args).map(
            ({ key, managesAgent, name: feature, status }) =>
                new DetectorFeature(
                    childName(name, key),
                    {
                        detectorId: this.detectorId,
                        name: feature,
                        status,
                        ...(managesAgent === undefined
                            ? {}
                            : {
                                  additionalConfigurations: [
                                      {
                                          name: "EKS_ADDON_MANAGEMENT",
                                          status: managesAgent ? "ENABLED" : "DISABLED",
                                      },
                                  ],
                              }),
                    },
                    { parent: this },
                ),
        );
        this.registerOutputs({ detectorId: this.detectorId });
    }
}

function createDetector(
    parent: pulumi.Resource,
    name: string,
    { clusterName, detector }: ThreatDetectionSpec,
): pulumi.Output<string> {
    if (detector.kind === "existing") return pulumi.output(detector.id);
    const { findings = "SIX_HOURS" } = detector;
    return new Detector(
        childName(name, "detector"),
        { enable: true, findingPublishingFrequency: findings, tags: { Name: clusterName } },
        { parent },
    ).id;
}
