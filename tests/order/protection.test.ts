/** Protection holds as a whole: `pulumi destroy` of a protected environment deletes nothing at all. */
import { ENVIRONMENTS } from "../fixtures/fork/stacks/environments";
import { casesOfStacks, describeOpenAccess, describeProtection } from "./check-protection";
import { EVERYTHING } from "./conditions";
import { planEverything } from "./environments";

const openIn = (name: string): readonly string[] => ENVIRONMENTS.shapeOf(name)?.unprotected ?? [];

describe("a protected environment", function () {
    this.timeout(60_000);

    for (const one of casesOfStacks(openIn)) describeProtection(one);
    describeProtection({ label: EVERYTHING, open: [], plan: () => planEverything() });
    describeOpenAccess(openIn);
});
