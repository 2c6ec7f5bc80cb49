import assert from "node:assert/strict";

import type { Entry } from "../../../../tools/sandbox/inventory";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const CLASS = { metadata: { name: "gp3" }, provisioner: "ebs.csi.aws.com" };
const TIMEOUT = /^configured Kubernetes cluster is unreachable: .*:443: i\/o timeout$/;

function access(endpointPrivateAccess: boolean, endpointPublicAccess: boolean, cidr = "0.0.0.0/0") {
    return { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs: [cidr] };
}

describe("reach of the API server", () => {
    let rig: Rig;
    let small: SmallCluster;
    let made: Entry;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
        made = await rig.create(STORAGE_CLASS, "gp3", CLASS, small.inside);
    });

    /** Another kind of access, keeping the subnets. */
    async function open(change: ReturnType<typeof access>): Promise<void> {
        const vpcConfig = { ...(rig.now(small.cluster).inputs["vpcConfig"] as object), ...change };
        await rig.update(small.cluster, { vpcConfig });
    }

    function apply(by: Rig): Promise<string | undefined> {
        return refusalOf(by.create(STORAGE_CLASS, "other", CLASS, small.inside));
    }

    it("rule 11: a private endpoint answers in the VPC only", async () => {
        await open(access(true, false));
        assert.match((await apply(rig)) ?? "", TIMEOUT);
        assert.equal(await apply(rig.as({ client: { insideVpc: true } })), undefined);
    });

    it("a public endpoint answers listed addresses only", async () => {
        await open(access(false, true, "198.51.100.0/24"));
        assert.match((await apply(rig)) ?? "", TIMEOUT);
        assert.match((await apply(rig.as({ client: { insideVpc: true } }))) ?? "", TIMEOUT);
        assert.equal(await apply(rig.as({ client: { address: "198.51.100.9" } })), undefined);
    });

    it("rule 8: nothing is read as gone while the API server does not answer", async () => {
        const cut = rig.as({ faults: [{ kind: "unreachable" }] });
        assert.equal(
            await refusalOf(cut.read(made, small.inside)),
            "failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this " +
                "resource from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE " +
                'environment variable set to "true"',
        );
        assert.equal((await rig.read(made, small.inside))?.id, "gp3");
    });

    it("nothing is deleted while the API server does not answer", async () => {
        const cut = rig.as({ faults: [{ kind: "unreachable" }] });
        assert.match(
            (await refusalOf(cut.remove(made, small.inside))) ?? "",
            /^configured Kubernetes cluster is unreachable\. If the cluster was deleted/,
        );
        const release = { name: "web", namespace: "team", chart: "oci://registry.invalid/web" };
        const web = await rig.create(TYPES.release, "web", release, small.inside);
        assert.match(
            (await refusalOf(cut.remove(web, small.inside))) ?? "",
            /^can't delete Helm Release with unreachable cluster\. Reason: "unable to load schema/,
        );
    });

    it("a cluster that is gone has no address", async () => {
        await rig.remove(small.cluster);
        assert.match((await apply(rig)) ?? "", /dial tcp: lookup \S+\.eks\.amazonaws\.com: no such host$/);
    });
});
