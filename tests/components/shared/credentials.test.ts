import assert from "node:assert/strict";

import { maskCredentials } from "../../../components/shared/credentials";

describe("maskCredentials", () => {
    for (const [text, masked] of [
        ["http://user:secret@proxy.example.com:3128", "http://[masked]@proxy.example.com:3128"],
        ["http://secret@proxy.example.com", "http://[masked]@proxy.example.com"],
        ["https://user:p@ss/w:rd@a.example/x", "https://[masked]@a.example/x"],
        ["oci://user:secret@registry.example.com/charts", "oci://[masked]@registry.example.com/charts"],
        ["user:secret@registry.example.com", "[masked]@registry.example.com"],
        ["registry.example.com/x?token=secret", "registry.example.com/x?token=[masked]"],
        [
            "https://a.example/?a=1&X-Amz-Signature=abc#id=2",
            "https://a.example/?a=[masked]&X-Amz-Signature=[masked]#id=[masked]",
        ],
        ['["http://u:s@a","http://u:s@b"]', '["http://[masked]@a","http://[masked]@b"]'],
        ['{"a":"http://u:s@a","b":"x@y.example"}', '{"a":"http://[masked]@a","b":"x@y.example"}'],
    ] as const) {
        it(`${text} reads ${masked}`, () => assert.equal(maskCredentials(text), masked));
    }

    for (const text of [
        "arn:aws:iam::123456789012:role/team/a@b.example",
        "arn:aws:iam::123456789012:user/ada@example.com",
        "ada@example.com",
        "al2023@v20260723",
        "public.ecr.aws/karpenter/karpenter@sha256:abc",
        "https://github.com/x/y#readme",
        "Write arn:aws:kms:us-east-1:123456789012:key/<id>",
        "0 9 * * mon-fri, min=1",
        "key=value",
    ]) {
        it(`${text} stays as it is`, () => assert.equal(maskCredentials(text), text));
    }
});
