import assert from "node:assert/strict";
import { FAMILIES, KIT } from "./families";
import { legalWith, legalWithSeveral, placesOfFamily } from "./legal";
import { faultsOfLegal } from "./faults";
describe("emr words", function () {
    this.timeout(900000);
    it("several", async () => {
        const place = placesOfFamily(KIT).find(({ path }) => path === "emr.*");
        assert.ok(place);
        const legal = legalWithSeveral(KIT, place);
        assert.ok(legal);
        console.log(JSON.stringify((legal.subject.shape as any).emr), await faultsOfLegal(legal.subject));
    });
    for (const family of FAMILIES) for (const place of placesOfFamily(family).filter(({ path }) => /^emr/.test(path)).slice(0, 60))
        it(place.path, () => { assert.ok(legalWith(family, place), place.path); });
});
