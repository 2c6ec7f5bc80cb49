/** aws-guardduty-agent: what GuardDuty sees of processes on nodes. Only where GuardDuty does not install it itself. */
import type { AddonDefinition } from "./definition";
import { daemonSetPod, NO_NODE } from "./workloads";

export const awsGuarddutyAgent: AddonDefinition = {
    phase: "core",
    presence: "on-request",
    // Source: GuardDuty User Guide, prereq-runtime-monitoring-eks-support: EC2 and Auto Mode, neither Fargate nor hybrid nodes.
    leftOut: { fargate: "GuardDuty's agent runs on nodes alone", none: NO_NODE },
    versions: {
        "1.35": {
            value: "v1.16.0-eksbuild.2",
            source: "Amazon GuardDuty User Guide, Kubernetes versions supported by GuardDuty security agent: v1.16.0 on 1.28 to 1.36; undated, read on the day",
            seen: "2026-11-28",
            address:
                "https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html",
        },
        "1.36": {
            value: "v1.16.0-eksbuild.2",
            source: "Amazon GuardDuty User Guide, Kubernetes versions supported by GuardDuty security agent: v1.16.0 on 1.28 to 1.36; undated, read on the day",
            seen: "2026-11-28",
            address:
                "https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html",
        },
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    // It calls no API of AWS by a role: what it sees goes to an endpoint of GuardDuty in the VPC.
    pods: () => [
        daemonSetPod({
            name: "aws-guardduty-agent",
            namespace: "amazon-guardduty",
            // Not verified: a DaemonSet on every node, whose labels no profile of Fargate may take.
            labels: { "app.kubernetes.io/name": "aws-guardduty-agent" },
            phase: "core",
            callsAws: false,
        }),
    ],
};
