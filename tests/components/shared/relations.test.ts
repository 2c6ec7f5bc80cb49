import assert from "node:assert/strict";

import { afterOf, checkRelations } from "../../../components/shared/relations";

const NEEDS = { needs: [{ word: "catalogue.cert-manager", why: "it signs the webhook's certificate" }] };
const EXCLUDES = { excludes: [{ word: "addons.adot", why: "both own the definitions of collectors" }] };

describe("relations between parts", () => {
    it("names what is missing, and what may not be beside it, together", () => {
        assert.deepEqual(checkRelations({ ...NEEDS, ...EXCLUDES }, { addons: { adot: {} } }), [
            {
                path: "",
                what: "needs catalogue.cert-manager, which the environment does not have: it signs the webhook's certificate",
                remedy: "Add catalogue.cert-manager, or remove it",
            },
            {
                path: "",
                what: "not beside addons.adot: both own the definitions of collectors",
                remedy: "Keep one of the two",
            },
        ]);
    });

    it("finds a chart in the catalogue, and under any release of the environment's own", () => {
        const own = { charts: { certificates: { chart: "cert-manager" }, other: { chart: "other" } } };
        for (const shape of [{ catalogue: { "cert-manager": {} } }, own]) {
            assert.deepEqual(checkRelations(NEEDS, shape), []);
        }
        assert.deepEqual(afterOf(NEEDS, { catalogue: { "cert-manager": {} } }), ["chart-cert-manager"]);
        assert.deepEqual(afterOf(NEEDS, own), ["chart-certificates"]);
        assert.deepEqual(afterOf(NEEDS, {}), []);
    });

    it("counts a word that is written as undefined as left out, and no key that every object has", () => {
        assert.equal(checkRelations(NEEDS, { catalogue: { "cert-manager": undefined } }).length, 1);
        const needs = [{ word: "addons.constructor", why: "none" }];
        assert.equal(checkRelations({ needs }, { addons: {} }).length, 1);
    });

    it("counts a chart by what its values say, where that is what matters", () => {
        const word = "catalogue.prometheus-adapter";
        const excludes = [{ word, why: "both answer", withValue: "rules.external" }];
        const adapter = (values?: object) => ({
            charts: { adapter: { chart: "prometheus-adapter", ...(values === undefined ? {} : { values }) } },
        });
        assert.deepEqual(checkRelations({ excludes }, adapter()), []);
        assert.deepEqual(checkRelations({ excludes }, adapter({ rules: {} })), []);
        assert.equal(checkRelations({ excludes }, adapter({ rules: { external: [] } })).length, 1);
        const known = { catalogue: { "prometheus-adapter": { values: { rules: { external: [] } } } } };
        assert.equal(checkRelations({ excludes }, known).length, 1);
        assert.deepEqual(checkRelations({ excludes }, { catalogue: { "prometheus-adapter": {} } }), []);
    });
});
