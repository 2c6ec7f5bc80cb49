import assert from "node:assert/strict";

import {
    ENDPOINT_SERVICES,
    endpointServiceName,
    REQUIRED_WITHOUT_NAT,
} from "../../../components/network/endpoints";

describe("endpoints", () => {
    it("are gateways for S3 and DynamoDB alone", () => {
        const gateways = Object.entries(ENDPOINT_SERVICES).filter(([, { kind }]) => kind === "gateway");
        assert.deepEqual(
            gateways.map(([service]) => service),
            ["s3", "dynamodb"],
        );
    });

    it("rule 12: hold what a cluster without a way to the internet needs", () => {
        assert.deepEqual([...REQUIRED_WITHOUT_NAT].sort(), [
            "ec2",
            "ecr.api",
            "ecr.dkr",
            "eks",
            "eks-auth",
            "logs",
            "s3",
            "sqs",
            "ssm",
            "sts",
        ]);
    });

    it("are named by region, with the prefix of a region's own where AWS has one", () => {
        assert.equal(endpointServiceName("ecr.api", "us-east-1"), "com.amazonaws.us-east-1.ecr.api");
        assert.equal(endpointServiceName("s3", "eu-west-3"), "com.amazonaws.eu-west-3.s3");
        assert.equal(
            endpointServiceName("eks-auth", "us-gov-west-1"),
            "com.amazonaws.us-gov-west-1.eks-auth",
        );
        assert.equal(endpointServiceName("ecr.dkr", "cn-north-1"), "cn.com.amazonaws.cn-north-1.ecr.dkr");
        assert.equal(endpointServiceName("sts", "cn-northwest-1"), "cn.com.amazonaws.cn-northwest-1.sts");
        assert.equal(endpointServiceName("logs", "cn-north-1"), "com.amazonaws.cn-north-1.logs");
        assert.equal(endpointServiceName("s3", "cn-north-1"), "com.amazonaws.cn-north-1.s3");
        assert.equal(endpointServiceName("ecr.api", "eusc-de-east-1"), "eu.amazonaws.eusc-de-east-1.ecr.api");
        assert.equal(endpointServiceName("sts", "eusc-de-east-1"), "com.amazonaws.eusc-de-east-1.sts");
        assert.equal(endpointServiceName("ec2", "us-iso-east-1"), "gov.ic.c2s.us-iso-east-1.ec2");
        assert.equal(
            endpointServiceName("monitoring", "us-iso-west-1"),
            "gov.ic.c2s.us-iso-west-1.monitoring",
        );
        assert.equal(endpointServiceName("sqs", "us-isob-east-1"), "gov.sgov.sc2s.us-isob-east-1.sqs");
    });
});
