import assert from "node:assert/strict";

import { completeUserData } from "../../../../components/compute/node-user-data";
import type { Properties } from "../../../../tools/facts/facts";
import type { Entry } from "../../../../tools/sandbox/inventory";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { makeAddon, makeBootstrap, NODE_POLICIES } from "../../../support/sandbox-compute";
import {
    arnOf,
    makeCluster,
    makeRole,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../../support/sandbox-world";

const CLUSTER = { name: "one", endpoint: "https://api.example.com", certificateAuthorityData: "LS0tLQ==" };

interface Parts {
    readonly amiFamily?: "AL2023" | "Bottlerocket" | "WindowsCore2022";
    readonly tainted?: boolean;
    readonly entry?: boolean;
    readonly desiredCapacity?: number;
}

describe("self-managed nodes in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    async function makeGroup(parts: Parts = {}): Promise<Entry> {
        const { amiFamily = "AL2023", desiredCapacity = 1, entry = true, tainted = false } = parts;
        const role = await makeRole(rig, "own", "ec2.amazonaws.com", [
            ...NODE_POLICIES,
            "AmazonEKS_CNI_Policy",
        ]);
        const profile = await rig.create(TYPES.instanceProfile, "own", { name: "own", role: "own" });
        if (entry) {
            const inputs = { clusterName: "one", principalArn: arnOf(role), type: "EC2_LINUX" };
            await rig.create(TYPES.accessEntry, "own", inputs);
        }
        const taints = tainted ? ([{ key: "team", value: "a", effect: "NoSchedule" }] as const) : [];
        const userData = completeUserData({ amiFamily, serviceCidr: "172.20.0.0/16", taints }, CLUSTER);
        const template = await rig.create(TYPES.launchTemplate, "own", {
            name: "own",
            iamInstanceProfile: { arn: arnOf(profile) },
            userData: Buffer.from(userData).toString("base64"),
        });
        return rig.create(TYPES.autoScalingGroup, "own-a", groupInputs(template.id, desiredCapacity));
    }

    function groupInputs(launchTemplateId: string, desiredCapacity = 1): Properties {
        return {
            desiredCapacity,
            minSize: desiredCapacity,
            maxSize: 2,
            mixedInstancesPolicy: {
                launchTemplate: { launchTemplateSpecification: { launchTemplateId, version: "1" } },
            },
            tags: [{ key: "kubernetes.io/cluster/one", value: "owned", propagateAtLaunch: true }],
            vpcZoneIdentifiers: [small.nodes[0].id],
        };
    }

    const dns = async (): Promise<string> => (await refusalOf(makeAddon(rig, "coredns"))) ?? "runs";

    it("run pods once they have joined", async () => {
        await makeBootstrap(rig);
        await makeGroup();
        assert.equal(await dns(), "runs");
    });

    it("are made without an access entry as well, but never join: only pods notice", async () => {
        await makeBootstrap(rig);
        await makeGroup({ entry: false });
        assert.match(await dns(), /pod coredns is Pending: .*role\/own has no access entry/);
    });

    it("keep pods away by the taints of their user data, of either family", async () => {
        await makeBootstrap(rig);
        for (const amiFamily of ["AL2023", "Bottlerocket"] as const) {
            const other = new Rig();
            [rig, small] = [other, await makeCluster(other)];
            await makeBootstrap(rig);
            await makeGroup({ amiFamily, tainted: true });
            assert.match(await dns(), /nodes of own-a\S* had untolerated taint \{team: a\}/, amiFamily);
        }
    });

    it("run nothing of the kit where they run Windows, tainted or not", async () => {
        await makeBootstrap(rig);
        await makeGroup({ amiFamily: "WindowsCore2022" });
        assert.match(await dns(), /pod coredns is Pending: nodes of own-a\S* run Windows/);
    });

    it("are none where the group begins with none", async () => {
        await makeBootstrap(rig);
        await makeGroup({ desiredCapacity: 0 });
        assert.match(await dns(), /group own-a\S* has no instance/);
    });

    it("hold their placement group and their security groups as well", async () => {
        await makeBootstrap(rig);
        const placement = await rig.create(TYPES.placementGroup, "near", {
            name: "near",
            strategy: "cluster",
        });
        const own = await rig.create(TYPES.securityGroup, "own", { vpcId: small.vpc.id, description: "own" });
        const template = await rig.create(TYPES.launchTemplate, "near", {
            name: "near",
            placement: { groupName: "near" },
            networkInterfaces: [{ networkCardIndex: 0, securityGroups: [own.id] }],
        });
        const group = await rig.create(TYPES.autoScalingGroup, "near-a", groupInputs(template.id));
        assert.match((await refusalOf(rig.remove(placement))) ?? "", /^InvalidPlacementGroup.InUse/);
        assert.match((await refusalOf(rig.remove(own))) ?? "", /^DependencyViolation.*near-a/);
        await rig.remove(group);
        await rig.remove(placement);
        await rig.remove(own);
    });

    it("hold their subnet until they are gone, and need their template", async () => {
        await makeBootstrap(rig);
        const group = await makeGroup();
        assert.match((await refusalOf(rig.remove(small.nodes[0]))) ?? "", /DependencyViolation.*own-a/);
        await rig.remove(group);
        const template = await rig.create(TYPES.launchTemplate, "gone", { name: "gone" });
        await rig.remove(template);
        const refusal = await refusalOf(rig.create(TYPES.autoScalingGroup, "b", groupInputs(template.id)));
        assert.match(refusal ?? "", /InvalidLaunchTemplateId.NotFound/);
        // Somebody else's, of which nobody here can know.
        await rig.create(TYPES.autoScalingGroup, "c", groupInputs("lt-0123456789abcdef0"));
    });
});
