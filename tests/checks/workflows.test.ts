/** The rules of workflow-rules.ts hold, and each notices what breaks it. */
import assert from "node:assert/strict";

import { parseWorkflows, workflowTexts } from "../support/workflows";
import { WORKFLOW_RULES } from "./workflow-rules";

const TEXTS = workflowTexts();

describe("workflows", () => {
    for (const { check, mutants, title } of WORKFLOW_RULES) {
        describe(title, () => {
            it("holds", () => {
                assert.deepEqual(check(parseWorkflows(TEXTS)), []);
            });

            for (const [file, from, to] of mutants) {
                it(`is seen to break: ${file}, ${String(from).trim()} → ${to.trim() === "" ? "nothing" : to.trim()}`, () => {
                    const text = TEXTS.get(file) ?? assert.fail(file);
                    const mutated = text.replace(from, () => to);
                    assert.notEqual(mutated, text);
                    assert.notDeepEqual(check(parseWorkflows(new Map([...TEXTS, [file, mutated]]))), []);
                });
            }
        });
    }
});
