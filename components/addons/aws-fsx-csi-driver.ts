/** The FSx for Lustre CSI driver: a controller that makes whole file systems, and a pod on every node that mounts them. */
import type { Statement } from "../shared/iam";
import { partitionOf } from "../shared/regions";
import type { AddonDefinition } from "./definition";
import { controllerPod, driverAccount, nodePod, OFF_FARGATE, DRIVERS_PHASE } from "./storage-drivers";

const NAME = { "app.kubernetes.io/name": "aws-fsx-csi-driver" };

/**
 * Its controllers ship with a budget and tolerate the system nodes, its node pods tolerate everything. No region is set:
 * with Pod Identity EKS sets AWS_REGION in the controller.
 * Source: kubernetes-sigs/aws-fsx-csi-driver charts/aws-fsx-csi-driver 1.17.0, templates and values.yaml, 2026-04-21.
 */
export const awsFsxCsiDriver: AddonDefinition = {
    phase: DRIVERS_PHASE,
    presence: "on-request",
    leftOut: OFF_FARGATE,
    versions: {
        "1.36": {
            value: "v1.10.0-eksbuild.1",
            source: "aws-solutions-library-samples/global-capacity-orchestrator-on-aws gco/stacks/constants.py, for Kubernetes 1.36",
            seen: "2026-07-26",
            address: "https://github.com/aws-solutions-library-samples/global-capacity-orchestrator-on-aws",
        },
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    identity: {
        serviceAccount: driverAccount("fsx-csi-controller-sa"),
        grants: () => ({ statements: lustreStatements }),
        // On nodes only, whatever the host.
        kind: () => "pod-identity",
    },
    pods: () => [
        controllerPod({
            name: "fsx-csi-controller",
            labels: { app: "fsx-csi-controller", ...NAME },
            callsAws: true,
        }),
        nodePod("fsx-csi-node", { app: "fsx-csi-node", ...NAME }),
    ],
    reserved: [
        {
            path: "controller.serviceAccount",
            why: "is the one the driver's role trusts",
            remedy: "Remove it",
        },
        {
            path: "node.tolerateAllTaints",
            why: "lets a volume mount wherever its pod runs",
            remedy: "Remove it",
        },
    ],
};

/**
 * Without what links a file system to a bucket: no class of the kit's does, and it would let the driver write policies of
 * a role. File systems and backups of the account and region alone.
 * Source: kubernetes-sigs/aws-fsx-csi-driver docs/install.md, "Set up driver permissions", 2026-04-21.
 */
function lustreStatements({
    account,
    region,
}: {
    readonly account: string;
    readonly region: string;
}): readonly Statement[] {
    const partition = partitionOf(region);
    return [
        {
            Sid: "SeeFileSystems",
            Effect: "Allow",
            Action: "fsx:DescribeFileSystems",
            Resource: "*",
        },
        {
            Sid: "MakeAndDeleteFileSystems",
            Effect: "Allow",
            Action: [
                "fsx:CreateFileSystem",
                "fsx:DeleteFileSystem",
                "fsx:TagResource",
                "fsx:UpdateFileSystem",
            ],
            Resource: `arn:${partition}:fsx:${region}:${account}:*`,
        },
        {
            Sid: "MakeTheRoleOfFsx",
            Effect: "Allow",
            Action: "iam:CreateServiceLinkedRole",
            Resource: `arn:${partition}:iam::${account}:role/aws-service-role/fsx.amazonaws.com/*`,
            Condition: { StringEquals: { "iam:AWSServiceName": "fsx.amazonaws.com" } },
        },
    ];
}
