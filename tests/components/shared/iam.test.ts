import assert from "node:assert/strict";

import { policyDocument, serviceTrust } from "../../../components/shared/iam";

describe("policyDocument", () => {
    it("has one spelling, whatever the order of keys", () => {
        const expected =
            '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*","Sid":"Read"}],' +
            '"Version":"2012-10-17"}';
        assert.equal(
            policyDocument([{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" }]),
            expected,
        );
        assert.equal(
            policyDocument([{ Resource: "*", Action: "s3:GetObject", Effect: "Allow", Sid: "Read" }]),
            expected,
        );
    });

    it("keeps the order of statements and of lists", () => {
        const document = policyDocument([
            { Sid: "B", Effect: "Deny", Action: ["b", "a"] },
            { Sid: "A", Effect: "Allow", Action: "c" },
        ]);
        assert.deepEqual(JSON.parse(document), {
            Version: "2012-10-17",
            Statement: [
                { Sid: "B", Effect: "Deny", Action: ["b", "a"] },
                { Sid: "A", Effect: "Allow", Action: "c" },
            ],
        });
    });
});

describe("serviceTrust", () => {
    it("lets one service assume the role", () => {
        assert.deepEqual(JSON.parse(serviceTrust("eks.amazonaws.com")), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowServiceToAssumeRole",
                    Effect: "Allow",
                    Action: "sts:AssumeRole",
                    Principal: { Service: "eks.amazonaws.com" },
                },
            ],
        });
    });

    it("takes other actions and a condition", () => {
        const condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
        const actions = ["sts:AssumeRole", "sts:TagSession"];
        assert.deepEqual(JSON.parse(serviceTrust("pods.eks.amazonaws.com", { actions, condition })), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AllowServiceToAssumeRole",
                    Effect: "Allow",
                    Action: actions,
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Condition: condition,
                },
            ],
        });
    });
});
