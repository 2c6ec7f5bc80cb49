import assert from "node:assert/strict";

import { imageParameterOf } from "../../../components/compute/node-image-parameter";
import {
    capacityOfSelfManagedNodes,
    checkSelfManagedNodes,
    decisionsOfSelfManagedNodes,
    noticesOfSelfManagedNodes,
    type SelfManagedNodesSpec,
} from "../../../components/compute/self-managed-nodes-spec";
import { describeProblem } from "../../../components/shared/problems";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { KINDS } from "../../support/kinds";
import { plannedOf, refusedOf } from "../../support/plan-shape";
import { selfManagedNodesSpec } from "../../support/self-managed-nodes-spec";

type Changes = Partial<SelfManagedNodesSpec>;

const refusals = (changes: Readonly<Record<string, unknown>>): string[] =>
    checkSelfManagedNodes({ ...selfManagedNodesSpec(), ...changes }).map((problem) =>
        describeProblem(problem),
    );

const parameterOf = (changes: Changes): string => imageParameterOf(selfManagedNodesSpec(changes));

describe("checkSelfManagedNodes", () => {
    it("takes what is right", () => {
        assert.deepEqual(refusals({}), []);
    });

    it("refuses Spot that EC2 Auto Scaling does not sell", () => {
        const spot = { onDemandBasePerZone: -1, onDemandPercentage: 101, pools: 2, maxPriceUsdHour: 0.001 };
        assert.deepEqual(refusals({ spot }), [
            "spot.onDemandBasePerZone: not a number EC2 Auto Scaling takes (got -1). Choose a whole number, 0 to 10000.",
            "spot.onDemandPercentage: not a number EC2 Auto Scaling takes (got 101). Choose a whole number, 0 to 100.",
            "spot.pools: EC2 Auto Scaling takes it with lowest-price alone, not with price-capacity-optimized (got 2). " +
                "Remove it: the other allocations spread by themselves.",
            "spot.maxPriceUsdHour: not a price EC2 takes (got 0.001). " +
                "Write USD an hour, more than 0.001, or leave it out for the price on demand.",
        ]);
    });

    it("refuses shares out of range and a rollback that EC2 would refuse", () => {
        const update = {
            kind: "refresh",
            minHealthyPercentage: 50,
            maxHealthyPercentage: 200,
            autoRollback: true,
        };
        const maintenance = { minHealthyPercentage: -1, maxHealthyPercentage: 99 };
        assert.deepEqual(refusals({ maintenance, maxLifetimeDays: 366, update }), [
            "update.maxHealthyPercentage: more than 100 above minHealthyPercentage, which is 50 (got 200). " +
                "Choose 100 to 150.",
            "update.autoRollback: EC2 Auto Scaling goes back to no template that names its image by a parameter, " +
                "as EKS's own are (got true). Remove it, or name the image by amiId.",
            "maintenance.minHealthyPercentage: not a number EC2 Auto Scaling takes (got -1). Choose a whole number, 0 to 100.",
            "maintenance.maxHealthyPercentage: not a number EC2 Auto Scaling takes (got 99). Choose a whole number, 100 to 200.",
            "maxLifetimeDays: not a number EC2 Auto Scaling takes (got 366). Choose a whole number, 1 to 365.",
        ]);
        assert.deepEqual(
            refusals({ amiId: "ami-0123456789abcdef0", update: { ...update, maxHealthyPercentage: 150 } }),
            [],
        );
    });

    it("refuses releases of another form, and one beside an own image", () => {
        assert.deepEqual(refusals({ release: "1.63.0" }), [
            'release: not a release of AL2023 (got "1.63.0"). ' +
                "Write v20260930, as the releases of awslabs/amazon-eks-ami are called.",
        ]);
        assert.deepEqual(refusals({ amiFamily: "Bottlerocket", release: "v20260930" }), [
            'release: not a release of Bottlerocket (got "v20260930"). Write 1.63.0, as the releases of Bottlerocket are called.',
        ]);
        assert.deepEqual(refusals({ amiId: "ami-0123456789abcdef0", release: "v20260930" }), [
            'release: two answers to which image: amiId is one by itself (got "v20260930"). Remove it, or amiId.',
        ]);
    });

    it("refuses load balancers of elsewhere", () => {
        const arn = "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/web/0123456789abcdef";
        const form = "Write arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/<name>/<id>.";
        assert.deepEqual(
            refusals({ targetGroupArns: [arn, "web"], classicLoadBalancers: ["-web", "a", "a"] }),
            [
                `targetGroupArns[0]: belongs to 123456789012 in us-east-2, the nodes to 123456789012 in us-east-1 (got "${arn}"). ${form}`,
                `targetGroupArns[1]: not the ARN of a target group (got "web"). ${form}`,
                'classicLoadBalancers[0]: not a name of a classic load balancer (got "-web"). ' +
                    "Write its name, 1 to 32 letters, digits and -.",
                'classicLoadBalancers[2]: the same as classicLoadBalancers[1] (got "a"). Keep one.',
            ],
        );
    });

    it("refuses labels whose tag would be too long, and too many of them", () => {
        const key = `example.com/${"x".repeat(63)}`;
        const domain = `${"x".repeat(40)}.example.com/${"x".repeat(63)}`;
        assert.deepEqual(refusals({ labels: { [key]: "a" } }), []);
        assert.deepEqual(refusals({ labels: { [domain]: "a" } }), [
            `labels.${domain}: its tag for the Cluster Autoscaler is longer than 128 characters (got "${domain}"). Shorten it.`,
        ]);
        const labels = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`label${index}`, "x"]));
        assert.deepEqual(refusals({ labels }), [
            "labels: with labels, taints and the environment's tags the group would have 51 tags. " +
                "Keep 50 in all: a label and a taint are one each.",
        ]);
    });

    it("says who joins user data", () => {
        assert.deepEqual(refusals({ userData: "#!/bin/bash\necho ready" }), [
            "userData: the kit joins its own user data to a MIME multi-part archive only. " +
                "Write it as a part of one, with Content-Type: text/x-shellscript.",
        ]);
    });

    it("refuses words nobody knows, and what is missing", () => {
        assert.deepEqual(refusals({ update: { kind: "rolling" } }), [
            'update.kind: not one of the words known here (got "rolling"). Known: none, refresh.',
        ]);
        const { serviceCidr, ...rest } = selfManagedNodesSpec();
        assert.equal(serviceCidr, "172.20.0.0/16");
        assert.deepEqual(
            checkSelfManagedNodes(rest).map(({ path }) => path),
            ["serviceCidr"],
        );
    });
});

