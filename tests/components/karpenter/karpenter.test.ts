import assert from "node:assert/strict";

import { Parameter } from "@pulumi/aws/ssm/parameter";
import type * as pulumi from "@pulumi/pulumi";

import { kubernetesProviderFor } from "../../../components/cluster/kubernetes-provider";
import { controllerPolicies } from "../../../components/karpenter/controller-policies";
import { Karpenter } from "../../../components/karpenter/karpenter";
import { decisionsOfKarpenter, type KarpenterSpec } from "../../../components/karpenter/karpenter-spec";
import { policyDocument } from "../../../components/shared/iam";
import { irsaTrust, podIdentityTrust } from "../../../components/shared/workload-identity";
import { KARPENTER_VERSION } from "../../../components/versions";
import { karpenterSpec, ON_FARGATE, testCluster } from "../../support/karpenter-spec";
import { readyOf } from "../../support/ready";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
    type RecordOptions,
} from "../../support/record-component";

const MIRROR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mirror";
const ISOLATED: Partial<KarpenterSpec> = { isolatedVpc: true, imageRegistry: MIRROR, zonalShift: false };

const NODE_ROLE = "arn:aws:iam::123456789012:role/karpenter-node-0a1b2c3";
const CONTROLLER_ROLE = "arn:aws:iam::123456789012:role/karpenter-controller-0a1b2c3";
const QUEUE = "arn:aws:sqs:us-east-1:123456789012:karpenter-interruption-0a1b2c3";

const POLICIES = [
    "eks-integration",
    "iam-integration",
    "interruption",
    "node-lifecycle",
    "resource-discovery",
    "zonal-shift",
] as const;
const EVENTS = ["capacity-reservation", "rebalance", "scheduled-change", "spot-interruption", "state-change"];

/** Everything of AWS without which the controller could not remove what it launched. */
const AWS_LEAVES = [
    "AccessEntry:karpenter-node",
    ...EVENTS.map((key) => `EventTarget:karpenter-${key}`),
    "PodIdentityAssociation:karpenter-controller",
    "QueuePolicy:karpenter-interruption",
    ...POLICIES.map((key) => `RolePolicyAttachment:karpenter-controller-${key}`),
    ...["registry", "session-manager", "worker"].map((key) => `RolePolicyAttachment:karpenter-node-${key}`),
];

function build(changes: Partial<KarpenterSpec> = {}, opts: pulumi.ComponentResourceOptions = {}): Karpenter {
    const cluster = testCluster();
    const kubernetes = kubernetesProviderFor("kube", cluster, { region: "us-east-1" });
    return new Karpenter(
        "karpenter",
        { ...karpenterSpec(changes), cluster },
        { providers: { kubernetes }, ...opts },
    );
}

function record(
    changes: Partial<KarpenterSpec> = {},
    opts: pulumi.ComponentResourceOptions = {},
    options: RecordOptions = {},
): Promise<RecordedResource[]> {
    return recordComponent(() => build(changes, opts), options);
}

function labelsOf(resources: readonly RecordedResource[], type: string): string[] {
    return resources
        .filter((resource) => resource.type === type)
        .map(({ label }) => label)
        .sort();
}

