import assert from "node:assert/strict";

import { describeProblem } from "../../../../components/shared/problems";
import { findPlaceholders, placeholderProblems } from "../../../../components/platform/settings/placeholders";
import { readingWith } from "../../../support/settings";

describe("placeholders", () => {
    it("are named by path in a settings file that is otherwise faultless", () => {
        const reading = readingWith({
            "platform:account": "123456789012",
            "platform:admins": ["arn:aws:iam::123456789012:role/platform-admin"],
            "platform:apiAccess": { kind: "public", cidrs: ["203.0.113.0/24"] },
            "platform:deployRoleArn": "arn:aws:iam::123456789012:role/platform-deploy",
        });
        assert.deepEqual(reading.problems, []);
        assert.notEqual(reading.settings, undefined);
        assert.deepEqual([...reading.placeholders].sort(), [
            "account",
            "admins[0]",
            "apiAccess.cidrs[0]",
            "deployRoleArn",
        ]);
        assert.deepEqual(
            placeholderProblems(reading)
                .map((problem) => describeProblem(problem, problem.file))
                .sort(),
            [
                'Pulumi.dev.yaml › platform:account: still the placeholder of the example (got "123456789012"). Write your own value.',
                'Pulumi.dev.yaml › platform:admins[0]: still the placeholder of the example (got "arn:aws:iam::123456789012:role/platform-admin"). Write your own value.',
                'Pulumi.dev.yaml › platform:apiAccess.cidrs[0]: a documentation range, which belongs to nobody (got "203.0.113.0/24"). Write your own value.',
                'Pulumi.dev.yaml › platform:deployRoleArn: still the placeholder of the example (got "arn:aws:iam::123456789012:role/platform-deploy"). Write your own value.',
            ],
        );
    });

    it("are gone from the filled file", () => {
        const reading = readingWith({});
        assert.deepEqual(reading.placeholders, []);
        assert.deepEqual(placeholderProblems(reading), []);
    });

    it("are the documentation's account, networks and domains wherever they stand", () => {
        for (const value of [
            "192.0.2.0/24",
            "198.51.100.7/32",
            "203.0.113.0/25",
            "2001:db8::/32",
            "2001:0DB8:1::/48",
        ]) {
            assert.deepEqual(
                findPlaceholders({ apiAccess: { kind: "public", cidrs: ["8.8.8.0/24", value] } }),
                ["apiAccess.cidrs[1]"],
            );
        }
        const proxyUrl = "http://proxy.example.com:3128";
        assert.deepEqual(findPlaceholders({ apiAccess: { kind: "private", reach: "proxy", proxyUrl } }), [
            "apiAccess.proxyUrl",
        ]);
        assert.deepEqual(findPlaceholders({ tags: { owner: "arn:aws:iam::123456789012:user/x" } }), [
            "tags.owner",
        ]);
    });

    it("are not their neighbours", () => {
        const cidrs = ["192.0.3.0/24", "203.0.114.0/24", "198.18.0.0/15", "2001:db9::/32"];
        assert.deepEqual(findPlaceholders({ apiAccess: { kind: "public", cidrs } }), []);
        assert.deepEqual(
            findPlaceholders({ tags: { a: "1234567890123", b: "myexample.com", c: "example.community" } }),
            [],
        );
    });
});
