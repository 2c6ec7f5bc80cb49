/** The EFS CSI driver: a controller that makes access points, and a pod on every node that mounts them over TLS. */
import type { Statement } from "../shared/iam";
import { partitionOf } from "../shared/regions";
import type { AddonDefinition } from "./definition";
import { controllerPod, driverAccount, nodePod, OFF_FARGATE, DRIVERS_PHASE } from "./storage-drivers";

const NAME = { "app.kubernetes.io/name": "aws-efs-csi-driver" };

/**
 * Chart and add-on ship two controllers that tolerate the system nodes, and a node pod that tolerates everything. Nothing
 * of it is set here: the add-on's schema refuses a number of replicas (aws/containers-roadmap issue 2415, open 2026-11)
 * and a budget (issue 2154, open).
 * Source: kubernetes-sigs/aws-efs-csi-driver charts/aws-efs-csi-driver 4.4.1, templates and values.yaml, 2026-07-24.
 */
export const awsEfsCsiDriver: AddonDefinition = {
    phase: DRIVERS_PHASE,
    presence: "on-request",
    leftOut: OFF_FARGATE,
    versions: {
        "1.36": {
            value: "v3.4.2-eksbuild.1",
            source: "wazaglo/apt-mirror, Terraform pinned to the live versions of an EKS 1.36 cluster",
            seen: "2026-09-27",
            address: "https://github.com/wazaglo/apt-mirror",
        },
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    identity: {
        serviceAccount: driverAccount("efs-csi-controller-sa"),
        grants: () => ({ statements: controllerStatements }),
        // On nodes only, whatever the host.
        kind: () => "pod-identity",
        further: [
            {
                serviceAccount: driverAccount("efs-csi-node-sa"),
                suffix: "node",
                grants: () => ({ statements: nodeStatements }),
            },
        ],
    },
    pods: () => [
        controllerPod({
            name: "efs-csi-controller",
            labels: { app: "efs-csi-controller", ...NAME },
            callsAws: true,
        }),
        nodePod("efs-csi-node", { app: "efs-csi-node", ...NAME }, true),
    ],
    endpoints: () => ["elasticfilesystem"],
    reserved: [
        {
            path: "controller.podDisruptionBudget.maxUnavailable",
            why: "stands beside the chart's own minAvailable, and Kubernetes takes one of the two",
            remedy: "Remove it",
        },
        {
            path: "controller.serviceAccount",
            why: "is the one the driver's role trusts",
            remedy: "Remove it",
        },
        { path: "node.serviceAccount", why: "is the one its role trusts", remedy: "Remove it" },
        {
            path: "storageClasses",
            why: "would be a class that no plan shows",
            remedy: 'Write it in storageClasses of the shape, with driver: "efs"',
        },
    ],
};

/** Tag the driver puts on access points it makes, and by which it may change and delete them. */
const OWN_TAG = "efs.csi.aws.com/cluster";

/**
 * Those of EFS, narrowed to the region and the account. The statements of S3 Files stay out: the kit makes no such file
 * system (docs/recipes/volumes.md).
 * Source: kubernetes-sigs/aws-efs-csi-driver docs/iam-policy-example.json, 2026-07-24.
 */
function controllerStatements({ account, region }: Place): readonly Statement[] {
    const resources = arnsOf({ account, region });
    return [
        {
            Sid: "FindFileSystems",
            Effect: "Allow",
            Action: [
                "ec2:DescribeAvailabilityZones",
                "elasticfilesystem:DescribeAccessPoints",
                "elasticfilesystem:DescribeFileSystems",
                "elasticfilesystem:DescribeMountTargets",
            ],
            Resource: "*",
        },
        {
            Sid: "MakeAccessPoints",
            Effect: "Allow",
            Action: "elasticfilesystem:CreateAccessPoint",
            Resource: resources,
            Condition: { StringLike: { [`aws:RequestTag/${OWN_TAG}`]: "true" } },
        },
        {
            Sid: "TagAccessPoints",
            Effect: "Allow",
            Action: "elasticfilesystem:TagResource",
            Resource: resources,
            Condition: { StringLike: { [`aws:ResourceTag/${OWN_TAG}`]: "true" } },
        },
        {
            Sid: "DeleteAccessPoints",
            Effect: "Allow",
            Action: "elasticfilesystem:DeleteAccessPoint",
            Resource: resources,
            Condition: { StringEquals: { [`aws:ResourceTag/${OWN_TAG}`]: "true" } },
        },
    ];
}

/**
 * What mounts with option `iam` take, and what finds a mount target where its name does not resolve.
 * Sources: kubernetes-sigs/aws-efs-csi-driver docs/parameters.md on the option, 2026-07-24; EFS User Guide,
 * iam-access-control-nfs-efs, "EFS actions for clients"; aws/efs-utils README, "Using botocore to retrieve mount target ip address".
 */
function nodeStatements({ account, region }: Place): readonly Statement[] {
    return [
        {
            Sid: "FindMountTargets",
            Effect: "Allow",
            Action: ["ec2:DescribeAvailabilityZones", "elasticfilesystem:DescribeMountTargets"],
            Resource: "*",
        },
        {
            Sid: "MountAndWrite",
            Effect: "Allow",
            Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            Resource: arnsOf({ account, region }).slice(0, 1),
        },
    ];
}

interface Place {
    readonly account: string;
    readonly region: string;
}

function arnsOf({ account, region }: Place): readonly string[] {
    const arn = `arn:${partitionOf(region)}:elasticfilesystem:${region}:${account}`;
    return [`${arn}:file-system/*`, `${arn}:access-point/*`];
}
