import assert from "node:assert/strict";

import fc from "fast-check";

import { ManagedNodes, type ManagedNodesArgs } from "../../../components/compute/managed-nodes";
import { decisionsOfManagedNodes } from "../../../components/compute/managed-nodes-spec";
import { completeUserData } from "../../../components/compute/node-user-data";
import { childNameOf, shortHash } from "../../../components/shared/names";
import { NODE_RELEASES } from "../../../components/versions";
import {
    build,
    type Changes,
    clusterRef,
    group,
    record,
    TAGS,
    TEMPLATE,
    VOLUME,
    VPC,
} from "../../support/managed-nodes";
import { managedNodesSpec } from "../../support/managed-nodes-spec";
import { readyOf } from "../../support/ready";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
} from "../../support/record-component";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000003";
const POLICY = "arn:aws:iam::123456789012:policy/team/logs";
const GRANTS = ["worker", "registry", "session-manager"].map((key) => `RolePolicyAttachment:nodes-${key}`);

function attachment(policyArn: string): unknown {
    return { policyArn, role: "nodes-role-0a1b2c3" };
}

describe("ManagedNodes", () => {
    it("makes a role, its policies, a launch template and a group per zone, whole", async () => {
        assert.deepEqual(inputsByLabel(await record()), {
            "ManagedNodes:nodes": decisionsOfManagedNodes(managedNodesSpec()),
            "Role:nodes-role": {
                assumeRolePolicy:
                    '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow",' +
                    '"Principal":{"Service":"ec2.amazonaws.com"},"Sid":"AllowServiceToAssumeRole"}],' +
                    '"Version":"2012-10-17"}',
                tags: { Name: "kit-test-system-nodes" },
            },
            "RolePolicyAttachment:nodes-worker": attachment(
                "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
            ),
            "RolePolicyAttachment:nodes-registry": attachment(
                "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
            ),
            "RolePolicyAttachment:nodes-session-manager": attachment(
                "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
            ),
            "LaunchTemplate:nodes-template": TEMPLATE,
            "NodeGroup:nodes-a": group("a"),
            "NodeGroup:nodes-c": group("c"),
        });
    });

    it("every resource is a child of the component; its type is a public name", async () => {
        const [component, ...children] = await record();
        assert.equal(component?.type, "platform:compute:ManagedNodes");
        assert.deepEqual([...new Set(children.map(({ parent }) => parent))], ["ManagedNodes:nodes"]);
    });

    it("rule 3: a group comes after every policy of its role, and goes before them", async () => {
        const { dependencies, propertyDependencies } = find(await record(), "NodeGroup:nodes-a");
        assert.deepEqual(dependencies, [
            "LaunchTemplate:nodes-template",
            "Role:nodes-role",
            ...[...GRANTS].sort(),
        ]);
        assert.deepEqual(propertyDependencies, {
            launchTemplate: ["LaunchTemplate:nodes-template"],
            nodeRoleArn: ["Role:nodes-role"],
        });
    });

    it("is ready with its groups", async () => {
        assert.deepEqual(await readyOf(build), ["NodeGroup:nodes-a", "NodeGroup:nodes-c"]);
    });

    it("rule 23: leaves the desired size to the autoscaler", async () => {
        for (const slot of ["a", "c"]) {
            assert.deepEqual(find(await record(), `NodeGroup:nodes-${slot}`).options, {
                customTimeouts: { create: "60m", update: "60m", delete: "60m" },
                ignoreChanges: ["scalingConfig.desiredSize"],
            });
        }
    });

    it("rule 29: groups have no fixed names, are replaced create-first, and are keyed by zone", async () => {
        const groupsOf = async (slots: readonly ("a" | "b" | "c")[]): Promise<Record<string, unknown>> =>
            inputsByLabel(await record({ slots }), "aws:eks/nodeGroup:NodeGroup");
        const all = await groupsOf(["a", "b", "c"]);
        assert.deepEqual(all, {
            "NodeGroup:nodes-a": group("a"),
            "NodeGroup:nodes-b": group("b"),
            "NodeGroup:nodes-c": group("c"),
        });
        const { "NodeGroup:nodes-a": first, ...rest } = all;
        assert.deepEqual(first, group("a"));
        assert.deepEqual(await groupsOf(["c", "b"]), rest);
    });

    it("rule 34: answers pods nothing: IMDSv2 with hop limit 1, whatever the family", async () => {
        for (const amiFamily of ["AL2023", "Bottlerocket"] as const) {
            const template = find(await record({ amiFamily }), "LaunchTemplate:nodes-template");
            assert.deepEqual(template.inputs["metadataOptions"], TEMPLATE.metadataOptions);
        }
    });

    it("rule 36: each group has its zone's private node subnet and no other", async () => {
        const vpc = { nodeSubnetIds: { a: "subnet-x", c: "subnet-z" }, publicSubnetIds: { a: "subnet-p" } };
        const groups = inputsByLabel(await record({ vpc }), "aws:eks/nodeGroup:NodeGroup");
        assert.deepEqual(
            Object.entries(groups).map(([label, { subnetIds }]) => [label, subnetIds]),
            [
                ["NodeGroup:nodes-a", ["subnet-x"]],
                ["NodeGroup:nodes-c", ["subnet-z"]],
            ],
        );
    });

    it("rule 37: names no security group, so that EKS adds the cluster's own", async () => {
        const resources = await record();
        const { inputs } = find(resources, "LaunchTemplate:nodes-template");
        assert.deepEqual(Object.keys(inputs).sort(), Object.keys(TEMPLATE).sort());
        assert.equal(find(resources, "NodeGroup:nodes-a").inputs["remoteAccess"], undefined);
        assert.doesNotMatch(JSON.stringify(resources), /securityGroup|networkInterfaces|userData/i);
    });

    it("rule 39: has the control plane's version, and never forces pods off a node", async () => {
        const resources = await record({ kubernetesVersion: "1.35" });
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs, {
            ...group("a"),
            releaseVersion: NODE_RELEASES["1.35"].value,
            version: "1.35",
        });
    });

    it("rule 32: needs no access entry: EKS makes the role's own", async () => {
        assert.deepEqual([...new Set((await record()).map(({ type }) => type))].sort(), [
            "aws:ec2/launchTemplate:LaunchTemplate",
            "aws:eks/nodeGroup:NodeGroup",
            "aws:iam/role:Role",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "platform:compute:ManagedNodes",
        ]);
    });

    it("registers its outputs", async () => {
        assert.deepEqual(find(await record(), "ManagedNodes:nodes").outputs, {
            nodeGroupNames: { a: "nodes-a-0a1b2c3", c: "nodes-c-0a1b2c3" },
            nodeRoleArn: "arn:aws:iam::123456789012:role/nodes-role-0a1b2c3",
        });
    });

    it("is protected with the environment", async () => {
        const resources = await recordComponent(() => build({}, { protect: true }));
        assert.deepEqual([...new Set(resources.map(({ options }) => options.protect))], [true]);
    });

    it("rule 43: any name keeps within what IAM, EC2 and EKS take, and names stay apart", () => {
        const part = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,120}$/);
        fc.assert(
            fc.property(part, (name) => {
                const groups = ["a", "b", "c", "d"].map((slot) => childNameOf("nodeGroup", name, slot));
                assert.equal(new Set(groups).size, 4);
                assert.ok(groups.every(({ length }) => length + "-1a2b3c4".length <= 63));
            }),
            { seed: 20261124, numRuns: 300 },
        );
    });

    it("rule 43: a long name is cut for each kind", async () => {
        const resources = await recordComponent(() => build({}, {}, "x".repeat(130)));
        const lengths = new Map(resources.map(({ name, type }) => [type, name.length]));
        assert.equal(lengths.get("aws:iam/role:Role"), 56);
        assert.equal(lengths.get("aws:ec2/launchTemplate:LaunchTemplate"), 120);
        assert.equal(lengths.get("aws:eks/nodeGroup:NodeGroup"), 55);
    });
});

