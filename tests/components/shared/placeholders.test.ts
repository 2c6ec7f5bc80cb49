import assert from "node:assert/strict";

import { isPlaceholder } from "../../../components/shared/placeholders";

describe("isPlaceholder", () => {
    it("knows the documentation's account, networks, domains and owner", () => {
        for (const text of [
            "123456789012",
            "arn:aws:iam::123456789012:role/x",
            "203.0.113.0/24",
            "2001:db8::/32",
            "https://proxy.example.com:3128",
            "example-org/eks-platform",
            "example-org@123/eks-platform@456",
        ]) {
            assert.equal(isPlaceholder(text), true, text);
        }
    });

    it("lets through what only looks alike", () => {
        for (const text of ["1234567890123", "10.0.0.0/16", "acme/example-org", "example-organisation/kit"]) {
            assert.equal(isPlaceholder(text), false, text);
        }
    });
});
