/** Add-ons that mount volumes, EBS's own apart, and the snapshot controller. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE, FARGATE, MANAGED } from "../../support/kinds";
import { systemNodesOf } from "../../support/part-environment";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Addons = EnvironmentShape["addons"];

const STORE = "aws-ec2-local-instance-store-csi-driver";
const S3 = "aws-mountpoint-s3-csi-driver";

const withAddons = (addons: Partial<Addons>, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    addons: { ...shape.addons, ...addons },
});

/** Statements of an add-on's inline policy. */
function statementsOf(graph: PlannedGraph, name: string): unknown {
    const found = graph.resources.find(
        (one) => one.type === "aws:iam/rolePolicy:RolePolicy" && one.name === `${name}-role`,
    );
    const { policy } = objectOf(found?.inputs);
    return (JSON.parse(String(policy)) as { readonly Statement: unknown }).Statement;
}

/** Inputs of an add-on without the ARNs of its roles. */
function addonOf(graph: PlannedGraph, addon: string): Record<string, unknown> {
    const { podIdentityAssociations, ...inputs } = objectOf(
        resourceNamed(graph, `addon-${addon}-addon`).inputs,
    );
    const accounts = Array.isArray(podIdentityAssociations) ? podIdentityAssociations : [];
    return { ...inputs, accounts: accounts.map((one) => objectOf(one)["serviceAccount"]) };
}

const common = (addon: string) => ({
    addonName: addon,
    clusterName: "platform-dev",
    preserve: false,
    resolveConflictsOnCreate: "OVERWRITE",
    resolveConflictsOnUpdate: "OVERWRITE",
    tags: { Name: `platform-dev-${addon}` },
});

