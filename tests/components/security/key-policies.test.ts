import assert from "node:assert/strict";

import { keyPolicy } from "../../../components/security/key-policies";
import { canonicalJson, type Json } from "../../../components/shared/json";

const OWNER = { account: "123456789012", region: "eu-west-1", clusterName: "kit-test" };
const USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

const ACCOUNT_STATEMENT = {
    Sid: "AllowAccountToDelegateThroughIam",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
};

describe("keyPolicy", () => {
    it("of secrets: EKS makes grants for callers of this account", () => {
        assert.deepEqual(JSON.parse(keyPolicy("secrets", OWNER)), {
            Version: "2012-10-17",
            Statement: [
                ACCOUNT_STATEMENT,
                {
                    Sid: "AllowEksToGrantForThisAccount",
                    Effect: "Allow",
                    Principal: { AWS: "*" },
                    Action: ["kms:CreateGrant", "kms:DescribeKey"],
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "kms:CallerAccount": "123456789012",
                            "kms:ViaService": "eks.eu-west-1.amazonaws.com",
                        },
                    },
                },
            ],
        });
    });

    it("of logs: CloudWatch Logs, for the log groups of this cluster and its network, and callers of it in this account", () => {
        assert.deepEqual(JSON.parse(keyPolicy("logs", OWNER)), {
            Version: "2012-10-17",
            Statement: [
                ACCOUNT_STATEMENT,
                {
                    Sid: "AllowLogGroupsOfThisCluster",
                    Effect: "Allow",
                    Principal: { Service: "logs.eu-west-1.amazonaws.com" },
                    Action: USE,
                    Resource: "*",
                    Condition: {
                        ArnLike: {
                            "kms:EncryptionContext:aws:logs:arn": [
                                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/eks/kit-test/*",
                                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vpc/kit-test/*",
                                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/containerinsights/kit-test/*",
                                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/otel/containerinsights/kit-test/*",
                                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/kit-test/*",
                            ],
                        },
                    },
                },
                {
                    Sid: "AllowLogCallersOfThisAccount",
                    Effect: "Allow",
                    Principal: { AWS: "*" },
                    Action: USE,
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "kms:CallerAccount": "123456789012",
                            "kms:ViaService": "logs.eu-west-1.amazonaws.com",
                        },
                    },
                },
            ],
        });
    });

    it("of volumes: through EC2, for callers of this account; no service-linked role is named", () => {
        const through = {
            "kms:CallerAccount": "123456789012",
            "kms:ViaService": "ec2.eu-west-1.amazonaws.com",
        };
        assert.deepEqual(JSON.parse(keyPolicy("volumes", OWNER)), {
            Version: "2012-10-17",
            Statement: [
                ACCOUNT_STATEMENT,
                {
                    Sid: "AllowVolumesOfThisAccount",
                    Effect: "Allow",
                    Principal: { AWS: "*" },
                    Action: USE,
                    Resource: "*",
                    Condition: { StringEquals: through },
                },
                {
                    Sid: "AllowGrantsForVolumesOfThisAccount",
                    Effect: "Allow",
                    Principal: { AWS: "*" },
                    Action: "kms:CreateGrant",
                    Resource: "*",
                    Condition: { StringEquals: through, Bool: { "kms:GrantIsForAWSResource": "true" } },
                },
            ],
        });
    });

    it("spells partition and DNS suffix of the region", () => {
        const china = { ...OWNER, region: "cn-north-1" };
        const text = (["secrets", "logs", "volumes"] as const)
            .map((purpose) => keyPolicy(purpose, china))
            .join();
        for (const part of [
            '"arn:aws-cn:iam::123456789012:root"',
            '"eks.cn-north-1.amazonaws.com.cn"',
            '"logs.cn-north-1.amazonaws.com.cn"',
            '"ec2.cn-north-1.amazonaws.com.cn"',
            '"arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/eks/kit-test/*"',
        ]) {
            assert.ok(text.includes(part), part);
        }
    });

    it("is canonical JSON", () => {
        const policy = keyPolicy("volumes", OWNER);
        assert.equal(policy, canonicalJson(JSON.parse(policy) as Json));
    });
});
