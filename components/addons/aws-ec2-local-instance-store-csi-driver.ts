/** The instance store CSI driver: disks of the node itself as volumes. It erases every such disk when it comes. */
import type { AddonDefinition } from "./definition";
import { nodePod, OFF_FARGATE, DRIVERS_PHASE } from "./storage-drivers";

/**
 * Source: EKS User Guide, lis-csi, read 2026-11: no role, the kinds of instances it is not for, and what it erases. Label:
 * aws-observability/helm-charts, receiver lis-csi-node, 2026-08-07. No source names a version for a minor on offer.
 */
export const awsEc2LocalInstanceStoreCsiDriver: AddonDefinition = {
    phase: DRIVERS_PHASE,
    presence: "on-request",
    leftOut: { ...OFF_FARGATE, "auto-mode": "the driver does not work with Auto Mode" },
    onUpdate: "OVERWRITE",
    preserve: false,
    pods: () => [nodePod("ec2-instance-store-plugin", { app: "ec2-instance-store-plugin" })],
    notices: [
        "aws-ec2-local-instance-store-csi-driver erases all data on disks of instances when it is installed, on every node: empty them before",
    ],
};
