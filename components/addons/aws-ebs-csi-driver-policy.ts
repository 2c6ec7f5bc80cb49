/**
 * What the EBS CSI driver may do in the account: the statements AWS publishes as AmazonEBSCSIDriverPolicyV2, which
 * keep it to volumes and snapshots it has tagged itself. Written out, because sources disagree on the path of the
 * managed policy's ARN, and narrowed to one region and account.
 * Source: kubernetes-sigs/aws-ebs-csi-driver docs/AmazonEBSCSIDriverPolicyV2.json of 2026-04-20, read at 429e202
 * (2026-08-19), https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/429e202/docs/AmazonEBSCSIDriverPolicyV2.json
 */
import type { Statement } from "../shared/iam";
import { partitionOf } from "../shared/regions";

/** Tag the driver puts on all it makes. */
const OWN_TAG = "ebs.csi.aws.com/cluster";
/** Tag of volumes that the in-tree driver made before it, and of those only. */
const IN_TREE_TAG = "kubernetes.io/created-for/pvc/name";

const ASKED_WITH_OWN_TAG = { StringEquals: { [`aws:RequestTag/${OWN_TAG}`]: "true" } };
const HAS_OWN_TAG = { StringEquals: { [`ec2:ResourceTag/${OWN_TAG}`]: "true" } };
const HAS_IN_TREE_TAG = { StringLike: { [`ec2:ResourceTag/${IN_TREE_TAG}`]: "*" } };
/** Every tag of a managed volume may change but those the conditions above look at. */
const OWN_TAGS_STAY = {
    "ForAllValues:StringNotEquals": { "aws:TagKeys": [OWN_TAG, "ebs.csi.aws.com/cluster-name", IN_TREE_TAG] },
    Null: { "aws:TagKeys": "false" },
};

const MANAGE_VOLUMES = ["ec2:ModifyVolume", "ec2:AttachVolume", "ec2:DetachVolume", "ec2:DeleteVolume"];

/** The thirteen statements, in the order of their source. */
export function ebsCsiStatements(place: {
    readonly account: string;
    readonly region: string;
}): readonly Statement[] {
    const ec2 = `arn:${partitionOf(place.region)}:ec2:${place.region}`;
    const volumes = `${ec2}:${place.account}:volume/*`;
    const oneVolume = `${ec2}:${place.account}:volume/vol-*`;
    const instances = `${ec2}:${place.account}:instance/*`;
    // The ARN of a snapshot names no account. Source: Service Authorization Reference, Amazon EC2, snapshot.
    const snapshots = `${ec2}:*:snapshot/*`;
    return [
        allow("ReadOnlyDescribeOperations", READ_ACTIONS, "*"),
        allow(
            "CreateAndCopyVolumesWithManagedTag",
            ["ec2:CreateVolume", "ec2:CopyVolumes"],
            volumes,
            ASKED_WITH_OWN_TAG,
        ),
        allow("CopyManagedVolumes", ["ec2:CopyVolumes"], oneVolume, HAS_OWN_TAG),
        allow("CopyCSIMigratedVolumes", ["ec2:CopyVolumes"], oneVolume, HAS_IN_TREE_TAG),
        allow("CreateSnapshotsWithManagedTag", ["ec2:CreateSnapshot"], snapshots, ASKED_WITH_OWN_TAG),
        allow("CreateSnapshotsFromManagedVolumes", ["ec2:CreateSnapshot"], volumes, HAS_OWN_TAG),
        allow("ManageManagedVolumes", MANAGE_VOLUMES, volumes, HAS_OWN_TAG),
        allow("ManageCSIMigratedVolumes", MANAGE_VOLUMES, volumes, HAS_IN_TREE_TAG),
        allow(
            "CreateVolumesFromAndEnableFSROnManagedSnapshots",
            ["ec2:CreateVolume", "ec2:EnableFastSnapshotRestores"],
            snapshots,
            HAS_OWN_TAG,
        ),
        allow("AttachDetachVolumesToAnyInstance", ["ec2:AttachVolume", "ec2:DetachVolume"], instances),
        allow(
            "DeleteAndLockManagedSnapshots",
            ["ec2:DeleteSnapshot", "ec2:LockSnapshot"],
            snapshots,
            HAS_OWN_TAG,
        ),
        allow("TagResourcesOnCreation", ["ec2:CreateTags"], [volumes, snapshots], {
            StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot", "CopyVolumes"] },
        }),
        allow("ModifyTagsOnManagedVolumes", ["ec2:CreateTags", "ec2:DeleteTags"], volumes, {
            ...HAS_OWN_TAG,
            ...OWN_TAGS_STAY,
        }),
    ];
}

/**
 * What volumes encrypted with an own key take besides. The grant is for EC2, which keeps the volume readable; the
 * driver itself can hand the key to nobody.
 * Source: kubernetes-sigs/aws-ebs-csi-driver docs/install.md, "Encrypted EBS Volumes via KMS", 2026-08-19; KMS
 * Developer Guide, conditions-kms, kms:GrantIsForAWSResource.
 */
export function ebsCsiKeyStatements(keyArn: string): readonly Statement[] {
    return [
        allow("UseKeyOfVolumes", ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"], keyArn),
        allow("GrantKeyOfVolumesToEc2", ["kms:CreateGrant"], keyArn, {
            Bool: { "kms:GrantIsForAWSResource": "true" },
        }),
    ];
}

const READ_ACTIONS = [
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeInstances",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeSnapshots",
    "ec2:DescribeVolumes",
    "ec2:DescribeVolumesModifications",
    "ec2:DescribeVolumeStatus",
];

function allow(
    Sid: string,
    Action: readonly string[],
    Resource: string | readonly string[],
    Condition?: Statement["Condition"],
): Statement {
    return { Sid, Effect: "Allow", Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}