describe("the image of self-managed nodes", () => {
    it("is EKS's for architecture and accelerator, of a pinned release", () => {
        const eks = "resolve:ssm:/aws/service/eks/optimized-ami/1.36/amazon-linux-2023";
        assert.equal(
            parameterOf({ instanceTypes: ["g5.xlarge"] }),
            `${eks}/x86_64/nvidia/amazon-eks-node-al2023-x86_64-nvidia-1.36-v20260930/image_id`,
        );
        assert.equal(
            parameterOf({ instanceTypes: ["trn1.2xlarge"], release: "v20261001" }),
            `${eks}/x86_64/neuron/amazon-eks-node-al2023-x86_64-neuron-1.36-v20261001/image_id`,
        );
        assert.equal(
            parameterOf({ kubernetesVersion: "1.35", instanceTypes: ["m7i.large"] }),
            "resolve:ssm:/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/" +
                "amazon-eks-node-al2023-x86_64-standard-1.35-v20260714/image_id",
        );
    });

    it("is Bottlerocket's newest unless a release is named", () => {
        const amiFamily = "Bottlerocket";
        const base = "resolve:ssm:/aws/service/bottlerocket/aws-k8s-1.36";
        assert.equal(parameterOf({ amiFamily }), `${base}/arm64/latest/image_id`);
        assert.equal(
            parameterOf({ amiFamily, fips: true, instanceTypes: ["g5.xlarge"], release: "1.63.0" }),
            `${base}-nvidia-fips/x86_64/1.63.0/image_id`,
        );
        assert.deepEqual(noticesOfSelfManagedNodes(selfManagedNodesSpec({ amiFamily })), [
            "Self-managed nodes mixed start with the newest Bottlerocket of that hour, so two of them may differ: pin release",
        ]);
    });
});

