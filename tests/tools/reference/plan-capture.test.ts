import assert from "node:assert/strict";

import { shortened } from "../../../tools/reference/plan-capture";

const PLAN = `kit
  Environment  dev

platform  platform:stacks:Platform  2 resources
│  cluster name  kit
├─ network  platform:network:Vpc  1 resource
│     cidr   10.0.0.0/16
│     zones  a
├─ addon-coredns  platform:addons:Addon  1 resource
│     addon  coredns
├─ fargate-system  platform:compute:FargateProfile  3 resources
├─ storage-class  platform:addons:DefaultStorageClass  1 resource
│     admins       a
│                  b
│     deploy role  c
└─ keys  platform:security:Keys  0 resources
      logs  AWS-owned key

Resources by provider
`;

describe("shortened", () => {
    it("keeps the components and what the storage class decided", () => {
        assert.deepEqual(shortened(PLAN), [
            "platform  platform:stacks:Platform  2 resources",
            "├─ network  platform:network:Vpc  1 resource",
            "…",
            "├─ storage-class  platform:addons:DefaultStorageClass  1 resource",
            "│     admins       a",
            "│                  b",
            "│     deploy role  c",
            "…",
        ]);
    });
});
