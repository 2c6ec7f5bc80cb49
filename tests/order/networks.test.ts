/** The order tables hold in an environment of each kind of network. */
import { NETWORKS } from "../support/networks";
import { graphOfShape } from "../support/plan-shape";
import { describeOrder } from "./check-rows";
import type { Environment } from "./environments";

describe("the order of each kind of network", function () {
    this.timeout(60_000);
    const all: Environment[] = [];

    before(async () => {
        // One after the other: the recorder is not re-entrant.
        for (const [name, { config, shape }] of Object.entries(NETWORKS)) {
            const deterministic = await graphOfShape(shape, { config });
            const unknown = await graphOfShape(shape, { config, mode: "unknown" });
            all.push({ name, graphs: { deterministic, unknown } });
        }
    });

    describeOrder(() => all, "any");
});
