/** The tab of changes has the risks that the review has, controls that are lost among them. */
import assert from "node:assert/strict";

import { isObject } from "../../../tools/facts/build";
import { pageDataOf } from "../../../tools/page/page";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import { lostControls } from "../../../tools/policy/lost";
import { changesTab } from "../../../tools/page/tab-changes";
import { environmentOf } from "../../support/environments";
import { REPORTS } from "../../support/page-reports";

describe("changes of a page", () => {
    it("name a control that held in the base and no longer does", async () => {
        const environment = await environmentOf("small");
        const { graph, stack } = environment;
        const head = {
            ...graph,
            resources: graph.resources.map((one) =>
                one.type === "aws:sqs/queue:Queue" && isObject(one.inputs)
                    ? { ...one, inputs: { ...one.inputs, sqsManagedSseEnabled: false } }
                    : one,
            ),
        };
        const asked = { controls: CATALOGUE, exemptions: [], policy: { levels: {}, waivers: [] } };
        const lost = lostControls(graph, head, asked);
        const { environments } = await pageDataOf({
            ...{ environments: [{ ...environment, graph: head }], today: "2026-11-29", linkBase: "../" },
            ...{ reports: REPORTS, bases: new Map([[stack, { label: "main", graph, lost }]]) },
        });
        const told = environments[0]?.before?.review;
        assert.ok(told);
        assert.deepEqual(
            told.risks.filter(({ kind }) => kind === "control-lost").map(({ component }) => component),
            ["karpenter"],
        );
        assert.match(changesTab(told, "main").text, /Control C59, .*, held and does not any more/);
    });
});
