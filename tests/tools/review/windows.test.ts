/** What a review says of nodes that run Windows: the first, the last, and a pool that changes its system. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { FACTS } from "../../../tools/facts";
import type { GraphDiff } from "../../../tools/review/change";
import { diff } from "../../../tools/review/diff";
import { risksOf } from "../../../tools/review/risks";
import { WINDOWS } from "../../support/kinds";
import { graphOfShape } from "../../support/plan-shape";

const { managedNodes: { general, web } = {}, selfManagedNodes: { jobs } = {} } = WINDOWS;
assert.ok(general !== undefined && web !== undefined && jobs !== undefined);
const { selfManagedNodes: _self, ...REST } = WINDOWS;
const LINUX: EnvironmentShape = { ...REST, managedNodes: { general } };
const WITH_WEB: EnvironmentShape = { ...REST, managedNodes: { general, web } };

const between = async (base: EnvironmentShape, head: EnvironmentShape): Promise<GraphDiff> =>
    diff(await graphOfShape(base), await graphOfShape(head), FACTS);

const operations = ({ changes }: GraphDiff): string[] =>
    changes
        .filter(({ custom, operation }) => custom && operation !== "none")
        .map(({ name, operation }) => `${operation} ${name}`)
        .sort();

const said = (found: GraphDiff): string[] =>
    risksOf(found).map(({ component, kind, severity, what }) => `${severity} ${kind}, ${component}: ${what}`);

describe("nodes that run Windows in a review", () => {
    it("change the cluster's role and vpc-cni in place, and nothing of Linux but the metrics server", async () => {
        const found = await between(LINUX, WITH_WEB);
        assert.deepEqual(
            operations(found).filter((line) => !line.includes("nodes-web")),
            [
                "create cluster-role-windows",
                "update addon-metrics-server-addon",
                "update addon-vpc-cni-addon",
            ],
        );
        assert.deepEqual(said(found), []);
    });

    it("lose their addresses before they go, where they are the last", async () => {
        assert.ok(
            said(await between(WITH_WEB, LINUX)).includes(
                "medium settings-meet, addon-vpc-cni: No pod of Windows gets an address any more, and the nodes that run " +
                    "it are there until the end of the update.",
            ),
        );
        const fewer = said(await between(WINDOWS, WITH_WEB));
        assert.deepEqual(
            fewer.filter((risk) => risk.includes("Windows")),
            [],
        );
    });

    it("are other groups where a managed pool changes its system, and another entry where one of one's own does", async () => {
        const linuxWeb = { ...web, amiFamily: "AL2023", taints: [] } as const;
        const { userData: _powershell, ...plain } = linuxWeb;
        const managed = operations(
            await between({ ...REST, managedNodes: { general, web: plain } }, WITH_WEB),
        );
        assert.ok(managed.includes("replace nodes-web-a"), managed.join("\n"));
        const { access: _access, ...own } = jobs;
        const selfManaged = operations(
            await between(
                { ...WITH_WEB, selfManagedNodes: { jobs: { ...own, amiFamily: "AL2023" } } },
                { ...WITH_WEB, selfManagedNodes: { jobs: own } },
            ),
        );
        assert.deepEqual(selfManaged, [
            "replace self-managed-jobs-entry",
            "update self-managed-jobs-a",
            "update self-managed-jobs-template",
        ]);
    });
});
