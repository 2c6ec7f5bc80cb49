/** The policy pack: what `npm run plan -- controls` asks, asked of the engine's own resources. */
import { PolicyPack } from "@pulumi/policy";

import { POLICY } from "../stacks/own/policy";
import { FORK } from "../tools/plan/root";
import { listStacks } from "../tools/plan/stack-file";
import { todayOf } from "../tools/plan/support";
import { askedOf } from "../tools/policy/asked";
import { policiesFor } from "./policies";

const NAME = "eks-platform-kit";

const today = todayOf(new Date());
const asked = askedOf(today);
if ("problems" in asked) {
    // The engine shows it, and refuses to begin.
    process.stderr.write(`${asked.problems.join("\n")}\n`);
    process.exit(1);
}
const around = { policy: POLICY, stacks: listStacks(FORK), today };
// Answers the engine until that ends.
new PolicyPack(NAME, {
    description: "The controls of npm run plan -- controls: docs/controls.md",
    policies: [...policiesFor(asked, around)],
});