describe("aws-efs-csi-driver", () => {
    it("has a role for its controller and one for its pods on nodes, kept to the account", async () => {
        const graph = await graphOfShape(withAddons({ "aws-efs-csi-driver": {} }));
        assert.deepEqual(addonOf(graph, "aws-efs-csi-driver"), {
            ...common("aws-efs-csi-driver"),
            accounts: ["efs-csi-controller-sa", "efs-csi-node-sa"],
            addonVersion: "v3.4.2-eksbuild.1",
        });
        const arn = "arn:aws:elasticfilesystem:us-east-1:210987654321";
        const resources = [`${arn}:file-system/*`, `${arn}:access-point/*`];
        const own = (operator: string, kind: string) => ({
            [operator]: { [`aws:${kind}Tag/efs.csi.aws.com/cluster`]: "true" },
        });
        assert.deepEqual(statementsOf(graph, "addon-aws-efs-csi-driver"), [
            {
                Action: [
                    "ec2:DescribeAvailabilityZones",
                    "elasticfilesystem:DescribeAccessPoints",
                    "elasticfilesystem:DescribeFileSystems",
                    "elasticfilesystem:DescribeMountTargets",
                ],
                Effect: "Allow",
                Resource: "*",
                Sid: "FindFileSystems",
            },
            {
                Action: "elasticfilesystem:CreateAccessPoint",
                Condition: own("StringLike", "Request"),
                Effect: "Allow",
                Resource: resources,
                Sid: "MakeAccessPoints",
            },
            {
                Action: "elasticfilesystem:TagResource",
                Condition: own("StringLike", "Resource"),
                Effect: "Allow",
                Resource: resources,
                Sid: "TagAccessPoints",
            },
            {
                Action: "elasticfilesystem:DeleteAccessPoint",
                Condition: own("StringEquals", "Resource"),
                Effect: "Allow",
                Resource: resources,
                Sid: "DeleteAccessPoints",
            },
        ]);
        assert.deepEqual(statementsOf(graph, "addon-aws-efs-csi-driver-node"), [
            {
                Action: ["ec2:DescribeAvailabilityZones", "elasticfilesystem:DescribeMountTargets"],
                Effect: "Allow",
                Resource: "*",
                Sid: "FindMountTargets",
            },
            {
                Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
                Effect: "Allow",
                Resource: [`${arn}:file-system/*`],
                Sid: "MountAndWrite",
            },
        ]);
        for (const [role, account] of [
            ["addon-aws-efs-csi-driver-role", "efs-csi-controller-sa"],
            ["addon-aws-efs-csi-driver-node-role", "efs-csi-node-sa"],
        ] as const) {
            const made = graph.resources.find(
                ({ name, type }) => name === role && type === "aws:iam/role:Role",
            );
            assert.match(
                String(objectOf(made?.inputs)["assumeRolePolicy"]),
                new RegExp(`"aws:RequestTag/kubernetes-service-account":"${account}"`),
            );
        }
    });

    it("comes after every kind of node, so that it goes before them, and waits for both roles' rights", async () => {
        for (const shape of [ON_NODES, ON_FARGATE, AUTO_MODE]) {
            const graph = await graphOfShape(withAddons({ "aws-efs-csi-driver": {} }, shape));
            const addon = resourceNamed(graph, "addon-aws-efs-csi-driver-addon");
            const behind = ancestorsOf(graph, addon.urn);
            const nodes = graph.resources.filter(({ type }) =>
                /:(NodePool|NodeGroup|FargateProfile)$/.test(type),
            );
            for (const { name, urn } of nodes) assert.ok(behind.has(urn), name);
            const rights = graph.resources.filter(
                ({ name, type }) =>
                    type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("addon-aws-efs-csi-driver"),
            );
            assert.equal(rights.length, 2);
            for (const { name, urn } of rights) assert.ok(behind.has(urn), name);
        }
    });

    it("is refused settings that break it", () => {
        const configuration = {
            controller: { podDisruptionBudget: { maxUnavailable: 1 }, serviceAccount: { name: "mine" } },
            storageClasses: [],
        };
        const at = "stacks/dev.ts › addons.aws-efs-csi-driver.configuration";
        assert.deepEqual(refusedOf(withAddons({ "aws-efs-csi-driver": { configuration } })), [
            `${at}.controller.podDisruptionBudget.maxUnavailable: this stands beside the chart's own minAvailable, and Kubernetes takes one of the two (got 1). Remove it.`,
            `${at}.controller.serviceAccount: this is the one the driver's role trusts (got {"name":"mine"}). Remove it.`,
            `${at}.storageClasses: this would be a class that no plan shows (got []). Write it in storageClasses of the shape, with driver: "efs".`,
        ]);
    });
});

describe("aws-fsx-csi-driver", () => {
    it("makes file systems of the account, and no policy of a role", async () => {
        const graph = await graphOfShape(withAddons({ "aws-fsx-csi-driver": {} }));
        assert.deepEqual(addonOf(graph, "aws-fsx-csi-driver"), {
            ...common("aws-fsx-csi-driver"),
            accounts: ["fsx-csi-controller-sa"],
            addonVersion: "v1.10.0-eksbuild.1",
        });
        assert.deepEqual(statementsOf(graph, "addon-aws-fsx-csi-driver"), [
            { Action: "fsx:DescribeFileSystems", Effect: "Allow", Resource: "*", Sid: "SeeFileSystems" },
            {
                Action: [
                    "fsx:CreateFileSystem",
                    "fsx:DeleteFileSystem",
                    "fsx:TagResource",
                    "fsx:UpdateFileSystem",
                ],
                Effect: "Allow",
                Resource: "arn:aws:fsx:us-east-1:210987654321:*",
                Sid: "MakeAndDeleteFileSystems",
            },
            {
                Action: "iam:CreateServiceLinkedRole",
                Condition: { StringEquals: { "iam:AWSServiceName": "fsx.amazonaws.com" } },
                Effect: "Allow",
                Resource: "arn:aws:iam::210987654321:role/aws-service-role/fsx.amazonaws.com/*",
                Sid: "MakeTheRoleOfFsx",
            },
        ]);
    });
});

