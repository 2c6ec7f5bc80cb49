/** The order tables hold in an environment of each kind of compute. */
import { KINDS } from "../support/kinds";
import { graphOfShape } from "../support/plan-shape";
import { describeOrder } from "./check-rows";
import type { Environment } from "./environments";

describe("the order of each kind of compute", function () {
    this.timeout(60_000);
    const all: Environment[] = [];

    before(async () => {
        // One after the other: the recorder is not re-entrant.
        for (const [name, shape] of Object.entries(KINDS)) {
            const deterministic = await graphOfShape(shape);
            all.push({
                name,
                graphs: { deterministic, unknown: await graphOfShape(shape, { mode: "unknown" }) },
            });
        }
    });

    describeOrder(() => all, "any");
});
