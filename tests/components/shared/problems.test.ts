import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { describeProblem } from "../../../components/shared/problems";

describe("describeProblem", () => {
    it("names file, path, fault, value and remedy", () => {
        const problem = {
            path: "platform:vpcCidr",
            what: "too small",
            got: "10.0.0.0/30",
            remedy: "Use a /16",
        };
        assert.equal(
            describeProblem(problem, "Pulumi.dev.yaml"),
            'Pulumi.dev.yaml › platform:vpcCidr: too small (got "10.0.0.0/30"). Use a /16.',
        );
    });

    it("says nothing of a value that was not given", () => {
        assert.equal(
            describeProblem({ path: "cidr", what: "is missing", remedy: "Set it" }),
            "cidr: is missing. Set it.",
        );
    });

    it("repeats no credential of an address, wherever it stands in a value", () => {
        const message = (got: Json): string =>
            describeProblem({ path: "x", what: "bad", got, remedy: "Mend it" });
        assert.equal(message("http://u:secret@a:1"), 'x: bad (got "http://[masked]@a:1"). Mend it.');
        assert.equal(
            message({ a: ["h.example?token=secret"] }),
            'x: bad (got {"a":["h.example?token=[masked]"]}). Mend it.',
        );
        assert.equal(
            describeProblem({ path: "x", what: "http://u:secret@a is bad", remedy: "Not http://u:secret@a" }),
            "x: http://[masked]@a is bad. Not http://[masked]@a.",
        );
    });

    it("has a word for numbers that JSON has none for", () => {
        const message = (got: Json): string =>
            describeProblem({ path: "x", what: "bad", got, remedy: "Mend it" });
        assert.equal(message(NaN), "x: bad (got NaN). Mend it.");
        assert.equal(message(-Infinity), "x: bad (got -Infinity). Mend it.");
        assert.equal(message({ a: [1, NaN] }), 'x: bad (got {"a":[1,"NaN"]}). Mend it.');
    });
});