describe("ManagedNodes options", () => {
    async function changedGroup(changes: Changes): Promise<unknown> {
        const resources = await record(changes);
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs, TEMPLATE);
        return find(resources, "NodeGroup:nodes-a").inputs;
    }

    it("Spot and other instance types", async () => {
        assert.deepEqual(
            await changedGroup({ capacityType: "SPOT", instanceTypes: ["m7i.large", "m6i.large"] }),
            {
                ...group("a"),
                amiType: "AL2023_x86_64_STANDARD",
                capacityType: "SPOT",
                instanceTypes: ["m7i.large", "m6i.large"],
            },
        );
    });

    it("a stated architecture", async () => {
        assert.deepEqual(await changedGroup({ architecture: "amd64", instanceTypes: ["m99i.large"] }), {
            ...group("a"),
            amiType: "AL2023_x86_64_STANDARD",
            instanceTypes: ["m99i.large"],
        });
    });

    it("labels, and no taints", async () => {
        const { taints, ...bare } = group("a");
        assert.notEqual(taints, undefined);
        assert.deepEqual(await changedGroup({ labels: { tier: "web" }, taints: [] }), {
            ...bare,
            labels: { tier: "web" },
        });
        assert.deepEqual(await changedGroup({ labels: {}, taints: [] }), bare);
    });

    it("sizes, updates by share, no repair", async () => {
        assert.deepEqual(
            await changedGroup({
                nodeRepair: false,
                sizePerZone: { min: 0, desired: 1, max: 9 },
                update: { kind: "percentage", maxUnavailablePercentage: 33 },
            }),
            {
                ...group("a"),
                nodeRepairConfig: { enabled: false },
                scalingConfig: { desiredSize: 1, maxSize: 9, minSize: 0 },
                updateConfig: { maxUnavailablePercentage: 33 },
            },
        );
    });

    it("extra policies: one attachment each, before the groups", async () => {
        const resources = await record({ extraPolicyArns: [POLICY] });
        const label = `RolePolicyAttachment:nodes-logs-${shortHash(POLICY)}`;
        assert.deepEqual(find(resources, label).inputs, attachment(POLICY));
        assert.ok(find(resources, "NodeGroup:nodes-c").dependencies.includes(label));
        assert.equal(resources.length, (await record()).length + 1);
    });

    it("a key of volumes: every volume is encrypted with it, nothing else changes", async () => {
        const resources = await record({ volumesKeyArn: KEY });
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs, {
            ...TEMPLATE,
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { ...VOLUME, kmsKeyId: KEY, volumeSize: 50 } },
            ],
        });
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs, group("a"));
    });

    it("Bottlerocket: two encrypted volumes, the disk's size on the data, no pinned release", async () => {
        const resources = await record({ amiFamily: "Bottlerocket", diskSizeGiB: 80, volumesKeyArn: KEY });
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs, {
            ...TEMPLATE,
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { ...VOLUME, kmsKeyId: KEY } },
                { deviceName: "/dev/xvdb", ebs: { ...VOLUME, kmsKeyId: KEY, volumeSize: 80 } },
            ],
        });
        const { releaseVersion, ...unpinned } = group("a");
        assert.notEqual(releaseVersion, undefined);
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs, {
            ...unpinned,
            amiType: "BOTTLEROCKET_ARM_64",
        });
    });

    it("rule 24: other tags reach instances, volumes and interfaces, and only them", async () => {
        const resources = await record({ tags: { owner: "other" } });
        const tags = { Name: "kit-test-system", owner: "other" };
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs, {
            ...TEMPLATE,
            tagSpecifications: TEMPLATE.tagSpecifications.map((one) => ({ ...one, tags })),
        });
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs, group("a"));
    });

    it("a faster volume, minute metrics, a longer reach, tags of its own", async () => {
        const reason = "the agent reads its instance's tags";
        const resources = await record({
            detailedMonitoring: true,
            extraTags: { owner: "batch", team: "blue" },
            iops: 4_000,
            metadataHopLimit: { value: 2, reason },
            throughput: 250,
        });
        const tags = { ...TAGS, owner: "batch", team: "blue" };
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs, {
            ...TEMPLATE,
            blockDeviceMappings: [
                { deviceName: "/dev/xvda", ebs: { ...VOLUME, iops: 4_000, throughput: 250, volumeSize: 50 } },
            ],
            metadataOptions: { ...TEMPLATE.metadataOptions, httpPutResponseHopLimit: 2 },
            monitoring: { enabled: true },
            tagSpecifications: TEMPLATE.tagSpecifications.map((one) => ({ ...one, tags })),
            tags: { owner: "batch", team: "blue", Name: "kit-test-system" },
        });
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs, {
            ...group("a"),
            tags: { owner: "batch", team: "blue", Name: "kit-test-system-a" },
        });
    });

    it("Bottlerocket: the speed is the data volume's", async () => {
        const resources = await record({ amiFamily: "Bottlerocket", iops: 4_000, throughput: 250 });
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs["blockDeviceMappings"], [
            { deviceName: "/dev/xvda", ebs: VOLUME },
            { deviceName: "/dev/xvdb", ebs: { ...VOLUME, iops: 4_000, throughput: 250, volumeSize: 50 } },
        ]);
    });

    it("user data: as base64, which EKS joins with its own", async () => {
        const userData = "[settings.kubernetes]\nmax-pods = 42\n";
        const { inputs } = find(
            await record({ amiFamily: "Bottlerocket", userData }),
            "LaunchTemplate:nodes-template",
        );
        assert.equal(inputs["userData"], "W3NldHRpbmdzLmt1YmVybmV0ZXNdCm1heC1wb2RzID0gNDIK");
    });

    it("an own image: its id in the template, the cluster in the user data, groups of another name", async () => {
        const own = { amiId: "ami-0123456789abcdef0", serviceCidr: "172.20.0.0/16" } as const;
        const resources = await record(own);
        const { userData, ...template } = find(resources, "LaunchTemplate:nodes-template").inputs;
        assert.deepEqual(template, { ...TEMPLATE, imageId: own.amiId });
        const text = Buffer.from(String(userData), "base64").toString("utf8");
        assert.equal(
            text,
            completeUserData(managedNodesSpec(own), {
                name: "kit-test",
                endpoint: "https://api.example.com",
                certificateAuthorityData: "LS0tLQ==",
            }),
        );
        const groups = inputsByLabel(resources, "aws:eks/nodeGroup:NodeGroup");
        assert.deepEqual(Object.keys(groups), ["NodeGroup:nodes-a-own-image", "NodeGroup:nodes-c-own-image"]);
        const { amiType, releaseVersion, version, ...rest } = group("a");
        assert.deepEqual(
            [amiType, releaseVersion, version],
            ["AL2023_ARM_64_STANDARD", NODE_RELEASES["1.36"].value, "1.36"],
        );
        assert.deepEqual(groups["NodeGroup:nodes-a-own-image"], rest);
        const preview = await record(own, { unknown: true });
        assert.deepEqual(find(preview, "LaunchTemplate:nodes-template").inputs["imageId"], own.amiId);
    });

    it("an own image: what somebody wrote is completed as well", async () => {
        const own = {
            amiFamily: "Bottlerocket",
            amiId: "ami-0123456789abcdef0",
            serviceCidr: "172.20.0.0/16",
            userData: "[settings.kubernetes]\nmax-pods = 42\n",
        } as const;
        const { inputs } = find(await record(own), "LaunchTemplate:nodes-template");
        const text = Buffer.from(String(inputs["userData"]), "base64").toString("utf8");
        assert.match(text, /^max-pods = 42$/m);
        assert.match(text, /^cluster-name = "kit-test"$/m);
    });

    it("somebody else's launch template: its id and version, none of the kit's; with an image groups of another name", async () => {
        const launchTemplate = { id: "lt-0123456789abcdef0", version: 7 };
        const { diskSizeGiB: _, ...bare } = managedNodesSpec();
        const recorded = (words: NonNullable<ManagedNodesArgs["launchTemplate"]>) =>
            recordComponent(
                () =>
                    new ManagedNodes("nodes", {
                        ...bare,
                        launchTemplate: words,
                        cluster: clusterRef(),
                        vpc: VPC,
                    }),
            );
        const resources = await recorded(launchTemplate);
        assert.deepEqual(
            resources.filter(({ type }) => type.includes("ec2")),
            [],
        );
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs, {
            ...group("a"),
            launchTemplate: { id: launchTemplate.id, version: "7" },
        });
        const { amiType, releaseVersion, version, ...rest } = group("a");
        assert.ok([amiType, releaseVersion, version].every((value) => value !== undefined));
        assert.deepEqual(
            find(await recorded({ ...launchTemplate, hasImage: true }), "NodeGroup:nodes-a-own-image").inputs,
            { ...rest, launchTemplate: { id: launchTemplate.id, version: "7" } },
        );
    });

    it("GPUs: an image with their driver", async () => {
        assert.deepEqual(await changedGroup({ instanceTypes: ["g4dn.xlarge"] }), {
            ...group("a"),
            amiType: "AL2023_x86_64_NVIDIA",
            instanceTypes: ["g4dn.xlarge"],
        });
    });

    it("another partition: policies and EC2's name are that partition's", async () => {
        const resources = await record({ region: "cn-north-1" });
        assert.equal(
            find(resources, "RolePolicyAttachment:nodes-worker").inputs["policyArn"],
            "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy",
        );
        assert.match(
            String(find(resources, "Role:nodes-role").inputs["assumeRolePolicy"]),
            /"ec2\.amazonaws\.com\.cn"/,
        );
    });

    it("a first preview has the same resources and edges, and does not know the template's version", async () => {
        const edges = (all: readonly RecordedResource[]): unknown =>
            all
                .map(({ label }) => [label, [...ancestorsOf(all, label)].sort()])
                .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
        const preview = await record({}, { unknown: true });
        assert.deepEqual(edges(preview), edges(await record()));
        assert.deepEqual(find(preview, "NodeGroup:nodes-a").inputs["launchTemplate"], {
            id: { $unknown: true },
            version: { $unknown: true },
        });
    });
});

describe("ManagedNodes refusals", () => {
    it("names what a component used directly must be given for groups of its own", async () => {
        const access = { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] } as const;
        await assert.rejects(
            recordComponent(() => {
                const { certificateAuthorityData, endpoint, name } = clusterRef();
                return build({ access, cluster: { certificateAuthorityData, endpoint, name } });
            }),
            { message: /cluster\.securityGroupId: .*\n {2}vpc\.vpcId: / },
        );
    });

    it("rule 23: F14: names every fault at once: options, plain values, zones", async () => {
        const bad = { instanceTypes: ["m7g.hugexl"], slots: ["a", "d"] } as const;
        await assert.rejects(
            recordComponent(() => build(bad, { ignoreChanges: ["scalingConfig"] })),
            {
                message:
                    "invalid arguments:\n" +
                    '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["scalingConfig"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.\n" +
                    '  instanceTypes[0]: unknown instance type (got "m7g.hugexl"). ' +
                    "Choose one that exists, the nearest is m7g.xlarge.\n" +
                    '  slots[1]: the network has no node subnet in this slot (got "d"). Choose from a, b, c.',
            },
        );
    });
});
