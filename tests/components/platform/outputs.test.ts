/** Rule 48: what an environment exports is what another stack reads, and a missing key is named. */
import assert from "node:assert/strict";

import { parsePlatformOutputs, readPlatform } from "../../../components/platform/outputs";
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
};

describe("the outputs for other stacks", () => {
    it("are what an environment exports", async () => {
        const { graph } = await record(everything);
        const { platform } = graph.outputs as { readonly platform: Record<string, unknown> };
        const read = parsePlatformOutputs(platform);
        assert.deepEqual(Object.keys(read).sort(), Object.keys(OUTPUTS).sort());
        assert.equal(read.clusterName, "everything");
        assert.deepEqual(Object.keys(read.nodeSubnetIds), ["a", "b", "c"]);
    });

    it("are read whole", () => assert.deepEqual(parsePlatformOutputs(OUTPUTS), OUTPUTS));

    it("may hold keys of a later kit", () => {
        assert.deepEqual(parsePlatformOutputs({ ...OUTPUTS, added: "later" }), OUTPUTS);
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
