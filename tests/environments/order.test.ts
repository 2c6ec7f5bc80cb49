/** The order tables hold in every environment of this repository, whatever it is made of. */
import { describeOrder } from "../order/check-rows";
import { type Environment, plannedStacks } from "../order/environments";

describe("the order of the environments", function () {
    this.timeout(60_000);
    let all: readonly Environment[] = [];

    before(async () => {
        all = await plannedStacks();
    });

    describeOrder(() => all, "any");
});
