import assert from "node:assert/strict";

import { chooseFrom, didYouMean } from "../../../components/shared/hints";

describe("hints", () => {
    it("find the word a typing error away, whatever its case", () => {
        assert.equal(didYouMean("regoin", ["region", "account"]), "region");
        assert.equal(didYouMean("REGION", ["region"]), "region");
    });

    it("find the one word a beginning stands for, and none when several begin so", () => {
        assert.equal(didYouMean("prod", ["dev", "production"]), "production");
        assert.equal(didYouMean("Stag", ["staging", "production"]), "staging");
        assert.equal(didYouMean("prod", ["production-us-east-1", "production-eu-west-1"]), undefined);
    });

    it("guess nothing from too little, too far or no candidates", () => {
        assert.equal(didYouMean("ab", ["ac"]), undefined);
        assert.equal(didYouMean("colour", ["region", "account"]), undefined);
        assert.equal(didYouMean("region", []), undefined);
    });

    it("list what is known beside the guess", () => {
        assert.equal(
            chooseFrom("regoin", ["region", "account"]),
            'Did you mean "region"? Known: account, region',
        );
        assert.equal(chooseFrom("colour", ["region"]), "Known: region");
        assert.equal(chooseFrom("colour", []), "Known: none");
    });
});
