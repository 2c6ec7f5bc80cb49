import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { Properties } from "../../../tools/facts/facts";
import {
    batchesOf,
    durationOf,
    type Operation,
    OPERATIONS,
    type Step,
} from "../../../tools/time/duration-of";
import { ASSUMED, SAMPLED } from "../../../tools/time/durations";

/** `sampled 88-119-405` */
function told(type: string, operation: Operation, inputs: Properties = {}, more: Partial<Step> = {}): string {
    const { basis, longest, shortest, usual } = durationOf({ type, operation, inputs, ...more });
    return `${basis} ${shortest}-${usual}-${longest}`;
}

const ADDON = "aws:eks/addon:Addon";
const CLUSTER = "aws:eks/cluster:Cluster";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const NODES = "aws:eks/nodeGroup:NodeGroup";
const RELEASE = "kubernetes:helm.sh/v3:Release";

describe("time: the figures", () => {
    it("each have a source with the day it was seen, at least one sample, and the median between the ends", () => {
        for (const [id, { longest, samples, shortest, source, usual, what }] of Object.entries(SAMPLED)) {
            assert.ok(shortest <= usual && usual <= longest, id);
            assert.ok(samples >= 1 && Number.isInteger(samples), id);
            assert.ok(source.title.length > 10 && what !== "", id);
            assert.match(source.seen, /^2026-11-\d\d$/, id);
            if (samples === 1) assert.ok(shortest === longest, id);
        }
    });

    it("of what the kit makes are sampled where they matter, and never above an hour", () => {
        for (const type of FACTS.keys()) {
            for (const operation of OPERATIONS) {
                const { basis, from, longest, samples, usual } = durationOf({ type, operation, inputs: {} });
                assert.ok(usual <= 600 && longest <= 3600, `${operation} ${type}`);
                assert.deepEqual(
                    [samples === 0, from.length === 0],
                    [basis === "assumed", basis === "assumed"],
                );
            }
        }
    });
});

