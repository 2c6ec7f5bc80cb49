/** Protection holds as a whole in every environment of this repository, once its settings ask for it. */
import { ENVIRONMENTS } from "../../stacks/environments";
import { casesOfStacks, describeOpenAccess, describeProtection } from "../order/check-protection";

const openIn = (name: string): readonly string[] => ENVIRONMENTS.shapeOf(name)?.unprotected ?? [];

describe("an environment of this repository, protected", function () {
    this.timeout(60_000);

    for (const one of casesOfStacks(openIn)) describeProtection(one);
    describeOpenAccess(openIn);
});
