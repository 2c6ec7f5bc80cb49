import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

function config(name: string, issuerUrl = `https://${name}.example.com`) {
    return { clusterName: "one", oidc: { identityProviderConfigName: name, issuerUrl, clientId: "kit" } };
}

describe("identity providers in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;
    const associate = (name: string, issuerUrl?: string) =>
        rig.create(TYPES.identityProviderConfig, name, config(name, issuerUrl));

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    it("are associated one at a time, and never while the cluster is updated", async () => {
        const [first, second] = await Promise.all([refusalOf(associate("one")), refusalOf(associate("two"))]);
        assert.deepEqual(
            [first, second],
            [
                undefined,
                "ResourceInUseException: Cannot AssociateIdentityProviderConfig because cluster one currently has update one in progress",
            ],
        );
        const update = rig.update(small.cluster, { version: "1.36" });
        assert.equal(
            await refusalOf(associate("three")),
            "ResourceInUseException: Cannot AssociateIdentityProviderConfig because cluster one currently has update of its configuration in progress",
        );
        await update;
        assert.equal(await refusalOf(associate("three")), undefined);
    });

    it("have an issuer each", async () => {
        await associate("one");
        assert.equal(
            await refusalOf(associate("two", "https://one.example.com")),
            "ResourceInUseException: Identity provider config one already has this name or issuer",
        );
    });

    it("are ten at most", async () => {
        for (let count = 0; count < 10; count += 1) await associate(`p${count}`);
        assert.equal(
            await refusalOf(associate("p10")),
            "ResourceLimitExceededException: You have reached the limit of identity provider configs in this cluster",
        );
    });
});
