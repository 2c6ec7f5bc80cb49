/** Rules of AWS Config on clusters, and the recorder they need. */
import assert from "node:assert/strict";

import type { ComplianceWords } from "../../../components/compliance/compliance-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { KUBERNETES_MINORS } from "../../../components/versions";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE } from "../../support/shapes";

const shapeWith = (compliance: ComplianceWords): EnvironmentShape => ({ ...ON_FARGATE, compliance });

async function madeOf(words: ComplianceWords) {
    const { resources } = await graphOfShape(shapeWith(words));
    const of = resources.filter(({ custom, name }) => custom && name.startsWith("compliance-"));
    return of.map(
        ({ inputs, name, type }) => [`${type.split(":").at(-1)}:${name}`, objectOf(inputs)] as const,
    );
}

function rule(sourceIdentifier: string, name: string, oldestVersionSupported?: string) {
    return {
        source: { owner: "AWS", sourceIdentifier },
        ...(oldestVersionSupported === undefined
            ? {}
            : { inputParameters: JSON.stringify({ oldestVersionSupported }) }),
        tags: { Name: `platform-dev-${name}` },
    };
}

describe("compliance", () => {
    it("is four rules, the oldest version that of the kit, and nothing else", async () => {
        const [oldest] = KUBERNETES_MINORS;
        assert.deepEqual(Object.fromEntries(await madeOf({})), {
            "Rule:compliance-endpoint": rule("EKS_ENDPOINT_NO_PUBLIC_ACCESS", "endpoint"),
            "Rule:compliance-oldest-version": rule(
                "EKS_CLUSTER_OLDEST_SUPPORTED_VERSION",
                "oldest-version",
                oldest,
            ),
            "Rule:compliance-secrets": rule("EKS_SECRETS_ENCRYPTED", "secrets"),
            "Rule:compliance-supported-version": rule(
                "EKS_CLUSTER_SUPPORTED_VERSION",
                "supported-version",
                oldest,
            ),
        });
        const some = await madeOf({ rules: ["supported-version"], oldestVersion: "1.34" });
        assert.deepEqual(Object.fromEntries(some), {
            "Rule:compliance-supported-version": rule(
                "EKS_CLUSTER_SUPPORTED_VERSION",
                "supported-version",
                "1.34",
            ),
        });
    });

    it("records clusters alone, on request, in the order AWS takes it", async () => {
        const words = { rules: ["secrets"], recorder: { bucket: "central-config" } } as const;
        const made = Object.fromEntries(await madeOf(words));
        assert.deepEqual(made["DeliveryChannel:compliance-channel"], {
            name: "default",
            s3BucketName: "central-config",
        });
        assert.deepEqual(objectOf(made["Recorder:compliance-recorder"])["recordingGroup"], {
            allSupported: false,
            includeGlobalResourceTypes: false,
            resourceTypes: ["AWS::EKS::Cluster"],
        });
        assert.deepEqual(made["RecorderStatus:compliance-switch"], { isEnabled: true, name: "default" });
        const graph = await graphOfShape(shapeWith(words));
        const recorder = graph.resources.find(({ type }) => type === "aws:cfg/recorder:Recorder");
        const behind = (name: string) => ancestorsOf(graph, resourceNamed(graph, name).urn);
        assert.ok(behind("compliance-channel").has(recorder?.urn ?? ""));
        assert.ok(behind("compliance-switch").has(resourceNamed(graph, "compliance-channel").urn));
        assert.ok(behind("compliance-secrets").has(resourceNamed(graph, "compliance-switch").urn));
    });

    it("is refused with every fault at once, and says whom it concerns", () => {
        const at = "stacks/dev.ts › compliance";
        assert.deepEqual(
            refusedOf(shapeWith({ rules: [], oldestVersion: "1.3", recorder: { bucket: "arn:aws:s3:::x" } })),
            [
                `${at}.rules: no rule. Name one, or remove it for all.`,
                `${at}.oldestVersion: not a minor of Kubernetes (got "1.3"). Write it as "1.35".`,
                `${at}.recorder.bucket: not a name of a bucket (got "arn:aws:s3:::x"). Write its name, not its ARN.`,
            ],
        );
        const told = (words: ComplianceWords) =>
            plannedOf(shapeWith(words)).notices.filter((notice) => /compliance|Config/.test(notice));
        const judges =
            "compliance judges every cluster of account 210987654321 in us-east-1, other environments' too";
        assert.deepEqual(told({}), [
            judges,
            "Rules of AWS Config judge nothing before a recorder of the account records clusters: compliance.recorder makes one where there is none",
        ]);
        assert.deepEqual(told({ recorder: { bucket: "central-config" } }), [
            judges,
            "AWS Config has one recorder an account and region: AWS refuses this one where there is one already",
        ]);
    });
});
