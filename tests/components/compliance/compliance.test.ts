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

    it("has a bucket of its own where none is named: closed, over TLS alone, versioned, encrypted", async () => {
        const words = { rules: ["secrets"], recorder: { keepDays: 365 } } as const;
        const made = Object.fromEntries(await madeOf(words));
        const of = (name: string) => objectOf(made[name]);
        const name = String(of("DeliveryChannel:compliance-channel")["s3BucketName"]);
        assert.match(name, /^compliance-bucket-[0-9a-f]{7}$/);
        assert.deepEqual(of("BucketPublicAccessBlock:compliance-bucket-public-access"), {
            bucket: name,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        assert.deepEqual(of("BucketOwnershipControls:compliance-bucket-ownership")["rule"], {
            objectOwnership: "BucketOwnerEnforced",
        });
        assert.deepEqual(of("BucketVersioning:compliance-bucket-versioning")["versioningConfiguration"], {
            status: "Enabled",
        });
        assert.deepEqual(
            of("BucketServerSideEncryptionConfiguration:compliance-bucket-encryption")["rules"],
            [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        );
        const rules = of("BucketLifecycleConfiguration:compliance-bucket-lifecycle")["rules"];
        assert.deepEqual(
            (rules as readonly { readonly id: string }[]).map(({ id }) => id),
            ["old-versions", "unfinished-uploads", "delivered"],
        );
        const arn = `arn:aws:s3:::${name}`;
        const fromAccount = { "AWS:SourceAccount": "210987654321" };
        const config = { Effect: "Allow", Principal: { Service: "config.amazonaws.com" } };
        assert.deepEqual(JSON.parse(String(of("BucketPolicy:compliance-bucket-policy")["policy"])), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "RefuseWithoutTls",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [arn, `${arn}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
                {
                    ...config,
                    Sid: "LetConfigLookAtBucket",
                    Action: ["s3:GetBucketAcl", "s3:ListBucket"],
                    Resource: arn,
                    Condition: { StringEquals: fromAccount },
                },
                {
                    ...config,
                    Sid: "LetConfigDeliver",
                    Action: "s3:PutObject",
                    Resource: `${arn}/AWSLogs/210987654321/Config/*`,
                    Condition: {
                        StringEquals: { ...fromAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
                    },
                },
            ],
        });
    });

    it("delivers nothing before the bucket is closed and lets it in", async () => {
        const graph = await graphOfShape(shapeWith({ recorder: {} }));
        const behind = ancestorsOf(graph, resourceNamed(graph, "compliance-channel").urn);
        for (const before of ["policy", "public-access", "encryption", "versioning", "lifecycle"]) {
            assert.ok(behind.has(resourceNamed(graph, `compliance-bucket-${before}`).urn), before);
        }
        assert.ok(behind.has(resourceNamed(graph, "compliance-delivery").urn));
    });

    it("tells a topic that a cluster breaks one of its rules, and of no other rule", async () => {
        const emails = ["platform@example.com"];
        const made = Object.fromEntries(
            await madeOf({ rules: ["secrets"], alerts: { kind: "own-topic", emails } }),
        );
        const { eventPattern } = objectOf(made["EventRule:compliance-breaches"]);
        const pattern = JSON.parse(String(eventPattern)) as {
            readonly detail: { readonly configRuleName: readonly string[] };
        };
        assert.match(String(pattern.detail.configRuleName), /^compliance-secrets-[0-9a-f]{7}$/);
        assert.deepEqual(pattern, {
            source: ["aws.config"],
            "detail-type": ["Config Rules Compliance Change"],
            detail: {
                messageType: ["ComplianceChangeNotification"],
                configRuleName: pattern.detail.configRuleName,
                newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
            },
        });
        const target = objectOf(made["EventTarget:compliance-breaches"]);
        assert.match(
            String(target["arn"]),
            /^arn:aws:sns:us-east-1:210987654321:compliance-topic-[0-9a-f]{7}$/,
        );
        assert.equal(
            objectOf(target["inputTransformer"])["inputTemplate"],
            '"<resource> in <region> of account <account> breaks the rule <rule>"',
        );
        assert.deepEqual(
            JSON.parse(String(objectOf(made["TopicPolicy:compliance-topic-policy"])["policy"])),
            {
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "AllowEvents",
                        Effect: "Allow",
                        Principal: { Service: "events.amazonaws.com" },
                        Action: "sns:Publish",
                        Resource: target["arn"],
                    },
                ],
            },
        );
        const mail = objectOf(made["TopicSubscription:compliance-topic-platform@example.com"]);
        assert.deepEqual([mail["protocol"], mail["endpoint"]], ["email", "platform@example.com"]);
    });

    it("takes a topic that is there, and makes none then", async () => {
        const arn = "arn:aws:sns:us-east-1:210987654321:platform";
        const made = await madeOf({ rules: ["secrets"], alerts: { kind: "topic", arn } });
        assert.deepEqual(
            made.map(([name]) => name),
            ["Rule:compliance-secrets", "EventRule:compliance-breaches", "EventTarget:compliance-breaches"],
        );
        assert.equal(Object.fromEntries(made)["EventTarget:compliance-breaches"]?.["arn"], arn);
    });

    it("switches Security Hub on with the standards that are named and no others", async () => {
        const words: ComplianceWords = {
            rules: ["secrets"],
            securityHub: { account: "own", standards: ["pci", "cis"] },
        };
        const made = Object.fromEntries(await madeOf(words));
        const at = "arn:aws:securityhub:us-east-1::standards/";
        assert.deepEqual(made["Account:compliance-security-hub"], {
            autoEnableControls: true,
            enableDefaultStandards: false,
        });
        assert.deepEqual(made["StandardsSubscription:compliance-standard-cis"], {
            standardsArn: `${at}cis-aws-foundations-benchmark/v/3.0.0`,
        });
        assert.deepEqual(made["StandardsSubscription:compliance-standard-pci"], {
            standardsArn: `${at}pci-dss/v/4.0.1`,
        });
        const graph = await graphOfShape(shapeWith(words));
        const hub = graph.resources.find(({ type }) => type === "aws:securityhub/account:Account");
        const standard = resourceNamed(graph, "compliance-standard-cis");
        assert.ok(ancestorsOf(graph, standard.urn).has(hub?.urn ?? ""));
        const there = await madeOf({ rules: ["secrets"], securityHub: { account: "existing" } });
        assert.deepEqual(Object.fromEntries(there.slice(1)), {
            "StandardsSubscription:compliance-standard-best-practices": {
                standardsArn: `${at}aws-foundational-security-best-practices/v/1.0.0`,
            },
        });
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
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    recorder: { bucket: "central-config", keepDays: 0 },
                    alerts: { kind: "own-topic", emails: ["platform"] },
                    securityHub: { account: "existing", standards: [] },
                }),
            ),
            [
                `${at}.recorder.keepDays: the bucket is not the kit's, whose rules of expiry are its owner's (got 0). Remove it, or recorder.bucket.`,
                `${at}.recorder.keepDays: not a number of days (got 0). Choose 1 or more.`,
                `${at}.alerts.emails[0]: not an address (got "platform"). Write name@example.com.`,
                `${at}.securityHub.standards: Security Hub is there already, and no standard is asked for. Name one, or remove securityHub.`,
            ],
        );
        assert.deepEqual(
            refusedOf(shapeWith({ alerts: { kind: "topic", arn: "arn:aws:sns:eu-west-1:210987654321:x" } })),
            [
                `${at}.alerts.arn: not the ARN of a topic of SNS in us-east-1 (got "arn:aws:sns:eu-west-1:210987654321:x"). Name a topic of the environment's region.`,
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
        const hub = plannedOf(shapeWith({ recorder: {}, securityHub: { account: "own" } })).notices;
        assert.deepEqual(
            hub.filter((notice) => notice.includes("Security Hub")),
            [
                "Security Hub is on in account 210987654321 and us-east-1 for everything in them, and off for everything with this environment",
                "Standards of Security Hub judge what AWS Config records: compliance.recorder records clusters alone, so that of other things they say nothing",
            ],
        );
    });
});
