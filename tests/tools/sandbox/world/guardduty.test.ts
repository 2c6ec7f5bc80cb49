/** What GuardDuty makes in a VPC of the sandbox, and what waits for it to go. */
import assert from "node:assert/strict";

import { deleteByHand } from "../../../../tools/sandbox/by-hand";
import type { Entry } from "../../../../tools/sandbox/inventory";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import type { World } from "../../../../tools/sandbox/world/model";
import { CLIENT, makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

describe("GuardDuty in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;
    let endpoint: string;
    let group: string;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
        endpoint = `vpce-guardduty-data-${small.vpc.id}`;
        group = `GuardDutyManagedSecurityGroup-${small.vpc.id}`;
    });

    async function watch(agent: "ENABLED" | "DISABLED", name = "RUNTIME_MONITORING"): Promise<Entry> {
        const detector = await rig.create("aws:guardduty/detector:Detector", "detector", {});
        return rig.create(FEATURE, "runtime", {
            detectorId: detector.id,
            name,
            status: "ENABLED",
            additionalConfigurations: [{ name: "EKS_ADDON_MANAGEMENT", status: agent }],
        });
    }

    const made = (): readonly string[] =>
        [TYPES.vpcEndpoint, TYPES.leftBehind]
            .flatMap((type) => rig.inventory.ofType(type))
            .map(({ id }) => id);

    it("makes an endpoint and a group where it manages its agent, whichever is there first", async () => {
        await watch("ENABLED");
        assert.deepEqual(made(), [endpoint, group]);
        const later = new Rig();
        rig = later;
        await watch("ENABLED");
        assert.deepEqual(made(), []);
        const { vpc } = await makeCluster(later);
        assert.deepEqual(made(), [
            `vpce-guardduty-data-${vpc.id}`,
            `GuardDutyManagedSecurityGroup-${vpc.id}`,
        ]);
    });

    it("makes none where the agent is somebody's own, or pods are not watched", async () => {
        await watch("DISABLED");
        assert.deepEqual(made(), []);
        await watch("ENABLED", "EKS_AUDIT_LOGS");
        assert.deepEqual(made(), []);
    });

    it("leaves them behind: the cluster's subnets and the VPC wait until somebody deletes them", async () => {
        const feature = await watch("ENABLED");
        await rig.remove(feature);
        await rig.remove(small.association);
        await rig.remove(small.cluster);
        assert.deepEqual(made(), [endpoint, group]);
        const [subnet, , unused] = small.nodes;
        assert.equal(
            await refusalOf(rig.remove(subnet)),
            `DependencyViolation: The subnet '${subnet.id}' has dependencies and cannot be deleted. (held by ${endpoint})`,
        );
        assert.equal(await refusalOf(rig.remove(unused)), undefined);
        assert.match(
            (await refusalOf(rig.remove(small.vpc))) ?? "",
            new RegExp(`held by .*${group}.*${endpoint}`),
        );
        const world: World = {
            ...{ inventory: rig.inventory, client: CLIENT, isUnreachable: false, note: () => undefined },
        };
        for (const one of made()) assert.equal(deleteByHand(one, world), undefined);
        assert.deepEqual(made(), []);
        assert.equal(await refusalOf(rig.remove(subnet)), undefined);
    });

    it("takes them away when it is turned off", async () => {
        const feature = await watch("ENABLED");
        const own = await rig.create(TYPES.vpcEndpoint, "s3", { vpcId: small.vpc.id, serviceName: "s3" });
        await rig.update(feature, { status: "DISABLED" });
        assert.deepEqual(made(), [own.id]);
    });
});