describe("Karpenter", () => {
    it("registers its decisions; its type is a public name; every resource is its child", async () => {
        const children = (await record()).filter(({ label }) => label !== "kubernetes:kube");
        const [component, ...others] = children;
        assert.equal(component?.type, "platform:karpenter:Karpenter");
        assert.deepEqual(component.inputs, decisionsOfKarpenter(karpenterSpec()));
        assert.deepEqual([...new Set(others.map(({ parent }) => parent))], ["Karpenter:karpenter"]);
        assert.equal(others.length, 33);
    });

    it("makes the node role with three policies and never the CNI's", async () => {
        const resources = await record();
        assert.deepEqual(find(resources, "Role:karpenter-node").inputs, {
            assumeRolePolicy:
                '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow",' +
                '"Principal":{"Service":"ec2.amazonaws.com"},"Sid":"AllowServiceToAssumeRole"}],' +
                '"Version":"2012-10-17"}',
            tags: { Name: "kit-test-karpenter-node" },
        });
        const attachments = inputsByLabel(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        const ofNodes = Object.entries(attachments).filter(([label]) => label.includes(":karpenter-node-"));
        const attached = (policy: string): unknown => ({
            policyArn: `arn:aws:iam::aws:policy/${policy}`,
            role: "karpenter-node-0a1b2c3",
        });
        assert.deepEqual(Object.fromEntries(ofNodes), {
            "RolePolicyAttachment:karpenter-node-worker": attached("AmazonEKSWorkerNodePolicy"),
            "RolePolicyAttachment:karpenter-node-registry": attached("AmazonEC2ContainerRegistryPullOnly"),
            "RolePolicyAttachment:karpenter-node-session-manager": attached("AmazonSSMManagedInstanceCore"),
        });
    });

    it("gives its nodes further policies, and no Session Manager where nobody may get onto them", async () => {
        const policyArn = "arn:aws:iam::123456789012:policy/logs";
        const resources = await record({
            nodeRole: { access: { kind: "none" }, extraPolicyArns: [policyArn] },
        });
        const attachments = inputsByLabel(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        const ofNodes = Object.entries(attachments).filter(([label]) => label.includes(":karpenter-node-"));
        assert.deepEqual(
            ofNodes.map(([, inputs]) => inputs["policyArn"]),
            [
                "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
                "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
                policyArn,
            ],
        );
    });

    it("knows the partition and the domain of the region", async () => {
        const resources = await record({ region: "cn-north-1" });
        assert.match(
            JSON.stringify(find(resources, "Role:karpenter-node").inputs["assumeRolePolicy"]),
            /ec2\.amazonaws\.com\.cn/,
        );
        assert.equal(
            find(resources, "RolePolicyAttachment:karpenter-node-worker").inputs["policyArn"],
            "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy",
        );
    });

    it("rule 32: exactly one EC2_LINUX entry for the node role, removed before its successor is made", async () => {
        const resources = await record();
        assert.deepEqual(inputsByLabel(resources, "aws:eks/accessEntry:AccessEntry"), {
            "AccessEntry:karpenter-node": {
                clusterName: "kit-test",
                principalArn: NODE_ROLE,
                tags: { Name: "kit-test-karpenter-node" },
                type: "EC2_LINUX",
            },
        });
        assert.deepEqual(find(resources, "AccessEntry:karpenter-node").options, {
            deleteBeforeReplace: true,
        });
    });

    it("rule 12: an isolated VPC gets an instance profile, since IAM cannot be reached from it; others none", async () => {
        const resources = await record(ISOLATED);
        assert.deepEqual(inputsByLabel(resources, "aws:iam/instanceProfile:InstanceProfile"), {
            "InstanceProfile:karpenter-node": {
                role: "karpenter-node-0a1b2c3",
                tags: { Name: "kit-test-karpenter-node" },
            },
        });
        assert.ok(
            ancestorsOf(resources, "Release:karpenter-controller").has("InstanceProfile:karpenter-node"),
        );
        assert.deepEqual(labelsOf(await record(), "aws:iam/instanceProfile:InstanceProfile"), []);
    });

    it("rule 2: gives the controller each policy of the table, whole, and attaches it", async () => {
        const resources = await record();
        const table = controllerPolicies(KARPENTER_VERSION.value) ?? {};
        const arns = { cluster: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test", queue: QUEUE };
        const expected = Object.entries(table).map(([key, row]) => {
            const scope = karpenterSpec();
            const statements =
                row.names === "nothing"
                    ? row.statements(scope)
                    : row.statements(scope, { ...arns, "node-role": NODE_ROLE }[row.names]);
            const tags = { Name: `kit-test-karpenter-${key}` };
            return [`Policy:karpenter-controller-${key}`, { policy: policyDocument(statements), tags }];
        });
        assert.deepEqual(inputsByLabel(resources, "aws:iam/policy:Policy"), Object.fromEntries(expected));
        for (const key of POLICIES) {
            assert.deepEqual(find(resources, `RolePolicyAttachment:karpenter-controller-${key}`).inputs, {
                policyArn: `arn:aws:iam::123456789012:policy/karpenter-controller-${key}-0a1b2c3`,
                role: "karpenter-controller-0a1b2c3",
            });
        }
        assert.equal(Object.keys(table).length, POLICIES.length);
    });

    it("a policy waits for the one resource it names", async () => {
        const resources = await record();
        const waits = POLICIES.map((key) => {
            const { propertyDependencies } = find(resources, `Policy:karpenter-controller-${key}`);
            return [key, propertyDependencies];
        });
        assert.deepEqual(Object.fromEntries(waits), {
            "eks-integration": {},
            "iam-integration": { policy: ["Role:karpenter-node"] },
            interruption: { policy: ["Queue:karpenter-interruption"] },
            "node-lifecycle": {},
            "resource-discovery": {},
            "zonal-shift": {},
        });
    });

    it("rule 16: on managed nodes one association with the service account, and a trust of EKS's agent", async () => {
        const resources = await record();
        assert.deepEqual(inputsByLabel(resources, "aws:eks/podIdentityAssociation:PodIdentityAssociation"), {
            "PodIdentityAssociation:karpenter-controller": {
                clusterName: "kit-test",
                namespace: "kube-system",
                roleArn: CONTROLLER_ROLE,
                serviceAccount: "karpenter",
                tags: { Name: "kit-test-karpenter-controller" },
            },
        });
        assert.deepEqual(find(resources, "PodIdentityAssociation:karpenter-controller").options, {
            deleteBeforeReplace: true,
        });
        assert.deepEqual(find(resources, "Role:karpenter-controller").inputs, {
            assumeRolePolicy: podIdentityTrust("arn:aws:eks:us-east-1:123456789012:cluster/kit-test", {
                namespace: "kube-system",
                name: "karpenter",
            }),
            tags: { Name: "kit-test-karpenter-controller" },
        });
    });

    it("rule 16: on Fargate no association, and a trust of the cluster's OIDC provider", async () => {
        const resources = await record(ON_FARGATE);
        assert.deepEqual(labelsOf(resources, "aws:eks/podIdentityAssociation:PodIdentityAssociation"), []);
        assert.deepEqual(find(resources, "Role:karpenter-controller").inputs, {
            assumeRolePolicy: irsaTrust(
                "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
                "oidc.example.com",
                { namespace: "kube-system", name: "karpenter" },
            ),
            tags: { Name: "kit-test-karpenter-controller" },
        });
    });

    it("registers its public outputs, the instance profile where there is one", async () => {
        const outputs = {
            controllerRoleArn: CONTROLLER_ROLE,
            nodeRoleArn: NODE_ROLE,
            nodeRoleName: "karpenter-node-0a1b2c3",
            queueName: "karpenter-interruption-0a1b2c3",
        };
        assert.deepEqual(find(await record(), "Karpenter:karpenter").outputs, outputs);
        assert.deepEqual(find(await record(ISOLATED), "Karpenter:karpenter").outputs, {
            ...outputs,
            instanceProfileName: "karpenter-node-0a1b2c3",
        });
    });

    it("rule 1: is ready with the controller, behind which everything stands", async () => {
        assert.deepEqual(await readyOf(() => build()), ["Release:karpenter-controller"]);
        assert.deepEqual(await readyOf(() => build(ON_FARGATE)), ["Release:karpenter-controller"]);
        const resources = await record();
        const made = resources.map(({ label }) => label).filter((label) => label !== "kubernetes:kube");
        const controller = "Release:karpenter-controller";
        assert.deepEqual([...ancestorsOf(resources, controller), controller].sort(), made.sort());
    });

    it("rule 1: without the API server it is ready with the AWS side, and makes nothing in the cluster", async () => {
        const changes = { inCluster: false };
        assert.deepEqual(await readyOf(() => build(changes)), [...AWS_LEAVES].sort());
        assert.deepEqual(
            await readyOf(() => build({ ...changes, ...ISOLATED })),
            ["InstanceProfile:karpenter-node", ...AWS_LEAVES].sort(),
        );
        const without = await record(changes);
        assert.deepEqual(labelsOf(without, "kubernetes:helm.sh/v3:Release"), []);
        const withReleases = (await record()).map(({ label }) => label);
        assert.deepEqual(
            without.map(({ label }) => label).sort(),
            withReleases.filter((label) => !label.startsWith("Release:")).sort(),
        );
    });

    it("rule 1: what it is told to wait for stands behind each of its resources", async () => {
        const resources = await recordComponent(() => {
            const probe = new Parameter("network", { type: "String", insecureValue: "x" });
            build({}, { dependsOn: [probe] });
        });
        const leaves = ["Release:karpenter-crd", "Role:karpenter-node", "Queue:karpenter-interruption"];
        assert.deepEqual(
            leaves.map((label) => ancestorsOf(resources, label).has("Parameter:network")),
            [true, true, true],
        );
    });

    it("protects everything with the environment", async () => {
        const resources = (await record({}, { protect: true })).filter(
            ({ parent }) => parent === "Karpenter:karpenter",
        );
        assert.deepEqual([...new Set(resources.map(({ options }) => options.protect))], [true]);
    });

    it("a first preview shows every document that names nothing made, and no resource less", async () => {
        const resources = await record({}, {}, { unknown: true });
        const known = POLICIES.filter((key) => {
            const { policy } = find(resources, `Policy:karpenter-controller-${key}`).inputs;
            return typeof policy === "string";
        });
        assert.deepEqual(known, ["eks-integration", "node-lifecycle", "resource-discovery", "zonal-shift"]);
        assert.deepEqual(
            resources.map(({ label }) => label).sort(),
            (await record()).map(({ label }) => label).sort(),
        );
    });

    it("refuses every fault at once, and ignoreChanges", async () => {
        await assert.rejects(record({ replicas: 0, chartRegistry: "x" }, { ignoreChanges: ["tags"] }), {
            message:
                "invalid arguments:\n" +
                '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["tags"]). ' +
                "Use the component's own arguments, or a transform of the resource meant.\n" +
                "  replicas: nothing would launch nodes (got 0). " +
                "Use 1, or 2 and more to survive the loss of a node.\n" +
                '  chartRegistry: not a registry (got "x"). ' +
                "Write <host>[:<port>][/<path>], without a scheme: public.ecr.aws.",
        });
    });
});
