import assert from "node:assert/strict";

import { makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

describe("settings of a control plane in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    it("rule 32: leave access entries no more", async () => {
        const accessConfig = {
            authenticationMode: "API_AND_CONFIG_MAP",
            bootstrapClusterCreatorAdminPermissions: false,
        };
        assert.equal(
            await refusalOf(rig.update(small.cluster, { accessConfig })),
            "InvalidParameterException: Unsupported authentication mode update from API to API_AND_CONFIG_MAP",
        );
    });

    it("keep networks outside AWS apart", async () => {
        const remote = (...cidrs: readonly string[]) => ({
            remoteNetworkConfig: { remoteNodeNetworks: { cidrs } },
        });
        assert.equal(
            await refusalOf(rig.update(small.cluster, remote("10.80.0.0/16", "10.80.1.0/24"))),
            "InvalidParameterException: remote network 10.80.1.0/24 overlaps with another network of the cluster",
        );
        assert.equal(await refusalOf(rig.update(small.cluster, remote("10.80.0.0/16"))), undefined);
    });

    it("need a tier for a quicker autoscaler", async () => {
        const kubeControllerManagerConfig = {
            horizontalPodAutoscalerControllerConfig: { horizontalPodAutoscalerSyncPeriod: "10s" },
        };
        assert.equal(
            await refusalOf(rig.update(small.cluster, { kubeControllerManagerConfig })),
            "InvalidParameterException: horizontalPodAutoscalerSyncPeriod requires a provisioned control plane scaling tier",
        );
        const controlPlaneScalingConfig = { tier: "tier-xl" };
        const both = { controlPlaneScalingConfig, kubeControllerManagerConfig };
        assert.equal(await refusalOf(rig.update(small.cluster, both)), undefined);
    });
});
