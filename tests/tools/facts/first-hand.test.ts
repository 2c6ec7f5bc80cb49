import assert from "node:assert/strict";

import { isFirstHand, isFirstHandAddress } from "../../../tools/facts/first-hand";

describe("sources", () => {
    const sources: readonly (readonly [source: string, first: boolean])[] = [
        ["hashicorp/terraform-provider-aws internal/service/ec2/vpc_.go, resourceVPC schema", true],
        ["pulumi/pulumi pkg/resource/deploy/step_generator.go", true],
        ["EKS User Guide, clusters/network-reqs", true],
        ["@pulumi/eks 4.3.0 typings, provider.d.ts", true],
        ["zyang37/terraform-provider-aws-idempotent internal/service/eks/addon.go", false],
        ["somebody/notes", false],
    ];
    for (const [source, first] of sources) {
        it(`${first ? "first" : "second"} hand: ${source}`, () => {
            assert.equal(isFirstHand(source), first);
        });
    }

    const addresses: readonly (readonly [address: string, first: boolean])[] = [
        ["https://docs.aws.amazon.com/eks/latest/userguide/", true],
        ["https://karpenter.sh/docs/upgrading/compatibility/", true],
        ["https://github.com/awslabs/amazon-eks-ami/releases/tag/v20260714", true],
        ["https://github.com/somebody/notes", false],
        ["https://aws.amazon.com.example.com/eks", false],
        ["https://endoflife.date/amazon-eks", false],
    ];
    for (const [address, first] of addresses) {
        it(`${first ? "first" : "second"} hand: ${address}`, () => {
            assert.equal(isFirstHandAddress(address), first);
        });
    }
});