describe(S3, () => {
    const versions = { [S3]: "v2.7.0-eksbuild.1" };
    const shapeOf = (buckets: NonNullable<Addons[typeof S3]>["buckets"] = []) =>
        withAddons({ versions, [S3]: { buckets } });

    it("reads and writes the buckets it is given, and no other", async () => {
        const graph = await graphOfShape(
            shapeOf([
                { name: "amzn-s3-demo-bucket" },
                {
                    name: "amzn-s3-demo-logs",
                    access: "write",
                    prefix: "team-a/",
                    keyArn: "arn:aws:kms:us-east-1:210987654321:key/1",
                },
                { name: "amzn--use1-az4--x-s3" },
                { name: "fast--use1-az4--x-s3", access: "write" },
            ]),
        );
        const directory = "arn:aws:s3express:us-east-1:210987654321:bucket";
        assert.deepEqual(statementsOf(graph, `addon-${S3}`), [
            {
                Action: "s3:ListBucket",
                Effect: "Allow",
                Resource: "arn:aws:s3:::amzn-s3-demo-bucket",
                Sid: "ListBucket0",
            },
            {
                Action: ["s3:GetObject"],
                Effect: "Allow",
                Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*",
                Sid: "ReadObjects0",
            },
            {
                Action: "s3:ListBucket",
                Condition: { StringLike: { "s3:prefix": ["team-a/*"] } },
                Effect: "Allow",
                Resource: "arn:aws:s3:::amzn-s3-demo-logs",
                Sid: "ListBucket1",
            },
            {
                Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
                Effect: "Allow",
                Resource: "arn:aws:s3:::amzn-s3-demo-logs/team-a/*",
                Sid: "ReadObjects1",
            },
            {
                Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                Effect: "Allow",
                Resource: "arn:aws:kms:us-east-1:210987654321:key/1",
                Sid: "UseKey1",
            },
            {
                Action: "s3express:CreateSession",
                Condition: { StringEquals: { "s3express:SessionMode": "ReadOnly" } },
                Effect: "Allow",
                Resource: `${directory}/amzn--use1-az4--x-s3`,
                Sid: "OpenBucket2",
            },
            {
                Action: "s3express:CreateSession",
                Effect: "Allow",
                Resource: `${directory}/fast--use1-az4--x-s3`,
                Sid: "OpenBucket3",
            },
        ]);
        const none = await graphOfShape(shapeOf());
        assert.deepEqual(addonOf(none, S3)["accounts"], ["s3-csi-driver-sa"]);
        assert.ok(!none.resources.some(({ name, type }) => /rolePolicy/.test(type) && name.includes(S3)));
    });

    it("is refused names that are none, and says what it runs beside workloads", () => {
        const at = `stacks/dev.ts › addons.${S3}`;
        assert.deepEqual(
            refusedOf(
                shapeOf([
                    { name: "s3://Bucket", keyArn: "alias/mine", prefix: "/a" },
                    { name: "fast--use1-az4--x-s3", prefix: "a/" },
                ]),
            ),
            [
                `${at}.buckets[0].name: not the name of a bucket (got "s3://Bucket"). Write its name alone, small letters, digits, dots and hyphens.`,
                `${at}.buckets[0].keyArn: not the ARN of a key (got "alias/mine"). Write it whole.`,
                `${at}.buckets[0].prefix: not the beginning of keys: no / in front, no wildcard (got "/a"). Write it as the keys begin.`,
                `${at}.buckets[1].prefix: rights to a directory bucket are for all of it (got "a/"). Remove it.`,
            ],
        );
        assert.ok(
            plannedOf(shapeOf()).notices.includes(
                `${S3} runs one pod more for each volume and node in namespace mount-s3: leave room on nodes, and keep quotas and denying policies off it`,
            ),
        );
    });

    it("is refused where only system nodes are there: its controller tolerates no taint", () => {
        const { managedNodes: _, ...alone } = MANAGED;
        const [line = ""] = refusedOf(withAddons({ versions, [S3]: {} }, alone));
        assert.match(line, /s3-csi-controller of phase drivers \(drivers of volumes\) fits nowhere/);
    });

    it("needs a version of the environment's own", () => {
        assert.deepEqual(refusedOf(withAddons({ [S3]: {} })), [
            `stacks/dev.ts › addons: no source names a version of this add-on for Kubernetes 1.36 (got "${S3}"). Leave the add-on out, or state its version.`,
        ]);
    });
});

