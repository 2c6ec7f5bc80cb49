import assert from "node:assert/strict";

import { group, record, TEMPLATE, VPC } from "../../support/managed-nodes";
import { find, inputsByLabel } from "../../support/record-component";

const SSH_SOURCE = "sg-0123456789abcdef0";

describe("ManagedNodes surroundings", () => {
    it("a key pair: port 22 from the sources named, beside the cluster's group, and no Session Manager", async () => {
        const access = { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16", SSH_SOURCE] } as const;
        const vpc = { ...VPC, vpcId: "vpc-1" };
        const resources = await record({ access, vpc, securityGroupIds: [SSH_SOURCE] });
        const rule = {
            description: "SSH",
            fromPort: 22,
            ipProtocol: "tcp",
            securityGroupId: "sg-nodes-ssh",
            toPort: 22,
        };
        const tags = { Name: "kit-test-system-ssh" };
        assert.deepEqual(inputsByLabel(resources, "aws:ec2/securityGroup:SecurityGroup"), {
            "SecurityGroup:nodes-ssh": { description: "SSH to nodes", tags, vpcId: "vpc-1" },
        });
        assert.deepEqual(
            inputsByLabel(resources, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
            {
                "SecurityGroupIngressRule:nodes-ssh-10.20.0.0-16": {
                    ...rule,
                    cidrIpv4: "10.20.0.0/16",
                    tags,
                },
                [`SecurityGroupIngressRule:nodes-ssh-${SSH_SOURCE}`]: {
                    ...rule,
                    referencedSecurityGroupId: SSH_SOURCE,
                    tags,
                },
            },
        );
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs, {
            ...TEMPLATE,
            keyName: "ops",
            vpcSecurityGroupIds: ["sg-1", "sg-nodes-ssh", SSH_SOURCE],
        });
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs["remoteAccess"], undefined);
        assert.deepEqual(
            Object.keys(inputsByLabel(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")),
            ["RolePolicyAttachment:nodes-worker", "RolePolicyAttachment:nodes-registry"],
        );
    });

    it("EFA in a cluster: interfaces with their groups, a placement group, disks of the instance", async () => {
        const vpc = { ...VPC, vpcId: "vpc-1" };
        const resources = await record({
            efa: { interfaces: "efa-only" },
            instanceStore: "RAID0",
            instanceTypes: ["g5.8xlarge"],
            placement: { kind: "cluster" },
            slots: ["a"],
            vpc,
        });
        const tags = { Name: "kit-test-system-efa" };
        const rule = {
            description: "EFA",
            ipProtocol: "-1",
            referencedSecurityGroupId: "sg-nodes-efa",
            securityGroupId: "sg-nodes-efa",
            tags,
        };
        assert.deepEqual(find(resources, "SecurityGroup:nodes-efa").inputs, {
            description: "EFA between nodes",
            tags,
            vpcId: "vpc-1",
        });
        assert.deepEqual(find(resources, "SecurityGroupIngressRule:nodes-efa-in").inputs, rule);
        assert.deepEqual(find(resources, "SecurityGroupEgressRule:nodes-efa-out").inputs, rule);
        assert.deepEqual(find(resources, "PlacementGroup:nodes-placement").inputs, {
            strategy: "cluster",
            tags: { Name: "kit-test-system" },
        });
        const { userData, ...template } = find(resources, "LaunchTemplate:nodes-template").inputs;
        const shared = {
            deleteOnTermination: "true",
            networkCardIndex: 0,
            securityGroups: ["sg-1", "sg-nodes-efa"],
        };
        assert.deepEqual(template, {
            ...TEMPLATE,
            networkInterfaces: [
                { ...shared, deviceIndex: 0, interfaceType: "interface" },
                { ...shared, deviceIndex: 1, interfaceType: "efa-only" },
            ],
            placement: { groupName: "nodes-placement-0a1b2c3" },
        });
        assert.match(
            Buffer.from(String(userData), "base64").toString("utf8"),
            /"spec":\{"instance":\{"localStorage":\{"strategy":"RAID0"\}\}\}/,
        );
    });

    it("a capacity block: bought as one, with its type in the template alone", async () => {
        const resources = await record({
            instanceTypes: ["p5.48xlarge"],
            reservation: { kind: "capacity-block", id: "cr-0123456789abcdef0" },
            slots: ["a"],
        });
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs, {
            ...TEMPLATE,
            capacityReservationSpecification: {
                capacityReservationTarget: { capacityReservationId: "cr-0123456789abcdef0" },
            },
            instanceMarketOptions: { marketType: "capacity-block" },
            instanceType: "p5.48xlarge",
        });
        const { instanceTypes, ...rest } = group("a");
        assert.notEqual(instanceTypes, undefined);
        assert.deepEqual(find(resources, "NodeGroup:nodes-a").inputs, {
            ...rest,
            amiType: "AL2023_x86_64_NVIDIA",
            capacityType: "CAPACITY_BLOCK",
        });
    });

    it("several reservations: a group of them, whole before the first node", async () => {
        const arn = "arn:aws:ec2:us-east-1:123456789012:capacity-reservation/cr-0123456789abcdef0";
        const resources = await record({
            instanceTypes: ["p5.48xlarge"],
            reservation: { kind: "reservations", arns: [arn] },
            slots: ["a"],
        });
        const groupArn = "arn:aws:resource-groups:us-east-1:123456789012:group/nodes-reservations-0a1b2c3";
        assert.deepEqual(find(resources, "Group:nodes-reservations").inputs, {
            configurations: [
                { type: "AWS::EC2::CapacityReservationPool" },
                {
                    parameters: [
                        { name: "allowed-resource-types", values: ["AWS::EC2::CapacityReservation"] },
                    ],
                    type: "AWS::ResourceGroups::Generic",
                },
            ],
            description: "Capacity reservations of nodes",
            tags: { Name: "kit-test-system" },
        });
        assert.deepEqual(find(resources, "Resource:nodes-cr-0123456789abcdef0").inputs, {
            groupArn,
            resourceArn: arn,
        });
        assert.deepEqual(
            find(resources, "LaunchTemplate:nodes-template").inputs["capacityReservationSpecification"],
            { capacityReservationTarget: { capacityReservationResourceGroupArn: groupArn } },
        );
        assert.ok(
            find(resources, "NodeGroup:nodes-a").dependencies.includes("Resource:nodes-cr-0123456789abcdef0"),
        );
    });

    it("security groups alone: the cluster's own stays the first", async () => {
        const resources = await record({ securityGroupIds: [SSH_SOURCE] });
        assert.deepEqual(find(resources, "LaunchTemplate:nodes-template").inputs["vpcSecurityGroupIds"], [
            "sg-1",
            SSH_SOURCE,
        ]);
        assert.equal(resources.length, (await record()).length);
    });

    it("Bottlerocket's settings: written as TOML, with disks of the instance and what a person wrote", async () => {
        const resources = await record({
            amiFamily: "Bottlerocket",
            instanceTypes: ["m7gd.large"],
            bottlerocket: { kubernetes: { maxPods: 42 } },
            instanceStore: "RAID0",
            userData: '[settings]\nmotd = "hello"\n',
        });
        const { userData } = find(resources, "LaunchTemplate:nodes-template").inputs;
        const text = Buffer.from(String(userData), "base64").toString("utf8");
        assert.match(text, /^motd = "hello"$/m);
        assert.match(text, /^\[settings\.kubernetes\]\nmax-pods = 42$/m);
        assert.match(text, /ephemeral-storage/);
    });
});
