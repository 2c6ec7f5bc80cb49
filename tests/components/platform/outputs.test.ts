/** Rule 48: what an environment exports is what another stack reads, and a missing key is named. */
import assert from "node:assert/strict";

import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import { Cluster } from "../../../components/cluster/cluster";
import {
    parsePlatformOutputs,
    type PlatformOutputs,
    type PlatformSlots,
    readPlatform,
    vpcOfPlatform,
} from "../../../components/platform/outputs";
import { record } from "../../support/record";
import { everything } from "../../support/everything";

const OUTPUTS = {
    schemaVersion: 1,
    environment: "dev",
    account: "210987654321",
    region: "eu-west-1",
    kubernetesVersion: "1.36",
    clusterName: "everything",
    clusterArn: "arn:aws:eks:eu-west-1:210987654321:cluster/everything",
    clusterEndpoint: "https://example.com",
    certificateAuthorityData: "LS0tLQ==",
    clusterSecurityGroupId: "sg-1",
    oidcProviderArn: "arn:aws:iam::210987654321:oidc-provider/example.com",
    oidcIssuer: "example.com",
    vpcId: "vpc-1",
    nodeSubnetIds: { a: "subnet-1", b: "subnet-2" },
    publicSubnetIds: {},
    controlPlaneSubnetIds: { a: "subnet-3", b: "subnet-4" },
};

describe("the outputs for other stacks", () => {
    it("are what an environment exports", async () => {
        const { graph } = await record(everything);
        const { platform } = graph.outputs as { readonly platform: Record<string, unknown> };
        const read = parsePlatformOutputs(platform);
        assert.deepEqual(Object.keys(read).sort(), Object.keys(OUTPUTS).sort());
        assert.equal(read.clusterName, "everything");
        assert.deepEqual(Object.keys(read.nodeSubnetIds), ["a", "b", "c"]);
        assert.notEqual(read.controlPlaneSubnetIds?.a, read.nodeSubnetIds.a);
        assert.deepEqual(Object.keys(read.controlPlaneSubnetIds ?? {}), ["a", "b"]);
    });

    it("are read whole", () => assert.deepEqual(parsePlatformOutputs(OUTPUTS), OUTPUTS));

    it("may hold keys of a later kit", () => {
        assert.deepEqual(parsePlatformOutputs({ ...OUTPUTS, added: "later" }), OUTPUTS);
    });

    it("may lack what was added to the version since", () => {
        const { controlPlaneSubnetIds: _added, ...former } = OUTPUTS;
        assert.deepEqual(parsePlatformOutputs(former), former);
    });

    it("rule 48: names every missing key", () => {
        const { clusterName: _clusterName, vpcId: _vpcId, ...rest } = OUTPUTS;
        assert.throws(() => parsePlatformOutputs(rest), {
            name: "Error",
            message:
                "the platform's outputs cannot be read:\n  platform.clusterName: missing\n  platform.vpcId: missing",
        });
    });

    it("names a key of another form", () => {
        assert.throws(() => parsePlatformOutputs({ ...OUTPUTS, nodeSubnetIds: { e: "subnet-1" } }), {
            message: /^the platform's outputs cannot be read:\n {2}platform\.nodeSubnetIds: /,
        });
    });

    it("refuses another version, and says what to do", () => {
        assert.throws(() => parsePlatformOutputs({ ...OUTPUTS, schemaVersion: 2 }), {
            message:
                "the platform's outputs cannot be read:\n  platform.schemaVersion: this reader knows version 1. " +
                "Use the kit's version that the platform was built with.",
        });
    });

    it("come from the output named platform of a stack reference", () => {
        const asked: string[] = [];
        const answer = { apply: (read: (value: unknown) => unknown) => read(OUTPUTS) };
        const source = {
            name: "organization/eks-platform/dev",
            requireOutput: (name: string) => {
                asked.push(name);
                return answer as never;
            },
        };
        assert.deepEqual(readPlatform(source), OUTPUTS);
        assert.deepEqual(asked, ["platform"]);
    });
});

describe("the VPC of a platform", () => {
    const SECOND = {
        account: "210987654321",
        region: "eu-west-1",
        clusterName: "second",
        kubernetesVersion: "1.36",
        vpcCidr: "10.0.0.0/16",
        serviceCidr: "172.20.0.0/16",
        apiAccess: { kind: "private", reach: "in-vpc-runner" },
        deletionProtection: false,
        logs: { types: ["audit"], retentionDays: 14 },
        supportType: "STANDARD",
        zonalShift: false,
    } as const;

    /** What the environment exports, as a stack reference hands it on. */
    async function exported(): Promise<PlatformOutputs> {
        const { graph } = await record(everything);
        return parsePlatformOutputs((graph.outputs as { readonly platform: unknown }).platform);
    }

    const second = (read: unknown, slots: PlatformSlots) =>
        record(() => {
            const providers = { aws: new Provider("aws", { region: SECOND.region }) };
            const source = { name: "dev", requireOutput: () => pulumi.output(read) };
            const vpc = vpcOfPlatform(readPlatform(source), slots);
            new Cluster("cluster", { ...SECOND, vpc }, { providers });
        });

    it("holds a second cluster: the same subnets, and nothing of the first one's made again", async () => {
        const read = await exported();
        const { graph, problems } = await second(read, { nodes: ["a", "c"], controlPlane: ["a", "b"] });
        assert.deepEqual(problems, []);
        const cluster = graph.resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
        const { name, vpcConfig } = cluster?.inputs as { name: string; vpcConfig: { subnetIds: string[] } };
        assert.equal(name, "second");
        assert.deepEqual(vpcConfig.subnetIds, [read.controlPlaneSubnetIds?.a, read.controlPlaneSubnetIds?.b]);
        assert.deepEqual(
            graph.resources.filter(({ type }) => type.startsWith("aws:ec2/")),
            [],
        );
    });

    it("is refused with too few slots, a slot the platform lacks, and a platform of a former kit", async () => {
        const { controlPlaneSubnetIds: _added, ...former } = OUTPUTS;
        const problemsOf = async (read: unknown, slots: PlatformSlots) =>
            (await second(read, slots)).problems.slice(0, 1);
        assert.deepEqual(await problemsOf(OUTPUTS, { nodes: ["a"], controlPlane: ["a"] }), [
            'invalid arguments of existingVpc:\n  controlPlaneSubnetIds: the control plane lives in two or three zones (got ["a"]). Name a subnet in two or three slots.',
        ]);
        assert.deepEqual(await problemsOf(OUTPUTS, { nodes: ["a"], controlPlane: ["a", "c"] }), [
            'error serializing property "vpcConfig": platform.controlPlaneSubnetIds.c: no such subnet. There are: a, b.',
        ]);
        assert.deepEqual(await problemsOf(former, { nodes: ["a"], controlPlane: ["a", "b"] }), [
            'error serializing property "vpcConfig": platform.controlPlaneSubnetIds: missing. Update the platform with this version of the kit first.',
        ]);
    });
});