describe("time: how long a step takes", () => {
    it("is the figure of its type", () => {
        assert.equal(told(CLUSTER, "create"), "sampled 447-564-765");
        assert.equal(told(CLUSTER, "delete"), "sampled 69-178-522");
        assert.equal(told(NODES, "create"), "sampled 88-119-405");
        assert.equal(told(NODES, "delete"), "sampled 138-380-501");
        assert.equal(told("aws:ec2/natGateway:NatGateway", "create"), "sampled 85-107-128");
        assert.equal(told("aws:ec2/natGateway:NatGateway", "delete"), "sampled 37-60-94");
        assert.equal(told("aws:eks/fargateProfile:FargateProfile", "create"), "sampled 130-259-259");
        assert.equal(told("aws:eks/fargateProfile:FargateProfile", "delete"), "sampled 128-256-262");
        assert.equal(told("aws:kms/key:Key", "create"), "sampled 16-24-29");
        assert.equal(told("aws:sqs/queue:Queue", "create"), "sampled 25-26-26");
        assert.equal(told("aws:autoscaling/group:Group", "create"), "sampled 41-45-47");
        assert.equal(told("aws:autoscaling/group:Group", "delete"), "sampled 88-300-394");
        assert.equal(told("aws:route53/zone:Zone", "create"), "sampled 36-40-72");
        assert.equal(
            told("aws:acm/certificateValidation:CertificateValidation", "create"),
            "sampled 2-32-61",
        );
        const attachment = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
        assert.equal(told(attachment, "create"), "sampled 121-121-121");
        assert.equal(told(attachment, "delete"), "stand-in 121-121-121");
        assert.equal(told("aws:ec2/subnet:Subnet", "create"), "sampled 0-1-10");
    });

    it("is a small piece's where nobody timed it, and says so", () => {
        assert.deepEqual(ASSUMED, { shortest: 0, usual: 1, longest: 10 });
        assert.equal(told("aws:iam/policy:Policy", "create"), "assumed 0-1-10");
        assert.equal(told("aws:iam/role:Role", "delete"), "assumed 0-1-10");
        assert.equal(told("aws:rds/instance:Instance", "create"), "assumed 0-1-10");
    });

    it("of a cluster's update is that of its version; others borrow it, tags take nothing", () => {
        assert.equal(told(CLUSTER, "update", {}, { changed: ["version"] }), "sampled 509-544-560");
        assert.equal(told(CLUSTER, "update", {}, { changed: ["vpcConfig"] }), "stand-in 509-544-560");
        assert.equal(told(CLUSTER, "update"), "stand-in 509-544-560");
        assert.equal(told(CLUSTER, "update", {}, { changed: ["tags", "tagsAll"] }), "assumed 0-1-10");
    });

    it("of a node group's update goes by batches where its nodes are replaced", () => {
        const inputs = (desiredSize: number, updateConfig: Properties): Properties => ({
            scalingConfig: { desiredSize },
            updateConfig,
        });
        const rolls = { changed: ["releaseVersion"] };
        assert.equal(told(NODES, "update", inputs(1, { maxUnavailable: 1 }), rolls), "sampled 300-450-900");
        assert.equal(told(NODES, "update", inputs(3, { maxUnavailable: 1 }), rolls), "sampled 900-1350-2700");
        assert.equal(told(NODES, "update", inputs(3, { maxUnavailable: 2 }), rolls), "sampled 600-900-1800");
        for (const changed of [["version"], ["launchTemplate", "labels"]]) {
            assert.equal(told(NODES, "update", inputs(1, {}), { changed }), "sampled 300-450-900");
        }
        assert.equal(told(NODES, "update", inputs(3, {}), { changed: ["scalingConfig"] }), "assumed 0-1-10");
        // 33 % of 10 nodes is 4 at once, as EKS rounds up: 3 batches.
        assert.equal(batchesOf(inputs(10, { maxUnavailablePercentage: 33 })), 3);
        assert.equal(batchesOf(inputs(10, {})), 10);
        assert.equal(batchesOf(inputs(0, { maxUnavailable: 1 })), 1);
        assert.equal(batchesOf({}), 1);
    });

    it("of an add-on is its own, or that of one with pods like it", () => {
        assert.equal(told(ADDON, "create", { addonName: "coredns" }), "sampled 14-15-56");
        assert.equal(told(ADDON, "create", { addonName: "vpc-cni" }), "sampled 65-65-65");
        assert.equal(told(ADDON, "create", { addonName: "eks-node-monitoring-agent" }), "stand-in 24-25-45");
        assert.equal(told(ADDON, "create", { addonName: "metrics-server" }), "stand-in 14-15-56");
        assert.equal(told(ADDON, "update", { addonName: "coredns" }), "stand-in 14-15-56");
        assert.equal(
            told(ADDON, "update", { addonName: "coredns" }, { changed: ["tags"] }),
            "assumed 0-1-10",
        );
        assert.equal(told(ADDON, "delete", { addonName: "aws-ebs-csi-driver" }), "sampled 9-9-9");
        assert.equal(told(ADDON, "delete", { addonName: "coredns" }), "stand-in 9-9-9");
    });

    it("has the wait of its pods on top: for Fargate, or for a node that is started for them", () => {
        const coredns = { addonName: "coredns" };
        assert.equal(told(ADDON, "create", coredns, { pods: "fargate" }), "sampled 107-230-336");
        assert.equal(
            told(ADDON, "create", { addonName: "metrics-server" }, { pods: "fargate" }),
            "stand-in 107-230-336",
        );
        assert.equal(
            told(RELEASE, "create", { chart: "x/any" }, { pods: "new-node" }),
            "stand-in 91-144-542",
        );
        assert.equal(told(ADDON, "delete", coredns, { pods: "fargate" }), "stand-in 9-9-9");
        assert.deepEqual(durationOf({ type: ADDON, operation: "create", inputs: coredns, pods: "fargate" }), {
            shortest: 107,
            usual: 230,
            longest: 336,
            basis: "sampled",
            what: "creating the add-on coredns on nodes, then CoreDNS running on Fargate, once the profile is there",
            samples: 6,
            from: ["addon.coredns", "fargate.pods"],
        });
    });

    it("of a chart is its own, or that of all charts that were timed", () => {
        const karpenter = { chart: "oci://public.ecr.aws/karpenter/karpenter" };
        assert.equal(told(RELEASE, "create", karpenter), "sampled 16-25-63");
        assert.equal(told(RELEASE, "create", { chart: "external-secrets" }), "sampled 3-25-137");
        assert.equal(told(RELEASE, "update", karpenter), "sampled 17-17-17");
        assert.equal(told(RELEASE, "update", { chart: "external-secrets" }), "stand-in 3-25-137");
        assert.equal(told(RELEASE, "delete", { chart: "argo-cd" }), "sampled 30-30-30");
        assert.equal(told(RELEASE, "delete", karpenter), "stand-in 30-30-30");
    });

    it("of an endpoint is that of its kind; its deletion borrows the creation", () => {
        assert.equal(told(ENDPOINT, "create", { vpcEndpointType: "Interface" }), "sampled 43-43-122");
        assert.equal(told(ENDPOINT, "create", { vpcEndpointType: "Gateway" }), "sampled 6-6-8");
        assert.equal(told(ENDPOINT, "create"), "sampled 6-6-8");
        assert.equal(told(ENDPOINT, "delete", { vpcEndpointType: "Interface" }), "stand-in 43-43-122");
    });
});