describe("the part of self-managed nodes", () => {
    const shape = KINDS["self-managed"] ?? assert.fail();

    it("offers its nodes that stay to placement", () => {
        const taints = [{ key: "example.com/batch", effect: "NoSchedule" }] as const;
        const spec = selfManagedNodesSpec({ taints, labels: { tier: "web" } });
        const { addresses, types, ...capacity } = {
            addresses: undefined,
            types: undefined,
            ...capacityOfSelfManagedNodes(spec),
        };
        assert.equal(typeof addresses, "function");
        assert.deepEqual(
            types?.().map(({ type }) => type),
            spec.instanceTypes,
        );
        assert.deepEqual(capacity, {
            kind: "nodes",
            name: "self-managed nodes mixed",
            phase: "capacity",
            taints,
            labels: { tier: "web", "kubernetes.io/os": "linux" },
            minNodes: 2,
        });
    });

    it("shows what was decided", () => {
        const spot = { onDemandBasePerZone: 1, onDemandPercentage: 50, maxPriceUsdHour: 0.5 };
        const shown = decisionsOfSelfManagedNodes(selfManagedNodesSpec({ spot }));
        assert.deepEqual(
            [shown["spot"], shown["update"], shown["releaseVersion"]],
            [
                "all but 1 of a zone and 50 % of the others, at most 0.5 USD an hour",
                "refresh, 100 to 150 % of the nodes",
                "v20260930",
            ],
        );
    });

    it("says that nothing drains its nodes, unless a chart does", () => {
        const notice =
            "Nothing drains self-managed nodes (mixed, batch) before EC2 ends them, for a refresh, an age, a smaller group or Spot: " +
            "disruption budgets do not count unless a chart aws-node-termination-handler sees to it";
        assert.ok(plannedOf(shape).notices.includes(notice));
        const handler = {
            chart: "aws-node-termination-handler",
            repository: "oci://registry.example.org/charts",
            version: "0.27.0",
            namespace: { name: "kube-system" },
            pods: [],
        };
        const handled: EnvironmentShape = { ...shape, charts: { handler } };
        assert.ok(!plannedOf(handled).notices.includes(notice));
    });

    it("refuses names that are taken", () => {
        const mixed = shape.selfManagedNodes?.["mixed"] ?? assert.fail();
        const { selfManagedNodes: _own, ...rest } = shape;
        const general = KINDS["managed"]?.managedNodes?.["general"] ?? assert.fail();
        assert.deepEqual(
            refusedOf({
                ...rest,
                managedNodes: { mixed: general },
                selfManagedNodes: { mixed, system: mixed },
            }),
            [
                'stacks/dev.ts › selfManagedNodes.system: "system" is the kit\'s own: the name stands for where Karpenter runs. ' +
                    "Choose another name.",
                "stacks/dev.ts › selfManagedNodes.mixed: managed nodes of this name exist, and their instances would be called alike. " +
                    "Choose another name.",
            ],
        );
    });

    it("is refused beside Fargate alone, which leaves out what nodes need, and not beside Auto Mode", () => {
        const refusalsBeside = (kind: string) => {
            const { fargateProfiles: _profiles, ...other } = KINDS[kind] ?? assert.fail();
            return refusedOf({ ...other, selfManagedNodes: shape.selfManagedNodes ?? {} });
        };
        assert.deepEqual(
            refusalsBeside("fargate").map((text) => text.split(": ")[0]),
            ["mixed", "batch"].map((name) => `stacks/dev.ts › selfManagedNodes.${name}`),
        );
        assert.deepEqual(refusalsBeside("auto-mode"), []);
    });
});
