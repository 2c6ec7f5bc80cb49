import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { addonOffers, parametersIn, releaseDates } from "../../../tools/versions/answers";
import { addonVersions, clusterVersions, iso, seconds } from "../../support/eks-answers";

const parse = (text: string) => JSON.parse(text) as Json;

describe("answers of AWS", () => {
    it("holds the versions of an add-on for the minor that was asked, and its default", () => {
        const answer = parse(
            addonVersions("1.36", { coredns: ["v1.14.6-eksbuild.4*", "v1.14.3-eksbuild.23"] }),
        );
        assert.deepEqual(
            [...addonOffers(answer, "1.36")],
            [
                [
                    "coredns",
                    [
                        { version: "v1.14.6-eksbuild.4", isDefault: true },
                        { version: "v1.14.3-eksbuild.23", isDefault: false },
                    ],
                ],
            ],
        );
        assert.deepEqual([...addonOffers(answer, "1.35")], [["coredns", []]]);
    });

    it("takes a date for the same day from either version of the CLI, in any time zone", () => {
        for (const print of [iso, seconds]) {
            assert.deepEqual(releaseDates(parse(clusterVersions(print))).get("1.36"), {
                released: "2026-06-02",
                endOfStandardSupport: "2027-08-02",
                endOfExtendedSupport: "2028-08-02",
            });
        }
    });

    it("finds nothing in an answer of another form", () => {
        for (const answer of [null, [], "text", {}, { addons: null, clusterVersions: {}, Parameters: 1 }]) {
            assert.equal(addonOffers(answer, "1.36").size, 0);
            assert.equal(releaseDates(answer).size, 0);
            assert.equal(parametersIn(answer).size, 0);
        }
        const undated = releaseDates({ clusterVersions: [{ clusterVersion: "1.36", releaseDate: "soon" }] });
        assert.deepEqual([...undated], [["1.36", {}]]);
    });
});
