/** Every place that names an environment has the environments of stacks/environments.ts. */
import assert from "node:assert/strict";

import { notFollowing } from "../../tools/accept/follow";
import { readWhole } from "../../tools/accept/read-whole";
import { ROOT } from "../../tools/plan/root";

describe("the list of environments", () => {
    it("is followed by settings, deploy.yml and bootstrap", () => {
        assert.deepEqual(notFollowing(readWhole(ROOT)), []);
    });
});
