/** The review of what GitOps is told: a value that changes is named, in place for Argo CD and made anew for Flux. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { FACTS } from "../../../tools/facts";
import { diff } from "../../../tools/review/diff";
import { ARGO_CD, FLUX } from "../../support/gallery-charts";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

const told = (weight: string): EnvironmentShape => ({
    ...ON_NODES,
    charts: { argocd: ARGO_CD, flux: FLUX },
    gitops: { argoCd: {}, flux: {}, values: { route_weight: weight } },
});

describe("the review of what GitOps is told", () => {
    it("names the value that changes, and nothing else", async () => {
        const [base, head] = [await graphOfShape(told("100")), await graphOfShape(told("0"))];
        const changes = diff(base, head, FACTS).changes.filter(({ name }) => name.startsWith("gitops"));
        assert.deepEqual(
            changes.map(({ name, operation, properties }) => [
                name,
                operation,
                properties.map(({ path }) => path),
            ]),
            [
                ["gitops-bridge-values", "replace", [["data", "route_weight"]]],
                ["gitops-bridge-cluster", "update", [["metadata", "annotations", "route_weight"]]],
            ],
        );
    });
});
