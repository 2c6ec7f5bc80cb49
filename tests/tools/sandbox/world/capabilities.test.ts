import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import {
    arnOf,
    makeCluster,
    makeRole,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../../support/sandbox-world";

describe("capabilities in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;
    let roleArn: string;
    const make = (capabilityName: string, type = "KRO") =>
        rig.create(TYPES.capability, capabilityName, {
            capabilityName,
            clusterName: "one",
            type,
            roleArn,
            deletePropagationPolicy: "RETAIN",
        });

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
        roleArn = arnOf(await makeRole(rig, "kro", "capabilities.eks.amazonaws.com", []));
    });

    it("are one of each type", async () => {
        await make("kro");
        assert.equal(
            await refusalOf(make("again")),
            "ResourceInUseException: The cluster has a capability of type KRO.",
        );
        assert.equal(await refusalOf(make("ack", "ACK")), undefined);
    });

    it("have an entry that EKS makes, and no other", async () => {
        const association = {
            clusterName: "one",
            principalArn: roleArn,
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
            accessScope: { type: "cluster" },
        };
        const associate = () => refusalOf(rig.create(TYPES.accessPolicyAssociation, "edit", association));
        assert.equal(
            await associate(),
            "ResourceNotFoundException: The specified principalArn could not be found.",
        );
        await make("kro");
        assert.equal(
            await refusalOf(
                rig.create(TYPES.accessEntry, "kro", { clusterName: "one", principalArn: roleArn }),
            ),
            "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
        );
        assert.equal(await associate(), undefined);
    });

    it("hold the cluster until they are gone", async () => {
        const capability = await make("kro");
        assert.equal(
            await refusalOf(rig.remove(small.cluster)),
            "ResourceInUseException: Cluster has capabilities attached",
        );
        await rig.remove(capability);
        assert.equal(await refusalOf(rig.remove(small.cluster)), undefined);
    });
});
