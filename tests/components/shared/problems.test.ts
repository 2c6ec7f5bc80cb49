import assert from "node:assert/strict";

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
});
