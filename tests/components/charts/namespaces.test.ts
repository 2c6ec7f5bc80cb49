/** Namespaces that the catalogue's charts make: each states its level of Pod Security. */
import assert from "node:assert/strict";

import { CHARTS } from "../../../components/charts/catalogue";
import { isMade } from "../../../components/charts/chart-spec";
import type { KnownChart } from "../../../components/charts/definition";

describe("namespaces of the catalogue", () => {
    it("state what their pods may do, each that is made", () => {
        const silent = Object.entries<KnownChart>(CHARTS)
            .filter(([, { namespace }]) => isMade(namespace) && namespace.podSecurity === undefined)
            .map(([chart, { namespace }]) => `${chart}: ${namespace.name}`);
        assert.deepEqual(silent, []);
    });
});
