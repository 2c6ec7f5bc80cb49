import assert from "node:assert/strict";

import { TYPES } from "../../../../tools/sandbox/world/lookups";
import {
    EBS_CSI,
    KARPENTER,
    KUBE_DNS,
    makeAddon,
    makeBootstrap,
    makeIrsaRole,
    makeKarpenter,
    makeNodes,
    makePool,
    makeProfile,
    makeRelease,
    SYSTEM_TAINT,
} from "../../../support/sandbox-compute";
import {
    arnOf,
    issuerOf,
    makeCluster,
    makeRole,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../../support/sandbox-world";

const ON_FARGATE = { computeType: "Fargate" };

describe("pods in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    /** The end of what a failed add-on says: why its pods do not run. */
    async function addonFailure(name: string, settings?: object, change = {}): Promise<string> {
        const text = await refusalOf(makeAddon(rig, name, settings as never, change));
        return text?.replace(/^.*number of replicas\. /, "") ?? "none";
    }

    it("rule 14: CoreDNS is never ready without capacity", async () => {
        assert.equal(
            await refusalOf(makeAddon(rig, "coredns", ON_FARGATE)),
            "waiting for EKS Add-On (one:coredns) create: timeout while waiting for state to become 'ACTIVE' (last " +
                "state: 'DEGRADED', timeout: 20m0s): InsufficientNumberOfReplicas: The add-on is unhealthy because it " +
                "doesn't have the desired number of replicas. pod coredns is Pending: 0/0 nodes are available",
        );
        assert.equal(rig.inventory.ofType(TYPES.addon)[0]?.status, "failed");
    });

    it("an add-on is ready as soon as capacity comes, in whatever order they were asked for", async () => {
        const addon = makeAddon(rig, "coredns", ON_FARGATE);
        const profile = makeProfile(rig, small, { selectors: [KUBE_DNS] });
        assert.deepEqual(await Promise.all([refusalOf(addon), refusalOf(profile)]), [undefined, undefined]);
    });

    it("DaemonSets hold nobody up", async () => {
        await assert.doesNotReject(makeBootstrap(rig));
    });

    it("CoreDNS without computeType stays away from Fargate", async () => {
        await makeProfile(rig, small, { selectors: [KUBE_DNS] });
        assert.equal(await addonFailure("coredns"), "pod coredns is Pending: 0/0 nodes are available");
    });

    it("a pod that no selector takes finds nothing: the EBS CSI controller beside CoreDNS's profile", async () => {
        await makeProfile(rig, small, { selectors: [KUBE_DNS] });
        const role = await makeIrsaRole(rig, small, "ebs", ["ec2:CreateVolume"]);
        const identity = { serviceAccountRoleArn: arnOf(role) };
        assert.equal(
            await addonFailure("aws-ebs-csi-driver", undefined, identity),
            "pod ebs-csi-controller is Pending: 0/0 nodes are available",
        );
    });

    it("the metrics server tolerates no system nodes unless told to", async () => {
        await makeBootstrap(rig);
        await makeNodes(rig, small, { taints: [SYSTEM_TAINT] });
        assert.equal(
            await addonFailure("metrics-server"),
            "pod metrics-server is Pending: nodes of system had untolerated taint {CriticalAddonsOnly: true}",
        );
        const rest = new Rig();
        const other = await makeCluster(rest);
        await makeBootstrap(rest);
        await makeNodes(rest, other, { taints: [SYSTEM_TAINT] });
        const tolerations = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
        await assert.doesNotReject(makeAddon(rest, "metrics-server", { tolerations }));
    });

    it("a taint that is a wish keeps nobody away", async () => {
        await makeBootstrap(rig);
        await makeNodes(rig, small, { taints: [{ ...SYSTEM_TAINT, effect: "PREFER_NO_SCHEDULE" }] });
        assert.equal(await addonFailure("metrics-server"), "none");
    });

    it("a Fargate pod gets no image through a subnet without a way out", async () => {
        await rig.remove(small.egress);
        await makeProfile(rig, small, { selectors: [KUBE_DNS] });
        assert.equal(
            await addonFailure("coredns", ON_FARGATE),
            `pod coredns is Pending: Fargate profile system cannot pull images: ${small.nodes[0].id} has no way out`,
        );
    });

    it("rule 16: Pod Identity has no agent on Fargate", async () => {
        await makeProfile(rig, small, { selectors: [EBS_CSI] });
        const role = await makeRole(rig, "ebs", "pods.eks.amazonaws.com", ["AmazonEBSCSIDriverPolicy"]);
        const podIdentityAssociations = [{ serviceAccount: "ebs-csi-controller-sa", roleArn: arnOf(role) }];
        await makeAddon(rig, "eks-pod-identity-agent");
        assert.equal(
            await addonFailure("aws-ebs-csi-driver", undefined, { podIdentityAssociations }),
            "pod ebs-csi-controller crashes: Pod Identity has no agent on Fargate, so its calls to AWS have no credentials",
        );
    });

    it("a profile takes its pods even when nodes are there", async () => {
        await makeBootstrap(rig);
        await makeNodes(rig, small);
        await makeProfile(rig, small, { selectors: [{ namespace: "kube-*" }] });
        const role = await makeRole(rig, "ebs", "pods.eks.amazonaws.com", ["AmazonEBSCSIDriverPolicy"]);
        const podIdentityAssociations = [{ serviceAccount: "ebs-csi-controller-sa", roleArn: arnOf(role) }];
        const toNodes = { controller: { podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" } } };
        assert.match(
            await addonFailure("aws-ebs-csi-driver", undefined, { podIdentityAssociations }),
            /Pod Identity has no agent on Fargate/,
        );
        const [failed] = rig.inventory.ofType(TYPES.addon).filter(({ status }) => status === "failed");
        assert.ok(failed);
        await rig.remove(failed);
        assert.equal(await addonFailure("aws-ebs-csi-driver", toNodes, { podIdentityAssociations }), "none");
    });

    it("credentials take a role, its trust, its policy, and the agent or the issuer's provider", async () => {
        await makeBootstrap(rig);
        await makeNodes(rig, small);
        const pod = "pod ebs-csi-controller crashes:";
        const failure = async (change: object): Promise<string> => {
            const text = await addonFailure("aws-ebs-csi-driver", undefined, change);
            const [failed] = rig.inventory.ofType(TYPES.addon).filter(({ status }) => status === "failed");
            if (failed !== undefined) await rig.remove(failed);
            return text;
        };
        assert.match(await failure({}), new RegExp(`^${pod} no EC2 IMDS role found`));
        const wrong = await makeRole(rig, "wrong", "ec2.amazonaws.com", ["ReadOnlyAccess"]);
        const by = (role: { readonly roleArn: string }) => ({ podIdentityAssociations: [role] });
        assert.match(
            await failure(by({ roleArn: arnOf(wrong) })),
            /does not trust pods\.eks\.amazonaws\.com$/,
        );
        const bare = await makeRole(rig, "bare", "pods.eks.amazonaws.com", []);
        assert.match(await failure(by({ roleArn: arnOf(bare) })), /AccessDenied: role \S+ has no policy$/);
        assert.match(await failure({ serviceAccountRoleArn: arnOf(bare) }), /does not trust oidc\.eks/);
        await rig.remove(small.oidc);
        assert.match(
            await failure({ serviceAccountRoleArn: arnOf(bare) }),
            /InvalidIdentityToken: No OpenIDConnect provider found in your account for https:/,
        );
    });

    it("a role that no longer trusts its running pods is noted", async () => {
        await makeProfile(rig, small, { selectors: [KARPENTER] });
        const { controllerRole } = await makeKarpenter(rig, small);
        await rig.update(controllerRole, { tags: { owner: "team" } });
        assert.deepEqual(rig.log.notes, []);
        const trust = { Statement: [{ Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" } }] };
        await rig.update(controllerRole, { assumeRolePolicy: JSON.stringify(trust) });
        const issuer = issuerOf(small.cluster).replace("https://", "");
        assert.deepEqual(rig.log.notes, [
            "pod karpenter gets no new credentials since controller was changed: " +
                `AccessDenied: role ${arnOf(controllerRole)} does not trust ${issuer}`,
        ]);
    });

    it("rule 15: Karpenter does not start on a pool of its own", async () => {
        await makeBootstrap(rig);
        assert.match(
            (await refusalOf(makeKarpenter(rig, small))) ?? "",
            /^Helm release "kube-system\/karpenter" was created, but failed to become available within allocated timeout\..*pod karpenter is Pending: 0\/0 nodes are available\)$/,
        );
        assert.match((await refusalOf(makePool(rig, small))) ?? "", /^timed out waiting for the condition: /);
    });

    it("rule 15: Karpenter that asks the cluster's DNS waits for CoreDNS", async () => {
        await makeProfile(rig, small, { selectors: [KARPENTER] });
        assert.match(
            (await refusalOf(makeKarpenter(rig, small, { dnsPolicy: "ClusterFirst" }))) ?? "",
            /pod karpenter resolves no name: it waits for CoreDNS/,
        );
    });

    it("pods start on a pool while its controller lives", async () => {
        await makeBootstrap(rig);
        await makeProfile(rig, small, { selectors: [KARPENTER] });
        const { controller } = await makeKarpenter(rig, small);
        await makePool(rig, small);
        assert.equal(await addonFailure("metrics-server"), "none");
        await rig.remove(controller, small.inside);
        assert.equal(await addonFailure("coredns"), "pod coredns is Pending: no Karpenter controller lives");
    });

    it("charts the sandbox does not know are ready at once", async () => {
        assert.equal(await refusalOf(makeRelease(rig, small, "web", {})), undefined);
    });
});
