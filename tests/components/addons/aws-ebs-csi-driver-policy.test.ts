import assert from "node:assert/strict";

import { ebsCsiKeyStatements, ebsCsiStatements } from "../../../components/addons/aws-ebs-csi-driver-policy";
import { policyDocument } from "../../../components/shared/iam";

const PLACE = { account: "123456789012", region: "eu-west-1" };
const VOLUME = "arn:aws:ec2:eu-west-1:123456789012:volume/*";
const ONE_VOLUME = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-*";
const INSTANCE = "arn:aws:ec2:eu-west-1:123456789012:instance/*";
const SNAPSHOT = "arn:aws:ec2:eu-west-1:*:snapshot/*";

const REQUESTED = { StringEquals: { "aws:RequestTag/ebs.csi.aws.com/cluster": "true" } };
const MANAGED = { StringEquals: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": "true" } };
const IN_TREE = { StringLike: { "ec2:ResourceTag/kubernetes.io/created-for/pvc/name": "*" } };
const MANAGE = ["ModifyVolume", "AttachVolume", "DetachVolume", "DeleteVolume"];

/**
 * What the published policy allows, by Sid: EC2 actions, resources, condition.
 * Source: kubernetes-sigs/aws-ebs-csi-driver docs/AmazonEBSCSIDriverPolicyV2.json, read at 429e202, 2026-08-19.
 */
const PUBLISHED: readonly (readonly [
    sid: string,
    actions: readonly string[],
    resource: unknown,
    condition?: unknown,
])[] = [
    [
        "ReadOnlyDescribeOperations",
        [
            "DescribeAvailabilityZones",
            "DescribeInstances",
            "DescribeInstanceTypes",
            "DescribeSnapshots",
            "DescribeVolumes",
            "DescribeVolumesModifications",
            "DescribeVolumeStatus",
        ],
        "*",
    ],
    ["CreateAndCopyVolumesWithManagedTag", ["CreateVolume", "CopyVolumes"], VOLUME, REQUESTED],
    ["CopyManagedVolumes", ["CopyVolumes"], ONE_VOLUME, MANAGED],
    ["CopyCSIMigratedVolumes", ["CopyVolumes"], ONE_VOLUME, IN_TREE],
    ["CreateSnapshotsWithManagedTag", ["CreateSnapshot"], SNAPSHOT, REQUESTED],
    ["CreateSnapshotsFromManagedVolumes", ["CreateSnapshot"], VOLUME, MANAGED],
    ["ManageManagedVolumes", MANAGE, VOLUME, MANAGED],
    ["ManageCSIMigratedVolumes", MANAGE, VOLUME, IN_TREE],
    [
        "CreateVolumesFromAndEnableFSROnManagedSnapshots",
        ["CreateVolume", "EnableFastSnapshotRestores"],
        SNAPSHOT,
        MANAGED,
    ],
    ["AttachDetachVolumesToAnyInstance", ["AttachVolume", "DetachVolume"], INSTANCE],
    ["DeleteAndLockManagedSnapshots", ["DeleteSnapshot", "LockSnapshot"], SNAPSHOT, MANAGED],
    [
        "TagResourcesOnCreation",
        ["CreateTags"],
        [VOLUME, SNAPSHOT],
        { StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot", "CopyVolumes"] } },
    ],
    [
        "ModifyTagsOnManagedVolumes",
        ["CreateTags", "DeleteTags"],
        VOLUME,
        {
            ...MANAGED,
            Null: { "aws:TagKeys": "false" },
            "ForAllValues:StringNotEquals": {
                "aws:TagKeys": [
                    "ebs.csi.aws.com/cluster",
                    "ebs.csi.aws.com/cluster-name",
                    "kubernetes.io/created-for/pvc/name",
                ],
            },
        },
    ],
];

describe("ebsCsiStatements", () => {
    it("allows what the published policy allows, statement by statement, in one region and account", () => {
        const expected = PUBLISHED.map(([Sid, actions, Resource, Condition]) => ({
            Sid,
            Effect: "Allow",
            Action: actions.map((action) => `ec2:${action}`),
            Resource,
            ...(Condition === undefined ? {} : { Condition }),
        }));
        assert.equal(expected.length, 13);
        assert.deepEqual(ebsCsiStatements(PLACE), expected);
    });

    it("spells the partition of the region", () => {
        const document = policyDocument(ebsCsiStatements({ account: "123456789012", region: "cn-north-1" }));
        assert.ok(document.includes('"arn:aws-cn:ec2:cn-north-1:123456789012:volume/*"'));
        assert.ok(!document.includes("arn:aws:"));
    });

    it("C32, C33: nothing may be done to everything, and no service whole", () => {
        for (const { Action, Resource, Sid } of [...ebsCsiStatements(PLACE), ...ebsCsiKeyStatements("k")]) {
            const actions = [Action].flat();
            assert.ok(
                actions.every((action) => !action.includes("*")),
                Sid,
            );
            if (Resource === "*") assert.ok(actions.every((action) => action.startsWith("ec2:Describe")));
        }
    });

    it("fits an inline policy with its key, which may have 10 240 characters", () => {
        const key = `arn:aws:kms:us-gov-west-1:123456789012:key/${"0".repeat(36)}`;
        const document = policyDocument([...ebsCsiStatements(PLACE), ...ebsCsiKeyStatements(key)]);
        assert.ok(document.length < 10_240, `${document.length}`);
    });
});

describe("ebsCsiKeyStatements", () => {
    it("uses one key, and grants it to EC2 alone", () => {
        const key = "arn:aws:kms:eu-west-1:123456789012:key/1";
        assert.deepEqual(ebsCsiKeyStatements(key), [
            {
                Sid: "UseKeyOfVolumes",
                Effect: "Allow",
                Action: ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"],
                Resource: key,
            },
            {
                Sid: "GrantKeyOfVolumesToEc2",
                Effect: "Allow",
                Action: ["kms:CreateGrant"],
                Resource: key,
                Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
            },
        ]);
    });
});