describe(STORE, () => {
    const versions = { [STORE]: "v1.0.5-eksbuild.1" };
    const shapeOf = (shape?: EnvironmentShape) => withAddons({ versions, [STORE]: {} }, shape);
    const ERASES = `${STORE} erases all data on disks of instances when it is installed, on every node: empty them before`;

    it("calls nothing in AWS, and says what it erases", async () => {
        const graph = await graphOfShape(shapeOf());
        assert.deepEqual(addonOf(graph, STORE), {
            ...common(STORE),
            accounts: [],
            addonVersion: "v1.0.5-eksbuild.1",
        });
        assert.ok(plannedOf(shapeOf()).notices.includes(ERASES));
        assert.ok(!plannedOf(ON_NODES).notices.includes(ERASES));
    });

    it("is refused beside nodes that make a RAID of the same disks", () => {
        const what = `${STORE} erases the disks that these nodes make a RAID of (got "RAID0"). Remove it, or addons.${STORE}.`;
        const [pool = assert.fail()] = Object.entries(ON_NODES.compute.pools);
        const [name, words] = pool;
        assert.deepEqual(
            refusedOf(
                shapeOf({
                    ...ON_NODES,
                    managedNodes: {
                        disks: {
                            ...systemNodesOf(ON_NODES),
                            instanceTypes: ["m7gd.xlarge"],
                            instanceStore: "RAID0",
                        },
                    },
                    compute: {
                        ...ON_NODES.compute,
                        pools: {
                            [name]: { ...words, nodeClass: { instanceStorePolicy: "RAID0" as const } },
                        },
                    },
                }),
            ),
            [
                `stacks/dev.ts › managedNodes.disks.instanceStore: ${what}`,
                `stacks/dev.ts › compute.pools.${name}.nodeClass.instanceStorePolicy: ${what}`,
            ],
        );
    });

    it("is refused where it cannot work", () => {
        const refused = (shape: EnvironmentShape) =>
            refusedOf(withAddons({ [STORE]: {} }, shape)).filter((line) => line.includes(STORE));
        assert.deepEqual(refused(AUTO_MODE), [
            `stacks/dev.ts › addons.${STORE}: compute of kind auto-mode leaves it out: the driver does not work with Auto Mode. Remove it.`,
        ]);
        assert.deepEqual(refused(FARGATE), [
            `stacks/dev.ts › addons.${STORE}: compute of kind fargate leaves it out: its pods mount volumes on nodes, and Fargate runs neither them nor a volume of theirs. Remove it.`,
        ]);
    });
});

describe("snapshot-controller", () => {
    it("stays when its add-on goes, and its kinds with it", async () => {
        for (const [kubernetesVersion, addonVersion] of [
            ["1.35", "v8.6.0-eksbuild.4"],
            ["1.36", "v8.6.0-eksbuild.8"],
        ]) {
            const graph = await graphOfShape(withAddons({ "snapshot-controller": {} }), {
                config: { "platform:kubernetesVersion": kubernetesVersion },
            });
            assert.deepEqual(addonOf(graph, "snapshot-controller"), {
                ...common("snapshot-controller"),
                accounts: [],
                addonVersion,
                preserve: true,
            });
        }
    });

    it("has nothing to do on Fargate alone", () => {
        assert.deepEqual(refusedOf(withAddons({ "snapshot-controller": {} }, FARGATE)), [
            "stacks/dev.ts › addons.snapshot-controller: compute of kind fargate leaves it out: Fargate mounts no volume that has snapshots. Remove it.",
        ]);
    });
});
