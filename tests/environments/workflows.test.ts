/** deploy.yml, which a fork edits with its environments, keeps to the rules of all workflows. */
import assert from "node:assert/strict";

import { WORKFLOW_RULES } from "../checks/workflow-rules";
import { parseWorkflows, workflowTexts } from "../support/workflows";

describe("workflows of this repository", () => {
    for (const { check, title } of WORKFLOW_RULES) {
        it(title, () => assert.deepEqual(check(parseWorkflows(workflowTexts())), []));
    }
});
