/** Environments with everything: each word of the kit, each add-on and each chart stands in one that the kit accepts. */
import assert from "node:assert/strict";

import { ADDON_NAMES, ADDONS } from "../../components/addons/catalogue";
import { CHART_NAMES } from "../../components/charts/catalogue";
import { PARTS } from "../../components/platform/parts";
import type { EnvironmentShape } from "../../components/platform/shape";
import { WHOLE_MANAGED, WHOLE_ON_AUTO_MODE, WHOLE_ON_FARGATE } from "./beside-whole";
import { WHOLE } from "./whole";

const WHOLES: readonly EnvironmentShape[] = [WHOLE, WHOLE_ON_FARGATE, WHOLE_MANAGED, WHOLE_ON_AUTO_MODE];
const ON_REQUEST = ADDON_NAMES.filter((name) => ADDONS[name].presence === "on-request");

const missing = (names: readonly string[], ...said: readonly object[]): readonly string[] => {
    const known = new Set(said.flatMap((one) => Object.keys(one)));
    return names.filter((name) => !known.has(name));
};

describe("environments with everything", () => {
    it("say every word of the kit's parts", () => {
        assert.deepEqual(
            missing(
                PARTS.flatMap(({ words }) => Object.keys(words)),
                ...WHOLES,
            ),
            [],
        );
    });

    it("have every add-on and every chart", () => {
        assert.deepEqual(missing(ON_REQUEST, ...WHOLES.map(({ addons }) => addons)), []);
        assert.deepEqual(missing(CHART_NAMES, ...WHOLES.map(({ catalogue = {} }) => catalogue)), []);
    });
});
