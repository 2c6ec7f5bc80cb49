/** Whole answers for the types Karpenter's component registers: ids and ARNs as AWS writes them. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { answer, type Answer } from "../../../tools/plan/answers";
import type { Mode } from "../../../tools/plan/answers";

type Properties = Readonly<Record<string, Json>>;

function answerOf(
    type: string,
    inputs: Properties,
    { mode = "deterministic", region = "us-east-1" }: { readonly mode?: Mode; readonly region?: string } = {},
): Answer {
    const facts = FACTS.get(type);
    if (facts === undefined) throw new Error(`no facts of ${type}`);
    const question = {
        urn: `urn:pulumi:dev::kit::${type}::it`,
        name: "it",
        inputs,
        secretOutputs: [],
        providerInputs: { region, allowedAccountIds: '["123456789012"]' },
        find: () => undefined,
    };
    return answer(facts, question, mode);
}

describe("facts of Karpenter's types", () => {
    it("a queue: ARN and URL by name, in the domain of the partition", () => {
        const { id, outputs } = answerOf("aws:sqs/queue:Queue", { name: "q" }, { region: "cn-north-1" });
        assert.equal(id, "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q");
        assert.equal(outputs["url"], id);
        assert.equal(outputs["arn"], "arn:aws-cn:sqs:cn-north-1:123456789012:q");
        const unnamed = answerOf("aws:sqs/queue:Queue", {}).outputs["name"];
        assert.match(JSON.stringify(unnamed), /^"it-[0-9a-f]{7}"$/);
    });

    it("a queue's policy has the queue's URL as id", () => {
        const { id } = answerOf("aws:sqs/queuePolicy:QueuePolicy", { queueUrl: "https://q", policy: "{}" });
        assert.equal(id, "https://q");
    });

    it("a rule of the default bus and of another one", () => {
        const type = "aws:cloudwatch/eventRule:EventRule";
        const own = answerOf(type, { name: "r", eventPattern: "{}" });
        assert.deepEqual(
            [own.id, own.outputs["arn"], own.outputs["eventBusName"]],
            ["r", "arn:aws:events:us-east-1:123456789012:rule/r", "default"],
        );
        const other = answerOf(type, { name: "r", eventPattern: "{}", eventBusName: "b" });
        assert.deepEqual(
            [other.id, other.outputs["arn"]],
            ["b/r", "arn:aws:events:us-east-1:123456789012:rule/b/r"],
        );
    });

    it("a target: rule and target id, with the bus unless it is the default one", () => {
        const type = "aws:cloudwatch/eventTarget:EventTarget";
        const inputs = { rule: "r", arn: "arn:aws:sqs:us-east-1:123456789012:q", targetId: "t" };
        assert.equal(answerOf(type, inputs).id, "r-t");
        assert.equal(answerOf(type, { ...inputs, eventBusName: "b" }).id, "b-r-t");
        const { outputs } = answerOf(type, { rule: "r", arn: inputs.arn });
        assert.match(JSON.stringify(outputs["targetId"]), /^"terraform-[0-9a-f]{26}"$/);
    });

    it("a policy's id is its ARN; a profile's its name; both with their path", () => {
        const policy = answerOf("aws:iam/policy:Policy", { name: "p", policy: "{}", path: "/team/" });
        assert.equal(policy.id, "arn:aws:iam::123456789012:policy/team/p");
        assert.equal(policy.outputs["arn"], policy.id);
        const profile = answerOf("aws:iam/instanceProfile:InstanceProfile", { name: "p" });
        assert.deepEqual(
            [profile.id, profile.outputs["arn"]],
            ["p", "arn:aws:iam::123456789012:instance-profile/p"],
        );
    });

    it("an association: its id ends its ARN", () => {
        const inputs = {
            clusterName: "c",
            namespace: "kube-system",
            serviceAccount: "karpenter",
            roleArn: "arn:aws:iam::123456789012:role/r",
        };
        const { id, outputs } = answerOf("aws:eks/podIdentityAssociation:PodIdentityAssociation", inputs);
        assert.match(id, /^a-[0-9a-f]{17}$/);
        assert.equal(outputs["associationId"], id);
        assert.equal(
            outputs["associationArn"],
            `arn:aws:eks:us-east-1:123456789012:podidentityassociation/c/${id}`,
        );
        assert.equal(outputs["externalId"], "us-east-1/123456789012/c/kube-system/karpenter");
    });

    it("a release: namespace and name, deployed; its status unknown at a first preview", () => {
        const type = "kubernetes:helm.sh/v3:Release";
        const inputs = {
            chart: "oci://public.ecr.aws/karpenter/karpenter-crd",
            name: "karpenter-crd",
            namespace: "kube-system",
            version: "1.14.1",
        };
        const { id, outputs } = answerOf(type, inputs);
        assert.equal(id, "kube-system/karpenter-crd");
        assert.deepEqual(outputs, {
            ...inputs,
            resourceNames: {},
            status: {
                appVersion: "1.14.1",
                chart: "karpenter-crd",
                name: "karpenter-crd",
                namespace: "kube-system",
                revision: 1,
                status: "deployed",
                version: "1.14.1",
            },
        });
        const preview = answerOf(type, inputs, { mode: "unknown" });
        assert.deepEqual(preview, { id: "", outputs: inputs });
    });
});
